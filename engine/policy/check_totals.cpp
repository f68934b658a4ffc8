#include <algorithm>
#include <cstdlib>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/check.hpp"

namespace fenglu::policy {
namespace {

// Which totals of a family an item comes to, through totals of totals, once for each time that it does.
using Leaves = std::map<int, std::vector<int>>;

// `total`'s items that are no totals of sums themselves. A circle of totals was reported already; it ends here by
// `depth`.
void expand(const Sheet& sheet, int total, int under, std::size_t depth, Leaves& leaves) {
  if (depth > sheet.items.size()) return;
  for (const auto& [item, sign] : sheet.items[static_cast<std::size_t>(under)].sums) {
    if (sheet.items[static_cast<std::size_t>(item)].sums.empty()) {
      leaves[item].push_back(total);
    } else {
      expand(sheet, total, item, depth + 1, leaves);
    }
  }
}

// How often each item comes into a total, an item that is taken off and put in again not at all.
void count(const Sheet& sheet, int under, int sign, std::size_t depth, std::map<int, int>& times) {
  if (depth > sheet.items.size()) return;
  for (const auto& [item, own] : sheet.items[static_cast<std::size_t>(under)].sums) {
    if (sheet.items[static_cast<std::size_t>(item)].sums.empty()) {
      times[item] += sign * own;
    } else {
      count(sheet, item, sign * own, depth + 1, times);
    }
  }
}

// Of a family that is told with the family.
void check_total(const Sheet& sheet, int total, Diagnostics& out) {
  const Item& of = sheet.items[static_cast<std::size_t>(total)];
  if (!of.family.empty()) return;
  std::map<int, int> times;
  count(sheet, total, 1, 0, times);
  for (const auto& [item, counted] : times) {
    if (std::abs(counted) > 1)
      out.add({Code::counted_twice, of.place, {sheet.items[static_cast<std::size_t>(item)].id, of.id}});
  }
}

std::string totals_named(const Sheet& sheet, const std::vector<int>& totals) {
  std::vector<std::string> ids;
  for (const int total : totals) ids.push_back(sheet.items[static_cast<std::size_t>(total)].id);
  return listed(ids);
}

void check_family(const Sheet& sheet, const std::string& family, const std::vector<int>& totals, Diagnostics& out) {
  Leaves leaves;
  for (const int total : totals) expand(sheet, total, total, 0, leaves);
  std::set<ItemKind> touched;
  for (const auto& [item, in] : leaves) touched.insert(sheet.items[static_cast<std::size_t>(item)].kind);
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const Item& item = sheet.items[i];
    if (!payable(item.kind) || !touched.contains(item.kind)) continue;
    const auto in = leaves.find(static_cast<int>(i));
    if (in == leaves.end()) {
      out.add({Code::in_no_total_of, item.place, {item.id, family, totals_named(sheet, totals)}});
    } else if (in->second.size() > 1) {
      out.add({Code::in_two_totals, item.place, {item.id, family, totals_named(sheet, in->second)}});
    }
  }
}

}  // namespace

void check_totals(const Policy& policy, const Sheet& sheet, const Broken& broken, Diagnostics& out) {
  // A total that wasn't understood may hold whatever seems to be missing.
  const auto may_be_total = [&](const std::string& id) {
    const int item = sheet.find_item(id);
    if (item >= 0) return sheet.items[static_cast<std::size_t>(item)].kind == ItemKind::total;
    return sheet.find_fact(id) < 0 && policy.find_parameter(id) < 0;
  };
  if (std::any_of(broken.begin(), broken.end(), may_be_total)) return;
  std::map<std::string, std::vector<int>> families;
  std::set<int> summed;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const Item& total = sheet.items[i];
    for (const auto& [item, sign] : total.sums) summed.insert(item);
    if (!total.family.empty() && !total.sums.empty()) families[total.family].push_back(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const Item& item = sheet.items[i];
    if (payable(item.kind) && !summed.contains(static_cast<int>(i))) {
      out.add({Code::in_no_total, item.place, {item.id}});
    }
  }
  for (std::size_t i = 0; i < sheet.items.size(); ++i) check_total(sheet, static_cast<int>(i), out);
  for (const auto& [family, totals] : families) check_family(sheet, family, totals, out);
}

}  // namespace fenglu::policy
