// Keys, with and without an index: the same rows are found, whatever order they came in.
#include "engine/roster/unique_keys.hpp"

#include <gtest/gtest.h>

#include <map>

#include "tests/seed.hpp"

namespace fenglu::roster {
namespace {

TEST(UniqueKeys, AreInOrderByLengthAndThenByBytes) {
  EXPECT_TRUE(comes_before("9", "10"));
  EXPECT_TRUE(comes_before("A09", "A10"));
  EXPECT_TRUE(comes_before("A10", "B01"));
  EXPECT_FALSE(comes_before("A10", "A10"));
  EXPECT_FALSE(comes_before("10", "9"));
}

// Of all lengths around one word, two and three; bytes beyond ASCII come behind it.
TEST(UniqueKeys, OfOneLengthAreInOrderLikeTheirBytes) {
  Seeded random("order of keys");
  SCOPED_TRACE(random.trace());
  constexpr std::string_view bytes = "0189AZ\x01\x7F\x80\xFF";
  for (std::size_t length = 0; length <= 34; ++length) {
    for (int i = 0; i < 200; ++i) {
      std::string a(length, '0');
      std::string b = a;
      for (std::size_t at = 0; at < length; ++at) {
        a[at] = b[at] = bytes[static_cast<std::size_t>(random.between(0, 9))];
        if (random.between(0, 15) == 0) b[at] = bytes[static_cast<std::size_t>(random.between(0, 9))];
      }
      EXPECT_EQ(comes_before(a, b), a < b) << a << " and " << b;
      EXPECT_EQ(comes_before(b, a), b < a) << b << " and " << a;
    }
  }
}

TEST(UniqueKeys, ABlockIsTheSameKeyByKey) {
  for (const std::vector<std::string>& keys :
       {std::vector<std::string>{}, {"7"}, {"7", "8", "10"}, {"8", "7"}, {"7", "8", "8"}, {"", "a", ""}}) {
    BlockKeys one_by_one, at_once;
    for (const std::string& key : keys) one_by_one.push_back(key);
    at_once.append(keys);
    ASSERT_EQ(at_once.size(), keys.size());
    EXPECT_EQ(at_once.in_order(), one_by_one.in_order());
    for (std::size_t i = 0; i < keys.size(); ++i) EXPECT_EQ(at_once[i], keys[i]);
  }
}

TEST(UniqueKeys, OneThatStandsTwiceIsFoundWhereverItStands) {
  for (const auto& [first, second, third, earlier] :
       {std::tuple{"a", "b", "b", 1}, std::tuple{"a", "b", "a", 0}, std::tuple{"b", "a", "b", 0}}) {
    UniqueKeys keys;
    EXPECT_EQ(keys.add(first), UniqueKeys::none);
    EXPECT_EQ(keys.add(second), UniqueKeys::none);
    EXPECT_EQ(keys.add(third), static_cast<std::size_t>(earlier));
    EXPECT_EQ(keys.size(), 3U);
    EXPECT_EQ(keys.find(third), static_cast<std::size_t>(earlier));
  }
}

TEST(UniqueKeys, ABlockInOrderIsTakenWhole) {
  BlockKeys block;
  for (const char* const key : {"10", "11", "100"}) block.push_back(key);
  UniqueKeys keys;
  EXPECT_TRUE(keys.goes_on(block));
  keys.add("9");
  ASSERT_TRUE(keys.goes_on(block));
  keys.add_in_order(block);
  EXPECT_EQ(keys[2], "11");
  EXPECT_EQ(keys.find("100"), 3U);
  EXPECT_EQ(keys.find("99"), UniqueKeys::none);
  EXPECT_FALSE(keys.is_next("12"));
  EXPECT_FALSE(keys.goes_on(block));
  EXPECT_EQ(keys.add("11"), 2U);
}

TEST(UniqueKeys, ABlockOutOfOrderDoesNotGoOn) {
  BlockKeys block;
  UniqueKeys keys;
  EXPECT_FALSE(keys.goes_on(block)) << "nothing to go on with";
  for (const char* const key : {"10", "12", "11"}) block.push_back(key);
  EXPECT_FALSE(block.in_order());
  EXPECT_FALSE(keys.goes_on(block));
}

// Against a map: random keys, of which the first so many are in order.
TEST(UniqueKeys, FindWhatAMapFinds) {
  Seeded random("unique keys");
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(random.trace());
    const auto count = static_cast<std::size_t>(random.between(0, 299));
    const auto in_order = static_cast<std::size_t>(random.between(0, 299));
    UniqueKeys keys;
    std::map<std::string, std::size_t> wanted;
    for (std::size_t row = 0; row < count; ++row) {
      const std::size_t number = row < in_order ? row * 3 : static_cast<std::size_t>(random.between(0, 899));
      const std::string key = "K" + std::to_string(number);
      const auto [at, added] = wanted.try_emplace(key, row);
      EXPECT_EQ(keys.add(key), added ? UniqueKeys::none : at->second) << key;
    }
    for (std::size_t number = 0; number < 900; ++number) {
      const std::string key = "K" + std::to_string(number);
      const auto found = wanted.find(key);
      EXPECT_EQ(keys.find(key), found == wanted.end() ? UniqueKeys::none : found->second) << key;
    }
  }
}

}  // namespace
}  // namespace fenglu::roster
