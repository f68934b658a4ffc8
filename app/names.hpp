// Names that stand on the command line: sheets, items, what rows are grouped by. An id or a title will do.
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::app {

// What rows are told apart by: a fact or an item.
struct GroupColumn {
  bool is_item = false;
  int index = -1;
};

// The sheet of a name; without one payroll, or the only one. Errors: flag-name.
std::optional<int> find_sheet(const policy::Policy& policy, const std::string& name, Diagnostics& out);
// `working`: items without a column too. Errors: flag-name.
std::vector<int> find_items(const std::string& flag, const std::vector<std::string>& names, const policy::Sheet& sheet,
                            bool working, Diagnostics& out);
// Texts, categories, flags and months. Errors: flag-name.
std::vector<GroupColumn> find_groups(const std::vector<std::string>& names, const policy::Sheet& sheet,
                                     Diagnostics& out);

}  // namespace fenglu::app
