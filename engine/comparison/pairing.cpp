#include "engine/comparison/pairing.hpp"

#include <algorithm>
#include <unordered_map>

namespace fenglu::comparison {
namespace {

bool is_compared(const policy::Item& item) {
  const policy::Unit unit = item.type.unit;
  return !item.working && (item.type.is_numeric() || unit == policy::Unit::flag);
}

int decimals_of(const policy::Item& item) { return item.type.unit == policy::Unit::flag ? 0 : item.decimals; }

Figure figure_of(const policy::Item& item) { return {item.id, item.title, item.type, decimals_of(item), -1, -1}; }

}  // namespace

const policy::Sheet& sheet_of(const plan::Plan& plan) {
  return plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
}

std::vector<Person> pair_people(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::unordered_map<std::string_view, std::size_t> earlier;
  for (std::size_t row = 0; row < before.size(); ++row) earlier.emplace(before[row], row);
  std::vector<Person> people;
  std::vector<char> met(before.size(), 0);
  for (std::size_t row = 0; row < after.size(); ++row) {
    const auto found = earlier.find(after[row]);
    const std::size_t was = found == earlier.end() ? nowhere : found->second;
    if (was != nowhere) met[was] = 1;
    people.push_back({after[row], was, row});
  }
  for (std::size_t row = 0; row < before.size(); ++row) {
    if (met[row] == 0) people.push_back({before[row], row, nowhere});
  }
  return people;
}

std::vector<Figure> pair_figures(const plan::Plan& before, const plan::Plan& after) {
  std::vector<Figure> figures;
  const policy::Sheet& was = sheet_of(before);
  for (const int index : after.items) {
    const policy::Item& item = sheet_of(after).items[static_cast<std::size_t>(index)];
    if (!is_compared(item)) continue;
    figures.push_back(figure_of(item));
    figures.back().after = index;
  }
  for (const int index : before.items) {
    const policy::Item& item = was.items[static_cast<std::size_t>(index)];
    if (!is_compared(item)) continue;
    const auto same = [&](const Figure& one) { return one.id == item.id && one.type.unit == item.type.unit; };
    auto found = std::find_if(figures.begin(), figures.end(), same);
    if (found == figures.end()) found = figures.insert(figures.end(), figure_of(item));
    found->before = index;
    found->decimals = std::max(found->decimals, decimals_of(item));
  }
  return figures;
}

std::vector<Figure> pair_figures(const Recorded& recorded, const plan::Plan& after) {
  std::vector<Figure> figures;
  for (const int index : after.items) {
    const policy::Item& item = sheet_of(after).items[static_cast<std::size_t>(index)];
    if (!is_compared(item) || !recorded.items.contains(index)) continue;
    figures.push_back(figure_of(item));
    figures.back().before = figures.back().after = index;
  }
  return figures;
}

}  // namespace fenglu::comparison
