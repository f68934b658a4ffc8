#include "engine/careers/person.hpp"

#include <algorithm>

#include "engine/explain/node.hpp"

namespace fenglu::careers {

namespace {

constexpr int most_years_ahead = 50;

explain::Question question(const Subject& subject) {
  return {subject.ladder->sheet, subject.day.in_month(), subject.day, false};
}

}  // namespace

Day horizon(const Subject& subject) {
  const policy::Sheet& sheet = subject.sheet();
  const Rational& last = sheet.facts[static_cast<std::size_t>(sheet.read_on)].range.high;
  return std::min(add_months(subject.day, 12 * most_years_ahead),
                  Day::from_number(static_cast<std::int32_t>(to_int64(last))));
}

std::vector<Outlook> outlooks(const Subject& subject) {
  std::vector<Outlook> out;
  const policy::Sheet& sheet = subject.sheet();
  for (const policy::Move& move : subject.ladder->moves) {
    Outlook& one = out.emplace_back();
    std::set<int> parameters;
    for (const policy::Condition& condition : move.conditions) {
      one.trends.push_back(trend_of(condition.formula.checked.root, sheet, sheet.read_on));
      add_parameters(condition.formula.checked, sheet, parameters);
    }
    std::set<Day> days;
    for (const int parameter : parameters) {
      for (const Day day : policy::changes(*subject.policy, parameter, {.as_of = subject.day}, horizon(subject))) {
        if (day > subject.day) days.insert(day);
      }
    }
    one.changes.assign(days.begin(), days.end());
  }
  return out;
}

Person::Person(const Subject& subject, run::Table& table)
    : subject_(subject),
      table_(table),
      evaluator_(*subject.policy, table, question(subject)),
      days_(table.facts.at(subject.sheet().read_on).lanes) {}

explain::Answer Person::value(const formula::Checked& formula) {
  Result<explain::Answer> answer = evaluator_.evaluate(row_, formula);
  if (!answer) throw Refused{answer.diagnostics().all().front()};
  explain::name_member(*answer, *subject_.policy);
  return std::move(*answer);
}

Finding Person::finding(const policy::Condition& condition) {
  const explain::Answer holds = value(condition.formula.checked);
  if (!condition.comparison) return {holds.value != 0, holds, "=", {holds.type, 1, {}}};
  return {holds.value != 0, value(condition.comparison->value),
          std::string(policy::relation_sign(condition.comparison->relation)), value(condition.comparison->needed)};
}

int Person::first_failing(const policy::Move& move) {
  for (std::size_t i = 0; i < move.conditions.size(); ++i) {
    if (!holds(move.conditions[i].formula.checked)) return static_cast<int>(i);
  }
  return -1;
}

void Person::set_day(Day day) {
  if (days_[row_] == day.number()) return;
  days_[row_] = day.number();
  evaluator_.forget();
}

bool Person::holds_on(const policy::Condition& condition, Day day) {
  set_day(day);
  const Result<explain::Answer> answer = evaluator_.evaluate(row_, condition.formula.checked);
  return answer && answer->value != 0;
}

// From one change of the tables to the next, in which they stand still.
std::optional<Day> Person::first_day(const policy::Move& move, const Outlook& outlook) {
  const Day last = horizon(subject_);
  std::optional<Day> found;
  Day from = subject_.day;
  for (std::size_t i = 0; i <= outlook.changes.size() && !found && from <= last; ++i) {
    const Day to = i < outlook.changes.size() ? outlook.changes[i] - 1 : last;
    found = first_day_in(move, outlook, from, to);
    from = to + 1;
  }
  set_day(subject_.day);
  return found;
}

// Those that stand still decide at once, those that rise say from when, and the rest must hold on that day.
std::optional<Day> Person::first_day_in(const policy::Move& move, const Outlook& outlook, Day from, Day to) {
  const auto each = [&](auto wanted, auto ask) {
    for (std::size_t i = 0; i < move.conditions.size(); ++i) {
      if (wanted(outlook.trends[i]) && !ask(move.conditions[i])) return false;
    }
    return true;
  };
  Day day = from;
  const auto is = [](Trend trend) { return [trend](Trend other) { return other == trend; }; };
  const auto holds_first = [&](const policy::Condition& condition) { return holds_on(condition, from); };
  const auto rises = [&](const policy::Condition& condition) {
    const std::optional<Day> first = first_rise(condition, day, to);
    day = first.value_or(day);
    return first.has_value();
  };
  const auto holds_then = [&](const policy::Condition& condition) { return holds_on(condition, day); };
  const auto is_left = [](Trend trend) { return trend == Trend::falling || trend == Trend::unknown; };
  const bool found =
      each(is(Trend::constant), holds_first) && each(is(Trend::rising), rises) && each(is_left, holds_then);
  return found ? std::optional(day) : std::nullopt;
}

// By steps that double, then by halving the last one: most days are near.
std::optional<Day> Person::first_rise(const policy::Condition& condition, Day from, Day to) {
  if (holds_on(condition, from)) return from;
  Day before = from;
  Day after = from;
  for (int step = 64; !holds_on(condition, after); step *= 2) {
    if (after == to) return std::nullopt;
    before = after;
    after = days_between(after, to) > step ? after + step : to;
  }
  while (days_between(before, after) > 1) {
    const Day middle = before + days_between(before, after) / 2;
    (holds_on(condition, middle) ? after : before) = middle;
  }
  return after;
}

}  // namespace fenglu::careers
