// Openings: the year's earlier months find their rows, and what is missing or wrong is named.
#include "engine/roster/opening.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string roster_bytes =
    "staff_id,post,hired_on,wage\nA,文职,2020-01-02,1\nB,文职,2020-01-02,1\nC,文职,2020-01-02,1\n";

Result<run::Table> opening(const std::string& bytes, Month month = Month::make(2025, 10)) {
  const Document roster = opened(roster_bytes);
  const Layout layout = matched(roster);
  const plan::Plan plan = sample_plan(month);
  Result<Roster> read_roster = read(roster, layout, plan);
  const Result<Document> document = Document::open(bytes, "opening.csv");
  EXPECT_TRUE(document);
  return read_opening(*document, layout, plan, read_roster->table);
}

std::vector<std::string> told_of(const std::string& bytes, Month month = Month::make(2025, 10)) {
  return told(opening(bytes, month).diagnostics());
}

TEST(Opening, FindsItsRowsByKey) {
  const Result<run::Table> table =
      opening("staff_id,wage.gross,tax.withheld,last.pay.net\nC,3,-0.30,33\nA,1.10,0,11\nB,2,0.20,22\n");
  ASSERT_TRUE(table) << told(table.diagnostics()).front();
  EXPECT_THAT(table->year_to_date.at(gross).lanes, ElementsAre(110, 200, 300));
  EXPECT_THAT(table->year_to_date.at(withheld).lanes, ElementsAre(0, 20, -30));
  EXPECT_THAT(table->last_month.at(net).lanes, ElementsAre(1100, 2200, 3300));
  EXPECT_THAT(told(table.diagnostics()), IsEmpty());
}

TEST(Opening, KnowsItsColumnsByTitleAndPassesOverOthers) {
  const Result<run::Table> table =
      opening("人员编号,应发工资,ytd.Tax withheld,Last.实发工资,staff.note,加班时数,whatever\nA,1,2,3,\"x, y\",,z\n");
  ASSERT_TRUE(table) << told(table.diagnostics()).front();
  EXPECT_THAT(table->year_to_date.at(gross).lanes, ElementsAre(100, 0, 0));
  EXPECT_THAT(table->year_to_date.at(gross).present, ElementsAre(1, 0, 0));
  EXPECT_THAT(table->last_month.at(net).lanes, ElementsAre(300, 0, 0));
}

TEST(Opening, OfFebruaryIsJanuarysResult) {
  const std::string result = "staff_id,wage.gross,tax.withheld,pay.net\nA,1,2,3\n";
  const Result<run::Table> february = opening(result, Month::make(2025, 2));
  ASSERT_TRUE(february);
  EXPECT_THAT(february->last_month.at(net).lanes, ElementsAre(300, 0, 0));
  EXPECT_THAT(told_of(result, Month::make(2025, 3)),
              ElementsAre("opening.csv: row 1: error[missing-column]: missing columns: last.pay.net (net pay)"))
      << "in March the sum of two months isn't last month";
}

TEST(Opening, NamesAllMissingColumns) {
  EXPECT_THAT(told_of("name\nx\n"),
              ElementsAre("opening.csv: row 1: error[missing-column]: missing columns: staff_id (staff "
                          "number), wage.gross (gross pay), tax.withheld (tax withheld), last.pay.net (net pay)"));
}

TEST(Opening, RefusesTwoColumnsForOne) {
  EXPECT_THAT(
      told_of("staff_id,工号,wage.gross,应发工资,tax.withheld,last.pay.net\n"),
      ElementsAre(
          "opening.csv: row 1, column 工号: error[column-twice]: columns 1 and 2 both stand for staff_id",
          "opening.csv: row 1, column 应发工资: error[column-twice]: columns 3 and 4 both stand for wage.gross"));
}

