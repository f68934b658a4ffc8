// Joint: one policy that holds what the policies of two worlds hold: all of the later one under its own indexes, and
// behind it what only the earlier one has. Every parameter and formula of it can stand as it was or as it is, so that
// one at a time can be moved. What can't be said in the later one's words (another unit, other categories) stands as it
// is from the start.
#pragma once

#include "engine/comparison/comparison.hpp"
#include "engine/comparison/pin.hpp"

namespace fenglu::comparison {

// A parameter in one of the worlds.
struct Series {
  std::vector<policy::Row> rows;  // those that the world knows
  std::optional<policy::Recurrence> recurrence;
  std::optional<policy::Value> pin;  // in force on the run's own day
  std::optional<Day> from;           // of that value
};

// An item's formula in one of the worlds, with what its proof rests on.
struct Formula {
  formula::SourceText text;
  std::optional<policy::Type> stated_type;
  bool working = false;
  int decimals = 0;
  std::optional<Interval> range;
};

template <class T>
struct Two {
  T before, after;
  bool moves = false;  // they differ, and both can be said
};

// Which index of the joint policy an index of the earlier one has become; -1: it can't be said there.
struct Places {
  std::vector<int> categories, facts, items, parameters;
  std::vector<std::vector<std::int64_t>> members;  // by the earlier category
};

struct Joint {
  policy::Policy policy;  // one sheet, without rules; everything that moves stands as it was
  Places places;
  std::vector<char> fact_moves;  // by the joint fact: the earlier roster's column can be read
  std::vector<Two<Series>> parameters;
  std::vector<Two<Formula>> items;
  std::vector<int> gone, fresh;  // items that only one of the policies has
  bool same_policy = false;
  bool pins = false;  // parameters are read on the run's own day
};

Joint join(const plan::Plan& before, const plan::Plan& after, bool same_policy);

void put(const Series& series, policy::Parameter& into);
void put(const Formula& formula, policy::Item& into);

}  // namespace fenglu::comparison
