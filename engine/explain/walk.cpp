#include "engine/explain/walk.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/explain/arithmetic.hpp"
#include "engine/explain/node.hpp"

namespace fenglu::explain {

using formula::Expression;
using formula::Kind;
using formula::Unit;

namespace {

Answer flag(bool holds) { return {{Unit::flag, -1}, holds ? 1 : 0, {}}; }

bool is_true(const Answer& answer) { return answer.value != 0; }

const Rational& lesser(const Rational& a, const Rational& b) { return order(b, a) < 0 ? b : a; }
const Rational& greater(const Rational& a, const Rational& b) { return order(b, a) > 0 ? b : a; }

// a + b + c is one step, and so is a - b - c: the left side of such a chain has no node of its own.
bool is_chain(Kind kind, Kind left) {
  return kind == left && (kind == Kind::add || kind == Kind::subtract || kind == Kind::multiply ||
                          kind == Kind::divide || kind == Kind::logical_and || kind == Kind::logical_or);
}

Moment a_year_before(const Moment& moment) { return {add_months(moment.day, -12), moment.known}; }

}  // namespace

Answer Walk::compute(const Expression& e, Node* node) {
  switch (e.kind) {
    case Kind::literal: return {e.type, e.value, {}};
    case Kind::text_literal: return {e.type, 0, e.text};
    case Kind::fact: return scope_.fact(e.symbol, node);
    case Kind::item: return scope_.item(e.symbol, node);
    case Kind::parameter: return parameter(e, scope_.moment(), node);
    case Kind::axis: return {e.type, scope_.axis(e.symbol), {}};
    case Kind::month_of_run: return {e.type, scope_.month().number(), {}};
    case Kind::first_day_of_run: return {e.type, scope_.month().first().number(), {}};
    case Kind::last_day_of_run: return {e.type, scope_.month().last().number(), {}};
    case Kind::negate: return {e.type, -number(e, 0, node), {}};
    case Kind::logical_not: return flag(!is_true(work_out(e.children[0], node)));
    case Kind::add: return binary(e, node, sum);
    case Kind::subtract: return binary(e, node, difference);
    case Kind::multiply: return binary(e, node, product);
    case Kind::divide: return divide(e, node);
    case Kind::equal: return compare(e, node, [](int sign) { return sign == 0; });
    case Kind::unequal: return compare(e, node, [](int sign) { return sign != 0; });
    case Kind::less: return compare(e, node, [](int sign) { return sign < 0; });
    case Kind::less_equal: return compare(e, node, [](int sign) { return sign <= 0; });
    case Kind::greater: return compare(e, node, [](int sign) { return sign > 0; });
    case Kind::greater_equal: return compare(e, node, [](int sign) { return sign >= 0; });
    case Kind::logical_and: return either(e, node, false);
    case Kind::logical_or: return either(e, node, true);
    case Kind::choose: return choose(e, node);
    case Kind::minimum: return fold(e, node, [](const Rational& a, const Rational& b) { return lesser(a, b); });
    case Kind::maximum: return fold(e, node, [](const Rational& a, const Rational& b) { return greater(a, b); });
    case Kind::clamp: return bounded(e, node);
    case Kind::known: return flag(scope_.is_known(e.symbol));
    case Kind::round: return round(e, node);
    case Kind::progressive:
    case Kind::bracket_rate:
    case Kind::bracket_quick: return schedule(e, node);
    case Kind::years_between:
    case Kind::months_between:
    case Kind::days_between:
    case Kind::weekdays: return of_days(e, node);
    case Kind::days_in:
    case Kind::year_of:
    case Kind::month_of: return of_month(e, node);
    case Kind::add_months: return add_months(e, node);
    case Kind::at: return parameter(e.children[0], moment_of(e, node), node);
    case Kind::previous: return {e.type, scope_.previous(node), {}};
    case Kind::year_before: return parameter(e.children[0], a_year_before(scope_.moment()), node);
    case Kind::year_to_date: return {e.type, scope_.year_to_date(e.symbol), {}};
    case Kind::last_month: return {e.type, scope_.last_month(e.symbol), {}};
    case Kind::split: return split(e, node);
    case Kind::sum_of:
    case Kind::mean_of:
    case Kind::count_of:
    case Kind::apportion: return {e.type, scope_.across(e, text_), {}};
  }
  return {};
}

Answer Walk::work_out(const Expression& e, Node* above) {
  if (above == nullptr || !is_operation(e.kind)) return compute(e, above);
  Node node = operation_node(e, text_);
  Answer answer = compute(e, &node);
  node.answer = answer;
  name_member(node.answer, look_up_.policy());
  above->operands.push_back(std::move(node));
  return answer;
}

std::vector<Answer> Walk::operands(const Expression& e, Node* node) {
  std::vector<Answer> out;
  out.reserve(e.children.size());
  for (const Expression& child : e.children) out.push_back(work_out(child, node));
  return out;
}

Rational Walk::number(const Expression& e, std::size_t child, Node* node) {
  return work_out(e.children[child], node).value;
}

Day Walk::day(const Expression& e, std::size_t child, Node* node) {
  const Answer answer = work_out(e.children[child], node);
  const auto lane = static_cast<std::int32_t>(to_int64(answer.value));
  return answer.type.unit == Unit::month ? Month::from_number(lane).first() : Day::from_number(lane);
}

Answer Walk::binary(const Expression& e, Node* node, Binary combine) {
  const Expression& left = e.children[0];
  const Answer a = is_chain(e.kind, left.kind) ? compute(left, node) : work_out(left, node);
  return {e.type, combine(a.value, number(e, 1, node)), {}};
}

Answer Walk::divide(const Expression& e, Node* node) {
  const Expression& left = e.children[0];
  const Answer a = is_chain(e.kind, left.kind) ? compute(left, node) : work_out(left, node);
  const Rational divisor = number(e, 1, node);
  if (divisor == 0) throw refused(Code::division_by_zero, e.children[1], {"0"});
  return {e.type, quotient(a.value, divisor), {}};
}

Answer Walk::fold(const Expression& e, Node* node, Binary combine) {
  Rational out = number(e, 0, node);
  for (std::size_t i = 1; i < e.children.size(); ++i) out = combine(out, number(e, i, node));
  return {e.type, std::move(out), {}};
}

Answer Walk::compare(const Expression& e, Node* node, bool (*holds)(int)) {
  const Answer a = work_out(e.children[0], node);
  const Answer b = work_out(e.children[1], node);
  return flag(holds(a.type.unit == Unit::text ? a.text.compare(b.text) : order(a.value, b.value)));
}

// and, or: the right side is looked at only where the left leaves it open.
Answer Walk::either(const Expression& e, Node* node, bool ends_it) {
  const Expression& left = e.children[0];
  const Answer a = is_chain(e.kind, left.kind) ? compute(left, node) : work_out(left, node);
  return is_true(a) == ends_it ? flag(ends_it) : flag(is_true(work_out(e.children[1], node)));
}

Answer Walk::choose(const Expression& e, Node* node) {
  const bool first = is_true(work_out(e.children[0], node));
  Answer chosen = work_out(e.children[first ? 1 : 2], node);
  chosen.type = e.type;
  return chosen;
}

Answer Walk::bounded(const Expression& e, Node* node) {
  const std::vector<Answer> given = operands(e, node);
  return {e.type, clamp(given[0].value, given[1].value, given[2].value), {}};
}

Answer Walk::round(const Expression& e, Node* node) {
  const Rational exact = number(e, 0, node);
  const RoundingRule rule = e.rule ? *e.rule : whole(e.children[1], node).rounding;
  if (node != nullptr) node->rounding = describe(rule, e.type.unit);
  return {e.type, fenglu::round(exact, rule), {}};
}

Answer Walk::schedule(const Expression& e, Node* node) {
  const Answer given = work_out(e.children[0], node);
  const std::vector<policy::Bracket>& brackets = whole(e.children[1], node).brackets;
  const policy::Bracket& bracket = bracket_of(given.value, brackets);
  if (node != nullptr) {
    node->operands.back().answer.text = describe_bracket(given.value, brackets, given.type.unit);
    node->operands.back().cell = std::to_string(&bracket - brackets.data() + 1);
  }
  if (e.kind == Kind::bracket_rate) return {e.type, bracket.rate, {}};
  if (e.kind == Kind::bracket_quick) return {e.type, bracket.quick, {}};
  return {e.type, progressive(given.value, brackets), {}};
}

Answer Walk::of_days(const Expression& e, Node* node) {
  const Day a = day(e, 0, node);
  const Day b = day(e, 1, node);
  if (e.kind == Kind::years_between) return {e.type, fenglu::years_between(a, b), {}};
  if (e.kind == Kind::months_between) return {e.type, fenglu::months_between(a, b), {}};
  if (e.kind == Kind::days_between) return {e.type, fenglu::days_between(a, b), {}};
  return {e.type, fenglu::weekdays(a, b), {}};
}

Answer Walk::of_month(const Expression& e, Node* node) {
  const Month month = day(e, 0, node).in_month();
  if (e.kind == Kind::days_in) return {e.type, month.days(), {}};
  if (e.kind == Kind::year_of) return {e.type, month.year(), {}};
  return {e.type, e.type.unit == Unit::month ? month.number() : month.month(), {}};
}

Answer Walk::add_months(const Expression& e, Node* node) {
  const Day from = day(e, 0, node);
  const int months = static_cast<int>(to_int64(number(e, 1, node)));
  if (e.type.unit == Unit::month) return {e.type, (from.in_month() + months).number(), {}};
  return {e.type, fenglu::add_months(from, months).number(), {}};
}

Answer Walk::split(const Expression& e, Node* node) {
  const std::vector<Answer> given = operands(e, node);
  std::vector<Rational> weights;
  for (std::size_t i = 2; i < given.size(); ++i) {
    if (given[i].value < 0) throw refused(Code::negative_weight, e.children[i], {shown(given[i])});
    weights.push_back(given[i].value);
  }
  const auto index = static_cast<std::size_t>(to_int64(given[1].value)) - 1;
  return {e.type, shares(given[0].value, weights).at(index), {}};
}

std::string Walk::shown(const Answer& answer) const {
  return policy::show_value(answer.value, answer.type, look_up_.policy());
}

Refused Walk::refused(Code code, const Expression& e, std::vector<Text> arguments) const {
  return Refused{diagnostic(text_, code, e.span, std::move(arguments))};
}

Diagnostic diagnostic(const formula::SourceText* text, Code code, formula::Span span, std::vector<Text> arguments) {
  if (text == nullptr) return {code, {}, std::move(arguments)};
  return text->at(code, span, std::move(arguments));
}

}  // namespace fenglu::explain
