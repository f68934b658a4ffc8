// A case of a ladder put to the test; and what of a ladder its cases reach: each move made, each condition failing
// first, each quota full.
#pragma once

#include "engine/careers/careers.hpp"
#include "engine/cases/case.hpp"

namespace fenglu::cases {

struct LadderOutcome {
  Diagnostics diagnostics;  // what differs, each at its place in the case
  std::vector<careers::Standing> standings;
  std::set<std::pair<int, int>> failing;  // conditions that are the first of their move to fail for somebody
  bool passed() const { return !diagnostics.has_errors(); }
};

LadderOutcome try_ladder_case(const policy::Policy& policy, const LadderCase& of);

class LadderCoverage {
 public:
  void add(const LadderCase& of, const LadderOutcome& outcome);
  struct Report {
    std::size_t reached = 0, all = 0;
    std::vector<Text> gaps;  // a line each
  };
  Report report(const policy::Policy& policy) const;

 private:
  std::set<std::string> reached_;  // "ladder/move", "ladder/move/condition", "ladder//quota"
};

}  // namespace fenglu::cases
