#include "app/findings.hpp"

#include <algorithm>

namespace fenglu::app {

namespace {

std::vector<Negative> find_negative(const Job& job, const run::Table& table, const run::Results& results,
                                    const std::vector<std::size_t>& left_out) {
  std::vector<Negative> out;
  for (std::size_t column = 0; column < job.plan.items.size(); ++column) {
    if (job.item(job.plan.items[column]).kind != policy::ItemKind::total) continue;
    Negative& negative = out.emplace_back(Negative{job.plan.items[column], 0, {}});
    const std::vector<std::int64_t>& lanes = results.columns[column];
    for (std::size_t row = 0; row < table.rows; ++row) {
      if (lanes[row] >= 0 || std::binary_search(left_out.begin(), left_out.end(), row)) continue;
      if (++negative.rows <= Negative::shown) negative.keys.push_back(table.keys[row]);
    }
  }
  return out;
}

std::map<int, std::uint64_t> count_set_cells(const run::Table& table) {
  std::map<int, std::uint64_t> out;
  for (const auto& [item, column] : table.set_by_hand) {
    for (std::size_t row = 0; row < table.rows; ++row) out[item] += column.is_present(row) ? 1 : 0;
  }
  return out;
}

void add(run::Sums& all, const run::Sums& more) {
  all.count += more.count;
  all.items.resize(std::max(all.items.size(), more.items.size()));
  for (std::size_t i = 0; i < more.items.size(); ++i) all.items[i] += more.items[i];
  for (const auto& [kind, fen] : more.kinds) all.kinds[kind] += fen;
  for (const auto& [code, fen] : more.budget) all.budget[code] += fen;
}

// The texts of both, in order, and where each of either has come to stand.
struct Merged {
  std::vector<std::string> texts;
  std::vector<std::int64_t> places, places_of_more;
};

Merged merge_texts(const std::vector<std::string>& all, const std::vector<std::string>& more) {
  Merged out;
  std::set_union(all.begin(), all.end(), more.begin(), more.end(), std::back_inserter(out.texts));
  const auto place = [&](const std::string& text) {
    return std::lower_bound(out.texts.begin(), out.texts.end(), text) - out.texts.begin();
  };
  for (const std::string& text : all) out.places.push_back(place(text));
  for (const std::string& text : more) out.places_of_more.push_back(place(text));
  return out;
}

void move_keys(std::vector<run::Group>& groups, std::size_t axis, const std::vector<std::int64_t>& places) {
  for (run::Group& group : groups) {
    std::int64_t& lane = group.key[axis];
    if (lane != run::no_lane) lane = places[static_cast<std::size_t>(lane)];
  }
}

void add_groups(Findings& all, Findings more) {
  for (std::size_t axis = 0; axis < all.by.size(); ++axis) {
    if (all.by[axis].type.unit != policy::Unit::text) continue;
    Merged merged = merge_texts(all.by[axis].texts, more.by[axis].texts);
    move_keys(all.totals.groups, axis, merged.places);
    move_keys(more.totals.groups, axis, merged.places_of_more);
    all.by[axis].texts = std::move(merged.texts);
  }
  std::map<std::vector<std::int64_t>, run::Sums> sums;
  for (run::Group& group : all.totals.groups) sums.emplace(std::move(group.key), std::move(group.sums));
  for (const run::Group& group : more.totals.groups) add(sums[group.key], group.sums);
  all.totals.groups.clear();
  for (auto& [key, sum] : sums) all.totals.groups.push_back({key, std::move(sum)});
}

}  // namespace

Findings look_over(const Job& job, const run::Table& table, const run::Results& results,
                   const std::vector<std::size_t>& left_out, bool grouped) {
  Findings out;
  run::TotalsRequest request;
  request.items.insert(job.columns.begin(), job.columns.end());
  request.left_out = left_out;
  for (const int fact : run::budget_facts(job.plan)) request.budget_facts[fact] = lanes_of(job, table, fact);
  for (const GroupColumn& column : job.by) {
    if (!grouped) break;
    out.by.push_back(axis_of(job, table, column, results));
    request.by.push_back(std::move(out.by.back().lanes));
    out.by.back().lanes = {};
  }
  out.totals = run::add_up(job.plan, table, results, request);
  out.set_by_hand = count_set_cells(table);
  out.negative = find_negative(job, table, results, left_out);
  return out;
}

void add(Findings& all, Findings more) {
  if (all.negative.empty() && all.totals.all.items.empty()) {
    all = std::move(more);
    return;
  }
  add(all.totals.all, more.totals.all);
  for (const auto& [item, cells] : more.set_by_hand) all.set_by_hand[item] += cells;
  for (std::size_t i = 0; i < more.negative.size(); ++i) {
    Negative& negative = all.negative[i];
    negative.rows += more.negative[i].rows;
    for (std::string& key : more.negative[i].keys) {
      if (negative.keys.size() < Negative::shown) negative.keys.push_back(std::move(key));
    }
  }
  if (!all.by.empty()) add_groups(all, std::move(more));
}

}  // namespace fenglu::app
