// Comparisons worked out by hand: what each cause's part is, in the stated order.
#include <gtest/gtest.h>

#include "engine/comparison/comparison.hpp"
#include "tests/explain/tiny.hpp"

namespace fenglu::comparison {
namespace {

using explain::Cells;
using explain::Tiny;

std::string row(const std::string& from, const std::string& announced, const std::string& value) {
  return R"({"from": ")" + from + R"(", "announced": ")" + announced + R"(", )" + value +
         R"(, "source": "rule#1", "status": "verified"})";
}

std::string money(const std::string& rows) { return R"("unit": "money", "values": [)" + rows + "]"; }

void item(Tiny& tiny, const std::string& id, const std::string& formula) {
  tiny.item_json(id, R"j("kind": "base", "source": "rule#2", "formula": ")j" + formula + "\"");
}

// A policy, a month and a roster, run.
struct Side {
  plan::Plan plan;
  run::Table table;
  run::Results results;
  World world() const { return {&plan, &table, &results}; }
};

Side side(const Tiny& tiny, const std::vector<Cells>& rows, const std::string& month, const std::string& known = "") {
  plan::Request request;
  request.month = Month::parse(month).value();
  if (!known.empty()) request.as_of = Day::parse(known);
  run::Table table = tiny.roster(rows);
  for (const auto& [item, column] : table.set_by_hand) request.set_by_hand.insert(item);
  Result<plan::Plan> plan = plan::compile(tiny.policy(), request);
  EXPECT_TRUE(plan.ok());
  run::Results results = run::run(*plan, table);
  EXPECT_TRUE(results.refusals.empty());
  return {std::move(*plan), std::move(table), std::move(results)};
}

std::string named(const Cause& cause) {
  std::string out = std::string(name(cause.of)) + (cause.id.empty() ? "" : " " + cause.id);
  for (const auto& [of, id] : cause.along) out += " with " + id;
  return out;
}

// "fact wage +100" of each cause that has a part in the figure of a person.
std::vector<std::string> told(const Comparison& found, const std::string& figure, const std::string& key) {
  std::vector<std::string> out;
  for (std::size_t f = 0; f < found.figures.size(); ++f) {
    for (std::size_t i = 0; i < found.people.size(); ++i) {
      if (found.figures[f].id != figure || found.people[i].key != key) continue;
      for (const Cause& cause : found.causes) {
        if (const std::int64_t part = cause.part(f, i); part != 0)
          out.push_back(named(cause) + " " + std::to_string(part));
      }
    }
  }
  return out;
}

using Lines = std::vector<std::string>;

Comparison compared(const Side& before, const Side& after, bool same_policy = true) {
  const World earlier = before.world();
  return compare({.before = &earlier, .after = after.world(), .same_policy = same_policy});
}

class Worked : public ::testing::Test {
 protected:
  void SetUp() override { tiny.fact("wage", R"("type": "money", "range": ["0", "10000"])"); }
  Tiny tiny;
};

TEST_F(Worked, FactsThenParametersThenTheMonth) {
  tiny.parameter("bonus", money(row("2025-01-01", "2025-01-01", R"("value": "10")") + "," +
                                row("2025-03-01", "2025-03-01", R"("value": "20")")));
  item(tiny, "pay", "wage + bonus * month(month.first)");
  tiny.load();
  const Side before = side(tiny, {{{"wage", "100.00"}}}, "2025-02"),
             after = side(tiny, {{{"wage", "150.00"}}}, "2025-04");
  EXPECT_EQ(told(compared(before, after), "pay", "k1"), (Lines{"fact wage 5000", "parameter bonus 2000", "month 4000"}))
      << "150 - 100; 10 yuan more in the second month; two months more at 20 yuan";
  EXPECT_EQ(told(compared(after, before), "pay", "k1"),
            (Lines{"fact wage -5000", "parameter bonus -4000", "month -2000"}))
      << "the other way round the bonus moves in the fourth month";
}

TEST_F(Worked, AFloorAboveTheOldCeilingMovesWithTheNewOne) {
  tiny.parameter("bounds.floor", money(row("2025-01-01", "2024-12-01", R"("value": "100")") + "," +
                                       row("2025-07-01", "2025-06-01", R"("value": "300")")));
  tiny.parameter("bounds.top", money(row("2025-01-01", "2024-12-01", R"("value": "200")") + "," +
                                     row("2025-07-01", "2025-06-01", R"("value": "400")")));
  item(tiny, "base", "clamp(wage, bounds.floor, bounds.top)");
  tiny.load();
  const std::vector<Cells> rows{{{"wage", "50.00"}}, {{"wage", "350.00"}}};
  const Comparison found = compared(side(tiny, rows, "2025-06"), side(tiny, rows, "2025-07"));
  EXPECT_EQ(told(found, "base", "k1"), (Lines{"parameter bounds.top with bounds.floor 20000"}));
  EXPECT_EQ(told(found, "base", "k2"), (Lines{"parameter bounds.top with bounds.floor 15000"}));
}

TEST_F(Worked, WhoElseIsOnTheRoster) {
  item(tiny, "pay", "round(mean_of(wage), fen)");
  tiny.load();
  const Side before = side(tiny, {{{"key", "a"}, {"wage", "100.00"}}, {{"key", "b"}, {"wage", "300.00"}}}, "2025-02");
  const Side after = side(tiny, {{{"key", "c"}, {"wage", "500.00"}}, {{"key", "a"}, {"wage", "200.00"}}}, "2025-02");
  const Comparison found = compared(before, after);
  EXPECT_EQ(told(found, "pay", "a"), (Lines{"people 10000", "fact wage 5000"}))
      << "the mean of 100 and 500 instead of 100 and 300, then of 200 and 500";
  EXPECT_EQ(told(found, "pay", "b"), (Lines{"left -20000"}));
  EXPECT_EQ(told(found, "pay", "c"), (Lines{"joined 35000"}));
}

TEST_F(Worked, OneParameterThatAnotherRecursFrom) {
  tiny.parameter("average", money(row("2024-07-01", "2024-06-01", R"("value": "100")") + "," +
                                  row("2025-07-01", "2025-08-15", R"("value": "110")")));
  tiny.parameter("limit", money(row("2024-07-01", "2024-06-01", R"("value": "1000")") +
                                R"j(, {"every": "07-01", "since": "2025-07-01", "source": "rule#9", "status": "assumed",
        "formula": "round(previous() * (average / year_before(average)), 10 yuan)"
})j"));
  item(tiny, "pay", "max(wage, limit)");
  tiny.load();
  const std::vector<Cells> rows{{{"wage", "0.00"}}};
  const Comparison found =
      compared(side(tiny, rows, "2025-09", "2025-08-14"), side(tiny, rows, "2025-09", "2025-08-15"));
  EXPECT_EQ(told(found, "pay", "k1"), (Lines{"parameter limit 10000"}));
  ASSERT_EQ(found.causes.size(), 1U);
  ASSERT_EQ(found.causes[0].changes.size(), 1U);
  EXPECT_EQ(found.causes[0].changes[0].was + " " + found.causes[0].changes[0].is, "1000 1100");
  EXPECT_EQ(found.causes[0].is_from, Day::parse("2025-07-01"));
}

TEST_F(Worked, ParametersReadOnAFactsDay) {
  tiny.fact("on", R"("type": "date", "range": ["2024-01-01", "2026-12-31"])");
  tiny.read_on("on");
  tiny.parameter("grant", money(row("2024-01-01", "2023-12-01", R"("value": "10")") + "," +
                                row("2025-01-01", "2025-03-01", R"("value": "12")")));
  item(tiny, "due", "grant");
  tiny.load();
  const std::vector<Cells> rows{{{"wage", "1.00"}, {"on", "2024-12-31"}}, {{"wage", "1.00"}, {"on", "2025-01-01"}}};
  const Comparison found =
      compared(side(tiny, rows, "2025-05", "2025-02-28"), side(tiny, rows, "2025-05", "2025-03-01"));
  EXPECT_EQ(told(found, "due", "k1"), Lines{});
  EXPECT_EQ(told(found, "due", "k2"), (Lines{"parameter grant 200"}));
  const std::vector<Cells> later{{{"wage", "1.00"}, {"on", "2025-01-01"}}};
  EXPECT_EQ(told(compared(side(tiny, {rows[0]}, "2025-05"), side(tiny, later, "2025-05")), "due", "k1"),
            (Lines{"fact on 200"}));
}

TEST_F(Worked, TheOpeningOfOneMonth) {
  item(tiny, "pay", "wage");
  item(tiny, "year", "year_to_date(pay) + pay");
  tiny.load();
  const Side before = side(tiny, {{{"wage", "100.00"}, {"ytd.pay", "300.00"}}}, "2025-04");
  const Side after = side(tiny, {{{"wage", "110.00"}, {"ytd.pay", "350.00"}}}, "2025-04");
  EXPECT_EQ(told(compared(before, after), "year", "k1"), (Lines{"fact wage 1000", "opening 5000"}));
  const Side later = side(tiny, {{{"wage", "110.00"}, {"ytd.pay", "350.00"}}}, "2025-05");
  EXPECT_EQ(told(compared(before, later), "year", "k1"), (Lines{"fact wage 1000", "month 5000"}))
      << "an opening goes with its month";
}

// What only one of two policies has, and what both have under other indexes.
TEST_F(Worked, AnotherPolicy) {
  tiny.fact("grade", R"("type": {"category": "grade"})");
  tiny.parameter("a.rate",
                 R"("unit": "rate", "values": [)" + row("2025-01-01", "2025-01-01", R"("value": "0.1")") + "]");
  item(tiny, "gift", "5 yuan");
  item(tiny, "pay", "wage + gift");
  item(tiny, "tax", "round(pay * a.rate, fen)");
  tiny.load();
  Tiny other;
  other.category("grade", {"top", "high", "middle", "low"});
  other.fact("wage", R"("type": "money", "range": ["0", "10000"])");
  other.fact("grade", R"("type": {"category": "grade"})");
  other.parameter("a.allowance", R"("unit": "money", "axes": ["grade"], "values": [)" +
                                     row("2025-01-01", "2025-01-01",
                                         R"("rows": [["top", "9"], ["high", "8"], ["middle", "7"], ["low", "6"]])") +
                                     "]");
  other.parameter("a.rate",
                  R"("unit": "rate", "values": [)" + row("2025-01-01", "2025-01-01", R"("value": "0.2")") + "]");
  item(other, "pay", "wage + extra");
  item(other, "tax", "round(pay * a.rate, fen)");
  item(other, "extra", "a.allowance[grade]");
  other.load();
  const Side before = side(tiny, {{{"wage", "100.00"}, {"grade", "high"}}}, "2025-04");
  const Side after = side(other, {{{"wage", "100.00"}, {"grade", "middle"}}}, "2025-04");
  const Comparison found = compared(before, after, false);
  EXPECT_EQ(told(found, "tax", "k1"), (Lines{"parameter a.rate 1050", "formula gift -100", "formula extra 140"}))
      << "105 * (20 % - 10 %); 5 yuan less; a middle's 7 more: the grade moved before anything read it";
  EXPECT_EQ(told(found, "gift", "k1"), (Lines{"formula gift -500"}));
  EXPECT_EQ(told(found, "extra", "k1"), (Lines{"formula extra 700"}));
}

}  // namespace
}  // namespace fenglu::comparison
