// Axes: the columns by which a result is grouped, a lane a row, with the names that a report shows.
#pragma once

#include "app/job.hpp"
#include "engine/run/totals.hpp"

namespace fenglu::app {

struct NamedAxis {
  std::string id;
  Text title;
  policy::Type type;
  run::Axis lanes;                 // of a text: its place among the distinct texts in order
  std::vector<std::string> texts;  // of a text axis
};

NamedAxis axis_of(const Job& job, const run::Table& table, const GroupColumn& column, const run::Results& results);
// The lanes of a fact, defaults filled in; run::no_lane where an optional one is absent. Not of a text.
run::Axis lanes_of(const Job& job, const run::Table& table, int fact);
// "chief1", "true", "2025-10", the text; empty where an optional fact is absent.
std::string name_of(std::int64_t lane, const NamedAxis& axis, const policy::Policy& policy);

}  // namespace fenglu::app
