// Which calls are impossible, and the few that are left.
#include "engine/number/money.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace fenglu {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Multipliable = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};
template <class T>
concept FenFrom = requires(T x) {
  Money::fen(x);
};
template <class T>
concept PercentFrom = requires(T x) {
  Rate::percent(x);
};

static_assert(!std::is_constructible_v<Money, double>, "no money from a float");
static_assert(!std::is_constructible_v<Money, int>, "no money without its unit");
static_assert(!FenFrom<double> && !FenFrom<float> && FenFrom<int> && FenFrom<std::int64_t>, "whole fen only");
static_assert(!PercentFrom<double> && PercentFrom<int>, "a rate isn't made of a float either");
static_assert(!std::is_convertible_v<Money, double> && !std::is_convertible_v<Money, std::int64_t>,
              "no silent way out");
static_assert(!std::is_assignable_v<Money&, ExactMoney> && !std::is_constructible_v<Money, ExactMoney>,
              "only a written round makes an exact amount payable");
static_assert(!std::is_constructible_v<ExactMoney, Money>, "money isn't silently exact money");
static_assert(Addable<Money, Money> && !Addable<Money, Rate> && !Addable<Money, int> && !Addable<Money, ExactMoney>,
              "money adds up with money alone");
static_assert(Multipliable<Money, Rate> && !Multipliable<Money, Money>, "money times money is a mistake");
static_assert(std::is_same_v<decltype(Money() * Rate::percent(1)), ExactMoney>, "a rate of money is not yet payable");
static_assert(Comparable<Money, Money> && !Comparable<Money, int> && !Comparable<Money, Rate>);
static_assert(Money::yuan(12).fen() == 1200 && Money::fen(-5) < Money() && -Money::fen(3) == Money::fen(-3));
static_assert(Money::fen(7) + Money::yuan(1) - Money::fen(8) == Money::fen(99));

TEST(Money, IsPayableOnlyOnceRounded) {
  const ExactMoney exact = Money::fen(1'234'567) * Rate::percent(8);
  EXPECT_EQ(exact.fen(), Rational(1'234'567) * 8 / 100);
  struct Row {
    RoundingRule rule;
    std::int64_t fen;
  };
  const Row rows[] = {{{1, RoundingMode::half}, 98'765},   {{1, RoundingMode::up}, 98'766},
                      {{1, RoundingMode::down}, 98'765},   {{10, RoundingMode::half}, 98'770},
                      {{100, RoundingMode::half}, 98'800}, {{1000, RoundingMode::down}, 98'000}};
  for (const Row& row : rows) EXPECT_EQ(round(exact, row.rule), Money::fen(row.fen)) << row.rule.unit;
}

TEST(Money, RoundsASumOnceNotItsParts) {
  const ExactMoney half_fen = Money::fen(1) * Rate::percent(50);
  EXPECT_EQ(round(half_fen + half_fen, {}), Money::fen(1));
  EXPECT_EQ(round(half_fen, {}) + round(half_fen, {}), Money::fen(2));
  EXPECT_EQ(round(half_fen - half_fen, {}), Money());
}

TEST(Rate, AddsUpExactly) {
  const Rate total = Rate::percent(16) + Rate::of(Rational(1) / 3);
  EXPECT_EQ(total.value(), Rational(37) / 75);
}

TEST(Format, IsYuanWithTwoDecimals) {
  struct Row {
    std::int64_t fen;
    const char* text;
  };
  const Row rows[] = {{0, "0.00"},
                      {5, "0.05"},
                      {-5, "-0.05"},
                      {99, "0.99"},
                      {100, "1.00"},
                      {-123'450, "-1234.50"},
                      {999'999'999, "9999999.99"},
                      {INT64_MAX, "92233720368547758.07"},
                      {INT64_MIN, "-92233720368547758.08"}};
  for (const Row& row : rows) EXPECT_EQ(format(Money::fen(row.fen)), row.text);
}

}  // namespace
}  // namespace fenglu
