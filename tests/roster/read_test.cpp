// Reading: what becomes of a good roster, and how everything that is wrong with a bad one is told at once.
#include "engine/roster/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string header = "工号,姓名,岗位,入职日期,wage,hf.rate,overtime,veteran,left_on,grade_since,id_card\n";
const std::string zhang = "001,张三,文职,2020-01-02,\"12,345.67\",7%,36.5,是,,2021/3/4,310115199001011234\n";
const std::string li = " 002 ,,service,20190506,5000,,,,2025-10-20,,\n";

run::Table table_of(const std::string& bytes) {
  const Reading read = reading(bytes);
  EXPECT_THAT(read.told(), IsEmpty());
  return read.roster ? read.roster->table : run::Table{};
}

TEST(Read, FillsTheLanes) {
  const run::Table table = table_of(header + zhang + li);
  EXPECT_EQ(table.rows, 2u);
  EXPECT_THAT(table.keys, ElementsAre("001", "002"));
  EXPECT_THAT(table.row_numbers, ElementsAre(2, 3));
  EXPECT_THAT(table.facts.at(post).lanes, ElementsAre(0, 1));
  EXPECT_THAT(table.facts.at(wage).lanes, ElementsAre(1234567, 500000));
  EXPECT_THAT(table.facts.at(hired_on).lanes,
              ElementsAre(Day::make(2020, 1, 2)->number(), Day::make(2019, 5, 6)->number()));
  for (const int fact : {post, wage, hired_on}) EXPECT_TRUE(table.facts.at(fact).present.empty()) << fact;
}

TEST(Read, WritesAConstantDefaultIntoEmptyCells) {
  const run::Table table = table_of(header + zhang + li);
  EXPECT_THAT(table.facts.at(fund_rate).lanes, ElementsAre(700, 700));
  EXPECT_THAT(table.facts.at(overtime).lanes, ElementsAre(3650, 0));
  EXPECT_THAT(table.facts.at(veteran).lanes, ElementsAre(1, 0));
  for (const int fact : {fund_rate, overtime, veteran}) EXPECT_TRUE(table.facts.at(fact).present.empty()) << fact;
}

TEST(Read, LeavesAbsentCellsAbsent) {
  const run::Table table = table_of(header + zhang + li);
  EXPECT_THAT(table.facts.at(left_on).present, ElementsAre(0, 1)) << "an optional fact";
  EXPECT_THAT(table.facts.at(left_on).lanes, ElementsAre(0, Day::make(2025, 10, 20)->number()));
  EXPECT_THAT(table.facts.at(grade_since).present, ElementsAre(1, 0)) << "a default by formula";
  EXPECT_TRUE(table_of(header + zhang).facts.at(grade_since).present.empty()) << "all given";
}

TEST(Read, InternsTexts) {
  const run::Table table = table_of(header + zhang + li + "003,张三,文职,2020-01-02,1,,,,,,\n");
  const std::vector<std::int64_t>& names = table.facts.at(full_name).lanes;
  ASSERT_EQ(names.size(), 3u);
  EXPECT_EQ(names[0], names[2]);
  EXPECT_EQ(table.texts.at(static_cast<std::size_t>(names[0])), "张三");
  EXPECT_EQ(table.texts.at(static_cast<std::size_t>(names[1])), "") << "the default of a text";
  EXPECT_THAT(table.facts.at(id_card).present, ElementsAre(1, 0, 0));
}

TEST(Read, LeavesFactsWithoutAColumnToThePlan) {
  const run::Table table = table_of("staff_id,post,hired_on,wage\n1,文职,2020-01-02,5\n");
  EXPECT_EQ(table.facts.size(), 3u);
  EXPECT_FALSE(table.facts.contains(staff_id)) << "keys stand apart";
}

TEST(Read, GivesTheKeyLanesWhereAFormulaReadsIt) {
  const Document document = opened("staff_id,post,hired_on,wage\n7,文职,2020-01-02,5\n");
  plan::Plan plan = sample_plan();
  plan.facts = {staff_id};
  const Result<Roster> roster = read(document, matched(document), plan);
  ASSERT_TRUE(roster);
  EXPECT_EQ(roster->table.texts.at(static_cast<std::size_t>(roster->table.facts.at(staff_id).lanes.at(0))), "7");
}

