// Slots: new values for the parameters that a plan left open, without compiling it again.
//     const auto higher = bind(plan, slot, {Rational(1'300'000)});   // fen
#pragma once

#include "engine/plan/plan.hpp"

namespace fenglu::plan {

// The plan with other values in its slot number `slot`: one, or one for each cell of a table, row-major; money in fen.
// Requires as many as the slot has. Errors: slot-range for a value outside of the range that the plan is proven for, or
// finer than its decimals; nothing is clipped.
Result<Plan> bind(const Plan& plan, std::size_t slot, const std::vector<Rational>& values);

// The lanes of a slot's values. Errors as above.
Result<std::vector<std::int64_t>> slot_lanes(const policy::Policy& policy, const SlotPlace& place,
                                             const std::vector<Rational>& values);

}  // namespace fenglu::plan
