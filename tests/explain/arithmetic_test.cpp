// Shares by largest remainder, brackets and bands, and the short ways of whole numbers.
#include "engine/explain/arithmetic.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/seed.hpp"

namespace fenglu::explain {
namespace {

Rational any_rational(Seeded& random) {
  const std::int64_t bottom = random.between(0, 2) == 0 ? random.between(1, 50) : 1;
  return Rational(random.between(-1'000'000'000'000, 1'000'000'000'000), bottom);
}

TEST(Arithmetic, ShortWaysComeToTheSame) {
  Seeded random("short ways of whole numbers");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 2000; ++i) {
    const Rational a = any_rational(random);
    const Rational b = any_rational(random);
    EXPECT_EQ(sum(a, b), a + b);
    EXPECT_EQ(difference(a, b), a - b);
    EXPECT_EQ(product(a, b), a * b);
    EXPECT_EQ(order(a, b), a < b ? -1 : (a > b ? 1 : 0)) << a << " " << b;
    EXPECT_EQ(order(a, a), 0);
  }
}

TEST(Shares, AddUpAndAreWithinAUnitOfTheExactShare) {
  Seeded random("shares add up");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 500; ++i) {
    const Rational total = random.between(-1000, 1000);
    std::vector<Rational> weights;
    for (std::int64_t n = random.between(1, 9); n > 0; --n)
      weights.emplace_back(random.between(0, 7), random.between(1, 3));
    const Rational all = std::accumulate(weights.begin(), weights.end(), Rational(0));
    const std::vector<Rational> handed = shares(total, weights);
    EXPECT_EQ(std::accumulate(handed.begin(), handed.end(), Rational(0)), total);
    for (std::size_t j = 0; j < weights.size(); ++j) {
      EXPECT_TRUE(is_integer(handed[j]));
      if (all == 0) continue;
      const Rational off = handed[j] - total * weights[j] / all;
      EXPECT_TRUE(off < 1 && off > -1) << total << " " << off;
    }
  }
}

TEST(Shares, LargestRemaindersFirstThenTheEarlier) {
  const std::vector<Rational> weights{1, 2, 3, 4};
  EXPECT_EQ(shares(7, weights), (std::vector<Rational>{1, 1, 2, 3})) << "0.7, 1.4, 2.1, 2.8: the 0.8 and the 0.7";
  EXPECT_EQ(shares(-7, weights), (std::vector<Rational>{-1, -1, -2, -3}));
  const std::vector<Rational> even{1, 1, 1, 1};
  EXPECT_EQ(shares(6, even), (std::vector<Rational>{2, 2, 1, 1}));
  const std::vector<Rational> none{0, 0, 0};
  EXPECT_EQ(shares(4, none), (std::vector<Rational>{2, 1, 1}));
}

TEST(Bands, HoldTheirLowerEnd) {
  const std::vector<Rational> ends{0, 2, 4};
  EXPECT_EQ(band_of(Rational(-1, 100), ends), -1);
  EXPECT_EQ(band_of(0, ends), 0);
  EXPECT_EQ(band_of(Rational(199, 100), ends), 0);
  EXPECT_EQ(band_of(2, ends), 1);
  EXPECT_EQ(band_of(1000, ends), 2);
}

}  // namespace
}  // namespace fenglu::explain
