// Properties: what is written comes back, whatever it is; and no bytes are too strange to be refused in words.
#include <gtest/gtest.h>

#include "engine/roster/cell.hpp"
#include "engine/roster/spreadsheet.hpp"
#include "engine/roster/write.hpp"
#include "tests/roster/sample.hpp"
#include "tests/seed.hpp"

namespace fenglu::roster {
namespace {

// Pieces of which texts are made: whatever has a meaning somewhere on the way.
std::string random_text(Seeded& random) {
  static const std::vector<std::string> pieces = {"a",  "B",    "0",   "9",   "张", "𠮷", ",", ";",  "\t",
                                                  "\"", "\"\"", "'",   "=",   "+",  "-",  "@", "\n", "\r\n",
                                                  " ",  "　",   "=\"", "e+5", "％", "＝", ".", "#"};
  std::string out;
  for (std::int64_t i = random.between(1, 8); i > 0; --i) {
    out += pieces[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(pieces.size()) - 1))];
  }
  return out;
}

TEST(RoundTrip, KeysComeBackFromAResult) {
  Seeded random("keys come back from a result");
  SCOPED_TRACE(random.trace());
  for (int trial = 0; trial < 200; ++trial) {
    run::Table table;
    std::set<std::string> keys;
    while (keys.size() < 5) {
      const std::string key(trim(random_text(random)));
      if (!key.empty() && !is_error_value(key) && !is_destroyed(narrow(key))) keys.insert(key);
    }
    table.keys.assign(keys.begin(), keys.end());
    table.rows = keys.size();
    const plan::Plan plan = sample_plan();
    run::Results results;
    results.columns.assign(plan.items.size(), std::vector<std::int64_t>(table.rows, 0));
    for (const Encoding encoding : {Encoding::utf8, Encoding::utf8_bom, Encoding::gb18030}) {
      std::string bytes;
      ResultWriter(plan, table, results, {.encoding = encoding, .items = {gross}}).write([&](std::string_view part) {
        bytes += part;
      });
      const Document document = opened(bytes, encoding);
      const Result<Layout> layout = match(document, sample_policy(), sample_sheet(), {.allow_missing = true});
      ASSERT_TRUE(layout);
      const Result<Roster> back = read(document, *layout, plan);
      ASSERT_TRUE(back) << told(back.diagnostics()).front();
      EXPECT_EQ(back->table.keys, table.keys);
    }
  }
}

TEST(RoundTrip, LanesComeBackFromTheirText) {
  Seeded random("lanes come back from their text");
  SCOPED_TRACE(random.trace());
  for (int trial = 0; trial < 20000; ++trial) {
    const policy::Fact& fact = sample_sheet().facts[static_cast<std::size_t>(random.between(post, left_on))];
    const CellGrammar grammar = grammar_of(sample_policy(), fact);
    const std::int64_t lane = random.between(grammar.low, fact.type.unit == policy::Unit::flag       ? 1
                                                          : fact.type.unit == policy::Unit::category ? 1
                                                                                                     : grammar.high);
    const std::string text = format_lane(lane, fact.type, grammar.decimals, sample_policy());
    std::int64_t back = -1;
    const auto problem = parse_cell(text, grammar, back);
    ASSERT_FALSE(problem) << fact.id << " " << text;
    ASSERT_EQ(back, lane) << fact.id << " " << text;
    if (fact.type.unit != policy::Unit::money) continue;
    ASSERT_FALSE(parse_cell(show_decimal(lane, 2), grammar, back)) << text;
    ASSERT_EQ(back, lane) << "with separators: " << show_decimal(lane, 2);
  }
}

TEST(RoundTrip, PlainAndCarefulReadingAgree) {
  Seeded random("plain and careful reading agree");
  SCOPED_TRACE(random.trace());
  const CellGrammar grammar = grammar_of(sample_policy(), sample_sheet().facts[wage]);
  const std::string signs = "0123456789..,-";
  for (int trial = 0; trial < 50000; ++trial) {
    std::string cell;
    for (std::int64_t i = random.between(1, 9); i > 0; --i)
      cell += signs[static_cast<std::size_t>(random.between(0, 13))];
    std::string wide;
    for (const char c : cell)
      wide += c >= '0' && c <= '9' ? "\xEF\xBC" + std::string(1, static_cast<char>(c - '0' + 0x90)) : std::string(1, c);
    std::int64_t plain = 0, careful = 0;
    const bool plain_is_good = !parse_cell(cell, grammar, plain), careful_is_good = !parse_cell(wide, grammar, careful);
    ASSERT_EQ(plain_is_good, careful_is_good) << cell;
    if (!plain_is_good) continue;
    ASSERT_EQ(plain, careful) << cell;
  }
}

// A roster with some bytes of it changed, taken out or put in.
std::string mangled(Seeded& random) {
  std::string bytes =
      "工号,姓名,岗位,入职日期,wage,hf.rate,set.wage.gross\n1,\"张,三\",文职,2020-01-02,\"1,234.50\",7%,\n=\"2\",李四,"
      "勤务,2020年1月2日,５.00,,1\n";
  for (std::int64_t i = random.between(1, 10); i > 0; --i) {
    const auto at = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(bytes.size()) - 1));
    const char byte =
        random.between(0, 2) > 0 ? ",\"\n\r;\t=' 0"[random.between(0, 9)] : static_cast<char>(random.between(0, 255));
    switch (random.between(0, 2)) {
      case 0: bytes[at] = byte; break;
      case 1: bytes.insert(at, 1, byte); break;
      case 2: bytes.erase(at, static_cast<std::size_t>(random.between(1, 5))); break;
    }
    if (bytes.empty()) bytes = "x";
  }
  return bytes;
}

TEST(AnyBytes, AreReadOrRefusedInWords) {
  Seeded random("any bytes are read or refused in words");
  SCOPED_TRACE(random.trace());
  const plan::Plan plan = sample_plan();
  int good = 0;
  for (int trial = 0; trial < 5000; ++trial) {
    const Result<Document> document = Document::open(mangled(random), "staff.csv");
    if (!document) {
      EXPECT_TRUE(document.diagnostics().has_errors());
      continue;
    }
    const Result<Layout> layout = match(*document, sample_policy(), sample_sheet());
    if (!layout) continue;
    for (const bool rejecting : {false, true}) {
      const Result<Roster> roster = read(*document, *layout, plan, {rejecting, Language::zh});
      for (const Diagnostic& each : roster.diagnostics().all()) EXPECT_FALSE(render(each, Language::zh).empty());
      if (!roster) continue;
      ++good;
      for (const auto& [fact, column] : roster->table.facts) EXPECT_EQ(column.lanes.size(), roster->table.rows);
      write_rejected(*document, roster->rejected, Encoding::utf8, [](std::string_view) {});
    }
  }
  EXPECT_GT(good, 100) << "some must get through, or nothing is tried";
}

TEST(AnyBytes, OfAnyKindAreOpenedOrRefused) {
  Seeded random("bytes of any kind are opened or refused");
  SCOPED_TRACE(random.trace());
  for (int trial = 0; trial < 5000; ++trial) {
    std::string bytes;
    for (std::int64_t i = random.between(0, 60); i > 0; --i) bytes += static_cast<char>(random.between(0, 255));
    const Result<Document> document = Document::open(bytes, "noise");
    if (!document) continue;
    Cursor cursor = document->records();
    std::size_t cells = 0;
    for (Record record; cursor.next(record);) cells += record.cells.size();
    EXPECT_LE(cells, 3 * bytes.size() + 1);
  }
}

}  // namespace
}  // namespace fenglu::roster
