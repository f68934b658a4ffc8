// Readings: every version of a parameter that one question needs, each found once. A recurring value reads the one
// before it and other parameters, which may recur as well; without a memory the same steps would be worked out over and
// over.
#pragma once

#include <compare>

#include "engine/policy/in_force.hpp"

namespace fenglu::policy {

// The day that a parameter is read on, and the day as of which it is known.
struct Moment {
  Day day;
  AsOf known;
  auto operator<=>(const Moment&) const = default;
};

struct Version {
  InForce in_force;
  bool awaited = false;  // a newer one is due by the day read, and isn't known
};

class Readings {
 public:
  // Both must outlive it.
  Readings(const Policy& policy, const Reading& reading) : policy_(policy), reading_(reading) {}

  const Policy& policy() const { return policy_; }
  // Null: no value is in force.
  const Version* find(int parameter, const Moment& moment);
  // What stood in the way of a recurring value beyond its being unknown: a division by 0.
  const std::optional<Diagnostic>& fault() const { return fault_; }
  void set_fault(Diagnostic fault) { fault_ = std::move(fault); }

 private:
  std::optional<Version> look_up(int parameter, const Moment& moment);
  std::optional<Version> published(const Row& row, const Moment& moment) const;
  void judge(const Parameter& parameter, const Moment& moment, Version& version) const;

  const Policy& policy_;
  const Reading& reading_;
  std::map<std::pair<int, Moment>, std::optional<Version>> found_;
  std::optional<Diagnostic> fault_;
};

// Whether a row had been announced by then; where the day wasn't found, it is known from its first day.
bool is_known(const Row& row, const AsOf& as_of);
// Of the rows known, the one that holds on the day or would if it hadn't ended; null where none had begun.
const Row* latest_row(const Parameter& parameter, const Moment& moment);

// What a recurrence comes to on the day that it is due, or what follows other values on the day read; nothing where
// something that it reads isn't known, or is in force no more.
std::optional<Version> recurring_value(Readings& readings, int parameter, const Moment& due);
// The last such day of a year that isn't after `day`; the first that is after it.
Day last_before(const MonthDay& each, Day day);
Day next_after(const MonthDay& each, Day day);

}  // namespace fenglu::policy
