#include "engine/number/rational.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace fenglu {
namespace {

constexpr std::uint64_t low_bits = std::numeric_limits<std::uint64_t>::max();
__extension__ using UInt128 = unsigned __int128;

// 2^127, the first that no longer fits.
Integer first_beyond_int128() { return Integer(1) << 127U; }

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// By chunks: the library's own constructor reads a leading zero as octal.
Integer integer_of_digits(std::string_view digits) {
  constexpr std::size_t chunk = 18;
  Integer out = 0;
  while (!digits.empty()) {
    std::int64_t part = 0;
    std::int64_t scale = 1;
    for (const char digit : digits.substr(0, chunk)) {
      part = part * 10 + (digit - '0');
      scale *= 10;
    }
    out = out * scale + part;
    digits.remove_prefix(std::min(chunk, digits.size()));
  }
  return out;
}

Integer integer_power_of_ten(int exponent) {
  assert(exponent >= 0);
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

// How often a prime divides x, which is divided by it as often.
int divide_out(Integer& x, int prime) {
  int times = 0;
  while (x % prime == 0) {
    x /= prime;
    ++times;
  }
  return times;
}

}  // namespace

Rational common_measure(const Rational& a, const Rational& b) {
  const Integer over = denominator(a) * denominator(b);
  const Integer left = numerator(a) * denominator(b);
  const Integer right = numerator(b) * denominator(a);
  return Rational(Integer(boost::multiprecision::gcd(left, right)), over);
}

Integer floor(const Rational& x) {
  const Integer top = numerator(x);
  const Integer bottom = denominator(x);
  Integer quotient = top / bottom;
  if (top < 0 && quotient * bottom != top) --quotient;
  return quotient;
}

Integer ceil(const Rational& x) { return -floor(-x); }

bool fits_int64(const Integer& x) {
  return x >= std::numeric_limits<std::int64_t>::min() && x <= std::numeric_limits<std::int64_t>::max();
}

bool fits_int128(const Integer& x) {
  const Integer bound = first_beyond_int128();
  return x >= -bound && x < bound;
}

std::int64_t to_int64(const Integer& x) {
  assert(fits_int64(x));
  return static_cast<std::int64_t>(x);
}

std::int64_t to_int64(const Rational& x) {
  assert(is_integer(x));
  return to_int64(numerator(x));
}

Int128 to_int128(const Integer& x) {
  assert(fits_int128(x));
  const Integer magnitude = boost::multiprecision::abs(x);
  const auto low = static_cast<std::uint64_t>(Integer(magnitude & low_bits));
  const auto high = static_cast<std::uint64_t>(Integer(magnitude >> 64U));
  const UInt128 whole = static_cast<UInt128>(high) << 64U | low;
  // The negation is made unsigned: -2^127 has no positive counterpart.
  return static_cast<Int128>(x < 0 ? -whole : whole);
}

Integer to_integer(Int128 x) {
  const auto bits = static_cast<UInt128>(x);
  const UInt128 whole = x < 0 ? -bits : bits;
  Integer out = static_cast<std::uint64_t>(whole >> 64U);
  out <<= 64U;
  out += static_cast<std::uint64_t>(whole & low_bits);
  return x < 0 ? Integer(-out) : out;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  if (text.size() > longest_decimal) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (!is_digits(whole) || (point != std::string_view::npos && !is_digits(part))) return std::nullopt;
  const int places = static_cast<int>(part.size());
  Integer digits = integer_of_digits(std::string(whole) + std::string(part));
  if (negative) digits = -digits;
  return Decimal{Rational(digits, integer_power_of_ten(places)), places};
}

std::string format_decimal(const Rational& x, int places) {
  const Rational scaled = x * power_of_ten(places);
  assert(is_integer(scaled));
  const Integer magnitude = boost::multiprecision::abs(numerator(scaled));
  std::string digits = magnitude.str();
  const auto after_point = static_cast<std::size_t>(places);
  if (digits.size() <= after_point) digits.insert(0, after_point + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - after_point, 1, '.');
  return x < 0 ? "-" + digits : digits;
}

std::string format_exact(const Rational& x) {
  Integer rest = denominator(x);
  const int places = std::max(divide_out(rest, 2), divide_out(rest, 5));
  if (rest == 1) return format_decimal(x, places);
  return numerator(x).str() + "/" + denominator(x).str();
}

Rational power_of_ten(int exponent) {
  if (exponent >= 0) return Rational(integer_power_of_ten(exponent));
  return Rational(Integer(1), integer_power_of_ten(-exponent));
}

}  // namespace fenglu
