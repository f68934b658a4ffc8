// Recurring values: worked out each year from what is known, standing still and stale until it is.
#include <gtest/gtest.h>

#include "engine/explain/look_up.hpp"
#include "tests/explain/tiny.hpp"

namespace fenglu::explain {
namespace {

Day day(const std::string& iso) { return Day::parse(iso).value(); }

std::string row(const std::string& from, const std::string& announced, const std::string& what,
                const std::string& status = "verified") {
  return R"({"from": ")" + from + R"(", "announced": ")" + announced + R"(", )" + what +
         R"(, "source": "rule#1", "status": ")" + status + R"("})";
}

// The averages of Shanghai's kind: dated by their use, told weeks after; the last one falls.
const std::string averages = row("2021-07-01", "2021-07-01", R"("value": "100")") + "," +
                             row("2022-07-01", "2022-06-30", R"("value": "110")") + "," +
                             row("2023-07-01", "2023-08-15", R"("value": "115.5")") + "," +
                             row("2024-07-01", "2024-08-20", R"("value": "138.6")", "reported") + "," +
                             row("2025-07-01", "2025-09-01", R"("value": "130")");

const char* const mechanism =
    R"j({"every": "07-01", "since": "2023-07-01", "source": "rule#9", "status": "assumed", "formula": [
      "max(previous(),", "    round(previous() * clamp(average / year_before(average), 1, 1.08), 10 yuan))"]})j";

class Recurring : public ::testing::Test {
 protected:
  void SetUp() override {
    tiny.parameter("average", R"("unit": "money", "renewed": {"each": "07-01", "known_by": "10-31"}, "values": [)" +
                                  averages + "]");
    tiny.item("x", "limit");
    first = row("2022-07-01", "2022-06-01", R"("value": "1000")");
  }
  void limit(const std::string& rows) {
    tiny.parameter("limit", R"("unit": "money", "values": [)" + rows + "," + mechanism + "]");
    tiny.load();
  }
  // "VALUE", with " stale" behind it where it stands for one that isn't known.
  std::string read(const std::string& on, const std::string& known = "", const std::string& judged_on = "2099-01-01") {
    LookUp look_up(tiny.policy(), false, day(judged_on));
    const Version* version = look_up.find(tiny.policy().find_parameter("limit"),
                                          {day(on), known.empty() ? std::nullopt : std::optional(day(known))});
    return version == nullptr ? "none"
                              : format_decimal(version->value().scalar / 100, 2) + (version->stale ? " stale" : "");
  }
  Tiny tiny;
  std::string first;
};

TEST_F(Recurring, IsWorkedOutOnItsDayFromTheYearBefore) {
  limit(first);
  EXPECT_EQ(read("2022-06-30"), "none");
  EXPECT_EQ(read("2023-06-30"), "1000.00") << "the published one";
  EXPECT_EQ(read("2023-07-01"), "1050.00") << "1000 * 115.5 / 110";
  EXPECT_EQ(read("2024-06-30"), "1050.00") << "until the next";
  EXPECT_EQ(read("2024-07-01"), "1130.00") << "held at 8 %: 1134, to ten yuan";
  EXPECT_EQ(read("2025-07-01"), "1130.00") << "the average fell, the limit doesn't";
}

TEST_F(Recurring, StandsStillUntilWhatItReadsIsKnown) {
  limit(first);
  EXPECT_EQ(read("2023-08-01", "2023-08-14"), "1000.00 stale") << "the average isn't told yet";
  EXPECT_EQ(read("2023-08-01", "2023-08-15"), "1050.00") << "told: from its first day";
  EXPECT_EQ(read("2024-08-01", "2023-08-14"), "1000.00 stale") << "two are missing";
  EXPECT_EQ(read("2024-08-01", "2024-08-19"), "1050.00 stale") << "one is";
  EXPECT_EQ(read("2026-07-01"), "1130.00 stale") << "nobody knows the average of 2026";
  EXPECT_EQ(read("2026-06-30"), "1130.00") << "nor was it due";
}

TEST_F(Recurring, APublishedRowOfTheSameDayTakesItsPlace) {
  limit(first + "," + row("2024-07-01", "2024-09-01", R"("value": "1200")"));
  EXPECT_EQ(read("2024-08-01", "2024-08-31"), "1130.00") << "before it is told, what comes of the averages";
  EXPECT_EQ(read("2024-08-01", "2024-09-01"), "1200.00");
  EXPECT_EQ(read("2025-07-01"), "1200.00") << "and the next goes on from it";
}

TEST_F(Recurring, APublishedRowBetweenHoldsUntilTheNextDay) {
  limit(first + "," + row("2024-01-01", "2024-01-01", R"("value": "2000")"));
  EXPECT_EQ(read("2024-01-01"), "2000.00");
  EXPECT_EQ(read("2024-07-01"), "2160.00");
}

TEST_F(Recurring, SaysWhatItRestsOn) {
  limit(first);
  LookUp look_up(tiny.policy(), false, day("2099-01-01"));
  const Version* version = look_up.find(tiny.policy().find_parameter("limit"), {day("2024-07-01"), std::nullopt});
  ASSERT_NE(version, nullptr);
  EXPECT_EQ(version->row, nullptr);
  EXPECT_EQ(version->from, day("2024-07-01"));
  EXPECT_EQ(version->announced, day("2024-08-20")) << "the last of what it read";
  EXPECT_EQ(version->source.article, "9");
}

TEST_F(Recurring, WithoutAFirstValueThereIsNone) {
  limit(row("2024-01-01", "2024-01-01", R"("value": null)"));
  EXPECT_EQ(read("2023-07-01"), "none");
  EXPECT_EQ(read("2025-07-01"), "none");
}

