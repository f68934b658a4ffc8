// Prepared: a policy, and a plan of it: what the handles and the classes of the library hold, shared and never changed.
#pragma once

#include <memory>

#include "engine/plan/plan.hpp"

namespace fenglu::library {

using SharedPolicy = std::shared_ptr<const policy::Policy>;

// What a caller asks for, by name. Empty: the usual one, or all.
struct PlanRequest {
  std::string sheet;
  Month month;
  std::optional<Day> as_of;
  std::vector<std::string> items;
  std::vector<std::string> set_by_hand;
  bool carry = false;
};

struct Prepared {
  SharedPolicy policy;
  plan::Plan plan;
  const policy::Sheet& sheet() const { return policy->sheets[static_cast<std::size_t>(plan.request.sheet)]; }
  const policy::Item& item(int index) const { return sheet().items[static_cast<std::size_t>(index)]; }
  const policy::Fact& fact(int index) const { return sheet().facts[static_cast<std::size_t>(index)]; }
  bool needs_opening() const { return !plan.opening_ranges.empty() || !plan.last_month_ranges.empty(); }
};
using SharedPlan = std::shared_ptr<const Prepared>;

struct LoadRequest {
  std::string name;                 // a folder that holds policy.json, or the name of one
  std::vector<std::string> tables;  // where names are looked for first
  std::vector<std::string> what_ifs;
};

// Errors: those of policy::load and with_value; no-such-policy.
Result<SharedPolicy> load(const LoadRequest& request);
// Errors: those of plan::compile; flag-name for a sheet or an item that isn't there.
Result<SharedPlan> prepare(const SharedPolicy& policy, const PlanRequest& request);

// flag-name where there is none. Empty: "payroll", or the only sheet.
Result<int> find_sheet(const policy::Policy& policy, const std::string& name);
// Items by id or title; flag-name for each that isn't there.
Result<std::vector<int>> find_items(const std::vector<std::string>& names, const policy::Sheet& sheet, bool working,
                                    const std::string& asked_by);

// The level of the policy language that is understood.
constexpr unsigned language_level = 1;

// The tables that were installed with the library; empty where there are none.
std::string installed_tables();

}  // namespace fenglu::library
