// LookUp: which version of a parameter holds on a day, of what was known on another. A plain scan over the rows as the
// tables have them, written after the policy language and nothing else; the plan has a look-up of its own.
#pragma once

#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/explain/evaluate.hpp"

namespace fenglu::explain {

// The day that a parameter is read on, and the day as of which it is known; nothing: all that the tables know.
struct Moment {
  Day day;
  std::optional<Day> known;
  auto operator<=>(const Moment&) const = default;
};

// What holds: a published row, or what a recurrence came to.
struct Version {
  const policy::Row* row = nullptr;  // null: worked out
  std::shared_ptr<const policy::Value> worked_out;
  Day from;
  std::optional<Day> to;
  std::optional<Day> announced;  // of a worked out one: the last of what it read
  policy::Status status = policy::Status::illustrative;
  policy::Citation source;
  bool stale = false;
  bool awaited = false;  // a newer one is due by the day read and isn't known
  const policy::Value& value() const { return row != nullptr ? row->value : *worked_out; }
};

class LookUp {
 public:
  // The policy must outlive it. `judged_on`: the day by which a missing renewal makes a version stale.
  LookUp(const policy::Policy& policy, bool carry, Day judged_on);

  // Null: no value is in force.
  const Version* find(int parameter, const Moment& moment);
  // What to say where none is: no-value with the last window, or abstract.
  Diagnostic refusal(int parameter, const Moment& moment) const;
  // The way to one cell (0 of a scalar) of a version that was worked out, under `node`.
  void trace(int parameter, const Version& version, const Moment& moment, std::size_t cell, Node& node);

  const policy::Policy& policy() const { return policy_; }

 private:
  const policy::Row* published(const policy::Parameter& parameter, const Moment& moment) const;
  std::optional<Version> scan(int parameter, const Moment& moment);
  std::optional<Version> in_force(const policy::Parameter& parameter, const policy::Row& row,
                                  const Moment& moment) const;
  std::optional<Version> recur(int parameter, const Moment& moment);
  void judge(const policy::Parameter& parameter, const Moment& moment, Version& version) const;

  const policy::Policy& policy_;
  bool carry_;
  Day judged_on_;
  std::vector<std::map<Moment, std::optional<Version>>> remembered_;  // by parameter
};

}  // namespace fenglu::explain
