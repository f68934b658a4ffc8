// in_force: which row of a parameter holds on a day, of what had been announced by another.
// The plan reads tables through this; the explainer has a look-up of its own (engine/explain/).
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::policy {

// As of which day a run knows its tables; nothing: all that the tables know.
using AsOf = std::optional<Day>;

// The value in force on a day, with where it comes from.
struct InForce {
  const Row* row = nullptr;  // the row, or for a recurring value null
  Value value;               // the row's, or what the recurrence came to
  Day from;
  std::optional<Day> to;
  std::optional<Day> announced;  // of a recurring value: the last of what it read
  Status status = Status::illustrative;
  Citation source;
  bool stale = false;
  bool carried = false;  // past its `to`, by --carry
  bool undated = false;  // announced not found, and the run has an as-of
};

struct Reading {
  AsOf as_of;
  bool carry = false;
  std::optional<Day> judged_on;  // staleness: the as-of day, else the month's last
};

// Nothing: no value is in force (`why` gets a no-value diagnostic: parameter, last window, mend; or abstract).
std::optional<InForce> in_force(const Policy& policy, int parameter, Day day, const Reading& reading,
                                Diagnostic* why = nullptr);

// Every day on which the value of the parameter may change, ascending, for a fixed as-of: first days, days after a
// `to`, recurrences up to `until`, and the same of every parameter that a recurrence reads.
std::vector<Day> changes(const Policy& policy, int parameter, const Reading& reading, Day until);
// Every day on which something about the parameter was announced, ascending.
std::vector<Day> announcements(const Policy& policy, int parameter);

}  // namespace fenglu::policy
