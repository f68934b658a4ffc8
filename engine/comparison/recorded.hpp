// Reading a result file of an earlier run back in: the key, and a column an item.
#pragma once

#include "engine/comparison/comparison.hpp"
#include "engine/roster/document.hpp"

namespace fenglu::comparison {

// Headers are ids or titles of the plan's items, in any order; other columns are passed over. Items that aren't
// compared (days, categories) are left out. Errors: missing-column (the key, or every item), column-twice, key-twice,
// ragged-row, empty-row, and those of cells.
Result<Recorded> read_recorded(const roster::Document& document, const plan::Plan& plan);

}  // namespace fenglu::comparison
