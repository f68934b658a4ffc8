// Rounding, as policies name it: half away from zero (四舍五入), up = away from zero, down = towards zero; below
// zero too, as a spreadsheet does.
#pragma once

#include "engine/number/rational.hpp"

namespace fenglu {

enum class RoundingMode { half, up, down };

// A rule: to which unit (1 = a fen for money, 100 = a yuan; 0.5 for half days), and which way. unit > 0.
struct RoundingRule {
  Rational unit = 1;
  RoundingMode mode = RoundingMode::half;
  bool operator==(const RoundingRule&) const = default;
};

// The multiple of rule.unit that stands for x.
Rational round(const Rational& x, const RoundingRule& rule);
// The same over integers: numerator / denominator to a whole number; denominator > 0.
Integer round_quotient(const Integer& numerator, const Integer& denominator, RoundingMode mode);

}  // namespace fenglu
