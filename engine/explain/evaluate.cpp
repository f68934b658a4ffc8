#include "engine/explain/evaluate.hpp"

#include "engine/explain/row.hpp"

namespace fenglu::explain {

class Evaluator::Impl {
 public:
  Impl(const policy::Policy& policy, const run::Table& table, const Question& question)
      : rows(policy, table, question) {}

  // What `ask` answers of a row; a refused row is forgotten, so that nothing half worked out is remembered.
  template <class Ask>
  auto of(std::size_t row, Ask ask) -> Result<decltype(ask())> {
    rows.go_to(row);
    try {
      return ask();
    } catch (Refused& refused) {
      rows.forget();
      return std::move(refused.why);
    }
  }

  Rows rows;
};

Evaluator::Evaluator(const policy::Policy& policy, const run::Table& table, const Question& question)
    : impl_(std::make_unique<Impl>(policy, table, question)) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;

Result<Answer> Evaluator::value(std::size_t row, int item) {
  return impl_->of(row, [&] { return impl_->rows.value(item); });
}

Result<Answer> Evaluator::evaluate(std::size_t row, const formula::Checked& formula) {
  return impl_->of(row, [&] { return impl_->rows.evaluate(formula, nullptr); });
}

Result<Node> Evaluator::trace(std::size_t row, int item) {
  return impl_->of(row, [&] { return impl_->rows.trace(item); });
}

Result<Node> Evaluator::trace(std::size_t row, const formula::Checked& formula) {
  return impl_->of(row, [&] { return impl_->rows.trace(formula); });
}

std::optional<int> Evaluator::broken_rule(std::size_t row) {
  const std::vector<policy::RowRule>& rules = impl_->rows.sheet().rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Result<Answer> good = evaluate(row, rules[i].formula);
    if (good.ok() && good->value == 0) return static_cast<int>(i);
  }
  return std::nullopt;
}

void Evaluator::forget() { impl_->rows.forget(); }

}  // namespace fenglu::explain
