// Pin: a policy in which what is in force on a run's own day is held fast, parameter by parameter, whatever the month
// and the as-of of a run: so that one parameter at a time can be moved from one world's value to the other's. Readings
// on other days (`at`, and what recurs) go by the series as ever.
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::comparison {

// By parameter: its value in force; nothing where it has none.
using Pins = std::vector<std::optional<policy::Value>>;

// `sheet` is the one whose formulas are to read the pins.
policy::Policy pinned(policy::Policy policy, int sheet, const Pins& pins);

}  // namespace fenglu::comparison
