// run: a plan applied to a table, in batches on N threads; the same result whatever their number.
#pragma once

#include <functional>

#include "engine/plan/plan.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/kernels.hpp"
#include "engine/run/session.hpp"

namespace fenglu::run {

struct Options {
  unsigned threads = 1;
  const KernelTable* kernels = nullptr;  // nothing: those of the best level that the processor supports
  std::size_t batch_rows = 0;            // 0: what suits the outputs
  std::function<void(std::size_t done, std::size_t rows)> progress;  // may be empty; called from one thread at a time
};

// A row that the policy refuses: by a rule of the sheet, or because no value is in force on the row's own day.
struct Refusal {
  std::size_t row = 0;
  int rule = -1;       // index of sheet.rules, or
  int parameter = -1;  // the parameter that has no value
};

struct Results {
  std::vector<std::vector<std::int64_t>> columns;  // one an item of plan.items
  std::vector<Refusal> refusals;                   // by row; a refused row's lanes mean nothing
};

// The table must hold every fact that the plan reads and that has no default, within its range. Bit for bit the same
// for any number of threads.
Results run(const plan::Plan& plan, const Table& table, const Options& options = {});

// The same on one thread, over a table that is filled anew each time: what a block of a large roster is to the next.
//     Rerun rerun(plan, table);
//     while (read_block(table)) write(table, rerun.run());
class Rerun {
 public:
  // Both must outlive it. All of the table may be another at the next run.
  Rerun(const plan::Plan& plan, const Table& table);
  Rerun(const Rerun&) = delete;
  Rerun& operator=(const Rerun&) = delete;
  const Results& run();  // good until the next one

 private:
  const plan::Plan& plan_;
  const Table& table_;
  State state_;
  std::vector<Session> sessions_;  // one, once there was a run
  Results results_;
};

// The same into columns that the caller has, one for each of plan.items; of those without lanes nothing is kept.
std::vector<Refusal> run_into(const plan::Plan& plan, const Table& table, const std::vector<Output>& outputs,
                              const Options& options = {});

// The sum of each of plan.items over the roster, nothing else: no column is written.
struct ItemSums {
  std::vector<Int128> items;
  std::vector<Refusal> refusals;  // a refused row is in the sums
};
ItemSums add_items(const plan::Plan& plan, const Table& table, const Options& options = {});

// The text that a text item's lane stands for: one of the table's, or one that the policy states.
const std::string& text_of(const plan::Plan& plan, const Table& table, std::int64_t code);

// The storage that holds every lane of an item's range.
Storage storage_for(const Interval& lanes);

}  // namespace fenglu::run
