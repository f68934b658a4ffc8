// A value in force in one line: "0.10 from 2020-01-01 verified stale", or why there is none.
#pragma once

#include "engine/diagnostic/code.hpp"
#include "engine/policy/in_force.hpp"

namespace fenglu::policy {

inline std::string shown_in_force(const Policy& policy, std::string_view id, std::string_view day,
                                  std::string_view as_of, bool carry = false) {
  const int index = policy.find_parameter(id);
  Reading reading;
  if (!as_of.empty()) reading.as_of = Day::parse(as_of);
  reading.carry = carry;
  Diagnostic why{Code::abstract_parameter, {}, {}};
  const std::optional<InForce> found = in_force(policy, index, *Day::parse(day), reading, &why);
  if (!found && why.code == Code::no_value) return "no-value (" + why.arguments[2].en + ")";
  if (!found) return std::string(wording(why.code).name);
  std::string out = show_value(found->value, policy.parameters[static_cast<std::size_t>(index)], policy);
  out += " from " + found->from.iso() + " " + std::string(name(found->status));
  if (found->stale) out += " stale";
  if (found->carried) out += " carried";
  if (found->undated) out += " undated";
  return out;
}

}  // namespace fenglu::policy
