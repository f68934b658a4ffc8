// Parameters: the value in force on the day read. Where that day is a fact, the plan holds all windows and chooses
// among them by row; a row whose day lies in no window is refused by a guard.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/plan/lower.hpp"

namespace fenglu::plan {

using formula::Expression;
using formula::Kind;
using policy::InForce;
using policy::Parameter;

namespace {

Quotient of(const Value& value) { return {value, std::nullopt, {}}; }

const Expression& named(const Expression& e) { return e.kind == Kind::at ? e.children[0] : e; }

bool same(const policy::Value& a, const policy::Value& b) {
  const auto bracket = [](const policy::Bracket& x, const policy::Bracket& y) {
    return x.up_to == y.up_to && x.rate == y.rate && x.quick == y.quick;
  };
  return a.scalar == b.scalar && a.text == b.text && a.cells == b.cells && a.cell_texts == b.cell_texts &&
         a.band_ends == b.band_ends && a.rounding == b.rounding &&
         std::equal(a.brackets.begin(), a.brackets.end(), b.brackets.begin(), b.brackets.end(), bracket);
}

Day day_of(const Value& value) { return Day::from_number(static_cast<std::int32_t>(to_int64(value.number))); }

Day day_of(const Rational& number) { return Day::from_number(static_cast<std::int32_t>(to_int64(number))); }

policy::AsOf earlier(const policy::AsOf& a, const policy::AsOf& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

std::vector<Day> within(std::vector<Day> days, const Interval& range) {
  std::erase_if(days, [&](Day day) { return day.number() <= range.low || day.number() > range.high; });
  return days;
}

std::vector<Rational> numbers(Day first, const std::vector<Day>& days) {
  std::vector<Rational> ends{first.number()};
  for (const Day day : days) ends.emplace_back(day.number());
  return ends;
}

}  // namespace

policy::Reading Lowering::reading(const policy::AsOf& as_of) const {
  return {as_of, request_.carry, request_.as_of ? *request_.as_of : request_.month.last()};
}

std::optional<InForce> Lowering::in_force(int parameter, Day day, const policy::AsOf& as_of) {
  auto found = request_.look_up(policy_, parameter, day, reading(as_of), nullptr);
  if (!found) return found;
  const auto noted = std::find_if(rests_.begin(), rests_.end(), [&](const Rest& rest) {
    return rest.parameter == parameter && rest.value.from == found->from && rest.value.row == found->row;
  });
  if (noted == rests_.end()) {
    rests_.push_back({parameter, *found});
  } else if (found->stale || found->carried) {
    noted->value = *found;
  }
  return found;
}

Quotient Lowering::with_parameter(const Expression& e, const Scope& scope, const Use& use) {
  Scope inner = scope;
  if (e.kind == Kind::at) {
    inner.day = value(e.children[1], scope);
    inner.known = e.children.size() > 2 ? std::optional(value(e.children[2], scope)) : std::nullopt;
  }
  const int parameter = named(e).symbol;
  if (!inner.day.constant || (inner.known && !inner.known->constant)) return with_windows(parameter, inner, use);
  const policy::AsOf known = inner.known ? policy::AsOf(day_of(*inner.known)) : std::nullopt;
  const policy::AsOf as_of = earlier(request_.as_of, known);
  if (const auto found = in_force(parameter, day_of(inner.day), as_of)) return use(*found);
  Diagnostic why{Code::no_value, {}, {}, {}, 0, 1};
  (void)request_.look_up(policy_, parameter, day_of(inner.day), reading(as_of), &why);
  report(why.code, e, why.arguments);
  return of(Value::of(0));
}

// One value for each pair of a window of days and a day of announcement; equal ones are made once.
Quotient Lowering::with_windows(int parameter, const Scope& scope, const Use& use) {
  const Interval days = graph_.range(scope.day);
  const std::vector<Day> starts =
      within(policy::changes(policy_, parameter, reading(std::nullopt), day_of(days.high)), days);
  const Interval knowns = scope.known ? graph_.range(*scope.known) : Interval::point(0);
  std::vector<Day> told;
  if (scope.known) told = within(policy::announcements(policy_, parameter), knowns);
  const std::vector<Rational> day_ends = numbers(day_of(days.low), starts);
  const std::vector<Rational> told_ends = numbers(day_of(knowns.low), told);
  // A window begins fresh. What stands at the month's end may be stale or carried on by then, and rows may read it so.
  (void)in_force(parameter, std::clamp(request_.month.last(), day_of(days.low), day_of(days.high)), request_.as_of);
  const Value window = graph_.band(scope.day, day_ends);
  const Value version = scope.known ? graph_.band(*scope.known, told_ends) : Value::of(0);
  const Value index = graph_.add(graph_.multiply(window, Value::of(Rational(told_ends.size()))), version);

  std::vector<std::pair<policy::Value, std::vector<Rational>>>
      choices;  // a value, and 1 for each place that it stands in
  std::vector<InForce> values;
  std::vector<Rational> missing;
  const std::size_t places = day_ends.size() * told_ends.size();
  for (std::size_t place = 0; place < places; ++place) {
    const policy::AsOf known = scope.known ? policy::AsOf(day_of(told_ends[place % told_ends.size()])) : std::nullopt;
    const auto found = in_force(parameter, day_of(day_ends[place / told_ends.size()]), earlier(request_.as_of, known));
    missing.emplace_back(found ? 0 : 1);
    if (!found) continue;
    auto choice =
        std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return same(c.first, found->value); });
    if (choice == choices.end()) {
      choice = choices.insert(choice, {found->value, std::vector<Rational>(places, Rational(0))});
      values.push_back(*found);
    }
    choice->second[place] = 1;
  }
  const Value none = graph_.logical_and(scope.path, graph_.look_up(index, missing));
  if (!none.constant || none.number != 0) guards_.push_back({parameter, none});
  Quotient made = values.empty() ? of(Value::of(0)) : use(values[0]);
  for (std::size_t i = 1; i < values.size(); ++i) {
    made = select(graph_, graph_.look_up(index, choices[i].second), use(values[i]), made);
  }
  return made;
}

