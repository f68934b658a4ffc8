#include "tests/differential/random_roster.hpp"

#include "engine/plan/lower.hpp"

namespace fenglu::test {

namespace {

std::int64_t edge(Random& random, std::int64_t low, std::int64_t high) {
  switch (random.below(5)) {
    case 0: return low;
    case 1: return high;
    case 2: return low + (high > low ? 1 : 0);
    case 3: return high - (high > low ? 1 : 0);
    default: return random.between(low, high);
  }
}

run::Column column(const Interval& range, const Rational& scale, bool may_lack, std::size_t rows, Random& random) {
  const std::int64_t low = to_int64(Rational(ceil(range.low / scale)));
  const std::int64_t high = to_int64(Rational(floor(range.high / scale)));
  run::Column made;
  for (std::size_t row = 0; row < rows; ++row) made.lanes.push_back(edge(random, low, high));
  if (may_lack) {
    for (std::size_t row = 0; row < rows; ++row) made.present.push_back(random.chance(60) ? 1 : 0);
  }
  return made;
}

Interval range_of(const policy::Fact& fact, const policy::Policy& policy) {
  if (fact.type.unit == formula::Unit::flag) return {0, 1};
  if (fact.type.unit == formula::Unit::text) return {0, 2};
  if (fact.type.unit != formula::Unit::category) return fact.range;
  return {0, Rational(policy.categories[static_cast<std::size_t>(fact.type.category)].members.size()) - 1};
}

}  // namespace

run::Table random_roster(const plan::Plan& plan, std::size_t rows, Random& random) {
  const policy::Policy& policy = *plan.policy;
  const policy::Sheet& sheet = policy.sheets[static_cast<std::size_t>(plan.request.sheet)];
  run::Table table;
  table.rows = rows;
  table.texts = {"east", "west", ""};
  for (std::size_t row = 0; row < rows; ++row) {
    table.keys.push_back("K" + std::to_string((row * 7919) % 100'003));
    table.row_numbers.push_back(row + 2);
  }
  for (std::size_t i = 0; i < sheet.facts.size(); ++i) {
    const policy::Fact& fact = sheet.facts[i];
    const bool may_lack = !fact.required;
    if (fact.key || (may_lack && random.chance(10))) continue;
    table.facts[static_cast<int>(i)] =
        column(range_of(fact, policy), plan::lane_scale(fact.type, fact.decimals), may_lack, rows, random);
  }
  for (const auto& [item, range] : plan.opening_ranges) {
    const policy::Item& of = sheet.items[static_cast<std::size_t>(item)];
    table.year_to_date[item] = column(range, plan::lane_scale(of.type, of.decimals), random.chance(50), rows, random);
  }
  for (const auto& [item, range] : plan.last_month_ranges) {
    const policy::Item& of = sheet.items[static_cast<std::size_t>(item)];
    table.last_month[item] = column(range, plan::lane_scale(of.type, of.decimals), random.chance(50), rows, random);
  }
  for (const auto& [item, range] : plan.set_ranges) {
    const policy::Item& of = sheet.items[static_cast<std::size_t>(item)];
    table.set_by_hand[item] = column(range, plan::lane_scale(of.type, of.decimals), true, rows, random);
  }
  return table;
}

}  // namespace fenglu::test
