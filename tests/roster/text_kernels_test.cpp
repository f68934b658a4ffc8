// Every set of text kernels against what a byte at a time says.
#include "engine/roster/text_kernels.hpp"

#include <gtest/gtest.h>

#include "engine/roster/cell.hpp"
#include "engine/roster/encoding.hpp"
#include "engine/roster/lane.hpp"
#include "tests/roster/sample.hpp"
#include "tests/seed.hpp"

namespace fenglu::roster {
namespace {

std::string named(const TextKernels& kernels) { return std::string(kernels.level); }

TEST(TextKernels, ThePortableSetComesFirstAndTheBestLast) {
  ASSERT_FALSE(all_text_kernels().empty());
  EXPECT_EQ(all_text_kernels().front()->level, "portable");
  EXPECT_EQ(&text_kernels(), all_text_kernels().back());
}

struct Scanned {
  const char* what;
  std::string text;
  TextScan expected;
};

TEST(TextKernels, SeesWhatATextIsMadeOf) {
  const std::vector<Scanned> cases = {
      {"nothing", "", {.utf8 = true}},
      {"ASCII", "a,b\n", {.utf8 = true}},
      {"two bytes", "é", {.utf8 = true, .narrow = true}},
      {"three bytes", "俸", {.utf8 = true, .wide = true}},
      {"four bytes", "𠮷", {.utf8 = true, .wide = true}},
      {"a quote", "a\"b", {.utf8 = true, .quote = true}},
      {"a NUL", std::string("a\0b", 3), {.utf8 = true, .zero = true}},
      {"both line ends", "a\r\nb\n", {.utf8 = true}},
      {"a return alone", "a\rb", {.utf8 = true, .bare_return = true}},
      {"a return at the end", "a\r", {.utf8 = true, .bare_return = true}},
      {"a continuation alone", "\x80", {}},
      {"a lead at the end", "a\xE4\xBF", {.wide = true}},
      {"a lead before a letter", "\xC3z", {.narrow = true}},
      {"overlong in two", "\xC0\xAF", {.narrow = true}},
      {"overlong in three", "\xE0\x9F\x80", {.wide = true}},
      {"overlong in four", "\xF0\x8F\x80\x80", {.wide = true}},
      {"a surrogate", "\xED\xA0\x80", {.wide = true}},
      {"the last before the surrogates", "\xED\x9F\xBF", {.utf8 = true, .wide = true}},
      {"the last character", "\xF4\x8F\xBF\xBF", {.utf8 = true, .wide = true}},
      {"beyond the last character", "\xF4\x90\x80\x80", {.wide = true}},
      {"no lead at all", "\xF5\x80\x80\x80", {.wide = true}},
  };
  for (const TextKernels* kernels : all_text_kernels()) {
    for (const Scanned& one : cases) {
      SCOPED_TRACE(named(*kernels) + ": " + one.what);
      // Wherever it stands: a chunk's end may cut it anywhere.
      for (std::size_t before = 0; before < 70; ++before) {
        const std::string text = std::string(before, 'x') + one.text;
        const TextScan scan = kernels->scan(text.data(), text.size());
        ASSERT_EQ(scan.utf8, one.expected.utf8) << before;
        ASSERT_EQ(scan.zero, one.expected.zero) << before;
        ASSERT_EQ(scan.quote, one.expected.quote) << before;
        ASSERT_EQ(scan.bare_return, one.expected.bare_return) << before;
        if (!one.expected.utf8) continue;
        ASSERT_EQ(scan.wide, one.expected.wide) << before;
        ASSERT_EQ(scan.narrow, one.expected.narrow) << before;
      }
    }
  }
}

TEST(TextKernels, FindsTheSameTextWellFormedAsTheDecoder) {
  Seeded random("text is well-formed for the kernels where it is for the decoder");
  SCOPED_TRACE(random.trace());
  const std::string bytes = "a,\xC2\xA0\xE4\xBD\xBF\xED\x9F\xE0\xF0\x90\x8F\xF4\x80";
  for (int trial = 0; trial < 20000; ++trial) {
    std::string text(static_cast<std::size_t>(random.between(0, 60)), 'x');
    for (std::int64_t i = random.between(1, 6); i > 0; --i)
      text += bytes[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(bytes.size()) - 1))];
    const bool good = decode(text, "x", Encoding::utf8).ok();
    for (const TextKernels* kernels : all_text_kernels())
      ASSERT_EQ(kernels->scan(text.data(), text.size()).utf8, good)
          << named(*kernels) << " " << testing::PrintToString(text);
  }
}

