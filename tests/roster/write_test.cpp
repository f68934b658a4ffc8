// Writers: the exact bytes of results, openings and templates, and what a spreadsheet must not make of them.
#include "engine/roster/write.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/lane.hpp"
#include "engine/roster/next_opening.hpp"
#include "engine/roster/opening.hpp"
#include "engine/roster/spreadsheet.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

run::Table two_rows() {
  run::Table table;
  table.rows = 2;
  table.keys = {"001", "=1+1"};
  table.texts = {"", "a,b", "@x"};
  return table;
}

// In the order of the plan's items: gross, withheld, net, hours, is_new, payday, post, note.
run::Results two_results() {
  const std::int64_t day = Day::make(2025, 10, 15)->number();
  return {{{123450, 0}, {-5, 99999999999}, {100, -100}, {365, 0}, {1, 0}, {day, day + 1}, {0, 1}, {1, 2}}, {}};
}

std::string written(const WriteOptions& options, const run::Table& table = two_rows()) {
  std::string out;
  const plan::Plan plan = sample_plan();
  const run::Results results = two_results();
  EXPECT_FALSE(ResultWriter(plan, table, results, options).write([&](std::string_view bytes) { out += bytes; }));
  return out;
}

TEST(Results, AreWrittenAsTheContractSays) {
  EXPECT_EQ(written({}),
            "staff_id,wage.gross,tax.withheld,pay.net,overtime.hours,staff.is_new,pay.day,staff.post,staff.note\n"
            "001,1234.50,-0.05,1.00,36.5,true,2025-10-15,civilian,\"a,b\"\n"
            "'=1+1,0.00,999999999.99,-1.00,0.0,false,2025-10-16,service,'@x\n");
}

TEST(Results, TakeHeadersColumnsAndRows) {
  WriteOptions options{Headers::zh, Encoding::utf8, {net, gross}, {0}};
  EXPECT_EQ(written(options), "人员编号,实发工资,应发工资\n'=1+1,-1.00,0.00\n");
  options.headers = Headers::en;
  options.left_out = {0, 1};
  EXPECT_EQ(written(options), "staff number,net pay,gross pay\n");
}

TEST(Results, TakeTheEncoding) {
  WriteOptions options{Headers::zh, Encoding::utf8_bom, {gross}, {}};
  const std::string text = "人员编号,应发工资\n001,1234.50\n'=1+1,0.00\n";
  EXPECT_EQ(written(options), "\xEF\xBB\xBF" + text);
  options.encoding = Encoding::gb18030;
  Encoder encoder(Encoding::gb18030);
  EXPECT_EQ(written(options), encoder.encode(text));
}

TEST(Results, TellOfACharacterThatTheEncodingLacks) {
  run::Table table = two_rows();
  table.keys[0] = "\xEE\x9E\x8D";
  const plan::Plan plan = sample_plan();
  const run::Results results = two_results();
  const ResultWriter writer(plan, table, results, {.encoding = Encoding::gb18030});
  const std::optional<Diagnostic> error = writer.write([](std::string_view) {});
  ASSERT_TRUE(error);
  EXPECT_EQ(wording(error->code).name, "encoding-unfit");
  EXPECT_EQ(message(*error, Language::en), "the character '\xEE\x9E\x8D' has no place in the encoding asked for");
  EXPECT_EQ(message(*error, Language::zh), "字符 “\xEE\x9E\x8D” 无法写成所要求的编码");
}

// Keys that are written as they are, and those beside them that need a quote or a guard.
TEST(Results, HaveTheirKeysAsTextsAreWritten) {
  const plan::Plan plan = sample_plan();
  run::Table table = two_rows();
  const run::Results results = two_results();
  for (const char* const key :
       {"A017", "440301199001011234", "1E5", "a017", "=1+1", "A,7", "A\"7", " A7", "'A7", "警号7", "@7", "-7", ""}) {
    table.keys[0] = key;
    const ResultWriter writer(plan, table, results, {});
    TextBuffer row;
    writer.format_rows(0, 1, row);
    std::string expected;
    append_text(key, ',', expected);
    EXPECT_TRUE(row.text().starts_with(expected + ",")) << row.text();
  }
}

