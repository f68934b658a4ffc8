// Documents: what RFC 4180, and spreadsheets beside it, make of separators, quotes and line ends.
#include "engine/roster/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/dialect.hpp"
#include "engine/roster/spreadsheet.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using testing::ElementsAre;

// Each record as "row:cell|cell".
std::vector<std::string> records(const std::string& bytes) {
  const Document document = opened(bytes);
  std::vector<std::string> out;
  Cursor cursor = document.records();
  for (Record record; cursor.next(record);) {
    std::string line = std::to_string(record.row) + ":";
    for (std::size_t i = 0; i < record.cells.size(); ++i) line += (i > 0 ? "|" : "") + std::string(record.cells[i]);
    out.push_back(line);
  }
  return out;
}

std::string refusal(const std::string& bytes) {
  const Result<Document> document = Document::open(bytes, "staff.csv");
  return document ? "accepted" : told(document.diagnostics()).front();
}

TEST(Document, FindsItsSeparator) {
  EXPECT_EQ(opened("a,b,c\n").separator(), ',');
  EXPECT_EQ(opened("a;b;c\n").separator(), ';');
  EXPECT_EQ(opened("a\tb\tc\n").separator(), '\t');
  EXPECT_EQ(opened("a\n1;2;3\n").separator(), ',') << "only the header decides";
  EXPECT_EQ(opened("\"a;b;c;d\",e,f\n").separator(), ',') << "what stands in quotes doesn't count";
  EXPECT_EQ(opened("a,b;c\n").separator(), ',') << "the comma where two are equal";
  EXPECT_EQ(opened("\"x\ny\";z\n").separator(), ';') << "a header of two lines";
}

