// check: every formula of a policy against its final names and categories, in the order in which types become known;
// what an item must be proven to be; that totals hold every item they should. A what-if repeats it.
#pragma once

#include <functional>

#include "engine/policy/layering.hpp"

namespace fenglu::policy {

// Fills in every Checked, type, grain and Sheet::order. `broken` are names that weren't understood.
void check_policy(Policy& policy, const Broken& broken, Diagnostics& out, unsigned threads = 1);

// Parameters: their grain, and the formulas of recurring ones.
void check_parameters(Policy& policy, Broken& broken, Diagnostics& out);
// Items of a sheet: order, types, proofs.
void check_items(const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out);
// Every payable item is in a total, and in one total of each family that sums its kind.
void check_totals(const Policy& policy, const Sheet& sheet, const Broken& broken, Diagnostics& out);

// Names that a formula reads, before it is checked: of this month, and of earlier ones.
struct NamesRead {
  std::set<std::string> now;
  std::set<std::string> earlier;
  bool any_of(const Broken& broken) const;
};
// Nothing where the formula can't be parsed; the reason isn't reported here.
NamesRead names_read(const formula::SourceText& text);
// "a -> b -> a".
std::string show_circle(const std::vector<int>& circle, const std::function<std::string(int)>& id);

}  // namespace fenglu::policy