TEST(Results, AreTheSameInPieces) {
  const plan::Plan plan = sample_plan();
  const run::Table table = two_rows();
  const run::Results results = two_results();
  const ResultWriter writer(plan, table, results, {});
  TextBuffer pieces;
  pieces.append(writer.header());
  writer.format_rows(0, 1, pieces);
  writer.format_rows(1, 1, pieces);
  writer.format_rows(1, 2, pieces);
  EXPECT_EQ(pieces.text(), written({}));
}

TEST(Results, AreHandedOnInBlocks) {
  run::Table table;
  table.rows = 40000;
  run::Results results = two_results();
  for (auto& lanes : results.columns) lanes.assign(table.rows, 0);
  for (std::size_t row = 0; row < table.rows; ++row) table.keys.push_back(std::to_string(row));
  const plan::Plan plan = sample_plan();
  std::size_t calls = 0, lines = 0;
  ResultWriter(plan, table, results, {.items = {gross}}).write([&](std::string_view bytes) {
    ++calls;
    lines += static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    EXPECT_EQ(bytes.back(), '\n') << "no row is cut";
  });
  EXPECT_EQ(lines, table.rows + 1);
  EXPECT_GT(calls, 1u);
  EXPECT_LT(calls, 10u);
}

TEST(Lanes, AreDecimalsOfTheirPlaces) {
  const std::vector<std::tuple<std::int64_t, int, std::string>> table = {{0, 2, "0.00"},
                                                                         {5, 2, "0.05"},
                                                                         {-5, 2, "-0.05"},
                                                                         {99, 2, "0.99"},
                                                                         {100, 2, "1.00"},
                                                                         {12345, 0, "12345"},
                                                                         {12345, 4, "1.2345"},
                                                                         {7, 4, "0.0007"},
                                                                         {-1, 0, "-1"},
                                                                         {1000000, 2, "10000.00"},
                                                                         {9, 1, "0.9"},
                                                                         {123456789, 9, "0.123456789"},
                                                                         {INT64_MAX, 2, "92233720368547758.07"},
                                                                         {INT64_MIN, 2, "-92233720368547758.08"}};
  for (const auto& [lane, decimals, text] : table) {
    std::string out;
    append_decimal(lane, decimals, out);
    EXPECT_EQ(out, text);
  }
  EXPECT_EQ(show_decimal(123456789, 2), "1,234,567.89");
  EXPECT_EQ(show_decimal(-99900, 2), "-999.00");
  EXPECT_EQ(show_decimal(-100000, 2), "-1,000.00");
  EXPECT_EQ(format_lane(Month::make(2025, 3).number(), {policy::Unit::month, -1}, 0, sample_policy()), "2025-03");
  EXPECT_EQ(format_lane(1, {policy::Unit::category, 0}, 0, sample_policy()), "service");
}