TEST(TextKernels, FindsEveryBreak) {
  Seeded random("every break is found");
  SCOPED_TRACE(random.trace());
  for (int trial = 0; trial < 3000; ++trial) {
    std::string text;
    for (std::int64_t i = random.between(0, 200); i > 0; --i) text += ",\n;\t0aé\r\""[random.between(0, 8)];
    std::vector<std::uint32_t> expected;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == ';' || text[at] == '\n') expected.push_back(static_cast<std::uint32_t>(at));
      lines += text[at] == '\n' ? 1 : 0;
    }
    for (const TextKernels* kernels : all_text_kernels()) {
      std::vector<std::uint32_t> found(text.size() + 16);
      const Breaks breaks = kernels->find_breaks(text.data(), text.size(), ';', found.data());
      found.resize(breaks.count);
      ASSERT_EQ(found, expected) << named(*kernels);
      ASSERT_EQ(breaks.lines, lines) << named(*kernels);
      ASSERT_EQ(kernels->count(text.data(), text.size(), '\n'), lines) << named(*kernels);
    }
  }
}

// A column of cells among others, as a block holds it.
struct Block {
  std::string text;
  std::vector<std::uint32_t> ends{0xFFFFFFFF};
  std::size_t rows = 0;
  void add(std::string_view before, std::string_view cell) {
    for (const auto& [one, end] : {std::pair{before, ','}, std::pair{cell, '\n'}}) {
      text += one;
      ends.push_back(static_cast<std::uint32_t>(text.size()));
      text += end;
    }
    ++rows;
  }
  CellColumn column() const { return {text.data(), 0, ends.data() + 2, 2, rows}; }
};

// What is plain is what the grammar reads as the same lane; and what stands there as a writer writes it is plain.
void expect_read_as_by_the_grammar(const Block& block, const std::vector<std::string>& cells, int decimals,
                                   const CellGrammar& grammar) {
  for (const TextKernels* kernels : all_text_kernels()) {
    std::vector<std::int64_t> lanes(block.rows, -1);
    std::vector<std::uint8_t> plain(block.rows, 7);
    const PlainFigure how{decimals, grammar.low, grammar.high};
    std::size_t others = kernels->read_figures(block.column(), how, lanes.data(), plain.data());
    for (std::size_t row = 0; row < block.rows; ++row) {
      others -= plain[row] == 0 ? 1 : 0;
      std::int64_t lane = 0;
      const bool good = !cells[row].empty() && !parse_cell(cells[row], grammar, lane);
      if (plain[row] != 0) {
        ASSERT_TRUE(good) << named(*kernels) << " '" << cells[row] << "'";
        ASSERT_EQ(lanes[row], lane) << named(*kernels) << " '" << cells[row] << "'";
      } else if (good) {
        std::string written;
        append_decimal(lane, decimals, written);
        ASSERT_NE(written, cells[row]) << named(*kernels);
      }
    }
    ASSERT_EQ(others, 0U);
  }
}

