// What a column stands for, by its name.
#include <algorithm>
#include <array>

#include "engine/diagnostic/code.hpp"
#include "engine/library/roster.hpp"

namespace fenglu::library {
namespace {

using Of = Use::Of;

constexpr std::array<std::pair<std::string_view, Of>, 3> prefixes = {
    {{"set.", Of::set_by_hand}, {"ytd.", Of::year_to_date}, {"last.", Of::last_month}}};

int find_fact(const std::string& name, const policy::Sheet& sheet) {
  if (const int index = sheet.find_fact(name); index >= 0) return index;
  const auto goes_by = [&](const policy::Fact& fact) {
    return fact.title.zh == name || fact.title.en == name ||
           std::find(fact.aliases.begin(), fact.aliases.end(), name) != fact.aliases.end();
  };
  const auto found = std::find_if(sheet.facts.begin(), sheet.facts.end(), goes_by);
  return found == sheet.facts.end() ? -1 : static_cast<int>(found - sheet.facts.begin());
}

int find_item(const std::string& name, const policy::Sheet& sheet) {
  if (const int index = sheet.find_item(name); index >= 0) return index;
  const auto goes_by = [&](const policy::Item& item) { return item.title.zh == name || item.title.en == name; };
  const auto found = std::find_if(sheet.items.begin(), sheet.items.end(), goes_by);
  return found == sheet.items.end() ? -1 : static_cast<int>(found - sheet.items.begin());
}

Text nearest_item(const std::string& name, const policy::Sheet& sheet) {
  std::vector<std::string> ids;
  for (const policy::Item& item : sheet.items) ids.push_back(item.id);
  const std::string near = nearest_name(name, ids);
  return near.empty() ? Text("（没有相近的）", "none is near") : Text(near);
}

}  // namespace

Result<Use> use_of(const std::string& column, const policy::Sheet& sheet) {
  if (const int fact = find_fact(column, sheet); fact >= 0) {
    return Use{sheet.facts[static_cast<std::size_t>(fact)].key ? Of::key : Of::fact, fact};
  }
  for (const auto& [word, of] : prefixes) {
    if (!column.starts_with(word)) continue;
    const std::string name = column.substr(word.size());
    const int item = find_item(name, sheet);
    if (item < 0) return Diagnostic{Code::unknown_item, {.cell = column}, {column, nearest_item(name, sheet)}};
    if (of == Of::set_by_hand && sheet.items[static_cast<std::size_t>(item)].working) {
      return Diagnostic{Code::set_working, {.cell = column}, {sheet.items[static_cast<std::size_t>(item)].id}};
    }
    return Use{of, item};
  }
  return Use{};
}

std::string name_of(const Use& use, const policy::Sheet& sheet) {
  const auto index = static_cast<std::size_t>(use.index);
  if (use.of == Of::nothing) return {};
  if (use.of == Of::key || use.of == Of::fact) return sheet.facts[index].id;
  for (const auto& [word, of] : prefixes) {
    if (of == use.of) return std::string(word) + sheet.items[index].id;
  }
  return {};
}

}  // namespace fenglu::library
