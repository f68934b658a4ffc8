// The arithmetic of formulas over exact rationals: what each word of the language comes to, one by one.
#pragma once

#include <span>
#include <vector>

#include "engine/policy/policy.hpp"

namespace fenglu::explain {

// Whole numbers are added and multiplied as such: a rational would look for a common divisor each time.
Rational sum(const Rational& a, const Rational& b);
Rational difference(const Rational& a, const Rational& b);
Rational product(const Rational& a, const Rational& b);
// Requires b <> 0.
Rational quotient(const Rational& a, const Rational& b);
// -1, 0 or 1.
int order(const Rational& a, const Rational& b);
// min(max(x, low), high): where floor and ceiling cross, the ceiling wins.
Rational clamp(const Rational& x, const Rational& low, const Rational& high);

// The first bracket that x isn't above; a bracket holds its upper end. Requires that the last one has none.
const policy::Bracket& bracket_of(const Rational& x, std::span<const policy::Bracket> brackets);
// x * rate - quick of its bracket; 0 at or below 0.
Rational progressive(const Rational& x, std::span<const policy::Bracket> brackets);

// Index of the last band whose lower end isn't above x; -1 where x is below all of them. Ends ascend.
int band_of(const Rational& x, std::span<const Rational> lower_ends);

// Whole units of a whole total by weights >= 0: the floors of the exact shares, then one unit more each to the largest
// remainders, ties to the earlier. A negative total is shared like its opposite; weights all 0 count as equal.
std::vector<Rational> shares(const Rational& total, std::span<const Rational> weights);

}  // namespace fenglu::explain
