#include "engine/diagnostic/code.hpp"
#include "engine/policy/check.hpp"
#include "engine/policy/dependencies.hpp"
#include "engine/policy/names.hpp"

namespace fenglu::policy {
namespace {

using formula::Grain;

// A recurring formula's grain settles within a step or two, or never.
constexpr int steps_to_settle = 8;

// What all published values are whole multiples of; of an abstract parameter, what they may well turn out to be, for it
// is checked again when it is filled.
Grain published_grain(const Parameter& parameter) {
  const Unit unit = parameter.type.unit;
  if (unit == Unit::rate || unit == Unit::text || unit == Unit::brackets) return std::nullopt;
  if (parameter.is_abstract()) return Rational(1);
  return published_measure(parameter);
}

// By induction: if the value before is a multiple of `grain`, so is the next one. Widened until that holds.
void check_recurrence(const Policy& policy, Parameter& parameter, Diagnostics& out) {
  Grain grain = published_grain(parameter);
  for (int step = 0; step <= steps_to_settle; ++step) {
    if (step == steps_to_settle) grain = std::nullopt;
    const ParameterNames names(policy, parameter, grain);
    Result<formula::Checked> result =
        formula::check(parameter.recurrence->text, names, formula::Home::parameter, true, parameter.type);
    if (!result) {
      out.add(std::move(result.diagnostics()));
      return;
    }
    const Grain next = grain && result->grain ? Grain(common_measure(*grain, *result->grain)) : std::nullopt;
    if (next == grain) {
      out.add(std::move(result.diagnostics()));
      parameter.recurrence->formula = std::move(*result);
      break;
    }
    grain = next;
  }
  parameter.grain = parameter.type.unit == Unit::rate ? std::nullopt : grain;
}

std::vector<std::vector<int>> needs_of(const Policy& policy) {
  std::vector<std::vector<int>> needs(policy.parameters.size());
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const Parameter& parameter = policy.parameters[i];
    if (!parameter.recurrence) continue;
    for (const std::string& name : names_read(parameter.recurrence->text).now) {
      if (const int need = policy.find_parameter(name); need >= 0) needs[i].push_back(need);
    }
  }
  return needs;
}

}  // namespace

void check_parameters(Policy& policy, Broken& broken, Diagnostics& out) {
  for (Parameter& parameter : policy.parameters) {
    if (formula::is_reserved(parameter.id)) out.add({Code::reserved_name, parameter.place, {parameter.id}});
    parameter.grain = published_grain(parameter);
  }
  const Order order = order_of(needs_of(policy));
  const auto id = [&](int index) { return policy.parameters[static_cast<std::size_t>(index)].id; };
  for (const std::vector<int>& circle : order.circles) {
    const Parameter& first = policy.parameters[static_cast<std::size_t>(circle.front())];
    out.add({Code::cycle, first.recurrence->place, {show_circle(circle, id)}});
  }
  for (const int index : order.order) {
    Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
    if (!parameter.recurrence || names_read(parameter.recurrence->text).any_of(broken)) continue;
    check_recurrence(policy, parameter, out);
  }
}

}  // namespace fenglu::policy
