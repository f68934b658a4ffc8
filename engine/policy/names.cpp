#include "engine/policy/names.hpp"

#include "engine/policy/register.hpp"

namespace fenglu::policy {

using formula::Symbol;

int PolicyNames::member(int category, std::string_view id) const {
  const std::vector<Member>& members = policy_.categories[static_cast<std::size_t>(category)].members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].id == id || members[i].label.zh == id || members[i].label.en == id) return static_cast<int>(i);
  }
  return -1;
}

std::string PolicyNames::category_id(int category) const {
  return policy_.categories[static_cast<std::size_t>(category)].id;
}

std::vector<std::string> PolicyNames::all_members(int category) const {
  std::vector<std::string> out;
  for (const Member& member : policy_.categories[static_cast<std::size_t>(category)].members) out.push_back(member.id);
  return out;
}

Symbol PolicyNames::parameter(std::string_view name) const {
  Symbol symbol;
  symbol.index = policy_.find_parameter(name);
  if (symbol.index < 0) return {};
  const Parameter& found = policy_.parameters[static_cast<std::size_t>(symbol.index)];
  symbol.of = Symbol::Of::parameter;
  symbol.type = found.type;
  symbol.grain = found.grain;
  symbol.constant = found.axes.empty();
  symbol.bracket_unit = found.bracket_unit;
  for (const Axis& axis : found.axes) symbol.axes.push_back({axis.category < 0, axis.type});
  return symbol;
}

std::vector<std::string> PolicyNames::parameter_ids() const {
  std::vector<std::string> out;
  for (const Parameter& one : policy_.parameters) out.push_back(one.id);
  return out;
}

Symbol SheetNames::fact(int index) const {
  const Fact& found = sheet_.facts[static_cast<std::size_t>(index)];
  Symbol symbol;
  symbol.of = Symbol::Of::fact;
  symbol.index = index;
  symbol.type = found.type;
  symbol.grain = stated_grain(found.type, found.decimals);
  symbol.optional = found.optional;
  return symbol;
}

// An item that isn't working is as coarse as it states, not as its formula proves: a value set by hand, or the opening
// of the year, may hold any fen.
Symbol SheetNames::item(int index) const {
  const Item& found = sheet_.items[static_cast<std::size_t>(index)];
  Symbol symbol;
  symbol.of = Symbol::Of::item;
  symbol.index = index;
  symbol.type = found.type;
  symbol.working = found.working;
  symbol.cumulative = found.cumulative;
  symbol.divided = found.working && found.formula.divided;
  symbol.grain = found.working ? found.formula.grain : stated_grain(found.type, found.decimals);
  return symbol;
}

Symbol SheetNames::find(std::string_view name) const {
  if (const int index = sheet_.find_fact(name); index >= 0) return fact(index);
  if (const int index = sheet_.find_item(name); index >= 0) return item(index);
  Symbol symbol = parameter(name);
  // Where the day read is a fact, each row may read another value.
  symbol.constant = symbol.constant && sheet_.read_on < 0;
  if (rates_by_value_ && symbol.of == Symbol::Of::parameter && symbol.type.unit == Unit::rate) {
    const Parameter& rate = policy().parameters[static_cast<std::size_t>(symbol.index)];
    if (!rate.recurrence) symbol.grain = published_measure(rate);
  }
  return symbol;
}

std::vector<std::string> SheetNames::all_names() const {
  std::vector<std::string> out = parameter_ids();
  for (const Fact& one : sheet_.facts) out.push_back(one.id);
  for (const Item& one : sheet_.items) out.push_back(one.id);
  return out;
}

Symbol ParameterNames::find(std::string_view name) const {
  for (std::size_t i = 0; i < parameter_.axes.size(); ++i) {
    if (parameter_.axes[i].name != name || parameter_.axes[i].category < 0) continue;
    Symbol symbol;
    symbol.of = Symbol::Of::axis;
    symbol.index = static_cast<int>(i);
    symbol.type = parameter_.axes[i].type;
    return symbol;
  }
  return parameter(name);
}

std::vector<std::string> ParameterNames::all_names() const {
  std::vector<std::string> out = parameter_ids();
  for (const Axis& axis : parameter_.axes) {
    if (axis.category >= 0) out.push_back(axis.name);
  }
  return out;
}

Rational published_measure(const Parameter& parameter) {
  Rational out = 0;
  for (const Row& row : parameter.rows) {
    if (row.repeal) continue;
    out = common_measure(out, parameter.type.unit == Unit::rounding ? row.value.rounding.unit : row.value.scalar);
    for (const Rational& cell : row.value.cells) out = common_measure(out, cell);
  }
  return out;
}

Rational stated_grain(const Type& type, int decimals) {
  return type.unit == Unit::number || type.unit == Unit::rate ? power_of_ten(-decimals) : Rational(1);
}

}  // namespace fenglu::policy
