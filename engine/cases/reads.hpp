// What formulas read of the tables, and on what kind of day: by the formulas alone, whatever the facts are.
#pragma once

#include "engine/cases/case.hpp"

namespace fenglu::cases {

// The parameters that a case may read: in its items and what they are made of, in the rules of its sheet, in defaults
// and in recurring values. Not those that the case itself supposes a value for.
std::set<int> parameters_read(const policy::Policy& policy, const Case& of);

// The parameters that some formula of the policy reads. One that isn't here is only shown.
std::set<int> parameters_read(const policy::Policy& policy);

// What ladders read: parameters, and items of their sheets. The cases of ladders leave no traces.
struct LadderReads {
  std::set<int> parameters;
  std::set<std::pair<int, int>> items;  // sheet, item
};
LadderReads read_by_ladders(const policy::Policy& policy);

// The parameters that some formula reads on a day of the row's own: their windows begin and end on a day. All others
// are read on the first of a month, and a change inside a month counts from the next.
std::set<int> read_by_day(const policy::Policy& policy);

}  // namespace fenglu::cases
