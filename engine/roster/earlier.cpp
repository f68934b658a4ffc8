#include "engine/roster/earlier.hpp"

namespace fenglu::roster {
namespace {

void follow(const policy::Sheet& sheet, int index, std::set<int>& seen, EarlierItems& out) {
  if (!seen.insert(index).second) return;
  const formula::Checked& formula = sheet.items[static_cast<std::size_t>(index)].formula;
  out.year_to_date.insert(formula.year_to_date_items.begin(), formula.year_to_date_items.end());
  out.last_month.insert(formula.last_month_items.begin(), formula.last_month_items.end());
  for (const std::set<int>* read : {&formula.items, &formula.year_to_date_items, &formula.last_month_items}) {
    for (const int item : *read) follow(sheet, item, seen, out);
  }
}

}  // namespace

EarlierItems earlier_items(const plan::Plan& plan) {
  EarlierItems out;
  std::set<int> seen;
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  for (const int item : plan.items) follow(sheet, item, seen, out);
  return out;
}

std::map<int, Interval> opening_columns(const plan::Plan& plan) {
  std::map<int, Interval> out = plan.opening_ranges;
  if (plan.request.month.month() == 1) return out;
  // Nothing is proven from these: a bound that keeps sums within 64 bits is enough.
  const Interval wide{-power_of_ten(12), power_of_ten(12)};
  for (const int item : earlier_items(plan).year_to_date) out.try_emplace(item, wide);
  return out;
}

}  // namespace fenglu::roster
