// Earlier months: which items' sums and last values an opening carries from month to month.
#pragma once

#include <map>
#include <set>

#include "engine/plan/plan.hpp"

namespace fenglu::roster {

// The items that a formula of the plan's items reads the year to date of, or last month's value of: in any month, also
// where this month's parameters leave the reading out (January reads no year to date).
struct EarlierItems {
  std::set<int> year_to_date;
  std::set<int> last_month;
};
EarlierItems earlier_items(const plan::Plan& plan);

// What an opening may bring of year_to_date, with the range of its cells: what the plan reads (and must be brought),
// and what it leaves out this month, so that the next opening doesn't lose it. Empty in January.
std::map<int, Interval> opening_columns(const plan::Plan& plan);

}  // namespace fenglu::roster
