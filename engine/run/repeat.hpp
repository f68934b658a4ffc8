// Repeat: a plan over one small table again and again, every buffer laid out once: a payslip at a counter.
//     Repeat repeat(plan, table);
//     table.facts[wage].lanes[0] = 812345;
//     const Results& pay = repeat.compute();
#pragma once

#include "engine/run/run.hpp"
#include "engine/run/session.hpp"

namespace fenglu::run {

class Repeat {
 public:
  // Both must outlive it. The table's columns and its number of rows stay; their lanes may change between runs.
  Repeat(const plan::Plan& plan, const Table& table);
  // The same as run(), in place: good until the next one.
  const Results& compute();
  const Results& results() const { return results_; }

 private:
  bool is_refused(plan::Register flag, std::size_t row) const;

  const plan::Plan& plan_;
  const Table& table_;
  State state_;
  std::vector<Output> outputs_;
  std::unique_ptr<Session> session_;  // none for more rows than a batch, and for sums over them: the usual way
  Results results_;
};

}  // namespace fenglu::run
