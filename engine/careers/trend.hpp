// Trend: how a formula goes as the day of the question goes on and everything else stays. A condition that only ever
// turns from false to true is worth waiting for, and the day on which it turns can be found by halving.
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::careers {

// `unknown` is no guess: nothing was proven. Of a flag, rising is false before true.
enum class Trend : std::uint8_t { constant, rising, falling, unknown };

// `day` is the fact that moves. Parameters stand still: the days on which they change are looked at one by one.
Trend trend_of(const formula::Expression& e, const policy::Sheet& sheet, int day);
// Every parameter that a formula reads, through items and defaults too.
void add_parameters(const formula::Checked& formula, const policy::Sheet& sheet, std::set<int>& parameters);

}  // namespace fenglu::careers
