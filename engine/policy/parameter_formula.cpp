#include "engine/policy/parameter_formula.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/bracket_schedule.hpp"

namespace fenglu::policy {

using formula::Kind;

std::optional<Rational> ParameterFormula::at_cell(std::size_t cell, std::vector<Rational> members) {
  cell_ = cell;
  members_ = std::move(members);
  const Rational out = work_out(recurrence().formula.root).value;
  return failed_ ? std::nullopt : std::optional(out);
}

const Recurrence& ParameterFormula::recurrence() const {
  return *readings_.policy().parameters[static_cast<std::size_t>(index_)].recurrence;
}

ParameterFormula::Operand ParameterFormula::unknown() {
  failed_ = true;
  return {};
}

void ParameterFormula::rests_on(const Version& version) {
  // A step waits for what is awaited; what follows goes on with what stands.
  if (version.awaited && !recurrence().follows()) failed_ = true;
  const InForce& read = version.in_force;
  awaited_ = awaited_ || version.awaited;
  stale_ = stale_ || read.stale;
  latest_ = std::max(latest_, read.from);
  const Day known_from = read.announced.value_or(read.from);
  announced_ = announced_ ? std::max(*announced_, known_from) : known_from;
  status_ = std::max(status_, read.status);
  undated_ = undated_ || read.undated;
}

ParameterFormula::Operand ParameterFormula::work_out(const Expression& e) {
  switch (e.kind) {
    case Kind::literal: return {e.value, {}};
    case Kind::text_literal: return {0, e.text};
    case Kind::parameter: return cell_of(e, due_);
    case Kind::at: return cell_of(e.children[0], moment_of(e));
    case Kind::year_before: return cell_of(e.children[0], {fenglu::add_months(due_.day, -12), due_.known});
    case Kind::previous: return previous();
    case Kind::axis: return {members_[static_cast<std::size_t>(e.symbol)], {}};
    case Kind::negate: return {-number(e, 0), {}};
    case Kind::logical_not: return {holds(e, 0) ? 0 : 1, {}};
    case Kind::add: return {number(e, 0) + number(e, 1), {}};
    case Kind::subtract: return {number(e, 0) - number(e, 1), {}};
    case Kind::multiply: return {number(e, 0) * number(e, 1), {}};
    case Kind::divide: return {divide(e), {}};
    case Kind::equal: return {compare(e) == 0 ? 1 : 0, {}};
    case Kind::unequal: return {compare(e) != 0 ? 1 : 0, {}};
    case Kind::less: return {compare(e) < 0 ? 1 : 0, {}};
    case Kind::less_equal: return {compare(e) <= 0 ? 1 : 0, {}};
    case Kind::greater: return {compare(e) > 0 ? 1 : 0, {}};
    case Kind::greater_equal: return {compare(e) >= 0 ? 1 : 0, {}};
    case Kind::logical_and: return {holds(e, 0) && holds(e, 1) ? 1 : 0, {}};
    case Kind::logical_or: return {holds(e, 0) || holds(e, 1) ? 1 : 0, {}};
    case Kind::choose: return work_out(e.children[holds(e, 0) ? 1 : 2]);
    case Kind::minimum:
    case Kind::maximum: return {extreme(e), {}};
    case Kind::clamp: return {clamp(e), {}};
    case Kind::round: return {round(e), {}};
    case Kind::progressive:
    case Kind::bracket_rate:
    case Kind::bracket_quick: return {bracket(e), {}};
    case Kind::years_between:
    case Kind::months_between:
    case Kind::days_between:
    case Kind::weekdays: return {between(e), {}};
    case Kind::days_in:
    case Kind::year_of:
    case Kind::month_of: return {of_month(e), {}};
    case Kind::add_months: return {add_months(e), {}};
    // A parameter has no row, no item and no month of a run: the check lets none of these stand here.
    case Kind::fact:
    case Kind::item:
    case Kind::month_of_run:
    case Kind::first_day_of_run:
    case Kind::last_day_of_run:
    case Kind::known:
    case Kind::year_to_date:
    case Kind::last_month:
    case Kind::split:
    case Kind::sum_of:
    case Kind::mean_of:
    case Kind::count_of:
    case Kind::apportion: break;
  }
  return unknown();
}

const Value* ParameterFormula::value_of(const Expression& parameter, const Moment& moment) {
  const Version* version = readings_.find(parameter.symbol, moment);
  if (version == nullptr) {
    failed_ = true;
    return nullptr;
  }
  rests_on(*version);
  return &version->in_force.value;
}

ParameterFormula::Operand ParameterFormula::cell_of(const Expression& parameter, const Moment& moment) {
  const Value* value = value_of(parameter, moment);
  if (value == nullptr) return {};
  const Parameter& table = readings_.policy().parameters[static_cast<std::size_t>(parameter.symbol)];
  if (table.axes.empty()) return {value->scalar, value->text};
  std::size_t index = 0;
  for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
    const Rational along = number(parameter, axis);
    const std::vector<Rational>& ends = value->band_ends[axis];
    const int category = table.axes[axis].category;
    const std::size_t length =
        category < 0 ? ends.size() : readings_.policy().categories[static_cast<std::size_t>(category)].members.size();
    const auto band = std::upper_bound(ends.begin(), ends.end(), along) - ends.begin() - 1;
    const auto position = category < 0 ? static_cast<std::int64_t>(band) : to_int64(along);
    if (position < 0 || position >= static_cast<std::int64_t>(length)) return unknown();
    index = index * length + static_cast<std::size_t>(position);
  }
  return {value->cells[index], value->cell_texts[index]};
}

