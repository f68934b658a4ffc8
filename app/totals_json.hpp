// The sums of a run as JSON: what --totals writes.
#pragma once

#include "app/axes.hpp"

namespace fenglu::app {

// {"count", "items": {id: "sum"}, "kinds", "budget"}, and with axes {"by": [...], "groups": [{"key": {...}, ...}]}
// besides. Money in yuan with two decimals, numbers with their own, flags counted: all strings. Ends with a newline.
std::string totals_json(const Job& job, const run::Totals& totals, const std::vector<NamedAxis>& by);

// A sum of an item's lanes as text.
std::string show_sum(Int128 sum, const policy::Item& item);
std::string show_fen(Int128 fen);

}  // namespace fenglu::app
