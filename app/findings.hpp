// Findings: what the summary and the totals tell of a run, seen block by block and put together in the order of the
// rows.
#pragma once

#include "app/axes.hpp"

namespace fenglu::app {

// Rows of a total that came to less than nothing.
struct Negative {
  static constexpr std::size_t shown = 10;
  int item = -1;
  std::size_t rows = 0;
  std::vector<std::string> keys;  // of the first of them
};

struct Findings {
  run::Totals totals;                        // groups by the lanes of `by`
  std::vector<NamedAxis> by;                 // without lanes
  std::map<int, std::uint64_t> set_by_hand;  // by item: how many cells
  std::vector<Negative> negative;            // one a total item of the plan
};

// Of the rows of a table that aren't left out. `grouped`: also by the job's groups.
Findings look_over(const Job& job, const run::Table& table, const run::Results& results,
                   const std::vector<std::size_t>& left_out, bool grouped);
// `more` comes behind `all`, which may be empty; texts of an axis are put in order again.
void add(Findings& all, Findings more);

}  // namespace fenglu::app
