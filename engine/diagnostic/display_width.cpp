#include "engine/diagnostic/display_width.hpp"

#include <algorithm>
#include <array>

namespace fenglu {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// East Asian Wide and Fullwidth, by blocks: what a payroll is written in, not the whole of Unicode.
constexpr std::array wide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},
    Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97F},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};
constexpr std::array none = {
    Range{0x0000, 0x001F}, Range{0x007F, 0x009F}, Range{0x0300, 0x036F}, Range{0x200B, 0x200F},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF},
};

template <std::size_t n>
bool lies_in(const std::array<Range, n>& ranges, char32_t character) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return range.first <= character && character <= range.last; });
}

constexpr char32_t unreadable = 0xFFFD;

// How many bytes the character takes that `lead` begins; 0 where it begins none.
std::size_t encoded_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

// The character at the front of a text that isn't empty, which is made shorter by it.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = encoded_length(lead);
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  if (length == 0 || length > text.size() || !std::all_of(text.begin() + 1, text.begin() + length, continues)) {
    text.remove_prefix(1);
    return unreadable;
  }
  char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
  for (const char byte : text.substr(1, length - 1)) {
    character = character << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  text.remove_prefix(length);
  return character;
}

}  // namespace

std::vector<char32_t> characters(std::string_view utf8) {
  std::vector<char32_t> out;
  while (!utf8.empty()) out.push_back(take_character(utf8));
  return out;
}

int display_width(char32_t character) {
  if (lies_in(none, character)) return 0;
  return lies_in(wide, character) ? 2 : 1;
}

int display_width(std::string_view utf8) {
  int width = 0;
  while (!utf8.empty()) width += display_width(take_character(utf8));
  return width;
}

}  // namespace fenglu
