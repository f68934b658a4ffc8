// A value that is worked out, cell by cell, from what was known: anew on a day of every year, or on each day read.
#include <algorithm>

#include "engine/policy/parameter_formula.hpp"

namespace fenglu::policy {
namespace {

std::string as_published(const Rational& x, const Type& type, const Policy& policy) {
  if (type.unit == Unit::money) return format_exact(x / 100);
  return show_value(x, type, policy);
}

// Row-major over the axes, all of them categories: the members that each cell stands at.
std::vector<std::vector<Rational>> cells_of(const Parameter& parameter, const Policy& policy) {
  std::vector<std::vector<Rational>> out{{}};
  for (const Axis& axis : parameter.axes) {
    const std::size_t members = policy.categories[static_cast<std::size_t>(axis.category)].members.size();
    std::vector<std::vector<Rational>> longer;
    for (const std::vector<Rational>& so_far : out) {
      for (std::size_t i = 0; i < members; ++i) {
        longer.push_back(so_far);
        longer.back().emplace_back(i);
      }
    }
    out = std::move(longer);
  }
  return out;
}

}  // namespace

std::optional<Version> recurring_value(Readings& readings, int index, const Moment& due) {
  const Policy& policy = readings.policy();
  const Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  ParameterFormula formula(readings, index, due);
  Value value;
  value.band_ends.resize(parameter.axes.size());
  const std::vector<std::vector<Rational>> cells = cells_of(parameter, policy);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::optional<Rational> x = formula.at_cell(i, cells[i]);
    if (!x) return std::nullopt;
    const std::string text = as_published(*x, parameter.type, policy);
    if (parameter.axes.empty()) {
      value.scalar = *x;
      value.text = text;
    } else {
      value.cells.push_back(*x);
      value.cell_texts.push_back(text);
    }
  }
  Version version;
  version.in_force.value = std::move(value);
  version.in_force.from = due.day;
  if (parameter.recurrence->follows()) {
    version.in_force.from = std::clamp(formula.latest(), parameter.recurrence->since, due.day);
    version.in_force.stale = formula.stale();
    version.awaited = formula.awaited();
  }
  version.in_force.announced = formula.announced();
  version.in_force.status = std::max(parameter.recurrence->status, formula.status());
  version.in_force.source = parameter.recurrence->source;
  version.in_force.undated = formula.undated();
  return version;
}

}  // namespace fenglu::policy