TEST(Document, CutsRecordsAtAnyLineEnd) {
  for (const char* bytes :
       {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n1,2\n3,4", "a,b\r\n1,2\n3,4\r"}) {
    EXPECT_THAT(records(bytes), ElementsAre("2:1|2", "3:3|4")) << bytes;
  }
}

TEST(Document, KeepsEmptyCells) {
  EXPECT_THAT(records("a,b,c\n,,\n1,,\n,2,\n,,3\n"), ElementsAre("2:||", "3:1||", "4:|2|", "5:||3"));
}

TEST(Document, UndoesQuotes) {
  EXPECT_THAT(records("a,b\n\"1\",\"2,3\"\n"), ElementsAre("2:1|2,3"));
  EXPECT_THAT(records("a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n"), ElementsAre("2:say \"hi\"|\""));
  EXPECT_THAT(records("a,b\n\"\",x\n"), ElementsAre("2:|x"));
  EXPECT_THAT(records("a;b\n\"1;2\";3\n"), ElementsAre("2:1;2|3"));
}

TEST(Document, CountsRowsAsASpreadsheetDoes) {
  EXPECT_THAT(records("a,b\n\"two\nlines\",1\n\"more\r\nof\nthem\",2\n3,4\n"),
              ElementsAre("2:two\nlines|1", "3:more\r\nof\nthem|2", "4:3|4"));
  EXPECT_THAT(records("\"head\nline\",b\n1,2\n"), ElementsAre("2:1|2")) << "a header of two lines is row 1";
  EXPECT_THAT(records("a,b\n1,2\n\n3,4\n"), ElementsAre("2:1|2", "3:", "4:3|4")) << "an empty row counts";
}

TEST(Document, KnowsTheTextOfARecord) {
  const Document document = opened("a,b\r\n1, 2 \r\n\"x\ny\",\"\"\"\"\r\n");
  Cursor cursor = document.records();
  Record record;
  EXPECT_EQ(document.raw_header(), "a,b");
  ASSERT_TRUE(cursor.next(record));
  EXPECT_EQ(document.raw(record.extent), "1, 2 ");
  ASSERT_TRUE(cursor.next(record));
  EXPECT_EQ(document.raw(record.extent), "\"x\ny\",\"\"\"\"");
  EXPECT_FALSE(cursor.next(record));
}

TEST(Document, PassesOverTrailingEmptyRows) {
  for (const char* tail :
       {"", "\n", "\r\n\r\n", ",\n,\n", " , \t\n", "　,　\n\n", "\"\",\"\"\n", "\" \",\n,\"\"", ",,,,\n"}) {
    EXPECT_THAT(records(std::string("a,b\n1,2\n") + tail), ElementsAre("2:1|2")) << tail;
  }
  EXPECT_THAT(records("a,b\n1,\"x\n\n\"\n\n"), ElementsAre("2:1|x\n\n")) << "lines inside quotes aren't rows";
  EXPECT_THAT(records("a,b\n1,\"x\n\"\"\n\"\n"), ElementsAre("2:1|x\n\"\n"));
  EXPECT_THAT(records("a,b\n1,2\n\"\"\"\",\n"), ElementsAre("2:1|2", "3:\"|")) << "a quote is something";
  EXPECT_THAT(records("a,b\n"), ElementsAre());
  EXPECT_THAT(records("a,b\n\n\n"), ElementsAre());
}

TEST(Document, LetsTheTextFormulaStand) {
  EXPECT_THAT(records("a,b\n=\"001\",x\n"), ElementsAre("2:=\"001\"|x"));
  EXPECT_THAT(records("a,b\nx,=\"001\""), ElementsAre("2:x|=\"001\""));
}

TEST(Document, RefusesQuotesOutOfPlace) {
  EXPECT_EQ(
      refusal("a,b\n1,2\n\"3,4\n5,6\n"),
      "staff.csv: row 3, column a: error[quotes]: a quote is out of place: the one that opens here is never closed");
  EXPECT_EQ(refusal("a,b\n1,\"2\"x\n"),
            "staff.csv: row 2, column b: error[quotes]: a quote is out of place: there is text behind the closing one");
  EXPECT_EQ(
      refusal("a,b\n1,x\"2\"\n"),
      "staff.csv: row 2, column b: error[quotes]: a quote is out of place: it stands inside a cell that isn't quoted");
  EXPECT_EQ(refusal("a,b\n1, \"2\"\n").substr(0, 40), "staff.csv: row 2, column b: error[quotes")
      << "a blank before it";
  EXPECT_EQ(
      refusal("a,\"b\n1,2\n"),
      "staff.csv: row 1, column 2: error[quotes]: a quote is out of place: the one that opens here is never closed");
  EXPECT_EQ(refusal("a,b\n1,=\"2\"3\n").substr(0, 40), "staff.csv: row 2, column b: error[quotes") << "no text formula";
  EXPECT_EQ(refusal("a,b\n\"x\ny\",2\n3,\"\n").substr(0, 40), "staff.csv: row 3, column b: error[quotes")
      << "rows counted";
}

TEST(Document, NeedsAHeader) {
  for (const char* bytes : {"", "\n", "\n\na,b\n", " ,\n1,2\n", "\xEF\xBB\xBF", "\"\"\n"}) {
    EXPECT_EQ(refusal(bytes), "staff.csv: row 1: error[no-header]: there is no header: the first row is empty")
        << bytes;
  }
}

TEST(Document, TrimsItsHeader) {
  EXPECT_THAT(opened("\xEF\xBB\xBF 工号 ,　姓名　,\"x \n\"\n").header(), ElementsAre("工号", "姓名", "x"));
}

TEST(FindBreak, FindsTheFirstAtAnyOffset) {
  for (std::size_t length = 0; length < 40; ++length) {
    for (const char* breaks : {",", "\n", "\r", ",\n\r"}) {
      const std::string text = std::string(length, 'x') + breaks + "yyyyyyyyyyyyyyyyy";
      for (std::size_t from = 0; from <= length; ++from) EXPECT_EQ(find_break(text, from, ','), length);
    }
    EXPECT_EQ(find_break(std::string(length, 'x'), 0, ','), length) << "none";
  }
  // One more than a separator's byte, right behind it: where a borrow would mark wrongly.
  EXPECT_EQ(find_break("abc,-zzzz", 0, ','), 3u);
  EXPECT_EQ(find_break("-,abczzzz", 0, ','), 1u);
  EXPECT_EQ(find_break("\x80\xAC\x8A\x8D\xFF\xFE\x01\x02,", 0, ','), 8u) << "bytes of other characters";
}

}  // namespace
}  // namespace fenglu::roster