TEST(Read, TakesWhatIsSetByHand) {
  const Reading read = reading(
      "staff_id,post,hired_on,wage,set.wage.gross,set.pay.net\n1,文职,2020-01-02,5,99.50,\n2,文职,2020-01-02,5,,1\n");
  ASSERT_TRUE(read.roster);
  const run::Column& set = read.roster->table.set_by_hand.at(gross);
  EXPECT_THAT(set.present, ElementsAre(1, 0));
  EXPECT_THAT(set.lanes, ElementsAre(9950, 0));
  EXPECT_FALSE(read.roster->table.set_by_hand.contains(net)) << "the plan doesn't have it";
  EXPECT_THAT(read.told(),
              ElementsAre("staff.csv: row 1, column set.pay.net: warning[unused-column]: column set.pay.net "
                          "isn't used: this run doesn't work out pay.net"));
}

TEST(Read, TakesTheOpeningThatItBrings) {
  const Reading read = reading(
      "staff_id,post,hired_on,wage,ytd.wage.gross,ytd.代扣个税,last.pay.net,ytd.pay.net\n1,文职,2020-01-02,5,1000,-2."
      "50,3,\n2,文职,2020-01-02,5,,,,\n");
  ASSERT_TRUE(read.roster) << read.told().front();
  EXPECT_THAT(read.roster->table.year_to_date.at(gross).lanes, ElementsAre(100000, 0));
  EXPECT_THAT(read.roster->table.year_to_date.at(gross).present, ElementsAre(1, 0));
  EXPECT_THAT(read.roster->table.year_to_date.at(withheld).lanes, ElementsAre(-250, 0));
  EXPECT_THAT(read.roster->table.last_month.at(net).lanes, ElementsAre(300, 0));
  EXPECT_FALSE(read.roster->table.year_to_date.contains(net)) << "nothing reads it";
}

TEST(Read, HoldsItemCellsAgainstTheirRanges) {
  EXPECT_THAT(
      reading("staff_id,post,hired_on,wage,ytd.wage.gross,set.wage.gross,last.pay.net\n1,文职,2020-01-02,5,100000.01,-"
              "1,50000.01\n")
          .told(),
      ElementsAre(
          "staff.csv: row 2, column ytd.wage.gross: error[cell-range]: '100000.01' is outside 0.00 to 100,000.00",
          "staff.csv: row 2, column set.wage.gross: error[cell-range]: '-1' is outside 0.00 to 9,999,999.99",
          "staff.csv: row 2, column last.pay.net: error[cell-range]: '50000.01' is outside -50,000.00 to 50,000.00"));
}

TEST(Read, NamesEveryBadCellAtOnce) {
  EXPECT_THAT(
      reading(header + zhang + ",,文员,2023-02-29,1.005,7,1e2,x,2025/13/1,45474,3.1E+17\n" + li).told(),
      ElementsAre(
          "staff.csv: row 3, column 工号: error[cell-empty]: the cell is empty",
          "staff.csv: row 3, column 岗位: error[cell-category]: '文员' isn't a member of post",
          "staff.csv: row 3, column 入职日期: error[cell-date]: the calendar has no day '2023-02-29'",
          "staff.csv: row 3, column wage: error[cell-decimals]: '1.005' has more than 2 decimals",
          "staff.csv: row 3, column hf.rate: error[cell-rate]: '7' is over 1, as a rate",
          "staff.csv: row 3, column overtime: error[cell-format]: '1e2' can't be read: it is in scientific notation",
          "staff.csv: row 3, column veteran: error[cell-format]: 'x' can't be read: it is neither yes nor no",
          "staff.csv: row 3, column left_on: error[cell-date]: the calendar has no day '2025/13/1'",
          "staff.csv: row 3, column grade_since: error[cell-format]: '45474' can't be read: it looks like a "
          "spreadsheet's own serial number of a day",
          "staff.csv: row 3, column id_card: error[cell-destroyed]: '3.1E+17' is in scientific notation: a "
          "spreadsheet has destroyed this number, its last digits are gone"));
}

