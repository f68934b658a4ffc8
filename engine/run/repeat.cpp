#include "engine/run/repeat.hpp"

#include <algorithm>
#include <cstring>

namespace fenglu::run {

Repeat::Repeat(const plan::Plan& plan, const Table& table) : plan_(plan), table_(table), state_(plan.program) {
  results_.columns.assign(plan.items.size(), std::vector<std::int64_t>(table.rows));
  if (!is_small()) return;
  session_ = std::make_unique<Session>(plan, 0, table, state_, portable_kernels());
  session_->write_to(results_.columns);
}

bool Repeat::is_small() const { return plan_.program.stages.size() == 1 && table_.rows <= batch_rows; }

const Results& Repeat::compute() {
  if (!session_) {
    Results fresh = run(plan_, table_);
    // Into the same places: who reads them keeps where they are.
    for (std::size_t i = 0; i < fresh.columns.size(); ++i) {
      std::copy(fresh.columns[i].begin(), fresh.columns[i].end(), results_.columns[i].begin());
    }
    results_.refusals = std::move(fresh.refusals);
    return results_;
  }
  session_->compute(0, table_.rows);
  // Columns that are an input or a constant have no register of their own to be written to.
  for (std::size_t i = 0; i < plan_.program.outputs.size(); ++i) {
    const void* from = session_->lanes(plan_.program.outputs[i]);
    std::int64_t* to = results_.columns[i].data();
    if (from != to) std::memcpy(to, from, table_.rows * sizeof(std::int64_t));
  }
  results_.refusals.clear();
  for (const plan::Refuse& refuse : plan_.program.refusals) {
    const auto* flags = static_cast<const std::int64_t*>(session_->lanes(refuse.flag));
    for (std::size_t row = 0; row < table_.rows; ++row) {
      if (flags[row] != 0) results_.refusals.push_back({row, refuse.rule, refuse.parameter});
    }
  }
  return results_;
}

}  // namespace fenglu::run
