// What a row's formulas see around them: defaults, openings, what is set by hand, rules, all the other rows.
#include <gtest/gtest.h>

#include "engine/diagnostic/code.hpp"
#include "tests/explain/tiny.hpp"

namespace fenglu::explain {
namespace {

Question month(const char* iso) { return {0, Month::parse(iso).value(), std::nullopt, false}; }

// The value of an item for each row of a roster.
std::vector<std::string> all(const Tiny& tiny, const std::vector<Cells>& rows, const std::string& item) {
  const run::Table table = tiny.roster(rows);
  Evaluator evaluator(tiny.policy(), table, month("2025-10"));
  std::vector<std::string> out;
  for (std::size_t row = 0; row < table.rows; ++row) out.push_back(told(evaluator.value(row, tiny.index_of(item))));
  return out;
}

using All = std::vector<std::string>;

class RowsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    tiny.fact("wage", R"("type": "money", "range": ["-9999999.99", "9999999.99"], "default": "0")");
    tiny.fact("grade", R"("type": {"category": "grade"}, "default": "low")");
    tiny.fact("hired", R"("type": "date")");
    tiny.fact("since", R"j("type": "date", "default": {"formula": "add_months(hired, 12)"})j");
    tiny.fact("flagged", R"("type": "flag", "default": false)");
    tiny.fact("bonus", R"("type": "money", "optional": true)");
  }
  // Items that have a result column.
  void paid(const std::string& id, const std::string& formula, const std::string& more = "") {
    tiny.item_json(id, R"("kind": "base", "source": "rule#2", "formula": ")" + formula + "\"" + more);
  }
  Tiny tiny;
};

TEST_F(RowsTest, DefaultsStandInForWhatTheRosterLacks) {
  tiny.item("x", "since");
  tiny.item("y", "wage + 1 fen");
  tiny.load();
  EXPECT_EQ(tiny.worked_out({{"hired", "2024-02-29"}}, "x"), "2025-02-28") << "a default that is a formula";
  EXPECT_EQ(tiny.worked_out({{"hired", "2024-02-29"}, {"since", "2020-01-01"}}, "x"), "2020-01-01") << "given";
  EXPECT_EQ(tiny.worked_out({}, "y"), "0.01") << "a figure; hired isn't given and isn't needed";
  EXPECT_EQ(tiny.worked_out({}, "x"), "!fact-absent") << "hired is needed for the default";
  EXPECT_EQ(all(tiny, {{{"wage", "1.00"}}, {}, {{"wage", "-3.00"}}}, "y"), (All{"1.01", "0.01", "-2.99"}))
      << "an empty cell of a column";
}

TEST_F(RowsTest, TheRefusalNamesTheFactAndTheRow) {
  tiny.item("x", "since");
  tiny.load();
  const run::Table table = tiny.roster({{}});
  Evaluator evaluator(tiny.policy(), table, month("2025-10"));
  const Result<Answer> refused = evaluator.value(0, 0);
  ASSERT_FALSE(refused.ok());
  const Diagnostic& why = refused.diagnostics().all()[0];
  EXPECT_EQ(why.code, Code::fact_absent);
  EXPECT_EQ(message(why, Language::en), "k1 doesn't give hired, which the figure needs");
  EXPECT_EQ(message(why, Language::zh), "k1 未给出 hired，而所求项目需要它");
  EXPECT_EQ(why.place.row, 2U);
}

TEST_F(RowsTest, ARefusalLeavesNothingBehind) {
  tiny.item("x", "days_between(hired, month.first)");
  tiny.item("y", "if(wage > 0, x, 7)");
  tiny.item("z", "wage * 2");
  tiny.load();
  const run::Table table = tiny.roster({{{"wage", "1.00"}}, {{"wage", "1.00"}, {"hired", "2025-09-30"}}, {}});
  Evaluator evaluator(tiny.policy(), table, month("2025-10"));
  const auto value = [&](std::size_t row, const char* item) { return told(evaluator.value(row, tiny.index_of(item))); };
  EXPECT_EQ(value(0, "y"), "!fact-absent");
  EXPECT_EQ(value(0, "z"), "2.00") << "another item of a refused row";
  EXPECT_EQ(value(0, "y"), "!fact-absent") << "still";
  EXPECT_EQ(value(1, "y"), "1") << "another row";
  EXPECT_EQ(value(2, "y"), "7") << "where the fact doesn't matter";
  EXPECT_EQ(value(0, "z"), "2.00") << "back again";
}

TEST_F(RowsTest, YearToDateIsTheOpeningAndNothingInJanuary) {
  paid("earned", "wage");
  paid("ytd", "year_to_date(earned) + earned");
  tiny.load();
  const Cells row{{"wage", "100.00"}, {"ytd.earned", "900.05"}};
  EXPECT_EQ(tiny.worked_out(row, "ytd", "2025-10"), "1000.05");
  EXPECT_EQ(tiny.worked_out(row, "ytd", "2026-01"), "100.00") << "a new year";
  EXPECT_EQ(tiny.worked_out({{"wage", "100.00"}}, "ytd"), "100.00") << "no opening: nothing so far";
}

TEST_F(RowsTest, LastMonthIsReadInJanuaryToo) {
  paid("earned", "wage");
  paid("more", "earned - last_month(earned)");
  tiny.load();
  const Cells row{{"wage", "100.00"}, {"last.earned", "90.00"}};
  EXPECT_EQ(tiny.worked_out(row, "more", "2026-01"), "10.00");
  EXPECT_EQ(tiny.worked_out({{"wage", "100.00"}}, "more"), "100.00");
}

TEST_F(RowsTest, WhatIsSetByHandStandsInForTheFormula) {
  paid("earned", "wage");
  tiny.item("x", "earned * 2");
  tiny.load();
  EXPECT_EQ(all(tiny, {{{"wage", "1.00"}, {"set.earned", "5.00"}}, {{"wage", "1.00"}}}, "x"), (All{"10.00", "2.00"}));
}

TEST_F(RowsTest, ARuleIsBrokenOrKept) {
  tiny.rules(
      R"j([{"code": "paid-back", "formula": "wage >= 0", "fact": "wage", "message": {"zh": "负", "en": "negative"}},
                {"code": "hired-later", "formula": "not known(bonus) or hired <= month.last", "message": {"zh": "晚", "en": "late"}}])j");
  tiny.item("x", "wage");
  tiny.load();
  const run::Table table = tiny.roster({{{"wage", "1.00"}, {"hired", "2025-11-01"}},
                                        {{"wage", "-1.00"}, {"hired", "2025-11-01"}, {"bonus", "1.00"}},
                                        {{"bonus", "1.00"}, {"hired", "2025-11-01"}},
                                        {{"bonus", "1.00"}, {"hired", "2025-10-31"}}});
  Evaluator evaluator(tiny.policy(), table, month("2025-10"));
  EXPECT_EQ(evaluator.broken_rule(0), std::nullopt);
  EXPECT_EQ(evaluator.broken_rule(1), 0) << "the first that is broken";
  EXPECT_EQ(evaluator.broken_rule(2), 1);
  EXPECT_EQ(evaluator.broken_rule(3), std::nullopt);
}

