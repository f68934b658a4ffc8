// Every distinct set of values that the tables can give a sheet, compiled once each.
#include <algorithm>
#include <map>
#include <set>

#include "engine/diagnostic/code.hpp"
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

// Where no value has a day at all: any year will do.
const Month any_year = Month::make(2000, 1);

// Every kind of month: a year of them from here on, and the next February of a leap year and of another.
std::vector<Month> calendar_from(Month first) {
  std::vector<Month> months;
  for (int i = 0; i < 12; ++i) months.push_back(first + i);
  for (int year = first.year() + 1; year <= first.year() + 8; ++year) {
    const Month february = Month::make(year, 2);
    const auto same = [&](Month month) { return month.month() == 2 && month.days() == february.days(); };
    if (std::none_of(months.begin(), months.end(), same)) months.push_back(february);
  }
  return months;
}

bool lacks_value(const Diagnostic& one) { return one.code == Code::no_value || one.code == Code::abstract_parameter; }

class Survey {
 public:
  Survey(const policy::Policy& policy, int sheet) : policy_(policy), sheet_(sheet) {}

  void compile_month(Month month, const policy::AsOf& as_of) {
    const Result<Plan> plan = compiled(month, as_of);
    if (!plan) {
      take(plan.diagnostics(), as_of ? std::nullopt : std::optional(month));
      return;
    }
    if (!as_of) compiled_.insert(month);
    if (!seen_.insert(fingerprint(*plan)).second) return;
    ++coverage_.plans;
    if (as_of) return;
    if (!coverage_.first || month < *coverage_.first) coverage_.first = month;
    if (!coverage_.last || month > *coverage_.last) coverage_.last = month;
  }

  // For its place in the calendar alone: what it lacks tells nothing of the tables.
  void look_at(Month month) { take(compiled(month, std::nullopt).diagnostics(), std::nullopt); }

  // The first month that compiled.
  std::optional<Month> first() const { return compiled_.empty() ? std::nullopt : std::optional(*compiled_.begin()); }

  // Before the tables begin there is nothing to check: a run in such a month is refused by name. A month without values
  // between others that have them is told of.
  Coverage take_all() {
    for (const auto& [month, why] : lacking_) {
      if (compiled_.empty() || month < *compiled_.begin() || month > *compiled_.rbegin()) continue;
      Diagnostic gap{Code::gap_between_values, why.place, {month.iso(), why.arguments[0]}, {}, 0, 1};
      if (told_.insert(why.arguments[0].en).second) coverage_.diagnostics.add(std::move(gap));
    }
    return std::move(coverage_);
  }

 private:
  Result<Plan> compiled(Month month, const policy::AsOf& as_of) const {
    Request request;
    request.sheet = sheet_;
    request.month = month;
    request.as_of = as_of;
    return compile(policy_, request);
  }

  void take(const Diagnostics& diagnostics, const std::optional<Month>& month) {
    for (const Diagnostic& one : diagnostics.all()) {
      if (lacks_value(one)) {
        if (month) lacking_.emplace(*month, one);
        continue;
      }
      const std::string key = render(one, Language::en);
      if (reported_.insert(key).second) coverage_.diagnostics.add(one);
    }
  }

  const policy::Policy& policy_;
  int sheet_;
  Coverage coverage_;
  std::set<std::string> seen_;
  std::set<std::string> reported_;
  std::set<Month> compiled_;
  std::map<Month, Diagnostic> lacking_;
  std::set<std::string> told_;
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
  for (const Month month : calendar_from(survey.first().value_or(any_year))) survey.look_at(month);
  for (const Month month : calendar_from(months.empty() ? any_year : months.back())) survey.look_at(month);
  return survey.take_all();
}

}  // namespace fenglu::plan
