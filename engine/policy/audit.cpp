#include "engine/policy/audit.hpp"

namespace fenglu::policy {

Audit audit(const Policy& policy, Day day, const AsOf& as_of) {
  Audit out;
  const Reading reading{as_of};
  for (std::size_t i = 0; i < policy.parameters.size(); ++i) {
    const Parameter& parameter = policy.parameters[i];
    const int index = static_cast<int>(i);
    for (const Row& row : parameter.rows) ++out.values[static_cast<std::size_t>(row.status)];
    if (parameter.recurrence) ++out.values[static_cast<std::size_t>(parameter.recurrence->status)];
    if (parameter.is_abstract()) out.abstract_parameters.push_back(index);
    const std::optional<InForce> found = in_force(policy, index, day, reading);
    if (found && found->stale) out.stale.push_back({index, found->from});
  }
  for (std::size_t i = 0; i < policy.categories.size(); ++i) {
    if (policy.categories[i].members.empty()) out.abstract_categories.push_back(static_cast<int>(i));
  }
  return out;
}

}  // namespace fenglu::policy
