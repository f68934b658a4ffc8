#include "engine/plan/tier.hpp"

namespace fenglu::plan {

namespace {

Integer power_of_two(unsigned exponent) { return Integer(1) << exponent; }

std::string text(const Integer& x) { return x.str(); }

}  // namespace

std::string_view name(Tier tier) {
  switch (tier) {
    case Tier::fused: return "fused";
    case Tier::corrected: return "corrected";
    case Tier::whole: return "whole";
    case Tier::wide: return "wide";
  }
  return "";
}

Tier tier_of_round(const Integer& magnitude, const Integer& up, const Integer& down) {
  const Integer twice = 2 * magnitude * up;
  if (twice + down < power_of_two(51)) return Tier::fused;
  if (twice + 2 * down >= power_of_two(63)) return Tier::wide;
  if (magnitude < power_of_two(51) && twice < power_of_two(51) * down) return Tier::corrected;
  return Tier::whole;
}

Tier tier_of_quotient(const Integer& over, const Integer& under) {
  if (2 * over + 3 * under < power_of_two(51)) return Tier::fused;
  return 2 * over + 2 * under < power_of_two(63) ? Tier::whole : Tier::wide;
}

std::string reason_of_round(Tier tier, const Integer& magnitude, const Integer& up, const Integer& down) {
  const std::string twice = "2 * " + text(magnitude) + " * " + text(up);
  const Integer sum = 2 * magnitude * up + down;
  switch (tier) {
    case Tier::fused: return twice + " + " + text(down) + " = " + text(sum) + " < 2^51";
    case Tier::corrected:
    case Tier::whole: return twice + " + 2 * " + text(down) + " = " + text(sum + down) + " < 2^63";
    case Tier::wide: return twice + " + 2 * " + text(down) + " = " + text(sum + down) + " < 2^127";
  }
  return {};
}

std::string reason_of_quotient(Tier tier, const Integer& over, const Integer& under) {
  const std::string twice = "2 * " + text(over);
  if (tier == Tier::fused) {
    return twice + " + 3 * " + text(under) + " = " + text(2 * over + 3 * under) + " < 2^51";
  }
  const std::string bound = tier == Tier::wide ? " < 2^127" : " < 2^63";
  return twice + " + 2 * " + text(under) + " = " + text(2 * over + 2 * under) + bound;
}

}  // namespace fenglu::plan
