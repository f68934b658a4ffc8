// The list of mistakes, and the value that comes instead of one.
#include <gtest/gtest.h>

#include <type_traits>

#include "engine/diagnostic/code.hpp"
#include "engine/diagnostic/result.hpp"

namespace fenglu {
namespace {

Diagnostic mistake(std::uint64_t row) { return {Code::unknown_name, {"a.csv", 0, 0, row, ""}, {"x", "y"}, "", 0, 1}; }

Diagnostics mistakes(std::uint64_t count) {
  Diagnostics out;
  for (std::uint64_t row = 2; row < count + 2; ++row) out.add(mistake(row));
  return out;
}

TEST(Diagnostics, StartEmpty) {
  const Diagnostics none;
  EXPECT_TRUE(none.empty());
  EXPECT_FALSE(none.has_errors());
}

TEST(Diagnostics, KeepsTheFirstHundredAndCountsTheRest) {
  struct Row {
    std::uint64_t added, kept, left_out;
  };
  for (const Row& c : {Row{1, 1, 0}, Row{99, 99, 0}, Row{100, 100, 0}, Row{101, 100, 1}, Row{5000, 100, 4900}}) {
    const Diagnostics out = mistakes(c.added);
    EXPECT_EQ(out.errors(), c.added);
    EXPECT_EQ(out.all().size(), c.kept);
    EXPECT_EQ(out.left_out(), c.left_out);
    EXPECT_EQ(out.all().back().place.row, c.kept + 1) << "in the order in which they came";
  }
}

TEST(Diagnostics, AddsListsAsIfTheyWereOne) {
  Diagnostics out = mistakes(60);
  out.add(mistakes(250));
  out.add(mistakes(3));
  EXPECT_EQ(out.errors(), 313U);
  EXPECT_EQ(out.all().size(), Diagnostics::detailed);
  EXPECT_EQ(out.left_out(), 213U);
}

TEST(Diagnostics, LeavesTheListItTookEmpty) {
  Diagnostics out;
  Diagnostics other = mistakes(150);
  out.add(std::move(other));
  EXPECT_TRUE(other.empty());  // NOLINT(bugprone-use-after-move): it is specified to be empty
  EXPECT_EQ(other.errors(), 0U);
}

TEST(Result, IsAValueOrTheMistakesInstead) {
  const Result<int> value(3);
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(*value, 3);
  EXPECT_TRUE(value.diagnostics().empty());
  const Result<int> none(mistake(2));
  EXPECT_FALSE(none);
  EXPECT_EQ(none.diagnostics().errors(), 1U);
}

TEST(Result, HoldsAValueThatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> value(std::make_unique<int>(5));
  const std::unique_ptr<int> taken = std::move(*value);
  EXPECT_EQ(*taken, 5);
}

static_assert(!std::is_convertible_v<Result<int>, int>, "a value must be asked for");

}  // namespace
}  // namespace fenglu
