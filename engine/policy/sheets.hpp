// Sheets: from a draft to facts, rules and items, held against the categories and the register. Formulas are only kept
// here, with their places; engine/policy/check.hpp checks them once all names are known.
#pragma once

#include "engine/policy/layering.hpp"

namespace fenglu::policy {

void read_sheets(const std::vector<SheetDraft>& drafts, Policy& policy, Broken& broken, Diagnostics& out);

// Facts of a sheet, and what must hold of them together: one key, no header that means two of them.
void read_facts(const SheetDraft& draft, const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out);
// Items of a sheet; their sums may name any item or money fact of it.
void read_items(const SheetDraft& draft, const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out);
// "sums" of the totals: the formula that they stand for.
void read_sums(const SheetDraft& draft, Sheet& sheet, Broken& broken, Diagnostics& out);

// [low, high] of a type, as tables write it; range-swapped.
std::optional<Interval> read_range(const Json& value, const Type& type, const Policy& policy, Diagnostics& out);

}  // namespace fenglu::policy
