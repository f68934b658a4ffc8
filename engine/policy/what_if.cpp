// A what-if on a parameter: its whole history is set or moved, becomes illustrative, and every formula is checked
// again, for a value that isn't whole fen any more may leave an item unpayable.
#include <algorithm>
#include <regex>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/check.hpp"
#include "engine/policy/fields.hpp"
#include "engine/policy/load.hpp"
#include "engine/policy/readings.hpp"
#include "engine/policy/register.hpp"
#include "engine/policy/series.hpp"

namespace fenglu::policy {
namespace {

enum class Operation : std::uint8_t { set, multiply, add, subtract };

struct Assignment {
  std::string_view name;
  std::optional<Day> since;  // NAME@DAY: from that day on
  Operation operation;
  std::string_view operand;
};

constexpr std::string_view source_id = "what-if";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<Assignment> parse(std::string_view text) {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos || sign == 0) return std::nullopt;
  std::string_view name = text.substr(0, sign);
  Operation operation = Operation::set;
  if (name.back() == '*') operation = Operation::multiply;
  if (name.back() == '+') operation = Operation::add;
  if (name.back() == '-') operation = Operation::subtract;
  if (operation != Operation::set) name.remove_suffix(1);
  name = trimmed(name);
  std::optional<Day> since;
  if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
    since = Day::parse(name.substr(at + 1));
    if (!since || operation != Operation::set) return std::nullopt;
    name = name.substr(0, at);
  }
  const std::string_view operand = trimmed(text.substr(sign + 1));
  if (name.empty() || operand.empty()) return std::nullopt;
  return Assignment{name, since, operation, operand};
}

Diagnostic unfit(const Assignment& assignment, const Text& what, const Text& mend) {
  return {Code::assignment_unfit, {}, {assignment.name, what, mend}};
}

Text unit_words(Unit unit) {
  if (unit == Unit::rounding) return {"舍入规则", "a rounding rule"};
  return formula::words(unit);
}

// A number of the parameter's unit: money in yuan, to any fraction.
std::optional<Rational> number_of(std::string_view text, Unit unit) {
  const std::optional<Decimal> decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  return unit == Unit::money ? decimal->value * 100 : decimal->value;
}

// "0.07", or "7%" as a cell may have it.
std::optional<Rational> rate_of(std::string_view text) {
  if (!text.ends_with('%')) return number_of(text, Unit::rate);
  const std::optional<Rational> percent = number_of(trimmed(text.substr(0, text.size() - 1)), Unit::rate);
  return percent ? std::optional(*percent / 100) : std::nullopt;
}

