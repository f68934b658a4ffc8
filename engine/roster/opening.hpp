// Opening: the tax year's earlier months, by key: one column for each item that year_to_date reads, and last.ITEM for
// those that last_month reads. January's result file is February's opening as it is.
#pragma once

#include <functional>

#include "engine/roster/read.hpp"

namespace fenglu::roster {

// Fills table.year_to_date and table.last_month. Columns are items by id or title (with or without "ytd."), in any
// order; others are passed over without a word. Rows may stand in any order. Where the run's month is February, a
// missing last.ITEM is read from ITEM itself. A row of the table without a row here is not present, its lanes 0:
// check_opening judges it. Errors: missing-column, column-twice, key-twice, and those of cells. Warnings:
// opening-unknown-keys (how many).
Result<run::Table> read_opening(const Document& opening, const Layout& layout, const plan::Plan& plan,
                                run::Table table);

// The roster brings some of the ytd./last. columns that the plan reads, but not all: missing-column for each.
Diagnostics check_opening_columns(const Document& document, const Layout& layout, const plan::Plan& plan);

// Every row that isn't `joined` this month must have its opening, from whichever source: opening-missing for each that
// hasn't. Asked only for rows that lack a value. Returned by row, so that they can be rejected.
std::vector<Refused> check_opening(const run::Table& table, const plan::Plan& plan, const Document& document,
                                   const std::function<bool(std::size_t row)>& joined);

}  // namespace fenglu::roster
