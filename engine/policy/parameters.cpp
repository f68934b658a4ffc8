#include "engine/policy/parameters.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/policy/register.hpp"
#include "engine/policy/series.hpp"

namespace fenglu::policy {
namespace {

const std::vector<std::string>& parameter_units() {
  static const std::vector<std::string> units = {"money", "rate", "number",   "flag",
                                                 "date",  "text", "rounding", "brackets"};
  return units;
}

std::optional<Unit> unit_named(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(Unit::rounding); ++i) {
    const Unit unit = static_cast<Unit>(i);
    if (name(unit) == word) return unit;
  }
  return std::nullopt;
}

Axis read_band_axis(const Json& value, const Policy& policy, Diagnostics& out) {
  const Fields fields(value, {"轴", "an axis"}, {"bands"}, out);
  Axis axis{-1, {Unit::number, -1}, "bands"};
  if (const Json* bands = fields.require("bands")) {
    axis.type = read_type(*bands, {"number", "money"}, policy, out).value_or(axis.type);
  }
  return axis;
}

void read_axes(const Json& list, Parameter& parameter, const Policy& policy, Diagnostics& out) {
  if (!expect(list, Json::Kind::array, out)) return;
  if (list.elements.empty()) {
    const Text mend{"去掉 axes，或写一个轴", "leave \"axes\" out, or name one"};
    out.add(
        at(Code::wrong_type, list, {Text{"空数组", "an empty array"}, Text{"至少一个轴", "at least one axis"}, mend}));
  }
  for (const Json& element : list.elements) {
    if (element.kind == Json::Kind::object) {
      parameter.axes.push_back(read_band_axis(element, policy, out));
    } else if (const int category = read_category(element, policy, out); category >= 0) {
      parameter.axes.push_back({category, {Unit::category, category}, element.text});
    }
  }
  // A stub keeps the rest from being read as a scalar's: the axis itself is what is wrong.
  if (parameter.axes.size() != list.elements.size()) parameter.axes.clear();
}

std::optional<Renewal> read_renewal(const Json& value, Diagnostics& out) {
  if (value.kind == Json::Kind::null || !expect(value, Json::Kind::object, out)) return std::nullopt;
  const Fields fields(value, {"renewed", "renewed"}, {"each", "known_by"}, out);
  const Json* each = fields.require("each");
  const Json* known_by = fields.require("known_by");
  if (each == nullptr || known_by == nullptr) return std::nullopt;
  const std::optional<MonthDay> due = read_month_day(*each, out);
  const std::optional<MonthDay> known = read_month_day(*known_by, out);
  if (!due || !known) return std::nullopt;
  return Renewal{*due, *known};
}

// Without its unit nothing about a parameter can be understood.
void read_parameter(const ParameterDraft& draft, Policy& policy, Broken& broken, Diagnostics& out) {
  Parameter parameter;
  parameter.id = draft.declared.id;
  parameter.place = draft.declared.place();
  parameter.layer = policy.layers[static_cast<std::size_t>(draft.layer)];
  const Text what{"参数", "a parameter"};
  if (draft.title == nullptr) out.add(draft.declared.at(Code::missing_key, {what, "title"}));
  if (draft.title != nullptr) parameter.title = read_title(*draft.title, out).value_or(Text());
  if (draft.unit == nullptr) out.add(draft.declared.at(Code::missing_key, {what, "unit"}));
  const std::optional<Type> type =
      draft.unit == nullptr ? std::nullopt : read_type(*draft.unit, parameter_units(), policy, out);
  if (draft.renewed != nullptr) parameter.renewed = read_renewal(*draft.renewed, out);
  if (draft.axes != nullptr) read_axes(*draft.axes, parameter, policy, out);
  if (draft.of != nullptr) {
    const std::optional<Type> of = read_type(*draft.of, {"money", "number", "rate"}, policy, out);
    parameter.bracket_unit = of.value_or(Type{Unit::money, -1}).unit;
  }
  parameter.type = type.value_or(Type{});
  const bool axes_understood = draft.axes == nullptr || !parameter.axes.empty();
  if (!type || !axes_understood) broken.insert(parameter.id);
  if (type && axes_understood && draft.values != nullptr) read_series(*draft.values, parameter, policy, out);
  policy.parameters.push_back(std::move(parameter));
}

std::optional<Rational> read_number(const Json& value, Unit unit, Diagnostics& out) {
  const int places = unit == Unit::money ? 2 : -1;
  const std::optional<Decimal> decimal = read_decimal(value, places, out);
  if (!decimal) return std::nullopt;
  return unit == Unit::money ? decimal->value * 100 : decimal->value;
}

}  // namespace

void read_parameters(const std::vector<ParameterDraft>& drafts, Policy& policy, Broken& broken, Diagnostics& out) {
  for (const ParameterDraft& draft : drafts) read_parameter(draft, policy, broken, out);
}

std::optional<Type> read_type(const Json& value, const std::vector<std::string>& units, const Policy& policy,
                              Diagnostics& out) {
  if (value.kind == Json::Kind::object) {
    const Fields fields(value, {"类型", "a type"}, {"category"}, out);
    const Json* category = fields.require("category");
    const int index = category == nullptr ? -1 : read_category(*category, policy, out);
    return index < 0 ? std::nullopt : std::optional(Type{Unit::category, index});
  }
  const std::optional<std::size_t> word = read_word(value, units, out);
  if (!word) return std::nullopt;
  const std::optional<Unit> unit = unit_named(units[*word]);
  return unit ? std::optional(Type{*unit, -1}) : std::nullopt;
}

std::optional<Rational> read_scalar(const Json& value, const Type& type, const Policy& policy, Diagnostics& out) {
  switch (type.unit) {
    case Unit::money:
    case Unit::number:
    case Unit::rate: return read_number(value, type.unit, out);
    case Unit::flag:
      if (const std::optional<bool> truth = read_truth(value, out)) return Rational(*truth ? 1 : 0);
      return std::nullopt;
    case Unit::date:
      if (const std::optional<Day> day = read_day(value, out)) return Rational(day->number());
      return std::nullopt;
    case Unit::month: {
      if (!expect(value, Json::Kind::string, out)) return std::nullopt;
      const std::optional<Month> month = Month::parse(value.text);
      if (!month)
        out.add(at(Code::bad_date, value,
                   {value.text, Text{"应写作 2025-07（年-月）", "write it as 2025-07 (year-month)"}}));
      return month ? std::optional(Rational(month->number())) : std::nullopt;
    }
    case Unit::category: {
      const Category& category = policy.categories[static_cast<std::size_t>(type.category)];
      const int member = read_member(value, category, out);
      return member < 0 ? std::nullopt : std::optional(Rational(member));
    }
    case Unit::text: return expect(value, Json::Kind::string, out) ? std::optional(Rational(0)) : std::nullopt;
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return std::nullopt;
}

std::string published(const Json& value) {
  return value.kind == Json::Kind::boolean ? (value.truth ? "true" : "false") : value.text;
}

}  // namespace fenglu::policy
