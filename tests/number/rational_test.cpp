#include "engine/number/rational.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/seed.hpp"

namespace fenglu {
namespace {

Rational fraction(std::int64_t top, std::int64_t bottom) { return Rational(top) / bottom; }

TEST(FloorAndCeil, GoDownAndUpBelowZeroToo) {
  struct Row {
    Rational x;
    int floor, ceil;
  };
  const Row rows[] = {{0, 0, 0},
                      {5, 5, 5},
                      {-5, -5, -5},
                      {fraction(5, 2), 2, 3},
                      {fraction(-5, 2), -3, -2},
                      {fraction(1, 1000), 0, 1},
                      {fraction(-1, 1000), -1, 0}};
  for (const Row& row : rows) {
    EXPECT_EQ(floor(row.x), row.floor) << row.x;
    EXPECT_EQ(ceil(row.x), row.ceil) << row.x;
  }
}

TEST(CommonMeasure, IsTheGreatestOfWhichBothAreMultiples) {
  struct Row {
    Rational a, b, measure;
  };
  const Row rows[] = {{6, 4, 2},
                      {fraction(1, 2), fraction(1, 3), fraction(1, 6)},
                      {fraction(3, 4), fraction(9, 2), fraction(3, 4)},
                      {0, fraction(-2, 3), fraction(2, 3)},
                      {fraction(-7, 5), 0, fraction(7, 5)},
                      {0, 0, 0},
                      {-6, 4, 2}};
  for (const Row& row : rows) {
    EXPECT_EQ(common_measure(row.a, row.b), row.measure) << row.a << ' ' << row.b;
    EXPECT_EQ(common_measure(row.b, row.a), row.measure) << row.b << ' ' << row.a;
  }
}

TEST(CommonMeasure, DividesBothAndLeavesNothingInCommon) {
  Seeded random("common measure");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 500; ++i) {
    const Rational a = fraction(random.between(-5000, 5000), random.between(1, 500));
    const Rational b = fraction(random.between(1, 5000), random.between(1, 500));
    const Rational measure = common_measure(a, b);
    const Rational of_a = a / measure;
    const Rational of_b = b / measure;
    ASSERT_TRUE(is_integer(of_a) && is_integer(of_b)) << a << ' ' << b;
    ASSERT_EQ(gcd(numerator(of_a), numerator(of_b)), 1) << a << ' ' << b;
  }
}

TEST(Int64, FitsExactlyItsRange) {
  const Integer least = std::numeric_limits<std::int64_t>::min();
  const Integer greatest = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(fits_int64(least) && fits_int64(greatest) && fits_int64(0));
  EXPECT_FALSE(fits_int64(least - 1) || fits_int64(greatest + 1));
  EXPECT_EQ(to_int64(least), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(to_int64(greatest), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(to_int64(Rational(-7)), -7);
}

TEST(Int128, FitsExactlyItsRange) {
  const Integer bound = Integer(1) << 127;
  EXPECT_TRUE(fits_int128(bound - 1) && fits_int128(-bound) && fits_int128(0));
  EXPECT_FALSE(fits_int128(bound) || fits_int128(-bound - 1));
}

// By shifts of 32 bits: another way than the engine's.
Int128 by_parts(const Integer& x) {
  Int128 out = 0;
  Integer rest = x < 0 ? Integer(-x - 1) : x;
  for (int part = 3; part >= 0; --part) {
    const Integer bits = (rest >> static_cast<unsigned>(32 * part)) & 0xFFFFFFFFU;
    out = out * 4294967296 + static_cast<std::int64_t>(bits);
  }
  return x < 0 ? -out - 1 : out;
}

TEST(Int128, GoesThereAndBackAtTheEdges) {
  const Integer two64 = Integer(1) << 64;
  const Integer bound = Integer(1) << 127;
  const Integer edges[] = {0, 1, two64 - 1, two64, two64 + 1, two64 >> 1, bound >> 1, bound - 1};
  for (const Integer& edge : edges) {
    for (const Integer& x : {edge, Integer(-edge), Integer(-edge - 1)}) {
      EXPECT_TRUE(to_int128(x) == by_parts(x)) << x;
      EXPECT_EQ(to_integer(to_int128(x)), x);
    }
  }
}

TEST(Int128, GoesThereAndBackAnywhere) {
  Seeded random("128 bits");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 1000; ++i) {
    const auto high = static_cast<std::int64_t>(random.bits()) >> random.between(0, 63);
    const Integer x = (Integer(high) << 64) + random.bits();
    ASSERT_TRUE(to_int128(x) == by_parts(x)) << x;
    ASSERT_EQ(to_integer(to_int128(x)), x);
  }
}

struct DecimalCase {
  const char* text;
  Rational value;
  int places;
};

TEST(ParseDecimal, ReadsWhatAPersonWrites) {
  const DecimalCase cases[] = {{"0", 0, 0},
                               {"7460", 7460, 0},
                               {"0.16", fraction(16, 100), 2},
                               {"0.10", fraction(1, 10), 2},
                               {"-0.05", fraction(-5, 100), 2},
                               {"-0", 0, 0},
                               {"-0.00", 0, 2},
                               {"007.50", fraction(15, 2), 2},
                               {"08", 8, 0},
                               {"21.75", fraction(2175, 100), 2},
                               {"9999999.99", fraction(999999999, 100), 2}};
  for (const DecimalCase& c : cases) {
    const auto read = parse_decimal(c.text);
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(read->value, c.value) << c.text;
    EXPECT_EQ(read->places, c.places) << c.text;
  }
}

TEST(ParseDecimal, ReadsALongOne) {
  const std::string digits = "123456789012345678901234567890123456789";
  const auto read = parse_decimal("-" + digits + ".000000000000000000000000000001");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->places, 30);
  EXPECT_EQ(format_decimal(read->value, 30), "-" + digits + ".000000000000000000000000000001");
}

TEST(ParseDecimal, ReadsNothingElse) {
  for (const char* text : {"",     "-",  ".",  "-.",  ".5",  "5.",  "+5",   "--5", "1.2.3", "1,000", "1e5",
                           "0x10", " 1", "1 ", "nan", "inf", "1/2", "１２", "5-",  "1 000", "7%"}) {
    EXPECT_FALSE(parse_decimal(text)) << '"' << text << '"';
  }
  EXPECT_FALSE(parse_decimal(std::string_view("1\0", 2))) << "a zero byte";
  EXPECT_TRUE(parse_decimal(std::string(longest_decimal, '9')));
  EXPECT_FALSE(parse_decimal(std::string(longest_decimal + 1, '9'))) << "an endless one";
}

TEST(FormatDecimal, WritesExactlyThePlaces) {
  struct Row {
    Rational x;
    int places;
    const char* text;
  };
  const Row rows[] = {
      {0, 0, "0"},   {0, 2, "0.00"},    {fraction(-5, 100), 2, "-0.05"}, {fraction(123450, 100), 2, "1234.50"},
      {12, 0, "12"}, {-12, 1, "-12.0"}, {fraction(1, 2), 1, "0.5"},      {fraction(1, 8), 3, "0.125"}};
  for (const Row& row : rows) EXPECT_EQ(format_decimal(row.x, row.places), row.text);
}

TEST(FormatDecimal, IsReadBackAsTheSame) {
  Seeded random("decimal round trip");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 2000; ++i) {
    const int places = static_cast<int>(random.between(0, 20));
    const std::int64_t units = static_cast<std::int64_t>(random.bits()) >> random.between(0, 63);
    const Rational x = Rational(units) * power_of_ten(-places);
    const auto read = parse_decimal(format_decimal(x, places));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->value, x);
    ASSERT_EQ(read->places, places);
    ASSERT_EQ(parse_decimal(format_exact(x))->value, x);
  }
}

TEST(FormatExact, IsAsShortAsItCanBe) {
  struct Row {
    Rational x;
    const char* text;
  };
  const Row rows[] = {{0, "0"},
                      {3, "3"},
                      {300, "300"},
                      {fraction(16, 100), "0.16"},
                      {fraction(-1, 8), "-0.125"},
                      {fraction(7, 3), "7/3"},
                      {fraction(-7, 3), "-7/3"},
                      {fraction(1, 6), "1/6"},
                      {fraction(87, 4), "21.75"}};
  for (const Row& row : rows) EXPECT_EQ(format_exact(row.x), row.text);
}

TEST(PowerOfTen, GoesBothWays) {
  EXPECT_EQ(power_of_ten(0), 1);
  EXPECT_EQ(power_of_ten(3), 1000);
  EXPECT_EQ(power_of_ten(-3), fraction(1, 1000));
  EXPECT_EQ(power_of_ten(40) * power_of_ten(-40), 1);
}

}  // namespace
}  // namespace fenglu
