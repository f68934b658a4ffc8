#include "engine/explain/look_up.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"

namespace fenglu::explain {
namespace {

// What was never found announced is known from the day that it takes effect.
Day announced(const policy::Row& row) { return row.announced.value_or(row.from); }

bool is_known(const policy::Row& row, const std::optional<Day>& known) { return !known || announced(row) <= *known; }

// The first such day of a year after `day`.
Day next(const MonthDay& each, Day day) {
  const Day this_year = each.in_year(day.year());
  return this_year > day ? this_year : each.in_year(day.year() + 1);
}

// The last such day of a year that isn't after `day`.
Day last(const MonthDay& each, Day day) {
  const Day this_year = each.in_year(day.year());
  return this_year <= day ? this_year : each.in_year(day.year() - 1);
}

}  // namespace

LookUp::LookUp(const policy::Policy& policy, bool carry, Day judged_on)
    : policy_(policy), carry_(carry), judged_on_(judged_on), remembered_(policy.parameters.size()) {}

const Version* LookUp::find(int parameter, const Moment& moment) {
  auto& remembered = remembered_[static_cast<std::size_t>(parameter)];
  auto found = remembered.find(moment);
  if (found == remembered.end()) found = remembered.emplace(moment, scan(parameter, moment)).first;
  return found->second ? &*found->second : nullptr;
}

// Of the rows announced by the as-of day whose `from` isn't after the day read, the one with the latest `from` holds;
// of those, the latest `announced`.
const policy::Row* LookUp::published(const policy::Parameter& parameter, const Moment& moment) const {
  const policy::Row* best = nullptr;
  for (const policy::Row& row : parameter.rows) {
    if (row.from > moment.day || !is_known(row, moment.known)) continue;
    const bool later =
        best == nullptr || row.from > best->from || (row.from == best->from && announced(row) > announced(*best));
    if (later) best = &row;
  }
  return best;
}

// A recurring value is known when all that it reads is known; until then the last one stands, stale. A published row
// for the same `from` takes its place. A formula without a day of the year follows what it reads, and has nothing to
// fall back to.
std::optional<Version> LookUp::scan(int index, const Moment& moment) {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  const policy::Row* row = published(parameter, moment);
  bool awaited = false;
  std::optional<Version> out;
  if (parameter.recurrence && parameter.recurrence->follows()) {
    const Day since = parameter.recurrence->since;
    if (moment.day >= since && (row == nullptr || row->from < since)) return recur(index, moment);
  } else if (parameter.recurrence) {
    const policy::Recurrence& recurrence = *parameter.recurrence;
    Day day = last(*recurrence.every, moment.day);
    for (; !out && day >= recurrence.since && (row == nullptr || day > row->from);
         day = last(*recurrence.every, day - 1)) {
      out = recur(index, {day, moment.known});
      awaited = awaited || !out;
    }
  }
  if (!out && row != nullptr) out = in_force(parameter, *row, moment);
  if (!out) return std::nullopt;
  out->awaited = awaited;
  out->stale = awaited;
  judge(parameter, moment, *out);
  return out;
}

// If its `to` has passed, or its value is a repeal, there is no value, with no fallback to an older row.
std::optional<Version> LookUp::in_force(const policy::Parameter&, const policy::Row& row, const Moment& moment) const {
  const bool ended = row.to && *row.to < moment.day;
  if (row.repeal || (ended && !carry_)) return std::nullopt;
  Version version{&row, nullptr, row.from, row.to, row.announced, row.status, row.source};
  if (ended) version.status = std::max(row.status, policy::Status::assumed);
  return version;
}

// Where a value is due on a day of each year: the first such day after `from` that has come without a new one, and the
// day by which it ought to be known.
void LookUp::judge(const policy::Parameter& parameter, const Moment& moment, Version& version) const {
  if (!parameter.renewed) return;
  const Day due = next(parameter.renewed->each, version.from);
  if (due > moment.day) return;
  version.awaited = true;
  if (judged_on_ > next(parameter.renewed->known_by, due - 1)) version.stale = true;
}

Diagnostic LookUp::refusal(int index, const Moment& moment) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  if (parameter.is_abstract()) return {Code::abstract_parameter, parameter.place, {parameter.id}};
  const policy::Row* row = published(parameter, moment);
  Text window("无", "none");
  if (row != nullptr) window = row->from.iso() + " ... " + (row->to ? row->to->iso() : "");
  return {Code::no_value, row != nullptr ? row->place : parameter.place, {parameter.id, moment.day.iso(), window}};
}

}  // namespace fenglu::explain
