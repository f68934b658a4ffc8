#include "engine/number/interval.hpp"

#include <algorithm>
#include <cassert>

namespace fenglu {

Interval operator+(const Interval& a, const Interval& b) { return {a.low + b.low, a.high + b.high}; }

Interval operator-(const Interval& a, const Interval& b) { return {a.low - b.high, a.high - b.low}; }

Interval operator-(const Interval& a) { return {-a.high, -a.low}; }

Interval operator*(const Interval& a, const Interval& b) {
  const Rational corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  const auto [least, greatest] = std::minmax_element(std::begin(corners), std::end(corners));
  return {*least, *greatest};
}

Interval operator/(const Interval& a, const Interval& b) {
  assert(!b.holds_zero());
  return a * Interval{1 / b.high, 1 / b.low};
}

Interval hull(const Interval& a, const Interval& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

Interval intersection(const Interval& a, const Interval& b) {
  return {std::max(a.low, b.low), std::min(a.high, b.high)};
}

Interval min(const Interval& a, const Interval& b) { return {std::min(a.low, b.low), std::min(a.high, b.high)}; }

Interval max(const Interval& a, const Interval& b) { return {std::max(a.low, b.low), std::max(a.high, b.high)}; }

}  // namespace fenglu
