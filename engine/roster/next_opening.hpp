// The next month's opening: what --next-opening writes and read_opening reads.
#pragma once

#include "engine/roster/earlier.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::roster {

// Items whose values it needs and plan.items lacks: compile with these too for --next-opening.
std::vector<int> missing_for_next_opening(const plan::Plan& plan);

// The key, then opening + this month for each item whose year to date is read, then last.ITEM = this month for each
// that is read of last month. Rows: those of the result, no others. Of the options, `items` and `headers` aren't looked
// at: headers are ids. Every such item is among plan.items. Where the table has an opening, but not of an item that
// only another month reads, its column is left out: its sum isn't known.
std::string next_opening_header(const plan::Plan& plan, const run::Table& table);  // with its line end
void append_next_opening(const plan::Plan& plan, const run::Table& table, const run::Results& results,
                         const std::vector<std::size_t>& left_out, std::string& out);  // in UTF-8
std::optional<Diagnostic> write_next_opening(const plan::Plan& plan, const run::Table& table,
                                             const run::Results& results, const WriteOptions& options,
                                             const Sink& sink);

}  // namespace fenglu::roster
