// compare: the plan's every cell against the evaluator's.
#pragma once

#include <gtest/gtest.h>

#include "engine/explain/evaluate.hpp"
#include "engine/plan/lower.hpp"
#include "engine/run/run.hpp"

namespace fenglu::test {

struct Difference {
  std::size_t cells = 0;
  std::size_t different = 0;
  std::string first;  // row, item, plan's lane, evaluator's value
};

inline std::set<std::size_t> refused_rows(const run::Results& results) {
  std::set<std::size_t> rows;
  for (const run::Refusal& refusal : results.refusals) rows.insert(refusal.row);
  return rows;
}

inline Difference compare(const plan::Plan& plan, const run::Table& table, const run::Results& results) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  explain::Evaluator judge(*plan.policy, table,
                           {plan.request.sheet, plan.request.month, plan.request.as_of, plan.request.carry});
  const std::set<std::size_t> refused = refused_rows(results);
  Difference found;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (refused.contains(row)) continue;
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
      const policy::Item& item = sheet.items[static_cast<std::size_t>(plan.items[i])];
      const Rational fast = Rational(results.columns[i][row]) * plan::lane_scale(item.type, item.decimals);
      const auto exact = judge.value(row, plan.items[i]);
      ++found.cells;
      if (exact && exact->value == fast) continue;
      if (found.different++ == 0) {
        found.first = "row " + std::to_string(row) + " " + item.id + ": plan " + fast.str() + ", evaluator " +
                      (exact ? exact->value.str() : "refuses");
      }
    }
  }
  return found;
}

}  // namespace fenglu::test
