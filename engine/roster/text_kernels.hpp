// Text kernels: the loops over bytes that a roster's and a result's time goes into, compiled once for each level of the
// processor from one source (text_level.hpp) and chosen while the program runs. All sets give the same answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fenglu::roster {

// What a text is made of.
struct TextScan {
  bool utf8 = false;         // well-formed UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF
  bool wide = false;         // a character of three bytes or more
  bool narrow = false;       // one of two bytes
  bool zero = false;         // a NUL byte
  bool quote = false;        // a "
  bool bare_return = false;  // a carriage return without a line feed behind it
};

// Where the cells of a text end.
struct Breaks {
  std::size_t count = 0;  // separators and line feeds found
  std::size_t lines = 0;  // line feeds among them
};

// Cells of one column, a row each: the cell of row r ends before text[ends[r * stride]] and begins behind
// text[ends[r * stride - 1]], where an end of 0xFFFFFFFF stands for the byte before the text.
struct CellColumn {
  const char* text = nullptr;
  std::size_t before = 0;  // how many bytes before `text` may be read
  const std::uint32_t* ends = nullptr;
  std::size_t stride = 0;
  std::size_t rows = 0;
};

// How a plain figure is read: digits, and a point with exactly `decimals` digits behind it or none at all.
struct PlainFigure {
  int decimals = 0;  // 0 ... 6
  std::int64_t low = 0;
  std::int64_t high = 0;
};

// Amounts in fen as text, "1234.56," and "-0.07,": sixteen bytes each, of which the text is the last `lengths`. What
// doesn't fit there (from 10^14 fen, from 10^13 below 0) has a length of 0.
struct AmountText {
  char* fields = nullptr;
  std::uint8_t* lengths = nullptr;
};
constexpr std::size_t field_bytes = 16;

struct TextKernels {
  std::string_view level;
  TextScan (*scan)(const char* text, std::size_t size);
  // How many bytes are `wanted`.
  std::size_t (*count)(const char* text, std::size_t size, char wanted);
  // Positions of separators and line feeds, ascending; `out` has room for size + 16. Less than 2^32 - 1 bytes.
  Breaks (*find_breaks)(const char* text, std::size_t size, char separator, std::uint32_t* out);
  // Lanes of the column's cells; `plain` is 1 where the cell is a plain figure within the range and 0 where the full
  // grammar must judge it, its lane without meaning. Returns how many weren't plain.
  std::size_t (*read_figures)(const CellColumn& column, const PlainFigure& how, std::int64_t* lanes,
                              std::uint8_t* plain);
  // Amounts of `count` lanes, and whether all of them fitted; there is room for count + 16.
  bool (*write_amounts)(const std::int64_t* lanes, std::size_t count, AmountText out);
};

// The best set for this processor.
const TextKernels& text_kernels();
// Every set that this processor can run; the portable one comes first.
const std::vector<const TextKernels*>& all_text_kernels();

}  // namespace fenglu::roster
