// Roster: a frame read for a plan: every cell held, every name known, the opening brought along.
#pragma once

#include <mutex>

#include "engine/library/frame.hpp"
#include "engine/library/prepared.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/key_index.hpp"
#include "engine/run/run.hpp"

namespace fenglu::library {

struct Roster {
  SharedPlan plan;
  run::Table table;
  std::shared_ptr<const void> owner;  // of the columns that are read where they lie
  std::size_t borrowed = 0;           // how many those are

  // The row that has a key, or nothing. From any thread.
  std::optional<std::size_t> find(std::string_view key) const;

 private:
  mutable std::once_flag indexed_;
  mutable std::optional<run::KeyIndex> rows_;
};
using SharedRoster = std::shared_ptr<const Roster>;

struct ReadOptions {
  bool fen = false;            // whole numbers of money are fen
  bool opening_zero = false;   // nothing was paid yet this year
  bool allow_unknown = false;  // no warning of columns that the sheet doesn't know
  std::optional<Frame> opening;
};

// Errors: missing-column, column-twice, unknown-item, missing-flag (a set.ITEM that the plan wasn't made for),
// column-type, those of cells, key-twice, opening-missing: all of them at once, rows counted from 1 in their places.
// Warnings: unknown-column, unused-column, opening-unknown-keys.
Result<SharedRoster> read(const SharedPlan& plan, Frame frame, ReadOptions options);

// What one column of a frame stands for.
struct Use {
  enum class Of : std::uint8_t { nothing, key, fact, set_by_hand, year_to_date, last_month };
  Of of = Of::nothing;
  int index = -1;  // of the sheet's facts, or of its items
};
// By id, title or alias, or "set.", "ytd.", "last." and an item's id or title. unknown-item where such a one is none.
Result<Use> use_of(const std::string& column, const policy::Sheet& sheet);
// The name of it: "grade", "set.wage.base".
std::string name_of(const Use& use, const policy::Sheet& sheet);

// The tax year's earlier months, from a table of their own, by key.
void join_opening(const Frame& opening, const Prepared& plan, bool fen, run::Table& table, Diagnostics& out);
// Every row that didn't join this month has what the plan reads of earlier ones: opening-missing for each that hasn't;
// missing-column where columns are lacking altogether.
void check_opening(const Prepared& plan, const run::Table& table, Diagnostics& out);

struct Results {
  SharedRoster roster;
  run::Results lanes;  // one column an item of the plan
};
// Errors: other-plan; row-refused, row-no-value: of all such rows.
Result<std::shared_ptr<const Results>> run(const SharedPlan& plan, const SharedRoster& roster, unsigned threads);
// Why rows were refused.
Diagnostics describe(const std::vector<run::Refusal>& refusals, const Prepared& plan);

}  // namespace fenglu::library