TEST_F(Recurring, ATraceShowsHowItWasWorkedOut) {
  limit(first);
  const run::Table table = tiny.roster({{}});
  Evaluator evaluator(tiny.policy(), table, {0, Month::parse("2023-10").value(), std::nullopt, false});
  const Result<Node> node = evaluator.trace(0, tiny.index_of("x"));
  ASSERT_TRUE(node.ok());
  const Node& parameter = node->operands.at(0);
  EXPECT_EQ(parameter.id, "limit");
  EXPECT_EQ(parameter.operands.at(0).id, "previous");
  EXPECT_EQ(exact_value(parameter.operands.at(0).answer), "1000.00");
  ASSERT_EQ(parameter.operands.at(0).operands.size(), 1U) << "the value before stands in the tables";
  EXPECT_EQ(parameter.operands.at(0).operands.at(0).id, "limit");
  EXPECT_TRUE(parameter.operands.at(0).operands.at(0).operands.empty());
  EXPECT_EQ(exact_value(parameter.operands.at(1).answer), "1050.00");
}

TEST_F(Recurring, WithAFirstDayInsteadOfOneOfTheYearItFollowsWhatItReads) {
  const std::string follows =
      R"({"from": "2022-08-01", "source": "rule#9", "status": "assumed", "formula": "previous() + average"})";
  tiny.parameter("limit", R"("unit": "money", "values": [)" + first + "," + follows + "," +
                              row("2025-01-01", "2025-01-01", R"("value": "7")") + "]");
  tiny.load();
  EXPECT_EQ(read("2022-07-31"), "1000.00");
  EXPECT_EQ(read("2022-08-01"), "1110.00") << "what stood on the day before, and the average";
  EXPECT_EQ(read("2023-07-01"), "1115.50") << "the next average, on the same 1000";
  EXPECT_EQ(read("2023-08-01", "2023-08-14", "2023-08-14"), "1110.00") << "not told yet";
  EXPECT_EQ(read("2024-12-31"), "1138.60");
  EXPECT_EQ(read("2025-01-01"), "7.00") << "a later row takes its place";
  LookUp look_up(tiny.policy(), false, day("2099-01-01"));
  const Version* version = look_up.find(tiny.policy().find_parameter("limit"), {day("2023-09-15"), std::nullopt});
  ASSERT_NE(version, nullptr);
  EXPECT_EQ(version->from, day("2023-07-01")) << "of the last that it read";
  EXPECT_EQ(version->announced, day("2023-08-15"));
}

TEST_F(Recurring, ATraceOfAFollowingValueStandsOnTheDayRead) {
  tiny.parameter("limit",
                 R"j("unit": "money", "values": [{"from": "2022-08-01", "source": "rule#9", "status": "assumed",
      "formula": "year_before(average)"}])j");
  tiny.load();
  const run::Table table = tiny.roster({{}});
  Evaluator evaluator(tiny.policy(), table, {0, Month::parse("2024-06").value(), std::nullopt, false});
  const Result<Node> node = evaluator.trace(0, tiny.index_of("x"));
  ASSERT_TRUE(node.ok());
  EXPECT_EQ(exact_value(node->answer), "110.00");
  EXPECT_EQ(exact_value(node->operands.at(0).operands.at(0).answer), "110.00") << "of 2023-06, not of its first day";
}

TEST_F(Recurring, ATraceGoesBackStepByStepToThePublishedValue) {
  limit(first);
  const run::Table table = tiny.roster({{}});
  Evaluator evaluator(tiny.policy(), table, {0, Month::parse("2025-10").value(), std::nullopt, false});
  const Result<Node> trace = evaluator.trace(0, tiny.index_of("x"));
  ASSERT_TRUE(trace.ok());
  std::string told;
  for (const Node* step = &trace->operands.at(0); !step->operands.empty();) {
    step = &step->operands.at(0).operands.at(0);  // what `previous()` is
    told += exact_value(step->answer) + " ";
  }
  EXPECT_EQ(told, "1130.00 1050.00 1000.00 ") << "of 2024, of 2023, as published in 2022";
}

TEST(RecurringTable, IsWorkedOutCellByCell) {
  Tiny tiny;
  tiny.fact("grade", R"("type": {"category": "grade"})");
  tiny.fact("class", R"("type": {"category": "class"})");
  tiny.parameter(
      "growth", R"("unit": "number", "axes": ["grade"], "values": [)" +
                    row("2020-01-01", "2020-01-01", R"("rows": [["low", "1.1"], ["middle", "1.2"], ["high", "1.5"]])") +
                    "]");
  tiny.parameter("wage",
                 R"("unit": "money", "axes": ["class", "grade"], "values": [)" +
                     row("2024-01-01", "2024-01-01", R"("rows": [["one", "*", "1000"], ["two", "*", "2000"]])") +
                     R"j(, {"every": "01-01", "since": "2025-01-01", "source": "rule", "status": "assumed",
                                   "formula": "round(previous() * growth[grade], yuan)"}])j");
  tiny.item("x", "wage[class, grade]");
  tiny.load();
  EXPECT_EQ(tiny.worked_out({{"class", "one"}, {"grade", "low"}}, "x", "2024-12"), "1000.00");
  EXPECT_EQ(tiny.worked_out({{"class", "one"}, {"grade", "low"}}, "x", "2025-01"), "1100.00");
  EXPECT_EQ(tiny.worked_out({{"class", "two"}, {"grade", "middle"}}, "x", "2025-01"), "2400.00");
  EXPECT_EQ(tiny.worked_out({{"class", "two"}, {"grade", "high"}}, "x", "2026-01"), "4500.00");
}

}  // namespace
}  // namespace fenglu::explain
