// Dates and sums over the roster.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/plan/lower.hpp"

namespace fenglu::plan {

using formula::Expression;
using formula::Kind;

namespace {

Quotient of(const Value& value) { return {value, std::nullopt, {}}; }

Day day_at(const Rational& number) { return Day::from_number(static_cast<std::int32_t>(to_int64(number))); }

// The months since 0000-01 of a day or of a month.
Value months_since(Graph& graph, const Value& x, const formula::Type& type) {
  if (type.unit == formula::Unit::month) return x;
  if (x.constant) return Value::of(day_at(x.number).in_month().number());
  const Interval days = graph.range(x);
  return graph.lanes(Op::month_number, {x},
                     {day_at(days.low).in_month().number(), day_at(days.high).in_month().number()});
}

// Completed months fall as the first day moves on and rise with the second.
Value completed_months(Graph& graph, const Value& a, const Value& b) {
  const Interval from = graph.range(a);
  const Interval to = graph.range(b);
  const Interval range{months_between(day_at(from.high), day_at(to.low)),
                       months_between(day_at(from.low), day_at(to.high))};
  if (a.constant && b.constant) return Value::of(range.low);
  return graph.lanes(Op::months_between, {a, b}, range);
}

Value weekdays_of(Graph& graph, const Value& a, const Value& b) {
  const Interval from = graph.range(a);
  const Interval to = graph.range(b);
  const Interval range{weekdays(day_at(from.high), day_at(to.low)), weekdays(day_at(from.low), day_at(to.high))};
  if (a.constant && b.constant) return Value::of(range.low);
  return graph.lanes(Op::weekdays, {a, b}, range);
}

Value months_added(Graph& graph, const Value& day, const Value& months) {
  const Interval from = graph.range(day);
  const Interval by = graph.range(months);
  const auto at = [](const Rational& start, const Rational& n) {
    return Rational(add_months(day_at(start), static_cast<int>(to_int64(n))).number());
  };
  const Interval range{at(from.low, by.low), at(from.high, by.high)};
  if (day.constant && months.constant) return Value::of(range.low);
  return graph.lanes(Op::add_months, {day, months}, range);
}

// The lane primitive, or its value where the month is known.
Value of_month(Graph& graph, Kind kind, const Value& month) {
  if (month.constant) {
    const Month known = Month::from_number(static_cast<std::int32_t>(to_int64(month.number)));
    return Value::of(kind == Kind::days_in ? known.days() : kind == Kind::year_of ? known.year() : known.month());
  }
  const Interval range = graph.range(month);
  if (kind == Kind::days_in) return graph.lanes(Op::days_in_month, {month}, {28, 31});
  if (kind == Kind::month_of) return graph.lanes(Op::month_of_year, {month}, {1, 12});
  return graph.lanes(Op::year_of_month, {month}, {Rational(floor(range.low / 12)), Rational(floor(range.high / 12))});
}

}  // namespace

Quotient Lowering::lower_calendar(const Expression& e, const Scope& scope) {
  const Value a = value(e.children[0], scope);
  if (e.kind == Kind::days_in || e.kind == Kind::year_of || e.kind == Kind::month_of) {
    return of(of_month(graph_, e.kind, months_since(graph_, a, e.children[0].type)));
  }
  const Value b = value(e.children[1], scope);
  if (e.kind == Kind::days_between) return of(graph_.subtract(b, a));
  if (e.kind == Kind::weekdays) return of(weekdays_of(graph_, a, b));
  if (e.kind == Kind::add_months) {
    if (e.children[0].type.unit == formula::Unit::month) return of(graph_.add(a, b));
    return of(months_added(graph_, a, graph_.round(b, {1, RoundingMode::down})));
  }
  const Value months = completed_months(graph_, a, b);
  if (e.kind == Kind::months_between) return of(months);
  return of(graph_.round(graph_.multiply(months, Value::of(Rational(1) / 12)), {1, RoundingMode::down}));
}

Quotient Lowering::lower_roster(const Expression& e, const Scope& scope) {
  if (e.kind == Kind::apportion) {
    const Value weight = value(e.children[1], scope);
    if (graph_.range(weight).low < 0) {
      report(Code::negative_weight, e.children[1], {show(graph_.range(weight), e.children[1].type)});
    }
    return of(graph_.apportion(value(e.children[0], scope), weight));
  }
  std::optional<Value> group;
  int groups = 1;
  if (e.by >= 0) {
    group = fact(e.by);
    const int category = sheet_.facts[static_cast<std::size_t>(e.by)].type.category;
    groups = static_cast<int>(policy_.categories[static_cast<std::size_t>(category)].members.size());
  }
  const Value x = value(e.children[0], scope);
  const Value sum = graph_.sum(x, group, groups);
  if (e.kind != Kind::mean_of) return of(sum);
  // The row itself is one of those counted.
  const Value count = graph_.proven(graph_.sum(Value::of(1), group, groups), {1, Rational(Graph::rows_max)});
  Quotient mean = divide(graph_, of(sum), of(count));
  mean.proven = graph_.range(x);
  return mean;
}

}  // namespace fenglu::plan
