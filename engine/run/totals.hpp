// Totals: a result added up over people, in all and by groups, of what was rounded and in 128 bits.
//     Totals totals = add_up(plan, table, results, {.by = {axis_of(unit, table)}});
//     // totals.all.kinds[ItemKind::employer] is what the employer pays beside the wages, in fen
#pragma once

#include <map>
#include <set>

#include "engine/plan/plan.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/run.hpp"

namespace fenglu::run {

// One lane a row, of a fact or an item that rows are told apart by; `no_lane` where an optional fact is absent.
using Axis = std::vector<std::int64_t>;
constexpr std::int64_t no_lane = std::numeric_limits<std::int64_t>::min();

struct TotalsRequest {
  std::vector<Axis> by;               // none: no groups
  std::map<int, Axis> budget_facts;   // of each fact that budget_facts() names
  std::set<int> items;                // which are added up; empty: all of plan.items
  std::vector<std::size_t> left_out;  // rows that don't count, ascending
};

struct Sums {
  std::size_t count = 0;
  std::vector<Int128> items;                 // of each of plan.items, in its lane's unit; 0 where it doesn't add up
  std::map<policy::ItemKind, Int128> kinds;  // fen, of payable items, each once; a total is none
  std::map<std::string, Int128> budget;      // fen by code; a reduction counts against it
};

struct Group {
  std::vector<std::int64_t> key;  // a lane for each axis
  Sums sums;
};

struct Totals {
  Sums all;
  std::vector<Group> groups;  // by key, ascending
};

// Whether a sum over people has a meaning: money, numbers, and flags (how many). Not rates, dates, categories.
bool adds_up(const policy::Item& item);
// The category facts by which the budget codes of the plan's payable items go.
std::set<int> budget_facts(const plan::Plan& plan);

// Requires an axis of table.rows lanes for each fact of budget_facts(plan).
Totals add_up(const plan::Plan& plan, const Table& table, const Results& results, const TotalsRequest& request = {});

}  // namespace fenglu::run