TEST(Read, RefusesEmptyRequiredCells) {
  EXPECT_THAT(reading(header + "1,,,,,,,,,,\n").told(),
              ElementsAre("staff.csv: row 2, column 岗位: error[cell-empty]: the cell is empty",
                          "staff.csv: row 2, column 入职日期: error[cell-empty]: the cell is empty",
                          "staff.csv: row 2, column wage: error[cell-empty]: the cell is empty"));
  EXPECT_THAT(reading(header + "=\"\",,文职,2020-01-02,5,,,,,,\n").told(),
              ElementsAre("staff.csv: row 2, column 工号: error[cell-empty]: the cell is empty"));
}

TEST(Read, RefusesErrorsOfASpreadsheet) {
  EXPECT_THAT(
      reading("staff_id,post,hired_on,wage\n#N/A,文职,########,#REF!\n").told(),
      ElementsAre(
          "staff.csv: row 2, column staff_id: error[cell-error-value]: '#N/A' is an error of the spreadsheet",
          "staff.csv: row 2, column hired_on: error[cell-error-value]: '########' is an error of the spreadsheet",
          "staff.csv: row 2, column wage: error[cell-error-value]: '#REF!' is an error of the spreadsheet"));
}

TEST(Read, RefusesAKeyThatStandsTwice) {
  EXPECT_THAT(reading(header + zhang + li + " 001　,x,文职,2020-01-02,5,,,,,,\n").told(Language::zh),
              ElementsAre("staff.csv: 第 4 行“工号”列: error[key-twice]: “001” 出现两次：第 2 行和第 4 行"));
}

TEST(Read, RefusesRowsOfAnotherLength) {
  EXPECT_THAT(reading("staff_id,post,hired_on,wage\n1,文职,2020-01-02\n2,文职,2020-01-02,1,234.50\n").told(),
              ElementsAre("staff.csv: row 2: error[ragged-row]: the row has 3 cells, the header 4",
                          "staff.csv: row 3: error[ragged-row]: the row has 5 cells, the header 4"));
}

TEST(Read, RefusesEmptyRowsBetweenOthersOnly) {
  EXPECT_THAT(reading(header + zhang + "\n,,,,,,,,,,\n" + li + "\n,,,,,,,,,,\n").told(),
              ElementsAre("staff.csv: row 3: error[empty-row]: an empty row between others",
                          "staff.csv: row 4: error[empty-row]: an empty row between others"));
}

TEST(Read, CountsErrorsBeyondTheFirstHundred) {
  std::string bytes = "staff_id,post,hired_on,wage\n";
  for (int i = 0; i < 250; ++i) bytes += std::to_string(i) + ",文职,2020-01-02,x\n";
  const Reading read = reading(bytes);
  ASSERT_FALSE(read.roster);
  EXPECT_EQ(read.roster.diagnostics().errors(), 250u);
  EXPECT_EQ(read.roster.diagnostics().all().size(), 100u);
  EXPECT_EQ(read.roster.diagnostics().left_out(), 150u);
}

TEST(Read, GivesTheSameTableInEveryEncodingAndDialect) {
  const run::Table expected = table_of(header + zhang + li);
  Encoder encoder(Encoding::gb18030);
  const std::string gb18030(encoder.encode(header + zhang + li));
  std::string semicolons = header + zhang + li;
  std::replace(semicolons.begin(), semicolons.end(), ',', ';');
  semicolons.replace(semicolons.find("12;345"), 6, "12,345");
  std::string returns;
  for (const char c : header + zhang + li) returns += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (const std::string& bytes : {gb18030, "\xEF\xBB\xBF" + header + zhang + li, semicolons, returns}) {
    const run::Table table = table_of(bytes);
    EXPECT_EQ(table.keys, expected.keys);
    EXPECT_EQ(table.texts, expected.texts);
    for (const auto& [fact, column] : expected.facts) {
      EXPECT_EQ(table.facts.at(fact).lanes, column.lanes) << fact;
      EXPECT_EQ(table.facts.at(fact).present, column.present) << fact;
    }
  }
}

TEST(Read, HasNothingToSayOfARosterWithoutRows) { EXPECT_EQ(table_of(header).rows, 0u); }

}  // namespace
}  // namespace fenglu::roster
