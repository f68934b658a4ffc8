// Opening: the tax year's earlier months, by key: one column for each item that year_to_date reads, and last.ITEM for
// those that last_month reads. January's result file is February's opening as it is.
#pragma once

#include <functional>
#include <memory>

#include "engine/roster/read.hpp"
#include "engine/roster/unique_keys.hpp"

namespace fenglu::roster {

// An opening read on its own, to be joined to one table after another. Columns are items by id or title (with or
// without "ytd."), in any order; others are passed over without a word. Rows may stand in any order. Where the run's
// month is February, a missing last.ITEM is read from ITEM itself.
class Opening {
 public:
  // The documents need not outlive it. Mistakes are kept in faults().
  Opening(const Document& opening, const Layout& layout, const plan::Plan& plan, unsigned threads = 1);
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;
  ~Opening();
  // missing-column, column-twice, key-twice, and those of cells.
  const Diagnostics& faults() const { return faults_; }
  // False where its header was already wrong: then there is nothing to join.
  bool has_rows() const { return joined_ != nullptr; }
  // Fills table.year_to_date and table.last_month for the table's keys: a row without a row here is not present, its
  // lane 0; check_opening judges it. May be called from several threads, each with a table of its own.
  void join(run::Table& table);
  // Requires has_rows(). Once all tables were joined: opening-unknown-keys, with the first key that nothing was joined
  // to, and how many.
  Diagnostics unknown_keys() const;

 private:
  class Columns;
  class Records;
  struct Target {
    bool last_month = false;
    int item = -1;
    std::vector<std::int64_t> lanes;  // one a key
  };
  std::string name_;
  Diagnostics faults_;
  UniqueKeys keys_;  // of every row that has one, twice where it stands twice
  std::vector<Target> targets_;
  std::unique_ptr<std::uint8_t[]> joined_;  // of each key: 1 where something was joined to it
};

// The same for one table. Errors: faults(). Warnings: unknown_keys().
Result<run::Table> read_opening(const Document& opening, const Layout& layout, const plan::Plan& plan,
                                run::Table table);

// The roster brings some of the ytd./last. columns that the plan reads, but not all: missing-column for each.
Diagnostics check_opening_columns(const Document& document, const Layout& layout, const plan::Plan& plan);

// Every row that isn't `joined` this month must have its opening, from whichever source: opening-missing for each that
// hasn't. Asked only for rows that lack a value. Returned by row, so that they can be rejected.
std::vector<Refused> check_opening(const run::Table& table, const plan::Plan& plan, const Document& document,
                                   const std::function<bool(std::size_t row)>& joined);

}  // namespace fenglu::roster