TEST(Guard, StandsBeforeWhateverBeginsAFormula) {
  for (const char* text :
       {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1"}) {
    EXPECT_TRUE(needs_guard(text)) << text;
    EXPECT_EQ(without_guard("'" + std::string(text)), text) << text;
  }
  for (const char* text : {"", "1", "a=b", "'", "'tis", "''", " =1", "张三"}) {
    EXPECT_FALSE(needs_guard(text)) << text;
    EXPECT_EQ(without_guard(text), text) << text;
  }
}

TEST(CsvCells, AreQuotedWhereTheyMustBe) {
  const std::vector<std::pair<std::string, std::string>> table = {{"", ""},
                                                                  {"plain", "plain"},
                                                                  {"a,b", "\"a,b\""},
                                                                  {"a;b", "a;b"},
                                                                  {"say \"hi\"", "\"say \"\"hi\"\"\""},
                                                                  {"two\nlines", "\"two\nlines\""},
                                                                  {"return\r", "\"return\r\""}};
  for (const auto& [cell, expected] : table) {
    std::string out;
    append_cell(cell, ',', out);
    EXPECT_EQ(out, expected);
  }
}

std::string next_opening(const plan::Plan& plan, const run::Table& table) {
  std::string out;
  const run::Results results = two_results();
  EXPECT_FALSE(write_next_opening(plan, table, results, {}, [&](std::string_view bytes) { out += bytes; }));
  return out;
}

TEST(NextOpening, AddsThisMonthToTheEarlierOnes) {
  run::Table table = two_rows();
  table.year_to_date[gross] = {{100, 0}, {1, 0}};
  table.year_to_date[withheld] = {{7, 1}, {}};
  EXPECT_EQ(next_opening(sample_plan(), table),
            "staff_id,wage.gross,tax.withheld,last.pay.net\n001,1235.50,0.02,1.00\n'=1+1,0.00,1000000000.00,-1.00\n");
}

TEST(NextOpening, OfJanuaryIsJanuary) {
  EXPECT_EQ(next_opening(sample_plan(Month::make(2025, 1)), two_rows()),
            "staff_id,wage.gross,tax.withheld,last.pay.net\n001,1234.50,-0.05,1.00\n'=1+1,0.00,999999999.99,-1.00\n");
}

TEST(NextOpening, LeavesOutWhatItDoesntKnow) {
  run::Table table = two_rows();
  table.year_to_date[gross] = {{100, 0}, {}};
  EXPECT_EQ(next_opening(sample_plan(), table).substr(0, 32), "staff_id,wage.gross,last.pay.net")
      << "an opening without tax.withheld says nothing of its sum";
}

TEST(NextOpening, NamesTheItemsItNeeds) {
  plan::Plan plan = sample_plan();
  EXPECT_THAT(missing_for_next_opening(plan), IsEmpty());
  plan.items = {withheld};
  EXPECT_THAT(missing_for_next_opening(plan), ElementsAre(gross)) << "pay.net isn't asked for, nor its last month";
  plan.items = {net};
  EXPECT_THAT(missing_for_next_opening(plan), ElementsAre(gross, withheld)) << "through the items that it reads";
}

TEST(NextOpening, IsReadAsTheNextMonthsOpening) {
  run::Results results = two_results();
  results.columns[withheld] = {-5, 77};
  std::string bytes;
  write_next_opening(sample_plan(Month::make(2025, 1)), two_rows(), results, {},
                     [&](std::string_view part) { bytes += part; });
  const Document roster = opened("staff_id,post,hired_on,wage\n'=1+1,文职,2020-01-02,1\n001,文职,2020-01-02,1\n");
  const Layout layout = matched(roster);
  const plan::Plan february = sample_plan(Month::make(2025, 2));
  const Result<run::Table> table = read_opening(opened(bytes), layout, february, read(roster, layout, february)->table);
  ASSERT_TRUE(table) << told(table.diagnostics()).front();
  EXPECT_THAT(table->keys, ElementsAre("=1+1", "001"));
  EXPECT_THAT(table->year_to_date.at(gross).lanes, ElementsAre(0, 123450));
  EXPECT_THAT(table->year_to_date.at(withheld).lanes, ElementsAre(77, -5));
  EXPECT_THAT(table->last_month.at(net).lanes, ElementsAre(-100, 100));
}

TEST(Template, HoldsRequiredFactsFirst) {
  std::string out;
  const auto sink = [&](std::string_view bytes) { out += bytes; };
  EXPECT_FALSE(write_template(sample_sheet(), Headers::id, Encoding::utf8, sink));
  EXPECT_EQ(out, "staff_id,post,hired_on,wage,name,hf.rate,overtime,veteran,left_on,grade_since,id_card\n");
  EXPECT_EQ(matched(opened(out)).columns.size(), 11u) << "it can be read";
  out.clear();
  EXPECT_FALSE(write_template(sample_sheet(), Headers::zh, Encoding::utf8_bom, sink));
  EXPECT_TRUE(out.starts_with("\xEF\xBB\xBF人员编号,岗位,入职日期,"));
  EXPECT_EQ(matched(opened(out)).columns.size(), 11u);
}

}  // namespace
}  // namespace fenglu::roster
