#include "app/names.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/titles.hpp"

namespace fenglu::app {

namespace {

constexpr std::string_view usual_sheet = "payroll";

Diagnostic unknown(const std::string& flag, const std::string& name, Text kind, const std::vector<std::string>& known) {
  const std::string near = nearest_name(name, known);
  std::string all;
  for (std::size_t i = 0; i < known.size() && i < 12; ++i) all += (i == 0 ? "" : ", ") + known[i];
  if (known.size() > 12) all += " ...";
  const Text mend =
      near.empty() ? Text{"可用的：" + all, "there are " + all} : Text{"最接近的是 " + near, "the nearest is " + near};
  return {Code::flag_name, {}, {flag, "'" + name + "'", std::move(kind), mend}};
}

std::optional<int> only(const std::vector<int>* found) {
  return found != nullptr && found->size() == 1 ? std::optional(found->front()) : std::nullopt;
}

bool groups(const policy::Type& type) {
  return type.unit == policy::Unit::text || type.unit == policy::Unit::category || type.unit == policy::Unit::flag ||
         type.unit == policy::Unit::month;
}

}  // namespace

std::optional<int> find_sheet(const policy::Policy& policy, const std::string& name, Diagnostics& out) {
  std::vector<std::string> ids;
  for (const policy::Sheet& sheet : policy.sheets) ids.push_back(sheet.id);
  const bool only_one = name.empty() && ids.size() == 1;
  const std::string asked = only_one ? ids.front() : name.empty() ? std::string(usual_sheet) : name;
  const int index = policy.find_sheet(asked);
  if (index >= 0) return index;
  out.add(unknown("--sheet", asked, {"表单", "sheet"}, ids));
  return std::nullopt;
}

std::vector<int> find_items(const std::string& flag, const std::vector<std::string>& names, const policy::Sheet& sheet,
                            bool working, Diagnostics& out) {
  const roster::Titles titles = roster::titles_of_items(sheet);
  std::vector<std::string> ids;
  for (const policy::Item& item : sheet.items) {
    if (working || !item.working) ids.push_back(item.id);
  }
  std::vector<int> found;
  for (const std::string& name : names) {
    const std::optional<int> index = only(titles.find(name));
    if (index && (working || !sheet.items[static_cast<std::size_t>(*index)].working)) {
      if (std::find(found.begin(), found.end(), *index) == found.end()) found.push_back(*index);
    } else {
      out.add(unknown(flag, name, {"项目", "item"}, ids));
    }
  }
  return found;
}

std::vector<GroupColumn> find_groups(const std::vector<std::string>& names, const policy::Sheet& sheet,
                                     Diagnostics& out) {
  const roster::Titles facts = roster::titles_of_facts(sheet), items = roster::titles_of_items(sheet);
  std::vector<std::string> ids;
  for (const policy::Fact& fact : sheet.facts) {
    if (groups(fact.type)) ids.push_back(fact.id);
  }
  for (const policy::Item& item : sheet.items) {
    if (groups(item.type) && !item.working) ids.push_back(item.id);
  }
  std::vector<GroupColumn> found;
  for (const std::string& name : names) {
    const std::optional<int> fact = only(facts.find(name)), item = only(items.find(name));
    if (fact && groups(sheet.facts[static_cast<std::size_t>(*fact)].type)) {
      found.push_back({false, *fact});
    } else if (item && groups(sheet.items[static_cast<std::size_t>(*item)].type) &&
               !sheet.items[static_cast<std::size_t>(*item)].working) {
      found.push_back({true, *item});
    } else {
      out.add(unknown("--by", name, {"可分组的事实或项目", "fact or item to group by"}, ids));
    }
  }
  return found;
}

}  // namespace fenglu::app
