// Items, facts, years to date: what a formula's names stand for.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/plan/lower.hpp"

namespace fenglu::plan {

using policy::Fact;
using policy::Item;

Rational lane_scale(const formula::Type& type, int decimals) {
  if (type.unit == formula::Unit::money) return 1;
  if (type.unit == formula::Unit::number || type.unit == formula::Unit::rate) return 1 / power_of_ten(decimals);
  return 1;
}

Lowering::Lowering(const policy::Policy& policy, const Request& request)
    : policy_(policy), request_(request), sheet_(policy.sheets[static_cast<std::size_t>(request.sheet)]) {
  open_slots();
}

Lowering::Scope Lowering::base_scope() {
  Scope scope;
  scope.day = sheet_.read_on < 0 ? Value::of(request_.month.first().number()) : fact(sheet_.read_on);
  return scope;
}

void Lowering::report(Code code, const Expression& e, std::vector<Text> arguments) {
  const bool cause = code == Code::no_value || code == Code::abstract_parameter;
  if (lacking_ && !cause) return;
  lacking_ = lacking_ || cause;
  if (!reported_.insert({static_cast<int>(code), home_.id + ':' + std::to_string(e.span.begin)}).second) return;
  diagnostics_.add(home_.text->at(code, e.span, std::move(arguments)));
}

std::string Lowering::show(const Interval& range, const formula::Type& type) const {
  return policy::show_value(range.low, type, policy_) + " ... " + policy::show_value(range.high, type, policy_);
}

Interval Lowering::fact_range(const Fact& fact) const {
  if (fact.type.unit == formula::Unit::flag) return {0, 1};
  if (fact.type.unit == formula::Unit::text) return text_range();
  if (fact.type.unit != formula::Unit::category) return fact.range;
  return {0, Rational(policy_.categories[static_cast<std::size_t>(fact.type.category)].members.size()) - 1};
}

Value Lowering::fact_given(int index) {
  facts_.insert(index);
  return graph_.input({Input::Of::fact_given, index, 0, {}}, {0, 1}, 1);
}

Value Lowering::fact(int index) {
  facts_.insert(index);
  const Fact& fact = sheet_.facts[static_cast<std::size_t>(index)];
  const Rational scale = lane_scale(fact.type, fact.decimals);
  const Interval range = fact_range(fact);
  // An absent cell holds the default, or else any figure within the range: no formula looks at it then.
  const Rational fill = fact.default_value ? *fact.default_value : range.low;
  Input input{Input::Of::fact, index, to_int64(Rational(fenglu::ceil(fill / scale))), {}};
  if (fact.type.unit == formula::Unit::text)
    input = {Input::Of::text_fact, index, place_of(fact.default_text), fact.default_text};
  const Value given = graph_.input(input, range, scale);
  if (!fact.default_formula) return given;
  const Home home = std::exchange(home_, Home{&*fact.default_source, fact.id});
  // The day that parameters are read on can't wait for itself: its own default reads them on the month's first.
  Scope scope;
  if (index == sheet_.read_on) scope.day = Value::of(request_.month.first().number());
  const Value otherwise = value(fact.default_formula->root, index == sheet_.read_on ? scope : base_scope());
  const Interval stands = graph_.range(otherwise);
  if (!range.holds(stands)) {
    report(Code::range_unfit, fact.default_formula->root, {fact.id, show(stands, fact.type), show(range, fact.type)});
  }
  home_ = home;
  return graph_.select(fact_given(index), given, graph_.within(otherwise, range));
}

const Lowering::ItemValue& Lowering::item(int index) {
  if (!items_.contains(index)) lower_item(index);
  return items_.at(index);
}

Interval Lowering::prove_range(const Item& item, const Interval& range) {
  if (!item.range) return range;
  if (!item.range->holds(range)) {
    report(Code::range_unfit, item.formula.root, {item.id, show(range, item.type), show(*item.range, item.type)});
  }
  return *item.range;
}

void Lowering::lower_item(int index) {
  const Item& item = sheet_.items[static_cast<std::size_t>(index)];
  under_way_.insert(index);
  const Home home = std::exchange(home_, Home{&item.text, item.id});
  std::vector<Guard> outer = std::exchange(guards_, {});
  const bool outer_lacking = std::exchange(lacking_, false);
  const int outer_item = graph_.of_item(index);
  ItemValue made;
  made.value = lower(item.formula.root, base_scope());
  made.range = prove_range(item, graph_.range(made.value));
  if (request_.set_by_hand.contains(index)) {
    const Rational scale = lane_scale(item.type, item.decimals);
    const Value given = graph_.input({Input::Of::set_given, index, 0, {}}, {0, 1}, 1);
    const std::int64_t fill = to_int64(Rational(fenglu::ceil(made.range.low / scale)));
    const Value set = graph_.input({Input::Of::set_value, index, fill, {}}, made.range, scale);
    for (Guard& guard : guards_) guard.flag = graph_.logical_and(graph_.logical_not(given), guard.flag);
    made.value = select(graph_, given, {set, std::nullopt, {}}, made.value);
  }
  made.guards = std::exchange(guards_, std::move(outer));
  made.lacking = std::exchange(lacking_, outer_lacking);
  home_ = home;
  graph_.of_item(outer_item);
  under_way_.erase(index);
  items_.emplace(index, std::move(made));
}

Quotient Lowering::lower_item_reference(const Expression& e, const Scope& scope) {
  const ItemValue made = item(e.symbol);
  lacking_ = lacking_ || made.lacking;
  for (const Guard& guard : made.guards) {
    guards_.push_back({guard.parameter, graph_.logical_and(scope.path, guard.flag)});
  }
  return made.value;
}

// An item's own range: stated, or else worked out, which it can't be while it is itself being worked out.
Interval Lowering::stated_range(int index) {
  const Item& item = sheet_.items[static_cast<std::size_t>(index)];
  if (item.range) return *item.range;
  return this->item(index).range;
}

Quotient Lowering::lower_year_to_date(const Expression& e) {
  const Item& item = sheet_.items[static_cast<std::size_t>(e.symbol)];
  if (!item.range && under_way_.contains(e.symbol)) {
    report(Code::range_needed, e, {item.id});
    return {Value::of(0), std::nullopt, {}};
  }
  const Interval month = stated_range(e.symbol);
  const Interval year{std::min(Rational(0), Rational(month.low * 11)),
                      std::max(Rational(0), Rational(month.high * 11))};
  if (request_.month.month() == 1) return {Value::of(0), std::nullopt, {}};
  openings_[e.symbol] = year;
  return {graph_.input({Input::Of::year_to_date, e.symbol, 0, {}}, year, lane_scale(item.type, item.decimals)),
          std::nullopt,
          {}};
}

Quotient Lowering::lower_last_month(const Expression& e) {
  const Item& item = sheet_.items[static_cast<std::size_t>(e.symbol)];
  if (!item.range && under_way_.contains(e.symbol)) {
    report(Code::range_needed, e, {item.id});
    return {Value::of(0), std::nullopt, {}};
  }
  const Interval range = hull(stated_range(e.symbol), Interval::point(0));
  last_months_[e.symbol] = range;
  return {graph_.input({Input::Of::last_month, e.symbol, 0, {}}, range, lane_scale(item.type, item.decimals)),
          std::nullopt,
          {}};
}

Quotient Lowering::lower_text(const Expression& e) { return {text(e.text), std::nullopt, {}}; }

Value Lowering::text(const std::string& text) {
  return graph_.input({Input::Of::text, static_cast<int>(place_of(text)), 0, text}, text_range(), 1);
}

std::int64_t Lowering::place_of(const std::string& text) {
  const auto place = std::find(texts_.begin(), texts_.end(), text) - texts_.begin();
  if (place == std::ssize(texts_)) texts_.push_back(text);
  return place;
}

void Lowering::report_overflow(const Item& item, const Interval& range) {
  diagnostics_.add(item.text.at(Code::result_overflow, item.formula.root.span, {item.id, show(range, item.type)}));
}

Value Lowering::flag(const formula::Checked& formula, const formula::SourceText& text) {
  const Home home = std::exchange(home_, Home{&text, {}});
  const bool outer_lacking = std::exchange(lacking_, false);
  const Value made = value(formula.root, base_scope());
  lacking_ = outer_lacking;
  home_ = home;
  return made;
}

}  // namespace fenglu::plan