std::optional<Rational> scalar_of(std::string_view text, const Type& type, const Policy& policy) {
  switch (type.unit) {
    case Unit::money:
    case Unit::number: return number_of(text, type.unit);
    case Unit::rate: return rate_of(text);
    case Unit::flag:
      if (text != "true" && text != "false") return std::nullopt;
      return Rational(text == "true" ? 1 : 0);
    case Unit::date:
      if (const std::optional<Day> day = Day::parse(text)) return Rational(day->number());
      return std::nullopt;
    case Unit::category: {
      const int member = find_member(policy.categories[static_cast<std::size_t>(type.category)], text);
      return member < 0 ? std::nullopt : std::optional(Rational(member));
    }
    case Unit::text: return Rational(0);
    case Unit::month:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return std::nullopt;
}

std::string written(const Rational& x, Unit unit) { return format_exact(unit == Unit::money ? x / 100 : x); }

// "jiao up".
std::optional<RoundingRule> rounding_of(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const std::optional<Rational> unit = rounding_unit(trimmed(text.substr(0, blank)));
  const std::string_view mode = text.substr(blank + 1);
  if (!unit) return std::nullopt;
  if (mode == "half") return RoundingRule{*unit, RoundingMode::half};
  if (mode == "up") return RoundingRule{*unit, RoundingMode::up};
  if (mode == "down") return RoundingRule{*unit, RoundingMode::down};
  return std::nullopt;
}

// How many cells a table has, from the final categories; its bands are those of its last row.
Value with_every_cell(const Parameter& parameter, const Policy& policy, const Rational& scalar,
                      const std::string& text) {
  Value value;
  if (!parameter.rows.empty()) value.band_ends = parameter.rows.back().value.band_ends;
  value.band_ends.resize(parameter.axes.size());
  std::size_t cells = 1;
  for (std::size_t axis = 0; axis < parameter.axes.size(); ++axis) {
    const int category = parameter.axes[axis].category;
    if (category < 0 && value.band_ends[axis].empty()) value.band_ends[axis].emplace_back(0);
    cells *= category < 0 ? value.band_ends[axis].size()
                          : policy.categories[static_cast<std::size_t>(category)].members.size();
  }
  value.cells.assign(cells, scalar);
  value.cell_texts.assign(cells, text);
  value.cell_rows.assign(cells, 0);
  return value;
}

// The value that `=` gives a parameter of any shape but a schedule.
std::optional<Value> value_set(const Assignment& assignment, const Parameter& parameter, const Policy& policy) {
  Value value;
  value.text = assignment.operand;
  if (parameter.type.unit == Unit::rounding) {
    const std::optional<RoundingRule> rule = rounding_of(assignment.operand);
    if (rule) value.rounding = *rule;
    return rule ? std::optional(value) : std::nullopt;
  }
  const std::optional<Rational> scalar = scalar_of(assignment.operand, parameter.type, policy);
  if (!scalar) return std::nullopt;
  if (parameter.type.unit == Unit::rate && value.text.ends_with('%')) value.text = written(*scalar, Unit::rate);
  if (!parameter.axes.empty()) return with_every_cell(parameter, policy, *scalar, value.text);
  value.scalar = *scalar;
  return value;
}

Row illustrative_row(Value value, int source) {
  Row row;
  row.value = std::move(value);
  row.source.source = source;
  row.status = Status::illustrative;
  return row;
}

// The first day of what the tables have in force on the day; nothing where they have nothing yet.
std::optional<Day> begun_by(const Parameter& parameter, Day day) {
  std::optional<Day> out;
  for (const Row& row : parameter.rows) {
    if (row.from <= day) out = row.from;
  }
  if (!parameter.recurrence || parameter.recurrence->since > day) return out;
  const Recurrence& recurrence = *parameter.recurrence;
  const Day step = recurrence.follows() ? recurrence.since : last_before(*recurrence.every, day);
  return std::max(out.value_or(recurrence.since), std::max(step, recurrence.since));
}

void set_value(Parameter& parameter, Value value, int source, const std::optional<Day>& since) {
  Row row = illustrative_row(std::move(value), source);
  // What has no first day holds from the calendar's.
  row.from = parameter.recurrence ? parameter.recurrence->since : *Day::make(1, 1, 1);
  if (!parameter.rows.empty()) {
    row.from = parameter.rows.front().from;
    // Known as early as anything of the series: a run with an as-of finds a value wherever it found one before.
    for (const Row& one : parameter.rows) {
      const Day known = one.announced.value_or(one.from);
      row.announced = row.announced ? std::min(*row.announced, known) : known;
    }
  }
  const std::optional<Day> begun = since ? begun_by(parameter, *since) : std::nullopt;
  const Day from = begun.value_or(row.from);
  row.from = from;
  std::erase_if(parameter.rows, [&](const Row& one) { return one.from >= from; });
  parameter.rows.push_back(std::move(row));
  parameter.recurrence.reset();
}

// What was in force before that day stays as it is.
void set_value_since(Parameter& parameter, Day since, Value value, int source) {
  std::erase_if(parameter.rows, [&](const Row& row) { return row.from >= since; });
  Row row = illustrative_row(std::move(value), source);
  row.from = since;
  parameter.rows.push_back(std::move(row));
}

Rational moved(const Rational& x, const Assignment& assignment, const Rational& operand) {
  if (assignment.operation == Operation::multiply) return x * operand;
  return assignment.operation == Operation::add ? Rational(x + operand) : Rational(x - operand);
}

void move_value(Value& value, const Parameter& parameter, const Assignment& assignment, const Rational& operand) {
  const Unit unit = parameter.type.unit;
  if (parameter.axes.empty()) {
    value.scalar = moved(value.scalar, assignment, operand);
    value.text = written(value.scalar, unit);
    return;
  }
  for (std::size_t i = 0; i < value.cells.size(); ++i) {
    value.cells[i] = moved(value.cells[i], assignment, operand);
    value.cell_texts[i] = written(value.cells[i], unit);
  }
}

// The formula with another expression for the value before, however its brackets are spaced.
std::string with_previous(const std::string& text, const std::string& back) {
  static const std::regex previous(R"(\bprevious\s*\(\s*\))");
  return std::regex_replace(text, previous, "(previous()" + back + ")");
}

// Every step moves as the rows do. The formula sees the value before as it would have been, or a move would be
// compounded.
void move_recurrence(Recurrence& recurrence, const Assignment& assignment, Unit unit) {
  const std::string yuan = unit == Unit::money && assignment.operation != Operation::multiply ? " yuan" : "";
  const std::string operand = "(" + std::string(assignment.operand) + yuan + ")";
  const bool multiplies = assignment.operation == Operation::multiply;
  const bool adds = assignment.operation == Operation::add;
  const std::string back = multiplies ? " / " : adds ? " - " : " + ";
  const std::string forth = multiplies ? " * " : adds ? " + " : " - ";
  std::string& text = recurrence.text.text;
  text = "(" + with_previous(text, back + operand) + ")" + forth + operand;
  recurrence.status = Status::illustrative;
}

void move_series(Parameter& parameter, const Assignment& assignment, const Rational& operand, int source) {
  for (Row& row : parameter.rows) {
    if (!row.repeal) move_value(row.value, parameter, assignment, operand);
    row.status = Status::illustrative;
    row.source = {source, ""};
  }
  if (!parameter.recurrence) return;
  move_recurrence(*parameter.recurrence, assignment, parameter.type.unit);
  parameter.recurrence->source = {source, ""};
}

int what_if_source(Policy& policy) {
  if (const int known = policy.find_source(source_id); known >= 0) return known;
  Source source;
  source.id = source_id;
  source.title = {"假设值（--set）", "what-if (--set)"};
  source.seen = "none";
  policy.sources.push_back(std::move(source));
  return static_cast<int>(policy.sources.size()) - 1;
}

// Nothing, or why the parameter can't be moved like that.
std::optional<Diagnostic> apply(Policy& policy, Parameter& parameter, const Assignment& assignment,
                                const std::optional<Day>& since) {
  const int source = what_if_source(policy);
  if (parameter.type.unit == Unit::brackets) {
    return unfit(assignment, {"税率表", "a schedule of brackets"},
                 {"在一个上层政策中替换它", "replace it in a layer of your own"});
  }
  if (assignment.operation == Operation::set) {
    std::optional<Value> value = value_set(assignment, parameter, policy);
    if (!value)
      return unfit(assignment, unit_words(parameter.type.unit), {"写一个此类型的值", "write a value of its unit"});
    if (assignment.since && parameter.recurrence) {
      return unfit(assignment, {"由公式得出的参数", "worked out by a formula"},
                   {"用 NAME=VALUE，或在一个上层政策中替换它", "use NAME=VALUE, or replace it in a layer of your own"});
    }
    if (assignment.since) {
      set_value_since(parameter, *assignment.since, std::move(*value), source);
    } else {
      set_value(parameter, std::move(*value), source, since);
    }
    return std::nullopt;
  }
  const Unit unit = assignment.operation == Operation::multiply ? Unit::number : parameter.type.unit;
  const std::optional<Rational> operand = number_of(assignment.operand, unit);
  if (!parameter.type.is_numeric()) {
    return unfit(
        assignment, unit_words(parameter.type.unit),
        {"只有金额、数和比例可以移动；用 NAME=VALUE", "only money, numbers and rates can be moved: use NAME=VALUE"});
  }
  if (!operand) return Diagnostic{Code::bad_assignment, {}, {assignment.operand}};
  if (assignment.operation == Operation::multiply && *operand == 0) {
    return unfit(assignment, {"乘以 0", "multiplied by 0"}, {"用 NAME=0", "use NAME=0"});
  }
  move_series(parameter, assignment, *operand, source);
  return std::nullopt;
}

std::optional<Diagnostic> assign(Policy& policy, std::string_view text, const std::optional<Day>& since) {
  const std::optional<Assignment> assignment = parse(text);
  if (!assignment) return Diagnostic{Code::bad_assignment, {}, {text}};
  const int index = policy.find_parameter(assignment->name);
  if (index < 0) {
    std::vector<std::string> ids;
    for (const Parameter& parameter : policy.parameters) ids.push_back(parameter.id);
    return unknown_name(assignment->name, ids);
  }
  Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  if (std::optional<Diagnostic> why = apply(policy, parameter, *assignment, since)) return why;
  std::vector<std::string>& by_hand = policy.set_by_hand;
  if (std::find(by_hand.begin(), by_hand.end(), parameter.id) == by_hand.end()) by_hand.push_back(parameter.id);
  return std::nullopt;
}

}  // namespace

Result<Policy> with_value(Policy policy, std::string_view assignment, const std::optional<Day>& since) {
  const std::string one(assignment);
  return with_values(std::move(policy), {&one, 1}, since);
}

Result<Policy> with_values(Policy policy, std::span<const std::string> assignments, const std::optional<Day>& since) {
  for (const std::string& text : assignments) {
    if (std::optional<Diagnostic> why = assign(policy, text, since)) return *why;
  }
  // Warnings were given when the policy was loaded.
  Diagnostics out;
  check_policy(policy, {}, out);
  if (out.has_errors()) return out;
  return policy;
}

}  // namespace fenglu::policy
