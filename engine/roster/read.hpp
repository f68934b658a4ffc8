// read: a document becomes a run::Table, every cell checked; or everything that is wrong with it is named at once.
#pragma once

#include "engine/plan/plan.hpp"
#include "engine/roster/layout.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/run.hpp"

namespace fenglu::roster {

struct ReadOptions {
  bool reject_bad_rows = false;      // leave bad rows out and keep them with the reason
  Language language = Language::en;  // of the reasons
};

// A row that was left out, as it came.
struct Rejected {
  std::uint64_t row = 0;  // as a spreadsheet counts
  Extent raw;             // in the document
  std::size_t cells = 0;  // how many it has
  std::string reason;     // all of them, joined by "; "
};

struct Roster {
  run::Table table;
  std::vector<Extent> raw;         // of each row of the table
  std::vector<Rejected> rejected;  // by row
};

// How the table is filled: a constant default is written into the empty cells of its column (which then counts as
// present); a default by formula and an optional fact leave the cell not present, its lane 0. Facts without a column
// are left to the plan. The key fact has its texts in table.keys, and a column of its own only where the plan reads it.
// Text facts are interned. ytd.ITEM and last.ITEM columns that the plan doesn't read are passed over, and so are
// set.ITEM ones, these with a warning. Errors: everything that docs/diagnostics.md lists under "rosters", each at its
// cell. With reject_bad_rows only those that have no row of their own are left. A key that stands in two rows makes
// both bad.
Result<Roster> read(const Document& document, const Layout& layout, const plan::Plan& plan,
                    const ReadOptions& options = {});

// Some of the records: those that have a row of the table, and everything that is wrong, by row and column. Keys are
// not held against each other; `unkeyed` are the table's rows whose key can't be read. Such a table is only fit to run
// where there are no faults.
struct RecordsRead {
  run::Table table;
  std::vector<std::size_t> unkeyed;
  std::vector<Diagnostic> faults;
};
// The extent begins and ends at the beginning of a record, the first of which is `row`.
RecordsRead read_records(const Document& document, const Layout& layout, const plan::Plan& plan, Extent extent,
                         std::uint64_t row);

// A row of the table that turned out bad after it was read, and why.
struct Refused {
  std::size_t row = 0;
  Diagnostic diagnostic;
};

// Why a row was refused by the run, at the cell that is to blame where one is named.
Diagnostic describe(const run::Refusal& refusal, const Document& document, const Layout& layout, const Roster& roster);
// The same where the row's number is known.
Diagnostic describe(const run::Refusal& refusal, std::uint64_t number, const Document& document, const Layout& layout);
// Such rows join the rejected ones. The table keeps them, so that a result's rows stay its rows: writers take a list of
// rows to pass over (WriteOptions::left_out), leave_out (rejection.hpp) takes them out of the table.
void reject(const std::vector<Refused>& rows, const Document& document, Language language, Roster& roster);

}  // namespace fenglu::roster