// at(parameter, day[, known]): never known later than the run's own as-of.
Moment ParameterFormula::moment_of(const Expression& at) {
  Moment moment{day(at, 1), due_.known};
  if (at.children.size() > 2) {
    const Day known = day(at, 2);
    moment.known = moment.known ? std::min(*moment.known, known) : known;
  }
  return moment;
}

Day ParameterFormula::day(const Expression& e, std::size_t child) {
  const auto lane = static_cast<std::int32_t>(to_int64(number(e, child)));
  return e.children[child].type.unit == Unit::month ? Month::from_number(lane).first() : Day::from_number(lane);
}

ParameterFormula::Operand ParameterFormula::previous() {
  const Day first = recurrence().follows() ? recurrence().since : due_.day;
  const Version* before = readings_.find(index_, {first - 1, due_.known});
  if (before == nullptr) return unknown();
  rests_on(*before);
  const Value& value = before->in_force.value;
  return {value.cells.empty() ? value.scalar : value.cells[cell_], {}};
}

Rational ParameterFormula::divide(const Expression& e) {
  const Rational divisor = number(e, 1);
  if (divisor != 0) return number(e, 0) / divisor;
  if (!failed_) readings_.set_fault(recurrence().text.at(Code::division_by_zero, e.children[1].span, {"0"}));
  failed_ = true;
  return 0;
}

int ParameterFormula::compare(const Expression& e) {
  const Operand a = work_out(e.children[0]);
  const Operand b = work_out(e.children[1]);
  const bool texts = e.children[0].type.unit == Unit::text;
  return texts ? a.text.compare(b.text) : a.value.compare(b.value);
}

Rational ParameterFormula::extreme(const Expression& e) {
  Rational out = number(e, 0);
  for (std::size_t i = 1; i < e.children.size(); ++i) {
    const Rational x = number(e, i);
    if (e.kind == Kind::minimum ? x < out : x > out) out = x;
  }
  return out;
}

Rational ParameterFormula::clamp(const Expression& e) {
  const Rational raised = std::max(number(e, 0), number(e, 1));
  return std::min(raised, number(e, 2));
}

const Value* ParameterFormula::schedule_or_rule(const Expression& e) {
  if (e.kind == Kind::at) return value_of(e.children[0], moment_of(e));
  return value_of(e, due_);
}

Rational ParameterFormula::round(const Expression& e) {
  const Rational x = number(e, 0);
  if (e.rule) return fenglu::round(x, *e.rule);
  const Value* rule = schedule_or_rule(e.children[1]);
  return rule == nullptr ? Rational(0) : fenglu::round(x, rule->rounding);
}

Rational ParameterFormula::bracket(const Expression& e) {
  const Rational x = number(e, 0);
  const Value* schedule = schedule_or_rule(e.children[1]);
  if (schedule == nullptr || schedule->brackets.empty()) return unknown().value;
  const Bracket& in = bracket_of(x, schedule->brackets);
  if (e.kind == Kind::bracket_rate) return in.rate;
  if (e.kind == Kind::bracket_quick) return in.quick;
  return x <= 0 ? Rational(0) : x * in.rate - in.quick;
}

Rational ParameterFormula::between(const Expression& e) {
  const Day a = day(e, 0);
  const Day b = day(e, 1);
  if (e.kind == Kind::years_between) return fenglu::years_between(a, b);
  if (e.kind == Kind::months_between) return fenglu::months_between(a, b);
  return e.kind == Kind::days_between ? fenglu::days_between(a, b) : fenglu::weekdays(a, b);
}

Rational ParameterFormula::of_month(const Expression& e) {
  const Month month = day(e, 0).in_month();
  if (e.kind == Kind::days_in) return month.days();
  return e.kind == Kind::year_of ? month.year() : month.month();
}

Rational ParameterFormula::add_months(const Expression& e) {
  const Day from = day(e, 0);
  const int months = static_cast<int>(to_int64(number(e, 1)));
  if (e.type.unit == Unit::month) return (from.in_month() + months).number();
  return fenglu::add_months(from, months).number();
}

}  // namespace fenglu::policy
