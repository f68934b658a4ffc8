// Expressions, kind by kind: operators, choices, functions.
#include "engine/plan/lower.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"

namespace fenglu::plan {

using formula::Expression;
using formula::Kind;

namespace {

Quotient of(const Value& value) { return {value, std::nullopt, {}}; }

std::string written(const Expression& e, const std::string& text) {
  return text.substr(e.span.begin, e.span.end - e.span.begin);
}

}  // namespace

Quotient Lowering::lower(const Expression& e, const Scope& scope) {
  try {
    Quotient made = lower_kind(e, scope);
    made.over = apply(made.over, scope);
    return made;
  } catch (const Unfit& unfit) {
    const formula::Type number;
    report(Code::range_overflow, e, {home_.id, show({Rational(unfit.low), Rational(unfit.high)}, number)});
    return of(Value::of(0));
  }
}

// Where only a value without a divisor can stand: the check floor lets nothing else through.
Value Lowering::value(const Expression& e, const Scope& scope) { return lower(e, scope).over; }

Value Lowering::apply(const Value& value, const Scope& scope) {
  if (value.constant) return value;
  const auto found = scope.narrowed.find(value.node);
  if (found == scope.narrowed.end()) return value;
  const Value held =
      graph_.within(value, {Rational(found->second.first) * value.scale, Rational(found->second.second) * value.scale});
  return !held.constant && held.node == value.node ? held : apply(held, scope);
}

Quotient Lowering::lower_kind(const Expression& e, const Scope& scope) {
  switch (e.kind) {
    case Kind::literal: return of(Value::of(e.value));
    case Kind::text_literal: return lower_text(e);
    case Kind::fact: return of(fact(e.symbol));
    case Kind::item: return lower_item_reference(e, scope);
    case Kind::known: return of(fact_given(e.symbol));
    case Kind::month_of_run: return of(Value::of(request_.month.number()));
    case Kind::first_day_of_run: return of(Value::of(request_.month.first().number()));
    case Kind::last_day_of_run: return of(Value::of(request_.month.last().number()));
    case Kind::parameter:
    case Kind::at: return lower_parameter(e, scope);
    case Kind::year_to_date: return lower_year_to_date(e);
    case Kind::last_month: return lower_last_month(e);
    case Kind::negate:
    case Kind::add:
    case Kind::subtract:
    case Kind::multiply:
    case Kind::divide:
    case Kind::logical_not:
    case Kind::equal:
    case Kind::unequal:
    case Kind::less:
    case Kind::less_equal:
    case Kind::greater:
    case Kind::greater_equal:
    case Kind::logical_and:
    case Kind::logical_or: return lower_operator(e, scope);
    case Kind::choose:
    case Kind::minimum:
    case Kind::maximum:
    case Kind::clamp:
    case Kind::round:
    case Kind::progressive:
    case Kind::bracket_rate:
    case Kind::bracket_quick:
    case Kind::split: return lower_function(e, scope);
    case Kind::years_between:
    case Kind::months_between:
    case Kind::days_between:
    case Kind::weekdays:
    case Kind::days_in:
    case Kind::year_of:
    case Kind::month_of:
    case Kind::add_months: return lower_calendar(e, scope);
    case Kind::sum_of:
    case Kind::mean_of:
    case Kind::count_of:
    case Kind::apportion: return lower_roster(e, scope);
    case Kind::axis:
    case Kind::previous:
    case Kind::year_before: break;  // only in formulas of parameters
  }
  return of(Value::of(0));
}

Quotient Lowering::lower_operator(const Expression& e, const Scope& scope) {
  const auto child = [&](std::size_t i) { return lower(e.children[i], scope); };
  if (e.kind == Kind::negate) return negate(graph_, child(0));
  if (e.kind == Kind::add) return add(graph_, child(0), child(1));
  if (e.kind == Kind::subtract) return subtract(graph_, child(0), child(1));
  if (e.kind == Kind::multiply) return multiply(graph_, child(0), child(1));
  if (e.kind == Kind::divide) return lower_divide(e, scope);
  if (e.kind == Kind::logical_not) return of(graph_.logical_not(child(0).over));
  if (e.kind == Kind::logical_and || e.kind == Kind::logical_or) return lower_logical(e, scope);
  return of(compare(e, scope));
}

Value Lowering::compare(const Expression& e, const Scope& scope) {
  const Quotient a = lower(e.children[0], scope);
  const Quotient b = lower(e.children[1], scope);
  if (e.kind == Kind::equal) return equal(graph_, a, b);
  if (e.kind == Kind::unequal) return graph_.logical_not(equal(graph_, a, b));
  if (e.kind == Kind::less) return less(graph_, a, b);
  if (e.kind == Kind::less_equal) return less_equal(graph_, a, b);
  if (e.kind == Kind::greater) return less(graph_, b, a);
  return less_equal(graph_, b, a);
}

Quotient Lowering::lower_divide(const Expression& e, const Scope& scope) {
  const Quotient a = lower(e.children[0], scope);
  const Quotient b = lower(e.children[1], scope);
  const Interval range = graph_.range(b);
  if (!range.holds_zero()) return divide(graph_, a, b);
  report(Code::division_by_zero, e.children[1], {show(range, e.children[1].type)});
  return of(Value::of(0));
}

// The right side is looked at only where the left leaves it open, and knows what the left says.
Quotient Lowering::lower_logical(const Expression& e, const Scope& scope) {
  const bool both = e.kind == Kind::logical_and;
  const Value left = value(e.children[0], scope);
  if (left.constant && (left.number == 0) == both) return of(left);
  Scope inner = narrow(e.children[0], both, scope);
  inner.path = graph_.logical_and(scope.path, both ? left : graph_.logical_not(left));
  const Value right = value(e.children[1], inner);
  return of(both ? graph_.logical_and(left, right) : graph_.logical_or(left, right));
}

Quotient Lowering::lower_choose(const Expression& e, const Scope& scope) {
  const Value flag = value(e.children[0], scope);
  if (flag.constant) return lower(e.children[flag.number == 0 ? 2 : 1], scope);
  Scope then = narrow(e.children[0], true, scope);
  then.path = graph_.logical_and(scope.path, flag);
  Scope otherwise = narrow(e.children[0], false, scope);
  otherwise.path = graph_.logical_and(scope.path, graph_.logical_not(flag));
  return select(graph_, flag, lower(e.children[1], then), lower(e.children[2], otherwise));
}

Quotient Lowering::lower_extreme(const Expression& e, const Scope& scope) {
  Quotient made = lower(e.children[0], scope);
  for (std::size_t i = 1; i < e.children.size(); ++i) {
    const Quotient next = lower(e.children[i], scope);
    made = e.kind == Kind::minimum ? minimum(graph_, made, next) : maximum(graph_, made, next);
  }
  return made;
}

Quotient Lowering::lower_clamp(const Expression& e, const Scope& scope) {
  const Quotient low = lower(e.children[1], scope);
  const Quotient high = lower(e.children[2], scope);
  if (graph_.range(low).low > graph_.range(high).high) {
    const auto shown = [&](const Expression& bound, const Quotient& at) {
      return written(bound, home_.text->text) + " = " + policy::show_value(graph_.range(at).low, bound.type, policy_);
    };
    report(Code::floor_above_ceiling, e, {shown(e.children[1], low), shown(e.children[2], high)});
  }
  return minimum(graph_, maximum(graph_, lower(e.children[0], scope), low), high);
}

Quotient Lowering::lower_round(const Expression& e, const Scope& scope) {
  const Quotient x = lower(e.children[0], scope);
  if (e.rule) return of(graph_.round(x, *e.rule));
  return with_parameter(e.children[1], scope,
                        [&](const policy::InForce& rule) { return of(graph_.round(x, rule.value.rounding)); });
}

Quotient Lowering::lower_schedule(const Expression& e, const Value& x, const policy::Value& schedule) {
  std::vector<Rational> ends, rates, quicks;
  for (const policy::Bracket& bracket : schedule.brackets) {
    if (bracket.up_to) ends.push_back(*bracket.up_to);
    rates.push_back(bracket.rate);
    quicks.push_back(bracket.quick);
  }
  const Value level = graph_.bracket(x, ends);
  if (e.kind == Kind::bracket_rate) return of(graph_.look_up(level, rates));
  if (e.kind == Kind::bracket_quick) return of(graph_.look_up(level, quicks));
  const Value above = graph_.maximum(x, Value::of(0));
  const Value whole = graph_.multiply(above, graph_.look_up(level, rates));
  const Value made = graph_.subtract(whole, graph_.look_up(level, quicks));
  // Continuous and rising with x: the range is that of its two ends.
  const auto at = [&](const Rational& amount) {
    const Rational base = std::max(amount, Rational(0));
    const auto i = static_cast<std::size_t>(
        std::count_if(ends.begin(), ends.end(), [&](const Rational& end) { return end < base; }));
    return Rational(base * rates[i] - quicks[i]);
  };
  return of(graph_.proven(made, {at(graph_.range(x).low), at(graph_.range(x).high)}));
}

Quotient Lowering::lower_schedule(const Expression& e, const Scope& scope) {
  const Value x = value(e.children[0], scope);
  return with_parameter(e.children[1], scope,
                        [&](const policy::InForce& schedule) { return lower_schedule(e, x, schedule.value); });
}

Quotient Lowering::lower_split(const Expression& e, const Scope& scope) {
  std::vector<Value> weights;
  for (std::size_t i = 2; i < e.children.size(); ++i) {
    weights.push_back(value(e.children[i], scope));
    const Interval range = graph_.range(weights.back());
    if (range.low < 0) report(Code::negative_weight, e.children[i], {show(range, e.children[i].type)});
  }
  const int share = static_cast<int>(to_int64(e.children[1].value)) - 1;
  return of(graph_.split(value(e.children[0], scope), share, weights));
}

Quotient Lowering::lower_function(const Expression& e, const Scope& scope) {
  if (e.kind == Kind::choose) return lower_choose(e, scope);
  if (e.kind == Kind::clamp) return lower_clamp(e, scope);
  if (e.kind == Kind::round) return lower_round(e, scope);
  if (e.kind == Kind::split) return lower_split(e, scope);
  if (e.kind == Kind::minimum || e.kind == Kind::maximum) return lower_extreme(e, scope);
  return lower_schedule(e, scope);
}

}  // namespace fenglu::plan
