// Rejects: the good rows are kept, the bad ones written as they came with the reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/rejection.hpp"
#include "engine/roster/write.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string header = "staff_id,post,hired_on,wage\n";

std::string written(const Document& document, const std::vector<Rejected>& rejected,
                    Encoding encoding = Encoding::utf8) {
  std::string out;
  EXPECT_FALSE(write_rejected(document, rejected, encoding, [&](std::string_view bytes) { out += bytes; }));
  return out;
}

Reading rejecting(const std::string& rows, Language language = Language::en) {
  Reading read = reading(header + rows, {true, language});
  EXPECT_TRUE(read.roster);
  return read;
}

TEST(Rejects, KeepTheGoodRowsInOrder) {
  const Reading read =
      rejecting("1,文职,2020-01-02,10\n2,文职,x,20\n3,文职,2020-01-02,30\n4,文职,2020-01-02,\n5,勤务,2020-01-02,50\n");
  const run::Table& table = read.roster->table;
  EXPECT_EQ(table.rows, 3u);
  EXPECT_THAT(table.keys, ElementsAre("1", "3", "5"));
  EXPECT_THAT(table.row_numbers, ElementsAre(2, 4, 6));
  EXPECT_THAT(table.facts.at(wage).lanes, ElementsAre(1000, 3000, 5000));
  EXPECT_THAT(table.facts.at(post).lanes, ElementsAre(0, 0, 1));
  EXPECT_EQ(read.document.raw(read.roster->raw.at(2)), "5,勤务,2020-01-02,50");
  EXPECT_THAT(read.told(), IsEmpty());
}

TEST(Rejects, AreWrittenAsTheyCameWithEveryReason) {
  const Reading read = rejecting("1,文职,2020-01-02,10\n\" 2 \",文员,2023-02-29,\"1,0\"\n");
  EXPECT_EQ(written(read.document, read.roster->rejected),
            "staff_id,post,hired_on,wage,reason\n"
            "\" 2 \",文员,2023-02-29,\"1,0\",\"post: '文员' isn't a member of post; hired_on: the calendar has no day "
            "'2023-02-29'; wage: '1,0' can't be read: its thousands separators are out of place\"\n");
}

TEST(Rejects, SpeakTheLanguageAskedFor) {
  const Reading read = rejecting("1,文员,2020-01-02,x\n", Language::zh);
  ASSERT_EQ(read.roster->rejected.size(), 1u);
  EXPECT_EQ(read.roster->rejected[0].reason, "post：“文员” 不是岗位的成员；wage：“x” 无法读取：这不是数字");
}

TEST(Rejects, TakeBothRowsOfAKey) {
  const Reading read = rejecting("1,文职,2020-01-02,10\n2,文职,2020-01-02,20\n1,文职,2020-01-02,30\n");
  EXPECT_THAT(read.roster->table.keys, ElementsAre("2"));
  ASSERT_EQ(read.roster->rejected.size(), 2u);
  EXPECT_EQ(read.roster->rejected[0].row, 2u);
  EXPECT_EQ(read.roster->rejected[0].reason, "staff_id: '1' stands twice: in rows 2 and 4");
  EXPECT_EQ(read.roster->rejected[1].reason, "staff_id: '1' stands twice: in rows 2 and 4");
}

TEST(Rejects, TakeTheOtherRowOfABadRowsKey) {
  const Reading read = rejecting("1,文职,x,10\n1,文职,2020-01-02,30\n");
  EXPECT_THAT(read.roster->table.keys, IsEmpty()) << "which of the two is meant can't be told";
  EXPECT_EQ(read.roster->rejected.size(), 2u);
}

TEST(Rejects, FillUpShortRows) {
  const Reading read = rejecting("1,文职\n\n2,文职,2020-01-02,10,,\n3,文职,2020-01-02,10\n");
  EXPECT_EQ(written(read.document, read.roster->rejected),
            "staff_id,post,hired_on,wage,reason\n"
            "1,文职,,,\"the row has 2 cells, the header 4\"\n"
            ",,,,an empty row between others\n"
            "2,文职,2020-01-02,10,,,\"the row has 6 cells, the header 4\"\n");
}

TEST(Rejects, KeepDialectAndTakeTheEncoding) {
  const Document document = opened("staff_id;post;hired_on;wage\r\n1;文员;2020-01-02;\"1;\n2\"\r\n");
  const Result<Roster> roster = read(document, matched(document), sample_plan(), {true, Language::zh});
  ASSERT_TRUE(roster);
  const std::string utf8 =
      "staff_id;post;hired_on;wage;reason\n1;文员;2020-01-02;\"1;\n2\";\"post：“文员” 不是岗位的成员；wage：“1; 2” "
      "无法读取：除数字外还有别的字符\"\n";
  EXPECT_EQ(written(document, roster->rejected, Encoding::utf8_bom), "\xEF\xBB\xBF" + utf8);
  Encoder encoder(Encoding::gb18030);
  EXPECT_EQ(written(document, roster->rejected, Encoding::gb18030), encoder.encode(utf8));
}

TEST(Rejects, CanBeMendedAndReadAgain) {
  const Reading read = rejecting("1,文职,2020-01-02,\"1,0\"\n");
  std::string bytes = written(read.document, read.roster->rejected);
  bytes.replace(bytes.find("\"1,0\""), 5, "10");
  const Reading again = reading(bytes);
  ASSERT_TRUE(again.roster);
  EXPECT_THAT(again.roster->table.keys, ElementsAre("1"));
}

TEST(Rejects, TakeWhatTheRunRefused) {
  Reading read = rejecting("1,文职,2020-01-02,10\n2,文职,x,20\n3,文职,2030-01-02,30\n4,文职,2020-01-02,40\n");
  Roster& roster = *read.roster;
  const Diagnostic by_rule = describe({1, 0, -1}, read.document, read.layout, roster);
  const Diagnostic by_value = describe({2, -1, 0}, read.document, read.layout, roster);
  Diagnostics both;
  both.add(by_rule);
  both.add(by_value);
  EXPECT_THAT(
      told(both),
      ElementsAre("staff.csv: row 4, column hired_on: error[row-refused]: not-employed: not employed in this month",
                  "staff.csv: row 5: error[row-no-value]: wage.floor (wage floor) has no value in force on "
                  "this row's day"));
  EXPECT_THAT(
      told(both, Language::zh),
      ElementsAre("staff.csv: 第 4 行“hired_on”列: error[row-refused]: not-employed：该月不在职",
                  "staff.csv: 第 5 行: error[row-no-value]: 参数 wage.floor（工资下限）在该行所取的日期没有有效值"));
  reject({{2, by_value}, {1, by_rule}}, read.document, Language::en, roster);
  ASSERT_EQ(roster.rejected.size(), 3u);
  EXPECT_EQ(roster.rejected[0].row, 3u) << "by row";
  EXPECT_EQ(roster.rejected[1].reason, "hired_on: not-employed: not employed in this month");
  EXPECT_EQ(roster.table.rows, 3u) << "a result's rows stay its rows";
  leave_out({1, 2}, roster);
  EXPECT_THAT(roster.table.keys, ElementsAre("1"));
}

}  // namespace
}  // namespace fenglu::roster
