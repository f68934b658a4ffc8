// Exact numbers: integers of any size, 128-bit integers, rationals. Everything that is proven or explained is
// worked out in these; only the plan's lanes are narrower, within ranges that these have proven.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fenglu {

using Integer = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;
__extension__ using Int128 = __int128;

inline Integer numerator(const Rational& x) { return boost::multiprecision::numerator(x); }
inline Integer denominator(const Rational& x) { return boost::multiprecision::denominator(x); }
inline bool is_integer(const Rational& x) { return denominator(x) == 1; }

// The greatest rational of which both are whole multiples; gcd(0, x) = |x|.
Rational common_measure(const Rational& a, const Rational& b);
Integer floor(const Rational& x);
Integer ceil(const Rational& x);

bool fits_int64(const Integer& x);
bool fits_int128(const Integer& x);
// Requires that it fits.
std::int64_t to_int64(const Integer& x);
std::int64_t to_int64(const Rational& x);
Int128 to_int128(const Integer& x);
Integer to_integer(Int128 x);

// A decimal as a person writes it: digits, one point, a leading minus; no exponent, no separators, no blanks.
// Nothing where the text is anything else, or longer than longest_decimal. `places` is the number of digits after the
// point.
constexpr std::size_t longest_decimal = 1000;  // reading takes the square of it: a limit, not a need
struct Decimal {
  Rational value;
  int places = 0;
};
std::optional<Decimal> parse_decimal(std::string_view text);

// Exactly `places` digits after the point; requires that the value is a whole multiple of 10^-places.
std::string format_decimal(const Rational& x, int places);
// As few digits as show it exactly ("0.16", "3"), or "7/3" where no decimal does.
std::string format_exact(const Rational& x);
Rational power_of_ten(int exponent);

}  // namespace fenglu
