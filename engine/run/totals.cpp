#include "engine/run/totals.hpp"

#include <algorithm>
#include <utility>

namespace fenglu::run {

namespace {

constexpr std::size_t rows_at_once = 4096;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// Rows told apart by some axes: which group each is in, groups in the order of their keys. A row that is left out is in
// none.
struct Grouping {
  std::vector<std::vector<std::int64_t>> keys;
  std::vector<std::size_t> of_row;
  bool everybody = false;  // all rows are in one group
};

// Groups told apart by one more axis, still in the order of their keys. The maps stay small: as many entries as groups.
void refine(const Axis& axis, Grouping& grouping) {
  std::map<std::pair<std::size_t, std::int64_t>, std::size_t> places;
  const auto finer = [&](std::size_t row) { return std::pair(grouping.of_row[row], axis[row]); };
  for (std::size_t row = 0; row < axis.size(); ++row) {
    if (grouping.of_row[row] != nowhere) places.try_emplace(finer(row), 0);
  }
  std::vector<std::vector<std::int64_t>> keys;
  for (auto& [group, place] : places) {
    place = keys.size();
    keys.push_back(grouping.keys[group.first]);
    keys.back().push_back(group.second);
  }
  for (std::size_t row = 0; row < axis.size(); ++row) {
    if (grouping.of_row[row] != nowhere) grouping.of_row[row] = places.find(finer(row))->second;
  }
  grouping.keys = std::move(keys);
  grouping.everybody = false;
}

// Everybody but those left out; no group where there is nobody.
Grouping all_rows(std::size_t rows, const std::vector<std::size_t>& left_out) {
  Grouping grouping;
  grouping.of_row.assign(rows, 0);
  for (const std::size_t row : left_out) grouping.of_row[row] = nowhere;
  if (rows > left_out.size()) grouping.keys.emplace_back();
  grouping.everybody = rows > 0 && left_out.empty();
  return grouping;
}

// The sum of a column in each group.
std::vector<Int128> add_column(const std::vector<std::int64_t>& lanes, const Grouping& grouping) {
  std::vector<Int128> sums(grouping.keys.size(), 0);
  if (grouping.everybody) {
    const Total total = kernels(best_level()).totals[static_cast<std::size_t>(plan::Lane::i64)];
    for (std::size_t row = 0; row < lanes.size(); row += rows_at_once)
      sums[0] += total(lanes.data() + row, std::min(rows_at_once, lanes.size() - row));
    return sums;
  }
  // In halves of 32 bits, which so few rows can't take past 64.
  std::vector<std::int64_t> high(sums.size()), low(sums.size());
  for (std::size_t first = 0; first < lanes.size(); first += rows_at_once) {
    std::fill(high.begin(), high.end(), 0);
    std::fill(low.begin(), low.end(), 0);
    const std::size_t last = std::min(first + rows_at_once, lanes.size());
    for (std::size_t row = first; row < last; ++row) {
      const std::size_t group = grouping.of_row[row];
      if (group == nowhere) continue;
      high[group] += lanes[row] >> 32;
      low[group] += lanes[row] & 0xFFFFFFFF;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += (static_cast<Int128>(high[i]) << 32) + low[i];
  }
  return sums;
}

class Adding {
 public:
  Adding(const plan::Plan& plan, const Table& table, const Results& results, const TotalsRequest& request)
      : plan_(plan), table_(table), results_(results), request_(request) {}

  // Sums of each group of the axes, in the order of their keys.
  std::vector<Group> by(const std::vector<Axis>& axes) const {
    Grouping grouping = all_rows(table_.rows, request_.left_out);
    for (const Axis& axis : axes) refine(axis, grouping);
    std::vector<Group> groups(grouping.keys.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i].key = grouping.keys[i];
      groups[i].sums.items.assign(plan_.items.size(), 0);
    }
    for (const std::size_t of : grouping.of_row) {
      if (of != nowhere) ++groups[of].sums.count;
    }
    std::map<int, Grouping> finer;  // also by the fact that a budget goes by
    for (const auto& [fact, axis] : request_.budget_facts) refine(axis, finer.emplace(fact, grouping).first->second);
    for (std::size_t column = 0; column < plan_.items.size(); ++column) {
      if (!counts(column)) continue;
      add(column, grouping, groups);
      const policy::Item& of = item(column);
      if (policy::payable(of.kind) && of.budget.by >= 0) charge_by_member(column, finer.at(of.budget.by), groups);
    }
    return groups;
  }

 private:
  const policy::Item& item(std::size_t column) const {
    const policy::Sheet& sheet = plan_.policy->sheets[static_cast<std::size_t>(plan_.request.sheet)];
    return sheet.items[static_cast<std::size_t>(plan_.items[column])];
  }

  bool counts(std::size_t column) const {
    return adds_up(item(column)) && (request_.items.empty() || request_.items.contains(plan_.items[column]));
  }

  void add(std::size_t column, const Grouping& grouping, std::vector<Group>& groups) const {
    const policy::Item& of = item(column);
    const std::vector<Int128> sums = add_column(results_.columns[column], grouping);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i].sums.items[column] = sums[i];
      if (!policy::payable(of.kind)) continue;
      groups[i].sums.kinds[of.kind] += sums[i];
      if (of.budget.by < 0) charge(of, of.budget.code, sums[i], groups[i].sums);
    }
  }

  static void charge(const policy::Item& of, const std::string& code, Int128 sum, Sums& sums) {
    if (!code.empty()) sums.budget[code] += of.kind == policy::ItemKind::reduction ? -sum : sum;
  }

  // A code for each member of a category fact.
  void charge_by_member(std::size_t column, const Grouping& finer, std::vector<Group>& groups) const {
    const policy::Item& of = item(column);
    const std::vector<Int128> sums = add_column(results_.columns[column], finer);
    std::size_t at = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const std::vector<std::int64_t>& key = finer.keys[i];
      while (!std::equal(groups[at].key.begin(), groups[at].key.end(), key.begin())) ++at;
      if (key.back() == no_lane) continue;
      charge(of, of.budget.codes[static_cast<std::size_t>(key.back())], sums[i], groups[at].sums);
    }
  }

  const plan::Plan& plan_;
  const Table& table_;
  const Results& results_;
  const TotalsRequest& request_;
};

}  // namespace

bool adds_up(const policy::Item& item) {
  switch (item.type.unit) {
    case policy::Unit::money:
    case policy::Unit::number:
    case policy::Unit::flag: return !item.working;
    case policy::Unit::rate:
    case policy::Unit::date:
    case policy::Unit::month:
    case policy::Unit::category:
    case policy::Unit::text:
    case policy::Unit::brackets:
    case policy::Unit::rounding: return false;
  }
  return false;
}

std::set<int> budget_facts(const plan::Plan& plan) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  std::set<int> facts;
  for (const int index : plan.items) {
    const policy::Item& item = sheet.items[static_cast<std::size_t>(index)];
    if (policy::payable(item.kind) && item.budget.by >= 0) facts.insert(item.budget.by);
  }
  return facts;
}

Totals add_up(const plan::Plan& plan, const Table& table, const Results& results, const TotalsRequest& request) {
  const Adding adding(plan, table, results, request);
  Totals totals;
  std::vector<Group> whole = adding.by({});
  if (whole.empty()) {
    totals.all.items.assign(plan.items.size(), 0);
  } else {
    totals.all = std::move(whole.front().sums);
  }
  if (request.by.empty()) return totals;
  totals.groups = adding.by(request.by);
  return totals;
}

}  // namespace fenglu::run