TEST(TextKernels, ReadsPlainFiguresAsTheGrammarDoes) {
  Seeded random("plain figures are read as the grammar reads them");
  SCOPED_TRACE(random.trace());
  const std::string signs = "0123456789012345678901234567890123456789...,- x";
  for (int trial = 0; trial < 1500; ++trial) {
    const int decimals = static_cast<int>(random.between(0, 4));
    CellGrammar grammar{.type = {policy::Unit::number}, .decimals = decimals};
    grammar.high = random.between(0, 1) == 0 ? 999'999'999 : 20'000;
    grammar.low = random.between(0, 2) == 0 ? 100 : 0;
    Block block;
    std::vector<std::string> cells;
    const bool tidy = random.between(0, 1) == 0;
    const bool wide = random.between(0, 1) == 0;
    const std::int64_t longest = decimals == 0 ? 999'999'999'999 : 999'999'999'999'999;
    if (wide) grammar.high = longest;
    for (std::int64_t rows = random.between(1, 80); rows > 0; --rows) {
      std::string& cell = cells.emplace_back();
      if (tidy) {
        const std::int64_t most = wide ? longest : 99'999'999;
        append_decimal(random.between(0, most) >> random.between(0, 40), decimals, cell);
      } else {
        for (std::int64_t i = random.between(0, 10); i > 0; --i)
          cell += signs[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(signs.size()) - 1))];
      }
      block.add(std::string(static_cast<std::size_t>(random.between(0, 3)), 'k'), cell);
    }
    expect_read_as_by_the_grammar(block, cells, decimals, grammar);
  }
}

void expect_written_one_by_one(const TextKernels& kernels, const std::vector<std::int64_t>& lanes) {
  std::string fields((lanes.size() + 16) * field_bytes, '?');
  std::vector<std::uint8_t> lengths(lanes.size() + 16);
  const bool all_fit = kernels.write_amounts(lanes.data(), lanes.size(), {fields.data(), lengths.data()});
  bool expected_to_fit = true;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    std::string expected;
    append_decimal(lanes[i], 2, expected);
    expected += ',';
    if (expected.size() > field_bytes) expected.clear();
    if (expected.empty()) expected_to_fit = false;
    ASSERT_EQ(fields.substr((i + 1) * field_bytes - lengths[i], lengths[i]), expected)
        << named(kernels) << " " << lanes[i];
  }
  EXPECT_EQ(all_fit, expected_to_fit) << named(kernels);
}

TEST(TextKernels, WritesAmountsAsTheyAreWrittenOneByOne) {
  Seeded random("amounts are written as one by one");
  SCOPED_TRACE(random.trace());
  std::vector<std::int64_t> lanes = {0,
                                     1,
                                     9,
                                     10,
                                     99,
                                     100,
                                     101,
                                     999,
                                     99'999,
                                     -1,
                                     -99,
                                     -100,
                                     std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max()};
  // Where a text grows by a digit, where 31, 32 bits and the room of a field end.
  for (std::int64_t end = 10; end <= 100'000'000'000'000; end *= 10)
    lanes.insert(lanes.end(), {end - 1, end, -end, 1 - end});
  for (const std::int64_t end : {std::int64_t{1} << 31, std::int64_t{1} << 32})
    lanes.insert(lanes.end(), {end - 1, end, end + 1, 1 - end, -end, -end - 1});
  for (int i = 0; i < 100'000; ++i) {
    const std::int64_t size = random.between(0, 4'294'967'295) >> random.between(0, 31);
    lanes.push_back(random.between(0, 3) == 0 ? -size : size);
  }
  for (const TextKernels* kernels : all_text_kernels()) {
    // In all places among others, and alone.
    for (const std::size_t first : {0U, 1U, 7U, 13U})
      expect_written_one_by_one(*kernels, {lanes.begin() + first, lanes.end()});
    for (const std::int64_t lane : {0, 7, -7, 123456}) expect_written_one_by_one(*kernels, {lane});
  }
}

// What is left of an amount below its ten thousands of yuan is divided in floating point: each of the million there is.
TEST(TextKernels, WritesEveryAmountBelowTenThousandYuan) {
  for (const std::int64_t more : {0, 2'146'000'000}) {
    std::vector<std::int64_t> lanes(1'000'000);
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] = more + static_cast<std::int64_t>(i);
    expect_written_one_by_one(*all_text_kernels().back(), lanes);
  }
}

}  // namespace
}  // namespace fenglu::roster
