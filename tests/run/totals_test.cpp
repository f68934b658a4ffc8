// Sums of a result: by item, by kind, by budget code, by group; and the ways in which they must tally.
#include "engine/run/totals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/seed.hpp"

namespace fenglu::run {
namespace {

using policy::ItemKind;
using policy::Unit;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

policy::Item item(std::string id, ItemKind kind, Unit unit = Unit::money) {
  policy::Item out;
  out.id = std::move(id);
  out.kind = kind;
  out.type = {unit, -1};
  return out;
}

policy::Item charged(policy::Item out, policy::Budget budget) {
  out.budget = std::move(budget);
  return out;
}

enum ItemOf { wage, leave, overtime, employer, tax, gross, days, share, is_new };

// Wages and overtime are charged by how people are employed (fact 0), what the employer pays to one code.
policy::Policy make_policy() {
  const policy::Budget by_employment{"", 0, {"30199", "30226"}};
  policy::Sheet sheet;
  sheet.facts.resize(1);
  sheet.items = {charged(item("wage", ItemKind::earning), by_employment),
                 charged(item("leave", ItemKind::reduction), by_employment),
                 item("overtime", ItemKind::earning),
                 charged(item("employer", ItemKind::employer), {"30299", -1, {}}),
                 item("tax", ItemKind::tax),
                 item("gross", ItemKind::total),
                 item("days", ItemKind::base, Unit::number),
                 item("share", ItemKind::base, Unit::rate),
                 item("is_new", ItemKind::base, Unit::flag)};
  policy::Policy policy;
  policy.sheets.push_back(sheet);
  return policy;
}

struct Sample {
  policy::Policy policy = make_policy();
  plan::Plan plan;
  Table table;
  Results results;
  TotalsRequest request;

  explicit Sample(std::size_t rows) {
    plan.policy = &policy;
    plan.items = {wage, leave, overtime, employer, tax, gross, days, share, is_new};
    table.rows = rows;
    results.columns.assign(plan.items.size(), std::vector<std::int64_t>(rows, 0));
    request.budget_facts[0] = Axis(rows, 0);
  }
  Totals add_up() const { return run::add_up(plan, table, results, request); }
};

// Three people, the second from an agency.
Sample three() {
  Sample sample(3);
  sample.results.columns = {{100, 200, 400}, {10, 20, 40}, {1, 2, 4},    {7, 7, 7}, {3, 0, -1},
                            {91, 182, 364},  {5, 6, 7},    {50, 50, 50}, {1, 0, 1}};
  sample.request.budget_facts[0] = {0, 1, 0};
  return sample;
}

TEST(Totals, AddEveryItemThatASumOverPeopleMakesSenseOf) {
  const Totals totals = three().add_up();
  EXPECT_EQ(totals.all.count, 3U);
  // Rates don't add up; flags count.
  EXPECT_THAT(totals.all.items, ElementsAre(700, 70, 7, 21, 2, 637, 18, 0, 2));
  EXPECT_THAT(totals.groups, IsEmpty());
}

TEST(Totals, CountEachPayableItemOnceByKind) {
  EXPECT_THAT(three().add_up().all.kinds, ElementsAre(Pair(ItemKind::earning, 707), Pair(ItemKind::reduction, 70),
                                                      Pair(ItemKind::employer, 21), Pair(ItemKind::tax, 2)));
}

TEST(Totals, ChargeByMemberAndTakeReductionsOff) {
  EXPECT_THAT(three().add_up().all.budget,
              ElementsAre(Pair("30199", 100 + 400 - 10 - 40), Pair("30226", 200 - 20), Pair("30299", 21)));
}

TEST(Totals, GroupInTheOrderOfTheKeys) {
  Sample sample = three();
  sample.request.by = {{9, 2, 2}, {0, 1, 1}};
  const Totals totals = sample.add_up();
  ASSERT_EQ(totals.groups.size(), 2U);
  EXPECT_THAT(totals.groups[0].key, ElementsAre(2, 1));
  EXPECT_EQ(totals.groups[0].sums.count, 2U);
  EXPECT_THAT(totals.groups[0].sums.budget, ElementsAre(Pair("30199", 360), Pair("30226", 180), Pair("30299", 14)));
  EXPECT_THAT(totals.groups[1].key, ElementsAre(9, 0));
  EXPECT_THAT(totals.groups[1].sums.budget, ElementsAre(Pair("30199", 90), Pair("30299", 7)));
}

TEST(Totals, LeaveOutRowsThatWereRejected) {
  Sample sample = three();
  sample.request.left_out = {1};
  const Totals totals = sample.add_up();
  EXPECT_EQ(totals.all.count, 2U);
  EXPECT_EQ(totals.all.items[wage], 500);
  EXPECT_FALSE(totals.all.budget.contains("30226"));
}

TEST(Totals, TakeOnlyTheItemsAskedFor) {
  Sample sample = three();
  sample.request.items = {tax, gross};
  const Totals totals = sample.add_up();
  EXPECT_THAT(totals.all.kinds, ElementsAre(Pair(ItemKind::tax, 2)));
  EXPECT_EQ(totals.all.items[wage], 0);
  EXPECT_EQ(totals.all.items[gross], 637);
}

TEST(Totals, OfNobodyAreNothing) {
  const Totals totals = Sample(0).add_up();
  EXPECT_EQ(totals.all.count, 0U);
  EXPECT_THAT(totals.all.items, testing::Each(Int128(0)));
  EXPECT_THAT(totals.all.kinds, IsEmpty());
}

TEST(Totals, HoldWhatSixtyFourBitsCant) {
  Sample sample(4);
  sample.results.columns[wage] = std::vector<std::int64_t>(4, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(sample.add_up().all.items[wage], Int128(std::numeric_limits<std::int64_t>::max()) * 4);
}

// Groups add up to the whole, whatever they are grouped by: nobody is counted twice or lost.
TEST(Totals, OfGroupsTallyWithTheWhole) {
  Seeded random("groups tally with the whole");
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < 50; ++round) {
    Sample sample(static_cast<std::size_t>(random.between(0, 200)));
    for (auto& column : sample.results.columns) {
      for (auto& lane : column) lane = random.between(-1'000'000, 1'000'000);
    }
    Axis by(sample.table.rows);
    for (auto& lane : by) lane = random.between(0, 4);
    for (auto& lane : sample.request.budget_facts[0]) lane = random.between(0, 1);
    sample.request.by = {by};
    for (std::size_t row = 0; row < sample.table.rows; ++row) {
      if (random.between(0, 9) == 0) sample.request.left_out.push_back(row);
    }
    const Totals totals = sample.add_up();
    Sums tally;
    tally.items.assign(sample.plan.items.size(), 0);
    for (const Group& group : totals.groups) {
      tally.count += group.sums.count;
      for (std::size_t i = 0; i < tally.items.size(); ++i) tally.items[i] += group.sums.items[i];
      for (const auto& [kind, fen] : group.sums.kinds) tally.kinds[kind] += fen;
      for (const auto& [code, fen] : group.sums.budget) tally.budget[code] += fen;
    }
    EXPECT_EQ(tally.count, totals.all.count);
    EXPECT_EQ(tally.items, totals.all.items);
    EXPECT_EQ(tally.kinds, totals.all.kinds);
    EXPECT_EQ(tally.budget, totals.all.budget);
  }
}

TEST(Totals, SayByWhichFactsBudgetsGo) { EXPECT_THAT(budget_facts(Sample(0).plan), ElementsAre(0)); }

}  // namespace
}  // namespace fenglu::run