TEST_F(RowsTest, SumsGoOverEveryRow) {
  tiny.item("total", "sum_of(wage)");
  tiny.item("of_grade", "sum_of(wage by grade)");
  tiny.item("mean", "round(mean_of(wage by grade), fen)");
  tiny.item("exact", "mean_of(wage)");
  tiny.item("people", "count_of(wage > 1 yuan)");
  tiny.item("of_both", "count_of(wage > 1 yuan by grade)");
  tiny.load();
  const std::vector<Cells> rows{{{"wage", "1.00"}, {"grade", "high"}},
                                {{"wage", "2.00"}, {"grade", "low"}},
                                {{"wage", "4.01"}, {"grade", "high"}},
                                {{"wage", "-0.01"}, {"grade", "high"}}};
  EXPECT_EQ(all(tiny, rows, "total"), (All{"7.00", "7.00", "7.00", "7.00"}));
  EXPECT_EQ(all(tiny, rows, "of_grade"), (All{"5.00", "2.00", "5.00", "5.00"}));
  EXPECT_EQ(all(tiny, rows, "mean"), (All{"1.67", "2.00", "1.67", "1.67"}));
  EXPECT_EQ(all(tiny, rows, "exact"), (All{"1.75", "1.75", "1.75", "1.75"}));
  EXPECT_EQ(all(tiny, rows, "people"), (All{"2", "2", "2", "2"}));
  EXPECT_EQ(all(tiny, rows, "of_both"), (All{"1", "1", "1", "1"}));
}

// A sum of what itself rests on a sum, asked for in the midst of a row.
TEST_F(RowsTest, SumsMayRestOnSums) {
  tiny.item("above", "if(wage > mean_of(wage), wage, 0)");
  tiny.item("x", "above + sum_of(above)");
  tiny.load();
  EXPECT_EQ(all(tiny, {{{"wage", "1.00"}}, {{"wage", "2.00"}}, {{"wage", "6.00"}}}, "x"),
            (All{"6.00", "6.00", "12.00"}));
}

