#include "engine/number/rounding.hpp"

#include <cassert>

namespace fenglu {
namespace {

Integer rounded_magnitude(const Integer& top, const Integer& bottom, RoundingMode mode) {
  switch (mode) {
    case RoundingMode::half: return (top * 2 + bottom) / (bottom * 2);
    case RoundingMode::up: return (top + bottom - 1) / bottom;
    case RoundingMode::down: return top / bottom;
  }
  return top / bottom;
}

}  // namespace

Integer round_quotient(const Integer& numerator, const Integer& denominator, RoundingMode mode) {
  assert(denominator > 0);
  const Integer magnitude = rounded_magnitude(boost::multiprecision::abs(numerator), denominator, mode);
  return numerator < 0 ? Integer(-magnitude) : magnitude;
}

Rational round(const Rational& x, const RoundingRule& rule) {
  assert(rule.unit > 0);
  const Rational units = x / rule.unit;
  return Rational(round_quotient(numerator(units), denominator(units), rule.mode)) * rule.unit;
}

}  // namespace fenglu
