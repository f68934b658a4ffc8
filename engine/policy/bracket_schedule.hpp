// A schedule of brackets: upper ends ascend, the last has none, and rate * end - quick agrees on both sides of each
// end.
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::policy {

// The first bracket that x isn't above: a bracket holds its upper end. Requires that the last one has none.
const Bracket& bracket_of(const Rational& x, const std::vector<Bracket>& brackets);

}  // namespace fenglu::policy
