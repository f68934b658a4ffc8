#include "engine/policy/in_force.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/readings.hpp"

namespace fenglu::policy {
namespace {

std::string window_of(const Row& row) { return row.from.iso() + " ... " + (row.to ? row.to->iso() : ""); }

Diagnostic why_none(const Policy& policy, int index, const Moment& moment, const Readings& readings) {
  const Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  if (readings.fault()) return *readings.fault();
  if (parameter.is_abstract()) return {Code::abstract_parameter, parameter.place, {parameter.id}};
  const Row* row = latest_row(parameter, moment);
  const Text window = row == nullptr ? Text{"无", "none"} : Text(window_of(*row));
  return {Code::no_value, row == nullptr ? parameter.place : row->place, {parameter.id, moment.day.iso(), window}};
}

// Rows and steps of the parameter itself, and of all that its recurrence reads, each once.
void each_rested_on(const Policy& policy, int index, std::set<int>& met) {
  if (!met.insert(index).second) return;
  const Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  if (!parameter.recurrence) return;
  for (const int read : parameter.recurrence->formula.parameters) each_rested_on(policy, read, met);
}

bool reads_year_before(const formula::Expression& e) {
  return e.kind == formula::Kind::year_before || std::any_of(e.children.begin(), e.children.end(), reads_year_before);
}

// The days on which what is worked out for the parameter may change of itself.
void add_steps(const Recurrence& recurrence, Day until, std::set<Day>& days) {
  if (recurrence.follows()) {
    days.insert(recurrence.since);
    return;
  }
  for (Day due = next_after(*recurrence.every, recurrence.since - 1); due <= until;
       due = next_after(*recurrence.every, due)) {
    days.insert(due);
  }
}

// A value that follows what stood a year before changes a year after that did.
void add_echoes(const Recurrence& recurrence, std::set<Day>& days) {
  if (!recurrence.follows() || !reads_year_before(recurrence.formula.root)) return;
  const std::set<Day> first = days;
  for (const Day day : first) days.insert(add_months(day, 12));
}

std::vector<Day> ascending(const std::set<Day>& days) { return {days.begin(), days.end()}; }

}  // namespace

bool is_known(const Row& row, const AsOf& as_of) { return !as_of || row.announced.value_or(row.from) <= *as_of; }

const Row* latest_row(const Parameter& parameter, const Moment& moment) {
  // Rows stand by from, then announced: the last one that qualifies is the latest of both.
  for (auto row = parameter.rows.rbegin(); row != parameter.rows.rend(); ++row) {
    if (row->from <= moment.day && is_known(*row, moment.known)) return &*row;
  }
  return nullptr;
}

Day last_before(const MonthDay& each, Day day) {
  const Day this_year = each.in_year(day.year());
  return this_year <= day ? this_year : each.in_year(day.year() - 1);
}

Day next_after(const MonthDay& each, Day day) {
  const Day this_year = each.in_year(day.year());
  return this_year > day ? this_year : each.in_year(day.year() + 1);
}

const Version* Readings::find(int parameter, const Moment& moment) {
  const std::pair key(parameter, moment);
  auto found = found_.find(key);
  if (found == found_.end()) found = found_.emplace(key, look_up(parameter, moment)).first;
  return found->second ? &*found->second : nullptr;
}

// A row that ended, or repeals, leaves no value: there is no falling back to an older one. What ended may be carried on
// if the run says so; what was repealed may not.
std::optional<Version> Readings::published(const Row& row, const Moment& moment) const {
  const bool ended = row.to && *row.to < moment.day;
  if (row.repeal || (ended && !reading_.carry)) return std::nullopt;
  Version version;
  version.in_force = {&row, row.value, row.from, row.to, row.announced, row.status, row.source};
  version.in_force.carried = ended;
  if (ended) version.in_force.status = std::max(row.status, Status::assumed);
  version.in_force.undated = !row.announced && moment.known.has_value();
  return version;
}

// A step of the recurrence that isn't known leaves the one before it standing, stale; a published row takes the place
// of the step of its day and of all before. What follows other values day by day has no step to fall back to.
std::optional<Version> Readings::look_up(int index, const Moment& moment) {
  const Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  const Row* row = latest_row(parameter, moment);
  std::optional<Version> version;
  bool standing = false;
  if (parameter.recurrence && parameter.recurrence->follows()) {
    const Day since = parameter.recurrence->since;
    const bool begun = moment.day >= since && (row == nullptr || row->from < since);
    if (begun) return recurring_value(*this, index, moment);
  } else if (parameter.recurrence) {
    const MonthDay& every = *parameter.recurrence->every;
    const auto recurs = [&](Day day) {
      return day >= parameter.recurrence->since && (row == nullptr || day > row->from);
    };
    for (Day due = last_before(every, moment.day); !version && recurs(due); due = last_before(every, due - 1)) {
      version = recurring_value(*this, index, {due, moment.known});
      standing = standing || !version;
    }
  }
  if (!version && row != nullptr) version = published(*row, moment);
  if (!version) return std::nullopt;
  version->awaited = standing;
  version->in_force.stale = standing;
  judge(parameter, moment, *version);
  return version;
}

// A new value is due on a day of every year: the first such day after the version's own. Past the day by which it ought
// to be known, what stands is stale; judged by the as-of day, else by the month, never by the clock.
void Readings::judge(const Parameter& parameter, const Moment& moment, Version& version) const {
  if (!parameter.renewed) return;
  const Day due = next_after(parameter.renewed->each, version.in_force.from);
  if (due > moment.day) return;
  version.awaited = true;
  const Day judged_on = reading_.judged_on.value_or(reading_.as_of.value_or(moment.day.in_month().last()));
  const Day known_by = next_after(parameter.renewed->known_by, due - 1);
  if (known_by < judged_on) version.in_force.stale = true;
}

std::optional<InForce> in_force(const Policy& policy, int parameter, Day day, const Reading& reading, Diagnostic* why) {
  Readings readings(policy, reading);
  const Moment moment{day, reading.as_of};
  const Version* version = readings.find(parameter, moment);
  if (version != nullptr && !readings.fault()) return version->in_force;
  if (why != nullptr) *why = why_none(policy, parameter, moment, readings);
  return std::nullopt;
}

std::vector<Day> changes(const Policy& policy, int parameter, const Reading& reading, Day until) {
  std::set<int> rested_on;
  each_rested_on(policy, parameter, rested_on);
  std::set<Day> days;
  for (const int index : rested_on) {
    const Parameter& one = policy.parameters[static_cast<std::size_t>(index)];
    for (const Row& row : one.rows) {
      if (!is_known(row, reading.as_of)) continue;
      days.insert(row.from);
      if (row.to) days.insert(*row.to + 1);
    }
    if (one.recurrence) add_steps(*one.recurrence, until, days);
  }
  for (const int index : rested_on) {
    const Parameter& one = policy.parameters[static_cast<std::size_t>(index)];
    if (one.recurrence) add_echoes(*one.recurrence, days);
  }
  return ascending(days);
}

std::vector<Day> announcements(const Policy& policy, int parameter) {
  std::set<int> rested_on;
  each_rested_on(policy, parameter, rested_on);
  std::set<Day> days;
  for (const int index : rested_on) {
    for (const Row& row : policy.parameters[static_cast<std::size_t>(index)].rows) {
      days.insert(row.announced.value_or(row.from));
    }
  }
  return ascending(days);
}

}  // namespace fenglu::policy
