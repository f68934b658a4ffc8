// plan: a sheet compiled for one month, ready for any number of rosters.
//
// What it is:      constants folded, ranges proven, columns laid out: it can't overflow, divide by zero or miss a case
//                  for any row within the facts' ranges.
// What it is not:  made by hand: a plan comes from a policy alone, and keeps it alive.
// Example:
//     Result<Results> pay = plan.run(staff, 2);                            // two threads
//     Result<Results> october = plan.run(staff, {.threads = 2, .opening_zero = true});
//     Result<Explanation> why = plan.explain(staff.row(17), "pay.net");
//     std::cout << why->text(Language::zh);
//     std::string rests = plan.describe();                                 // which values it rests on, as JSON
// Units, ranges:   as the policy states; results are within what the compiler has proven.
// Errors:          a run refuses a roster with a bad cell, a missing column or a row that a rule refuses, and tells all
//                  of them with row and column; there is no half result.
// Cost, threads:   0.2 microseconds a row, and a millisecond's worth of set-up at most; many small runs: Session. A
//                  plan never changes: any number of threads may use one. The same bits for any number of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "fenglu/result.hpp"

namespace fenglu_v1 {

class Columns;
class Explanation;
class Results;
class Session;
struct Row;

struct RunOptions {
  unsigned threads = 1;       // 0: one for each core
  bool opening_zero = false;  // nothing was paid yet this year
  const Columns* opening =
      nullptr;  // the year's earlier months by key, where the roster doesn't bring ytd.ITEM columns
  bool allow_unknown_columns = false;  // no warning of columns that the sheet doesn't know
};

class FENGLU_API Plan {
 public:
  Result<Results> run(const Columns& columns, unsigned threads = 1) const;
  Result<Results> run(const Columns& columns, const RunOptions& options) const;
  // The way to a figure of one row, worked out anew by the exact evaluator. Reads all of the columns.
  Result<Explanation> explain(const Row& row, std::string_view item, const RunOptions& options = {}) const;
  // The plan bound to columns that are read again on every run.
  Result<Session> session(const Columns& columns, const RunOptions& options = {}) const;
  // What it reads and rests on, as JSON: as fenglu_plan_describe of fenglu.h says.
  std::string describe() const;

 private:
  friend class Policy;
  friend class Session;
  struct Impl;
  explicit Plan(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

}  // namespace fenglu_v1
