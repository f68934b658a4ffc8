#include "engine/run/repeat.hpp"

#include <algorithm>

namespace fenglu::run {

Repeat::Repeat(const plan::Plan& plan, const Table& table) : plan_(plan), table_(table), state_(plan.program) {
  results_.columns.assign(plan.items.size(), std::vector<std::int64_t>(table.rows));
  for (auto& column : results_.columns) outputs_.push_back({column.data(), Storage::i64, false});
  if (plan.program.stages.size() > 1 || table.rows > default_batch_rows) return;
  const std::size_t batch_rows = std::max<std::size_t>(table.rows, 1);
  session_ = std::make_unique<Session>(plan, 0, table, state_, kernels(best_level()), batch_rows, ResultsIn::outputs);
  session_->store_to(outputs_);
}

bool Repeat::is_refused(plan::Register flag, std::size_t row) const {
  const void* flags = session_->lanes(flag);
  if (session_->lane_of(flag) == plan::Lane::i32) return static_cast<const std::int32_t*>(flags)[row] != 0;
  return static_cast<const std::int64_t*>(flags)[row] != 0;
}

const Results& Repeat::compute() {
  if (!session_) {
    results_.refusals = run_into(plan_, table_, outputs_);
    return results_;
  }
  session_->compute(0, table_.rows);
  results_.refusals.clear();
  for (std::size_t row = 0; row < table_.rows; ++row) {
    for (const plan::Refuse& refuse : plan_.program.refusals) {
      if (is_refused(refuse.flag, row)) results_.refusals.push_back({row, refuse.rule, refuse.parameter});
    }
  }
  return results_;
}

}  // namespace fenglu::run
