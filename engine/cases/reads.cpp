#include "engine/cases/reads.hpp"

#include <algorithm>

#include "engine/policy/ladder.hpp"

namespace fenglu::cases {

namespace {

using formula::Checked;
using formula::Expression;
using formula::Kind;

// All that formulas of a sheet lead to.
class Closure {
 public:
  Closure(const policy::Policy& policy, const policy::Sheet& sheet) : policy_(policy), sheet_(sheet) {}

  void add_item(int index) {
    if (items_.insert(index).second) add(sheet_.items[static_cast<std::size_t>(index)].formula);
  }
  void add(const Checked& formula) {
    for (const int item : formula.items) add_item(item);
    for (const int fact : formula.facts) add_fact(fact);
    for (const int parameter : formula.parameters) add_parameter(parameter);
  }
  const std::set<int>& parameters() const { return parameters_; }
  const std::set<int>& items() const { return items_; }

 private:
  void add_fact(int index) {
    const policy::Fact& fact = sheet_.facts[static_cast<std::size_t>(index)];
    if (facts_.insert(index).second && fact.default_formula) add(*fact.default_formula);
  }
  void add_parameter(int index) {
    const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
    if (parameters_.insert(index).second && parameter.recurrence) add(parameter.recurrence->formula);
  }

  const policy::Policy& policy_;
  const policy::Sheet& sheet_;
  std::set<int> items_, facts_, parameters_;
};

bool is_of_the_row(const Expression& e) {
  return e.kind == Kind::fact || e.kind == Kind::item ||
         std::any_of(e.children.begin(), e.children.end(), is_of_the_row);
}

// `by_day`: what stands here is read on a day of the row's own.
void add_by_day(const Expression& e, bool by_day, std::set<int>& out) {
  if (e.kind == Kind::parameter && by_day) out.insert(e.symbol);
  const bool is_at = e.kind == Kind::at;
  for (std::size_t i = 0; i < e.children.size(); ++i) {
    const bool named = is_at && i == 0;
    if (named && e.children[0].kind == Kind::parameter) {
      if (is_of_the_row(e.children[1])) out.insert(e.children[0].symbol);
      for (const Expression& axis : e.children[0].children) add_by_day(axis, by_day, out);
    } else {
      add_by_day(e.children[i], by_day, out);
    }
  }
}

}  // namespace

std::set<int> parameters_read(const policy::Policy& policy, const Case& of) {
  const policy::Sheet& sheet = policy.sheets[static_cast<std::size_t>(of.sheet)];
  Closure closure(policy, sheet);
  for (const Entry& entry : of.items) closure.add_item(sheet.find_item(entry.name));
  // A case that expects to be refused names no items: all are worked out.
  for (std::size_t i = 0; of.items.empty() && i < sheet.items.size(); ++i) closure.add_item(static_cast<int>(i));
  for (const policy::RowRule& rule : sheet.rules) closure.add(rule.formula);
  std::set<int> out = closure.parameters();
  for (const Entry& entry : of.parameters) out.erase(policy.find_parameter(entry.name));
  return out;
}

std::set<int> parameters_read(const policy::Policy& policy) {
  std::set<int> out;
  for (const policy::Sheet& sheet : policy.sheets) {
    Closure closure(policy, sheet);
    for (std::size_t i = 0; i < sheet.items.size(); ++i) closure.add_item(static_cast<int>(i));
    for (const policy::RowRule& rule : sheet.rules) closure.add(rule.formula);
    for (const policy::Fact& fact : sheet.facts) {
      if (fact.default_formula) closure.add(*fact.default_formula);
    }
    out.insert(closure.parameters().begin(), closure.parameters().end());
  }
  return out;
}

LadderReads read_by_ladders(const policy::Policy& policy) {
  LadderReads out;
  for (const auto& ladder : policy.ladders) {
    Closure closure(policy, policy.sheets[static_cast<std::size_t>(ladder->sheet)]);
    closure.add(ladder->serving.checked);
    closure.add(ladder->next.checked);
    if (ladder->below) closure.add(ladder->below->checked);
    for (const policy::Move& move : ladder->moves) {
      for (const policy::Condition& condition : move.conditions) closure.add(condition.formula.checked);
      for (const policy::Setting& setting : move.settings) closure.add(setting.formula.checked);
    }
    for (const policy::Quota& quota : ladder->quotas) {
      closure.add(quota.counts.checked);
      closure.add(quota.places.checked);
    }
    for (const policy::Tie& tie : ladder->ties) closure.add(tie.formula.checked);
    out.parameters.insert(closure.parameters().begin(), closure.parameters().end());
    for (const int item : closure.items()) out.items.insert({ladder->sheet, item});
  }
  return out;
}

std::set<int> read_by_day(const policy::Policy& policy) {
  std::set<int> out;
  for (const policy::Sheet& sheet : policy.sheets) {
    const bool by_day = sheet.read_on >= 0;
    for (const policy::Item& item : sheet.items) add_by_day(item.formula.root, by_day, out);
    for (const policy::RowRule& rule : sheet.rules) add_by_day(rule.formula.root, by_day, out);
    for (const policy::Fact& fact : sheet.facts) {
      if (fact.default_formula) add_by_day(fact.default_formula->root, by_day, out);
    }
  }
  return out;
}

}  // namespace fenglu::cases
