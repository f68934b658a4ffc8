// Rounding as a spreadsheet does it: half away from zero, up away from zero, down towards it.
#include "engine/number/rounding.hpp"

#include <gtest/gtest.h>

#include "tests/seed.hpp"

namespace fenglu {
namespace {

Rational number(const char* text) { return parse_decimal(text)->value; }

struct RoundingCase {
  const char* x;
  const char* unit;
  const char* half;
  const char* up;
  const char* down;
  const char* why;
};

// Money in fen: 1 is a fen, 10 a jiao, 100 a yuan, 1000 ten yuan. 0.5 is half a day.
const RoundingCase roundings[] = {
    {"0", "1", "0", "0", "0", "nothing stays nothing"},
    {"7", "1", "7", "7", "7", "what is whole stays"},
    {"0.5", "1", "1", "1", "0", "half a fen goes away from zero"},
    {"-0.5", "1", "-1", "-1", "0", "half a fen below zero too"},
    {"0.49999", "1", "0", "1", "0", "just below half"},
    {"-0.49999", "1", "0", "-1", "0", "just above minus half"},
    {"0.00001", "1", "0", "1", "0", "the least beyond whole goes up"},
    {"-0.00001", "1", "0", "-1", "0", "up is away from zero below zero"},
    {"2.5", "1", "3", "3", "2", "not to the even neighbour"},
    {"-2.5", "1", "-3", "-3", "-2", "not to the even neighbour below zero"},
    {"59680.5", "1", "59681", "59681", "59680", "8 % of a base with an odd fen"},
    {"5", "10", "10", "10", "0", "five fen to the jiao"},
    {"4.9", "10", "0", "10", "0", "under five fen to the jiao"},
    {"-15", "10", "-20", "-20", "-10", "a jiao and a half below zero"},
    {"50", "100", "100", "100", "0", "five jiao to the yuan"},
    {"149.99", "100", "100", "200", "100", "1.4999 yuan"},
    {"-150", "100", "-200", "-200", "-100", "minus one yuan fifty"},
    {"746499.9", "1000", "746000", "747000", "746000", "7464.999 yuan to ten yuan"},
    {"746500", "1000", "747000", "747000", "746000", "7465 yuan to ten yuan"},
    {"1.25", "0.5", "1.5", "1.5", "1", "a day and a quarter to half days"},
    {"1.24", "0.5", "1", "1.5", "1", "under the quarter"},
    {"-1.25", "0.5", "-1.5", "-1.5", "-1", "below zero"},
    {"0.005", "0.01", "0.01", "0.01", "0", "a number to two decimals"},
};

TEST(Round, EveryModeToEveryUnit) {
  for (const RoundingCase& c : roundings) {
    const Rational unit = number(c.unit);
    EXPECT_EQ(round(number(c.x), {unit, RoundingMode::half}), number(c.half)) << "half " << c.x << ": " << c.why;
    EXPECT_EQ(round(number(c.x), {unit, RoundingMode::up}), number(c.up)) << "up " << c.x << ": " << c.why;
    EXPECT_EQ(round(number(c.x), {unit, RoundingMode::down}), number(c.down)) << "down " << c.x << ": " << c.why;
  }
}

TEST(Round, IsExactWhereNoDecimalIs) {
  const Rational third = Rational(1) / 3;
  EXPECT_EQ(round(third, {}), 0);
  EXPECT_EQ(round(2 * third, {}), 1);
  EXPECT_EQ(round(third, {third, RoundingMode::half}), third) << "a unit may be any fraction";
  EXPECT_EQ(round(Rational(1) / 2 - Rational(1, Integer(1) << 200), {}), 0) << "below half by next to nothing";
}

TEST(RoundQuotient, AgreesWithTheTable) {
  EXPECT_EQ(round_quotient(7, 2, RoundingMode::half), 4);
  EXPECT_EQ(round_quotient(-7, 2, RoundingMode::half), -4);
  EXPECT_EQ(round_quotient(7, 3, RoundingMode::half), 2);
  EXPECT_EQ(round_quotient(-7, 3, RoundingMode::up), -3);
  EXPECT_EQ(round_quotient(-7, 3, RoundingMode::down), -2);
  EXPECT_EQ(round_quotient(0, 3, RoundingMode::up), 0);
}

constexpr RoundingMode modes[] = {RoundingMode::half, RoundingMode::up, RoundingMode::down};

TEST(Round, HoldsItsPropertiesAnywhere) {
  Seeded random("rounding");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 2000; ++i) {
    const Rational x = Rational(random.between(-1'000'000, 1'000'000)) / random.between(1, 999);
    const Rational unit = Rational(random.between(1, 1000)) / random.between(1, 100);
    for (const RoundingMode mode : modes) {
      const RoundingRule rule{unit, mode};
      const Rational rounded = round(x, rule);
      ASSERT_TRUE(is_integer(rounded / unit)) << "a multiple of the unit";
      ASSERT_EQ(round(rounded, rule), rounded) << "idempotent";
      ASSERT_EQ(round(-x, rule), -rounded) << "symmetric around zero";
      ASSERT_LT(abs(rounded - x), unit) << "less than a unit off";
    }
    ASSERT_LE(abs(round(x, {unit, RoundingMode::half}) - x) * 2, unit) << "half: at most half a unit off";
    ASSERT_LE(abs(round(x, {unit, RoundingMode::down})), abs(x)) << "down: never away from zero";
    ASSERT_GE(abs(round(x, {unit, RoundingMode::up})), abs(x)) << "up: never towards zero";
  }
}

TEST(Round, IsMonotone) {
  Seeded random("rounding is monotone");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 2000; ++i) {
    const Rational a = Rational(random.between(-2000, 2000)) / 7;
    const Rational b = a + Rational(random.between(0, 100)) / 13;
    for (const RoundingMode mode : modes) ASSERT_LE(round(a, {1, mode}), round(b, {1, mode})) << a << ' ' << b;
  }
}

}  // namespace
}  // namespace fenglu
