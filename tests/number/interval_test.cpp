// An interval holds everything that its operands can come to, and no more than it must at its ends.
#include "engine/number/interval.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/seed.hpp"

namespace fenglu {

inline void PrintTo(const Interval& interval, std::ostream* out) {
  *out << '[' << interval.low << ", " << interval.high << ']';
}

namespace {

Rational half(std::int64_t halves) { return Rational(halves) / 2; }

TEST(Interval, KnowsWhatItHolds) {
  const Interval interval{-1, half(5)};
  EXPECT_TRUE(interval.holds(Rational(-1)) && interval.holds(half(5)) && interval.holds(Rational(0)));
  EXPECT_FALSE(interval.holds(half(-3)) || interval.holds(Rational(3)));
  EXPECT_TRUE(interval.holds(interval) && interval.holds(Interval{0, 1}) && interval.holds(Interval::point(2)));
  EXPECT_FALSE(interval.holds(Interval{0, 3}) || interval.holds(Interval{-2, 0}));
  EXPECT_TRUE(interval.holds_zero() && Interval({0, 1}).holds_zero() && Interval({-1, 0}).holds_zero());
  EXPECT_FALSE(Interval({1, 2}).holds_zero() || Interval({-2, -1}).holds_zero());
  EXPECT_TRUE(Interval::point(3).is_point());
  EXPECT_FALSE(interval.is_point() || interval.is_empty());
}

TEST(Interval, AddsAndSubtracts) {
  EXPECT_EQ((Interval{1, 2} + Interval{10, 20}), (Interval{11, 22}));
  EXPECT_EQ((Interval{1, 2} - Interval{10, 20}), (Interval{-19, -8}));
  EXPECT_EQ((-Interval{-1, 2}), (Interval{-2, 1}));
}

struct PairCase {
  Interval a, b, result;
};

TEST(Interval, MultipliesByItsCorners) {
  const PairCase cases[] = {
      {{2, 3}, {4, 5}, {8, 15}},
      {{-3, 2}, {4, 5}, {-15, 10}},
      {{-3, -2}, {4, 5}, {-15, -8}},
      {{-3, -2}, {-5, -4}, {8, 15}},
      {{-3, 2}, {-5, 4}, {-12, 15}},
      {{0, 0}, {-5, 4}, {0, 0}},
      {{half(1), 3}, {half(1), 1}, {half(1) / 2, 3}},
  };
  for (const PairCase& c : cases) {
    EXPECT_EQ(c.a * c.b, c.result);
    EXPECT_EQ(c.b * c.a, c.result);
  }
}

TEST(Interval, DividesWhereTheDivisorIsNotZero) {
  const PairCase cases[] = {
      {{6, 12}, {2, 3}, {2, 6}},
      {{6, 12}, {-3, -2}, {-6, -2}},
      {{-6, 12}, {2, 3}, {-3, 6}},
      {{-12, -6}, {-3, -2}, {2, 6}},
      {{0, 0}, {1, 2}, {0, 0}},
      {{1, 1}, {3, 3}, Interval::point(Rational(1) / 3)},
      {{1, 2}, {half(1), half(1)}, {2, 4}},
  };
  for (const PairCase& c : cases) EXPECT_EQ(c.a / c.b, c.result);
}

TEST(Interval, HullIntersectionLeastAndGreatest) {
  const Interval low{1, 4};
  const Interval high{3, 6};
  EXPECT_EQ(hull(low, high), (Interval{1, 6}));
  EXPECT_EQ(intersection(low, high), (Interval{3, 4}));
  EXPECT_TRUE(intersection(Interval{1, 2}, Interval{3, 4}).is_empty());
  EXPECT_EQ(intersection(Interval{1, 2}, Interval{2, 4}), Interval::point(2)) << "closed at both ends";
  EXPECT_EQ(min(low, high), (Interval{1, 4}));
  EXPECT_EQ(max(low, high), (Interval{3, 6}));
  EXPECT_EQ(min(Interval{1, 9}, Interval{3, 4}), (Interval{1, 4}));
  EXPECT_EQ(max(Interval{1, 9}, Interval{3, 4}), (Interval{3, 9}));
}

Interval random_interval(Seeded& random) {
  const Rational low = Rational(random.between(-60, 60)) / random.between(1, 7);
  return {low, low + Rational(random.between(0, 60)) / random.between(1, 7)};
}

Rational random_point(Seeded& random, const Interval& interval) {
  return interval.low + (interval.high - interval.low) * random.between(0, 8) / 8;
}

TEST(Interval, HoldsWhateverItsOperandsComeTo) {
  Seeded random("interval arithmetic");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 3000; ++i) {
    const Interval a = random_interval(random);
    const Interval b = random_interval(random);
    const Rational x = random_point(random, a);
    const Rational y = random_point(random, b);
    ASSERT_TRUE((a + b).holds(x + y) && (a - b).holds(x - y) && (a * b).holds(x * y) && (-a).holds(-x));
    ASSERT_TRUE(min(a, b).holds(x < y ? x : y) && max(a, b).holds(x < y ? y : x));
    ASSERT_TRUE(hull(a, b).holds(a) && hull(a, b).holds(b) && hull(a, b).holds(x));
    ASSERT_EQ(intersection(a, b).holds(x), b.holds(x));
    ASSERT_TRUE(b.holds_zero() || (a / b).holds(x / y)) << x << ' ' << y;
  }
}

TEST(Interval, ReachesBothEndsOfWhatItClaims) {
  Seeded random("interval arithmetic is tight");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 1000; ++i) {
    const Interval a = random_interval(random);
    const Interval b = random_interval(random);
    const Interval product = a * b;
    bool low = false;
    bool high = false;
    for (const Rational& x : {a.low, a.high}) {
      for (const Rational& y : {b.low, b.high}) {
        low = low || x * y == product.low;
        high = high || x * y == product.high;
      }
    }
    ASSERT_TRUE(low && high);
  }
}

}  // namespace
}  // namespace fenglu
