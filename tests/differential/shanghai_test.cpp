// The plan against the exact evaluator on tables/shanghai: random people at the edges of every fact's range, in months
// on both sides of what changed, known then and known now, set by hand, on any number of threads, in any order.
// FENGLU_PEOPLE says how many in all (the long test takes 100,000).
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/policy/load.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/random_roster.hpp"

namespace fenglu::test {
namespace {

const policy::Policy& shanghai() {
  static const policy::Policy policy = [] {
    auto loaded = policy::load(FENGLU_ROOT "/tables/shanghai");
    EXPECT_TRUE(loaded) << "tables/shanghai is refused";
    return std::move(*loaded);
  }();
  return policy;
}

plan::Plan payroll(Month month, policy::AsOf as_of = {}, std::set<int> set_by_hand = {}) {
  plan::Request request;
  request.sheet = shanghai().find_sheet("payroll");
  request.month = month;
  request.as_of = as_of;
  request.set_by_hand = std::move(set_by_hand);
  auto plan = plan::compile(shanghai(), request);
  EXPECT_TRUE(plan) << month.iso();
  return std::move(*plan);
}

std::size_t people() {
  const char* text = std::getenv("FENGLU_PEOPLE");
  return text == nullptr ? 6'000 : static_cast<std::size_t>(std::atoll(text));
}

// Nearly all of them on the payroll of the month: the sheet's rules refuse the others.
run::Table employed(const plan::Plan& plan, std::size_t rows, Random& random) {
  const policy::Sheet& sheet = shanghai().sheets[static_cast<std::size_t>(plan.request.sheet)];
  run::Table table = random_roster(plan, rows, random);
  const std::int64_t first = plan.request.month.first().number();
  const std::int64_t last = plan.request.month.last().number();
  run::Column hired, left, graded, sick;
  for (std::size_t row = 0; row < rows; ++row) {
    hired.lanes.push_back(random.chance(15) ? random.between(first - 2, last) : random.between(first - 12'000, first));
    graded.lanes.push_back(random.between(hired.lanes[row], last));
    left.lanes.push_back(random.between(std::max(first, hired.lanes[row]), last + 3));
    left.present.push_back(random.chance(15) ? 1 : 0);
    sick.lanes.push_back(random.between(first - 400, last));
    sick.present.push_back(random.chance(50) ? 1 : 0);
  }
  table.facts[sheet.find_fact("hired_on")] = std::move(hired);
  table.facts[sheet.find_fact("grade_since")] = std::move(graded);
  table.facts[sheet.find_fact("left_on")] = std::move(left);
  table.facts[sheet.find_fact("leave.sick_since")] = std::move(sick);
  for (const char* days : {"leave.personal_days", "leave.sick_days"}) {
    const auto found = table.facts.find(sheet.find_fact(days));
    if (found == table.facts.end()) continue;
    for (std::int64_t& lane : found->second.lanes) lane %= 1'450;
  }
  return table;
}

struct Setting {
  Month month;
  policy::AsOf as_of;
};

TEST(Shanghai, PlanEqualsEvaluatorAtTheEdgesOfEveryFact) {
  const Setting settings[] = {{Month::make(2019, 7), {}},
                              {Month::make(2020, 12), {}},
                              {Month::make(2022, 6), {}},
                              {Month::make(2025, 8), Day::make(2025, 9, 1)},
                              {Month::make(2025, 8), Day::make(2025, 9, 18)},
                              {Month::make(2026, 8), {}},
                              {Month::make(2026, 9), {}},
                              {Month::make(2027, 1), {}}};
  Random random(20'251'001);
  std::size_t cells = 0;
  for (const Setting& setting : settings) {
    const policy::Sheet& sheet = shanghai().sheets[static_cast<std::size_t>(shanghai().find_sheet("payroll"))];
    const plan::Plan plan =
        payroll(setting.month, setting.as_of, {sheet.find_item("wage.gross"), sheet.find_item("fund.base")});
    const run::Table table = employed(plan, people() / std::size(settings), random);
    const Difference difference = compare(plan, table, run::run(plan, table));
    EXPECT_EQ(difference.different, 0U) << setting.month.iso() << ": " << difference.first;
    cells += difference.cells;
  }
  std::printf("%zu people, %zu cells\n", people(), cells);
  EXPECT_GT(cells, people() * 30);  // most of them were worked out
}

// The other sheets: rows at the edges of every fact, of which the sheet's rules leave some; the plan refuses a row
// where the evaluator does.
TEST(Shanghai, EverySheetsPlanEqualsTheEvaluator) {
  Random random(20'260'901);
  for (std::size_t i = 0; i < shanghai().sheets.size(); ++i) {
    const policy::Sheet& sheet = shanghai().sheets[i];
    if (sheet.id == "payroll") continue;
    plan::Request request;
    request.sheet = static_cast<int>(i);
    request.month = Month::make(2025, 11);
    const auto plan = plan::compile(shanghai(), request);
    ASSERT_TRUE(plan) << sheet.id;
    std::size_t cells = 0;
    for (int round = 0; round < 60 && cells < 300 * plan->items.size(); ++round) {
      const run::Table table = random_roster(*plan, 500, random);
      const Difference difference = compare(*plan, table, run::run(*plan, table));
      EXPECT_EQ(difference.different, 0U) << sheet.id << ": " << difference.first;
      cells += difference.cells;
    }
    std::printf("%s: %zu cells\n", sheet.id.c_str(), cells);
    EXPECT_GT(cells, 0U) << sheet.id;
  }
}

TEST(Shanghai, ThreadsChangeNothing) {
  const plan::Plan plan = payroll(Month::make(2025, 10));
  Random random(7);
  const run::Table table = employed(plan, 20'011, random);
  const run::Results one = run::run(plan, table);
  for (const unsigned threads : {2U, 7U}) {
    run::Options options;
    options.threads = threads;
    const run::Results many = run::run(plan, table, options);
    EXPECT_EQ(one.columns, many.columns) << threads;
    EXPECT_EQ(one.refusals.size(), many.refusals.size()) << threads;
  }
}

TEST(Shanghai, WhatIsAskedForAloneIsWhatItIsAmongAll) {
  const plan::Plan all = payroll(Month::make(2025, 10));
  const policy::Sheet& sheet = shanghai().sheets[static_cast<std::size_t>(all.request.sheet)];
  Random random(11);
  const run::Table table = employed(all, 300, random);
  const run::Results everything = run::run(all, table);
  for (std::size_t i = 0; i < all.items.size(); ++i) {
    plan::Request request = all.request;
    request.items = {all.items[i]};
    const auto alone = plan::compile(shanghai(), request);
    ASSERT_TRUE(alone);
    EXPECT_LE(alone->program.stages.back().instructions.size(), all.program.stages.back().instructions.size());
    EXPECT_EQ(run::run(*alone, table).columns[0], everything.columns[i])
        << sheet.items[static_cast<std::size_t>(all.items[i])].id;
  }
}

TEST(Shanghai, AContributionNeverFallsWhenItsBaseRises) {
  const plan::Plan plan = payroll(Month::make(2025, 10));
  const policy::Sheet& sheet = shanghai().sheets[static_cast<std::size_t>(plan.request.sheet)];
  Random random(13);
  run::Table table = random_roster(plan, 1, random);
  const int declared = sheet.find_fact("si.declared_wage");
  std::vector<std::int64_t> before;
  for (std::int64_t wage = 0; wage < 6'000'000; wage += 4'999) {
    table.facts[declared].lanes = {wage};
    const run::Results results = run::run(plan, table);
    std::vector<std::int64_t> now;
    for (const char* item : {"pension.employee", "medical.employee", "unemployment.employer", "injury.employer"}) {
      const auto at = std::find(plan.items.begin(), plan.items.end(), sheet.find_item(item)) - plan.items.begin();
      now.push_back(results.columns[static_cast<std::size_t>(at)][0]);
    }
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_LE(before[i], now[i]) << wage;
    before = now;
  }
}

}  // namespace
}  // namespace fenglu::test