Quotient Lowering::lower_parameter(const Expression& e, const Scope& scope) {
  const Expression& name = named(e);
  const Parameter& parameter = policy_.parameters[static_cast<std::size_t>(name.symbol)];
  return with_parameter(e, scope, [&](const InForce& found) -> Quotient {
    if (!parameter.axes.empty()) return lower_cell(name, scope, found);
    if (parameter.type.unit == formula::Unit::text) return of(text(found.value.text));
    if (const SlotPlace* open = slot_of(name.symbol)) return of(slot_value(*open, 0));
    return of(Value::of(found.value.scalar));
  });
}

Value Lowering::axis_index(const Expression& e, const Scope& scope, const Parameter& parameter,
                           const policy::Value& table, std::size_t axis) {
  const Value x = value(e, scope);
  if (parameter.axes[axis].category >= 0) return x;
  const std::vector<Rational>& ends = table.band_ends[axis];
  const Interval range = graph_.range(x);
  if (range.low < ends.front()) {
    const auto& type = parameter.axes[axis].type;
    report(Code::table_range, e, {parameter.id, policy::show_value(range.low, type, policy_), show(range, type)});
    return Value::of(0);
  }
  return graph_.band(x, ends);
}

Quotient Lowering::lower_cell(const Expression& e, const Scope& scope, const InForce& found) {
  const Parameter& parameter = policy_.parameters[static_cast<std::size_t>(e.symbol)];
  Value index = Value::of(0);
  for (std::size_t axis = 0; axis < parameter.axes.size(); ++axis) {
    const int category = parameter.axes[axis].category;
    const std::size_t size = category >= 0 ? policy_.categories[static_cast<std::size_t>(category)].members.size()
                                           : found.value.band_ends[axis].size();
    const Value place = axis_index(e.children[axis], scope, parameter, found.value, axis);
    index = graph_.add(graph_.multiply(index, Value::of(Rational(size))), place);
  }
  if (const SlotPlace* open = slot_of(e.symbol)) return of(slot_cell(*open, index));
  if (parameter.type.unit == formula::Unit::text) return of(text_cell(index, found.value.cell_texts));
  return of(graph_.look_up(index, found.value.cells));
}

// A choice among the texts that differ.
Value Lowering::text_cell(const Value& index, const std::vector<std::string>& cells) {
  Value made = text(cells.front());
  for (const std::string& other : std::set<std::string>(cells.begin(), cells.end())) {
    if (other == cells.front()) continue;
    std::vector<Rational> stands(cells.size(), Rational(0));
    for (std::size_t i = 0; i < cells.size(); ++i) stands[i] = cells[i] == other ? 1 : 0;
    made = graph_.select(graph_.look_up(index, stands), text(other), made);
  }
  return made;
}

}  // namespace fenglu::plan
