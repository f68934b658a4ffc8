// A plan by the names of its sheet and items.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/library/prepared.hpp"

namespace fenglu::library {
namespace {

constexpr std::string_view usual_sheet = "payroll";

Diagnostic unknown(const std::string& asked_by, const std::string& name, Text kind,
                   const std::vector<std::string>& known) {
  constexpr std::size_t most = 12;
  const std::string near = nearest_name(name, known);
  std::string all;
  for (std::size_t i = 0; i < std::min(known.size(), most); ++i) all += (i == 0 ? "" : ", ") + known[i];
  if (known.size() > most) all += " ...";
  const Text mend =
      near.empty() ? Text{"可用的：" + all, "there are " + all} : Text{"最接近的是 " + near, "the nearest is " + near};
  return {Code::flag_name, {}, {asked_by, "'" + name + "'", std::move(kind), mend}};
}

// All that have a result column.
std::vector<int> all_items(const policy::Sheet& sheet) {
  std::vector<int> out;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    if (!sheet.items[i].working) out.push_back(static_cast<int>(i));
  }
  return out;
}

}  // namespace

Result<int> find_sheet(const policy::Policy& policy, const std::string& name) {
  std::vector<std::string> ids;
  for (const policy::Sheet& sheet : policy.sheets) ids.push_back(sheet.id);
  const bool only_one = name.empty() && ids.size() == 1;
  const std::string asked = only_one ? ids.front() : name.empty() ? std::string(usual_sheet) : name;
  const int index = policy.find_sheet(asked);
  if (index >= 0) return index;
  return unknown("sheet", asked, {"表单", "sheet"}, ids);
}

Result<std::vector<int>> find_items(const std::vector<std::string>& names, const policy::Sheet& sheet, bool working,
                                    const std::string& asked_by) {
  std::vector<std::string> ids;
  for (const policy::Item& item : sheet.items) {
    if (working || !item.working) ids.push_back(item.id);
  }
  Diagnostics out;
  std::vector<int> found;
  for (const std::string& name : names) {
    const auto goes_by = [&](const policy::Item& item) {
      return (working || !item.working) && (item.id == name || item.title.zh == name || item.title.en == name);
    };
    auto item = std::find_if(sheet.items.begin(), sheet.items.end(), [&](const auto& one) { return one.id == name; });
    if (item == sheet.items.end() || !goes_by(*item))
      item = std::find_if(sheet.items.begin(), sheet.items.end(), goes_by);
    if (item == sheet.items.end()) {
      out.add(unknown(asked_by, name, {"项目", "item"}, ids));
      continue;
    }
    const int index = static_cast<int>(item - sheet.items.begin());
    if (std::find(found.begin(), found.end(), index) == found.end()) found.push_back(index);
  }
  if (out.has_errors()) return out;
  return found;
}

Result<SharedPlan> prepare(const SharedPolicy& policy, const PlanRequest& asked) {
  const Result<int> sheet = find_sheet(*policy, asked.sheet);
  if (!sheet) return sheet.diagnostics();
  const policy::Sheet& rules = policy->sheets[static_cast<std::size_t>(*sheet)];
  Result<std::vector<int>> items = find_items(asked.items, rules, false, "items");
  const Result<std::vector<int>> set_by_hand = find_items(asked.set_by_hand, rules, false, "set_by_hand");
  Diagnostics mistakes = items.diagnostics();
  mistakes.add(Diagnostics(set_by_hand.diagnostics()));
  if (mistakes.has_errors()) return mistakes;
  plan::Request request;
  request.sheet = *sheet;
  request.month = asked.month;
  request.as_of = asked.as_of;
  request.carry = asked.carry;
  request.items = items->empty() ? all_items(rules) : std::move(*items);
  request.set_by_hand.insert(set_by_hand->begin(), set_by_hand->end());
  Result<plan::Plan> plan = plan::compile(*policy, request);
  if (!plan) return std::move(plan.diagnostics());
  Diagnostics warnings = std::move(plan.diagnostics());
  return {std::make_shared<const Prepared>(Prepared{policy, std::move(*plan)}), std::move(warnings)};
}

}  // namespace fenglu::library