TEST(Opening, NamesEveryBadCell) {
  EXPECT_THAT(
      told_of("staff_id,wage.gross,tax.withheld,last.pay.net\nA,100000.01,x,1\n,1,1,1\nB,,0,50000.01\nA,1,1,1\nC,1,"
              "2\n\nD,1,1,1\n"),
      ElementsAre(
          "opening.csv: row 2, column wage.gross: error[cell-range]: '100000.01' is outside 0.00 to 100,000.00",
          "opening.csv: row 2, column tax.withheld: error[cell-format]: 'x' can't be read: it isn't a number",
          "opening.csv: row 3, column staff_id: error[cell-empty]: the cell is empty",
          "opening.csv: row 4, column wage.gross: error[cell-empty]: the cell is empty",
          "opening.csv: row 4, column last.pay.net: error[cell-range]: '50000.01' is outside -50,000.00 to 50,000.00",
          "opening.csv: row 5, column staff_id: error[key-twice]: 'A' stands twice: in rows 2 and 5",
          "opening.csv: row 6: error[ragged-row]: the row has 3 cells, the header 4",
          "opening.csv: row 7: error[empty-row]: an empty row between others",
          "opening.csv: warning[opening-unknown-keys]: keys of the opening that aren't in the roster: 1, such as 'D'"));
}

TEST(Opening, CountsKeysThatTheRosterLacks) {
  const Result<run::Table> table =
      opening("staff_id,wage.gross,tax.withheld,last.pay.net\nX,1,1,1\nA,1,1,1\nY,1,1,1\n");
  ASSERT_TRUE(table);
  EXPECT_THAT(told(table.diagnostics(), Language::zh),
              ElementsAre("opening.csv: warning[opening-unknown-keys]: 期初文件中有 2 个键不在名册中，如 “X”"));
}

TEST(Opening, IsDueForWhoeverDidntJoinThisMonth) {
  const Document roster = opened(roster_bytes);
  const Result<run::Table> table = opening("staff_id,wage.gross,tax.withheld,last.pay.net\nB,1,1,1\n");
  ASSERT_TRUE(table);
  std::vector<std::size_t> asked;
  const auto joined = [&](std::size_t row) {
    asked.push_back(row);
    return row == 0;
  };
  const std::vector<Refused> missing = check_opening(*table, sample_plan(), roster, joined);
  EXPECT_THAT(asked, ElementsAre(0, 2)) << "only those without one";
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].row, 2u);
  Diagnostics out;
  out.add(missing[0].diagnostic);
  EXPECT_THAT(told(out),
              ElementsAre("staff.csv: row 4: error[opening-missing]: 'C' has no opening: the sums of the year's "
                          "earlier months are missing"));
  EXPECT_THAT(told(out, Language::zh),
              ElementsAre("staff.csv: 第 4 行: error[opening-missing]: “C” 缺少年初至上月的累计"));
}

TEST(Opening, InTheRosterIsWholeOrRefused) {
  const Document document = opened("staff_id,post,hired_on,wage,ytd.wage.gross\nA,文职,2020-01-02,1,1\n");
  EXPECT_THAT(told(check_opening_columns(document, matched(document), sample_plan())),
              ElementsAre("staff.csv: row 1: error[missing-column]: missing columns: ytd.tax.withheld (tax withheld), "
                          "last.pay.net (net pay)"));
  const Document whole = opened("staff_id,post,hired_on,wage,ytd.wage.gross,ytd.tax.withheld,last.pay.net\n");
  EXPECT_THAT(told(check_opening_columns(whole, matched(whole), sample_plan())), IsEmpty());
}

TEST(Opening, KeepsWhatThisMonthDoesntRead) {
  const Document roster = opened(roster_bytes);
  const Layout layout = matched(roster);
  plan::Plan plan = sample_plan();
  plan.opening_ranges.erase(withheld);
  const Result<Document> document =
      Document::open("staff_id,wage.gross,tax.withheld,last.pay.net\nA,1,2,3\n", "opening.csv");
  const Result<run::Table> table = read_opening(*document, layout, plan, read(roster, layout, plan)->table);
  ASSERT_TRUE(table);
  EXPECT_THAT(table->year_to_date.at(withheld).lanes, ElementsAre(200, 0, 0)) << "another month may";
}

}  // namespace
}  // namespace fenglu::roster
