// Tier: by which arithmetic a rounding is exact for every lane that the ranges allow. Decided by an inequality over
// whole numbers when the plan is made; `fenglu check --proof` prints it.
//
// fused      One multiplication of floating point with the fraction up / down, rounded up to the nearest double c, and
//            a floor. Let v = x * up / down, x >= 0 (a sign is put back). c exceeds up / down by less than 2^-52 of it,
//            the product and the addition of 1/2 are each off by at most 2^-53 of what they come to, and never fall
//            below a number that doubles hold exactly, as 1/2, whole numbers and their sums are here. So the floor is
//            never too small; it is too big only if the error reaches the next step, which is at least 1 / (2 * down)
//            away. The error is below (2 * x * up + down) / (2 * down) * 2^-51, hence it can't where 2 * x * up + down
//            < 2^51. The same holds with and without a fused multiply-add, for round_down (floor of v) and, with c
//            rounded down, for round_up (ceiling of v), whose steps are further apart. A quotient a / b of two lanes:
//            whole numbers below 2^51 divide to within 2^-53 of the quotient, and the next step is at least 1 / (2 * b)
//            away: 2 * a + 3 * b < 2^51 leaves room to spare.
// corrected  The same multiplication as an estimate: the quotient is below 2^51, so the estimate's floor is at most two
//            off, and the remainder in 64 bits says by how much: (2 * x * up + 2 * down) < 2^63 and x < 2^51.
// whole      A division of 64-bit numbers. wide: the same of 128-bit ones; what they can't hold is refused.
#pragma once

#include <string>

#include "engine/number/rational.hpp"
#include "engine/number/rounding.hpp"

namespace fenglu::plan {

enum class Tier : std::uint8_t { fused, corrected, whole, wide };
std::string_view name(Tier tier);

// Of round(x * up / down), |x| <= magnitude, up and down positive.
Tier tier_of_round(const Integer& magnitude, const Integer& up, const Integer& down);
// Of round(a / b), |a| <= over, 0 < b <= under.
Tier tier_of_quotient(const Integer& over, const Integer& under);

// The inequality that holds, with its numbers: "2 * 999999999 * 2 + 25 = 4000000021 < 2^51".
std::string reason_of_round(Tier tier, const Integer& magnitude, const Integer& up, const Integer& down);
std::string reason_of_quotient(Tier tier, const Integer& over, const Integer& under);

}  // namespace fenglu::plan
