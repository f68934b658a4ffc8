// A closed interval of exact numbers: what is proven of a value before anything runs.
#pragma once

#include "engine/number/rational.hpp"

namespace fenglu {

struct Interval {
  Rational low;
  Rational high;

  static Interval point(const Rational& x) { return {x, x}; }
  bool is_point() const { return low == high; }
  bool holds(const Rational& x) const { return low <= x && x <= high; }
  bool holds(const Interval& other) const { return low <= other.low && other.high <= high; }
  bool holds_zero() const { return low <= 0 && high >= 0; }
  bool is_empty() const { return high < low; }
  bool operator==(const Interval&) const = default;
};

Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a, const Interval& b);
Interval operator-(const Interval& a);
Interval operator*(const Interval& a, const Interval& b);
// Requires that b does not hold zero.
Interval operator/(const Interval& a, const Interval& b);
// The least interval that holds both; the intersection, which may be empty.
Interval hull(const Interval& a, const Interval& b);
Interval intersection(const Interval& a, const Interval& b);
Interval min(const Interval& a, const Interval& b);
Interval max(const Interval& a, const Interval& b);

}  // namespace fenglu
