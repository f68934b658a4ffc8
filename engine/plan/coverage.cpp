// Every distinct set of values that the tables can give a sheet, compiled once each.
#include <algorithm>
#include <set>

#include "engine/plan/plan.hpp"

namespace fenglu::plan {

namespace {

// Years beyond the last change that are still looked at: a recurring value goes on.
constexpr int years_on = 1;

std::vector<Month> months_of_change(const policy::Policy& policy, Day until) {
  std::set<Month> months;
  for (std::size_t i = 0; i < policy.parameters.size(); ++i) {
    for (const Day day : policy::changes(policy, static_cast<int>(i), {}, until)) {
      const Month month = day.in_month();
      // A change inside a month is read from the next month's first day.
      months.insert(day.day() == 1 ? month : month + 1);
    }
  }
  return {months.begin(), months.end()};
}

Day last_change(const policy::Policy& policy) {
  Day last = Day::from_number(0);
  for (const policy::Parameter& parameter : policy.parameters) {
    for (const policy::Row& row : parameter.rows) last = std::max({last, row.from, row.to ? *row.to + 1 : row.from});
    if (parameter.recurrence) last = std::max(last, parameter.recurrence->since);
  }
  return add_months(last, 12 * years_on);
}

std::vector<policy::AsOf> days_of_knowledge(const policy::Policy& policy) {
  std::set<Day> days;
  for (std::size_t i = 0; i < policy.parameters.size(); ++i) {
    for (const policy::Row& row : policy.parameters[i].rows) {
      if (row.announced && *row.announced > row.from) days.insert(*row.announced - 1);
    }
  }
  std::vector<policy::AsOf> all{std::nullopt};
  all.insert(all.end(), days.begin(), days.end());
  return all;
}

// What a plan rests on, as a key: two months with the same values need one plan. The month's number in the year, its
// length and its first day's weekday move the formulas that read the month itself.
std::string fingerprint(const Plan& plan) {
  std::string key = std::to_string(plan.request.month.month() == 1);
  for (const Rest& rest : plan.rests) {
    key += '|' + std::to_string(rest.parameter) + '@' + rest.value.from.iso();
    if (rest.value.row != nullptr) key += ':' + std::to_string(rest.value.row->place.line);
  }
  return key;
}

// What else is reported then follows from the missing value: a divisor of nothing, a default out of its range.
bool lacks_values(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.all().begin(), diagnostics.all().end(), [](const Diagnostic& one) {
    return one.code == Code::no_value || one.code == Code::abstract_parameter;
  });
}

class Survey {
 public:
  Survey(const policy::Policy& policy, int sheet) : policy_(policy), sheet_(sheet) {}

  void compile_month(Month month, const policy::AsOf& as_of) {
    Request request;
    request.sheet = sheet_;
    request.month = month;
    request.as_of = as_of;
    Result<Plan> plan = compile(policy_, request);
    if (!plan) {
      // Before the tables begin there is nothing to check; a run in such a month is refused by name.
      if (!lacks_values(plan.diagnostics())) take(plan.diagnostics());
      return;
    }
    if (!seen_.insert(fingerprint(*plan)).second) return;
    ++coverage_.plans;
    if (as_of) return;
    if (!coverage_.first || month < *coverage_.first) coverage_.first = month;
    if (!coverage_.last || month > *coverage_.last) coverage_.last = month;
  }

  Coverage take_all() { return std::move(coverage_); }

 private:
  void take(const Diagnostics& diagnostics) {
    for (const Diagnostic& one : diagnostics.all()) {
      const std::string key = render(one, Language::en);
      if (reported_.insert(key).second) coverage_.diagnostics.add(one);
    }
  }

  const policy::Policy& policy_;
  int sheet_;
  Coverage coverage_;
  std::set<std::string> seen_;
  std::set<std::string> reported_;
};

}  // namespace

Coverage check_all(const policy::Policy& policy, int sheet) {
  Survey survey(policy, sheet);
  const std::vector<Month> months = months_of_change(policy, last_change(policy));
  for (const policy::AsOf& as_of : days_of_knowledge(policy)) {
    for (const Month month : months) {
      if (as_of && month.last() + 366 < *as_of) continue;  // long past: the same as known now
      survey.compile_month(month, as_of);
      survey.compile_month(Month::make(month.year() + 1, 1), as_of);
    }
  }
  return survey.take_all();
}

}  // namespace fenglu::plan