TEST_F(RowsTest, SharesOverPeopleGoByTheKeysBytes) {
  tiny.item("share", "apportion(1 yuan, wage)");
  tiny.load();
  const std::vector<Cells> rows{
      {{"key", "b"}, {"wage", "1.00"}}, {{"key", "a"}, {"wage", "1.00"}}, {{"key", "B"}, {"wage", "1.00"}}};
  EXPECT_EQ(all(tiny, rows, "share"), (All{"0.33", "0.33", "0.34"})) << "B is before a";
  const std::vector<Cells> other_order{rows[2], rows[0], rows[1]};
  EXPECT_EQ(all(tiny, other_order, "share"), (All{"0.34", "0.33", "0.33"}));
  EXPECT_EQ(all(tiny, {{{"wage", "1.00"}}, {{"wage", "3.00"}}}, "share"), (All{"0.25", "0.75"}));
  EXPECT_EQ(all(tiny, {{}, {}}, "share"), (All{"0.50", "0.50"})) << "no weight at all: equal ones";
  EXPECT_EQ(all(tiny, {{{"wage", "-1.00"}}, {}}, "share"), (All{"!negative-weight", "!negative-weight"}));
}

// Ranges rule these out when a plan is made; the evaluator knows none, and says so at the figure.
TEST_F(RowsTest, WhatNoPlanLetsThroughIsRefusedByName) {
  tiny.parameter("band", R"("unit": "money", "axes": [{"bands": "money"}], "values": [{"from": "2025-01-01",
    "announced": "2025-01-01", "rows": [["0", "1"]], "source": "rule", "status": "verified"}])");
  tiny.item("x", "round(wage / wage * 1 yuan, fen)");
  tiny.item("y", "band[wage]");
  tiny.item("z", "split(1 yuan, 1, wage, 1 yuan)");
  tiny.load();
  const run::Table table = tiny.roster({{{"wage", "-0.05"}}, {{"wage", "0.00"}}});
  Evaluator evaluator(tiny.policy(), table, month("2025-10"));
  const auto why = [&](std::size_t row, const char* item) {
    const Result<Answer> refused = evaluator.value(row, tiny.index_of(item));
    if (refused.ok()) return std::string("no refusal");
    const Diagnostic& first = refused.diagnostics().all()[0];
    return message(first, Language::en) + " at " + std::to_string(first.caret_column) + ": " + first.source_line;
  };
  EXPECT_EQ(why(1, "x"), "the divisor may be 0: its range is 0 at 14: round(wage / wage * 1 yuan, fen)");
  EXPECT_EQ(why(0, "y"), "table band doesn't cover -0.05: it is looked up for -0.05 at 1: band[wage]");
  EXPECT_EQ(why(0, "z"), "a weight may be negative: its range is -0.05 at 18: split(1 yuan, 1, wage, 1 yuan)");
  EXPECT_EQ(why(1, "z"), "no refusal");
}

TEST_F(RowsTest, ASheetMayBeReadOnADateOfTheRow) {
  tiny.read_on("hired");
  tiny.parameter("rate", R"("unit": "rate", "values": [
    {"from": "2024-01-01", "announced": "2024-01-01", "value": "0.1", "source": "rule", "status": "verified"},
    {"from": "2025-01-01", "announced": "2024-12-01", "value": "0.2", "source": "rule", "status": "verified"}])");
  tiny.item("x", "rate");
  tiny.item("y", "at(rate, month.first)");
  tiny.load();
  EXPECT_EQ(all(tiny, {{{"hired", "2024-12-31"}}, {{"hired", "2025-01-01"}}, {{"hired", "2023-12-31"}}, {}}, "x"),
            (All{"0.1", "0.2", "!no-value", "!fact-absent"}));
  EXPECT_EQ(all(tiny, {{{"hired", "2023-12-31"}}}, "y"), (All{"0.2"})) << "at another day than the row's";
}

TEST_F(RowsTest, WhatARunKnowsBoundsWhatAFormulaKnows) {
  tiny.parameter("rate", R"("unit": "rate", "values": [
    {"from": "2025-01-01", "announced": "2024-12-01", "value": "0.1", "source": "rule", "status": "verified"},
    {"from": "2025-07-01", "announced": "2025-08-29", "value": "0.2", "source": "rule", "status": "verified"}])");
  tiny.item("x", "rate");
  tiny.item("y", "at(rate, month.first, \"2026-01-01\")");
  tiny.load();
  const run::Table table = tiny.roster({{}});
  const auto known = [&](const char* as_of, const char* item) {
    Question question = month("2025-08");
    question.as_of = Day::parse(as_of);
    return told(Evaluator(tiny.policy(), table, question).value(0, tiny.index_of(item)));
  };
  EXPECT_EQ(known("2025-08-28", "x"), "0.1");
  EXPECT_EQ(known("2025-08-29", "x"), "0.2");
  EXPECT_EQ(known("2025-08-28", "y"), "0.1") << "never later than the run's as-of";
  EXPECT_EQ(known("2026-08-28", "y"), "0.2");
}

}  // namespace
}  // namespace fenglu::explain
