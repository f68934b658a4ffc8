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
  // More rows than a batch, or sums over them, take the usual way.
  bool is_small() const;

  const plan::Plan& plan_;
  const Table& table_;
  State state_;
  std::unique_ptr<Session> session_;
  Results results_;
};

}  // namespace fenglu::run
