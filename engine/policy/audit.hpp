// Audit: how honest a policy's tables are: how many values are seen, heard of, carried on or made up; what ought to
// have been renewed by now; what is still to be filled in.
#pragma once

#include <array>

#include "engine/policy/in_force.hpp"

namespace fenglu::policy {

struct Stale {
  int parameter = -1;
  Day from;  // of the value that still stands
};

struct Audit {
  std::array<std::size_t, 4> values{};  // by Status; a recurring row counts once
  std::vector<Stale> stale;
  std::vector<int> abstract_parameters;
  std::vector<int> abstract_categories;
};

// Read on `day`, of what was known as of `as_of`.
Audit audit(const Policy& policy, Day day, const AsOf& as_of = std::nullopt);

}  // namespace fenglu::policy
