#include "engine/run/totals.hpp"

#include <algorithm>
#include <numeric>

namespace fenglu::run {

namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// Rows told apart by some axes: which group each is in, groups in the order of their keys. A row that is left out is in
// none.
struct Grouping {
  std::vector<std::vector<std::int64_t>> keys;
  std::vector<std::size_t> of_row;
};

std::vector<std::int64_t> key_of(const std::vector<const Axis*>& axes, std::size_t row) {
  std::vector<std::int64_t> key;
  key.reserve(axes.size());
  for (const Axis* axis : axes) key.push_back((*axis)[row]);
  return key;
}

Grouping group(const std::vector<const Axis*>& axes, std::size_t rows, const std::vector<std::size_t>& left_out) {
  std::map<std::vector<std::int64_t>, std::size_t> found;
  Grouping grouping;
  grouping.of_row.assign(rows, 0);
  for (const std::size_t row : left_out) grouping.of_row[row] = nowhere;
  for (std::size_t row = 0; row < rows; ++row) {
    if (grouping.of_row[row] == nowhere) continue;
    grouping.of_row[row] = found.try_emplace(key_of(axes, row), found.size()).first->second;
  }
  std::vector<std::size_t> rank(found.size());
  for (const auto& [key, number] : found) {
    rank[number] = grouping.keys.size();
    grouping.keys.push_back(key);
  }
  for (std::size_t& of : grouping.of_row) of = of == nowhere ? nowhere : rank[of];
  return grouping;
}

// The sum of a column in each group.
std::vector<Int128> add_column(const std::vector<std::int64_t>& lanes, const Grouping& grouping) {
  std::vector<Int128> sums(grouping.keys.size(), 0);
  for (std::size_t row = 0; row < lanes.size(); ++row) {
    if (grouping.of_row[row] != nowhere) sums[grouping.of_row[row]] += lanes[row];
  }
  return sums;
}

class Adding {
 public:
  Adding(const plan::Plan& plan, const Table& table, const Results& results, const TotalsRequest& request)
      : plan_(plan), table_(table), results_(results), request_(request) {}

  // Sums of each group of the axes, in the order of their keys.
  std::vector<Group> by(const std::vector<const Axis*>& axes) const {
    const Grouping grouping = group(axes, table_.rows, request_.left_out);
    std::vector<Group> groups(grouping.keys.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i].key = grouping.keys[i];
      groups[i].sums.items.assign(plan_.items.size(), 0);
    }
    for (const std::size_t of : grouping.of_row) {
      if (of != nowhere) ++groups[of].sums.count;
    }
    for (std::size_t column = 0; column < plan_.items.size(); ++column) {
      if (counts(column)) add(column, grouping, axes, groups);
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

  void add(std::size_t column, const Grouping& grouping, const std::vector<const Axis*>& axes,
           std::vector<Group>& groups) const {
    const policy::Item& of = item(column);
    const std::vector<Int128> sums = add_column(results_.columns[column], grouping);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i].sums.items[column] = sums[i];
      if (!policy::payable(of.kind)) continue;
      groups[i].sums.kinds[of.kind] += sums[i];
      if (of.budget.by < 0) charge(of, of.budget.code, sums[i], groups[i].sums);
    }
    if (policy::payable(of.kind) && of.budget.by >= 0) charge_by_member(column, axes, groups);
  }

  static void charge(const policy::Item& of, const std::string& code, Int128 sum, Sums& sums) {
    if (!code.empty()) sums.budget[code] += of.kind == policy::ItemKind::reduction ? -sum : sum;
  }

  // A code for each member of a category fact: the groups told apart by that fact as well.
  void charge_by_member(std::size_t column, std::vector<const Axis*> axes, std::vector<Group>& groups) const {
    const policy::Item& of = item(column);
    axes.push_back(&request_.budget_facts.at(of.budget.by));
    const Grouping finer = group(axes, table_.rows, request_.left_out);
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
  std::vector<const Axis*> axes;
  for (const Axis& axis : request.by) axes.push_back(&axis);
  totals.groups = adding.by(axes);
  return totals;
}

}  // namespace fenglu::run
