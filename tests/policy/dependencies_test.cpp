#include "engine/policy/dependencies.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/seed.hpp"

namespace fenglu::policy {
namespace {

using Needs = std::vector<std::vector<int>>;

TEST(Dependencies, KeepsTheOrderThatIsThereWhereItCan) {
  EXPECT_EQ(order_of({{}, {}, {}}).order, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(order_of({{2}, {}, {}}).order, (std::vector<int>{2, 0, 1}));
  EXPECT_EQ(order_of({{1, 2}, {2}, {}}).order, (std::vector<int>{2, 1, 0}));
}

TEST(Dependencies, ShowsEachCircleWholeAndOnce) {
  const Order order = order_of(Needs{{1}, {2}, {0}, {0}, {4}});
  EXPECT_EQ(order.circles, (Needs{{0, 1, 2}, {4}}));
  EXPECT_EQ(order.order, (std::vector<int>{3})) << "it needs a circle, and stands in none";
}

TEST(Dependencies, RandomOnesComeAfterAllThatTheyNeed) {
  Seeded random("each comes after all that it needs");
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < 200; ++round) {
    const int size = 1 + static_cast<int>(random.bits() % 20);
    Needs needs(static_cast<std::size_t>(size));
    // Only on lower numbers, renamed at random: no circle.
    std::vector<int> named(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) named[static_cast<std::size_t>(i)] = i;
    for (std::size_t i = named.size(); i > 1; --i) std::swap(named[i - 1], named[random.bits() % i]);
    for (int i = 1; i < size; ++i) {
      for (int j = 0; j < i; ++j) {
        if (random.bits() % 4 == 0) {
          needs[static_cast<std::size_t>(named[static_cast<std::size_t>(i)])].push_back(
              named[static_cast<std::size_t>(j)]);
        }
      }
    }
    const Order order = order_of(needs);
    ASSERT_TRUE(order.circles.empty());
    ASSERT_EQ(order.order.size(), needs.size());
    std::vector<char> done(needs.size());
    for (const int one : order.order) {
      for (const int need : needs[static_cast<std::size_t>(one)]) ASSERT_TRUE(done[static_cast<std::size_t>(need)]);
      done[static_cast<std::size_t>(one)] = true;
    }
  }
}

}  // namespace
}  // namespace fenglu::policy
