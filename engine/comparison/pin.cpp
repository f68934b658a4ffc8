#include "engine/comparison/pin.hpp"

namespace fenglu::comparison {
namespace {

using formula::Expression;
using formula::Kind;

// What is read on the day of the run goes to the pinned twin, `shift` places behind; `at` reads its parameter itself.
void redirect(Expression& e, int shift) {
  if (e.kind == Kind::parameter) e.symbol += shift;
  for (std::size_t i = 0; i < e.children.size(); ++i) {
    Expression& child = e.children[i];
    const bool read_at = e.kind == Kind::at && i == 0;
    if (!read_at) {
      redirect(child, shift);
      continue;
    }
    for (Expression& axis : child.children) redirect(axis, shift);
  }
}

policy::Parameter twin_of(const policy::Parameter& parameter, const std::optional<policy::Value>& pin) {
  policy::Parameter twin = parameter;
  twin.rows.clear();
  twin.recurrence.reset();
  twin.renewed.reset();
  if (!pin) return twin;
  policy::Row row;
  row.from = *Day::make(1, 1, 1);
  row.announced = row.from;
  row.value = *pin;
  twin.rows.push_back(std::move(row));
  return twin;
}

}  // namespace

policy::Policy pinned(policy::Policy policy, int sheet, const Pins& pins) {
  const int shift = static_cast<int>(policy.parameters.size());
  for (std::size_t i = 0; i < pins.size(); ++i) policy.parameters.push_back(twin_of(policy.parameters[i], pins[i]));
  policy::Sheet& of = policy.sheets[static_cast<std::size_t>(sheet)];
  for (policy::Item& item : of.items) redirect(item.formula.root, shift);
  for (policy::Fact& fact : of.facts) {
    if (fact.default_formula) redirect(fact.default_formula->root, shift);
  }
  return policy;
}

}  // namespace fenglu::comparison
