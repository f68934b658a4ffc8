#include "engine/roster/dialect.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "engine/roster/spreadsheet.hpp"

namespace fenglu::roster {
namespace {

constexpr std::uint64_t each_byte = 0x0101010101010101;

bool is_break(char c, char separator) { return c == separator || c == '\n' || c == '\r'; }

// The high bit of every byte of `word` that equals the byte of `pattern`. A byte above a match may be marked wrongly (a
// borrow), the lowest mark is always right.
std::uint64_t matches(std::uint64_t word, std::uint64_t pattern) {
  const std::uint64_t difference = word ^ pattern;
  return (difference - each_byte) & ~difference & (each_byte << 7);
}

std::uint64_t repeated(char c) { return each_byte * static_cast<unsigned char>(c); }

}  // namespace

std::size_t find_break(std::string_view text, std::size_t at, char separator) {
  if constexpr (std::endian::native == std::endian::little) {
    const std::uint64_t separators = repeated(separator), line_feeds = repeated('\n'), returns = repeated('\r');
    while (at + 8 <= text.size()) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      const std::uint64_t found = matches(word, separators) | matches(word, line_feeds) | matches(word, returns);
      if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
      at += 8;
    }
  }
  while (at < text.size() && !is_break(text[at], separator)) ++at;
  return at;
}

std::size_t behind_quotes(std::string_view text, std::size_t at) {
  for (++at;;) {
    const std::size_t quote = text.find('"', at);
    if (quote == std::string_view::npos) return text.size() + 1;
    if (quote + 1 == text.size() || text[quote + 1] != '"') return quote + 1;
    at = quote + 2;
  }
}

char find_separator(std::string_view text) {
  constexpr std::array<char, 3> candidates = {',', '\t', ';'};
  std::array<int, 3> counts = {};
  for (std::size_t at = 0; at < text.size() && text[at] != '\n' && text[at] != '\r';) {
    if (text[at] == '"') {
      at = behind_quotes(text, at);
      continue;
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += text[at] == candidates[i] ? 1 : 0;
    ++at;
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return candidates[best];
}

std::optional<QuoteFault> find_quote_fault(std::string_view text, char separator) {
  for (std::size_t quote = text.find('"'); quote != std::string_view::npos;) {
    const bool opens = quote == 0 || is_break(text[quote - 1], separator);
    std::size_t next = 0;
    if (opens) {
      next = behind_quotes(text, quote);
      if (next > text.size())
        return QuoteFault{quote, {"此处的引号没有闭合", "the one that opens here is never closed"}};
      if (next < text.size() && !is_break(text[next], separator)) {
        return QuoteFault{quote, {"闭合的引号之后还有文字", "there is text behind the closing one"}};
      }
    } else {
      next = find_break(text, quote, separator);
      const bool idiom = text[quote - 1] == '=' && (quote == 1 || is_break(text[quote - 2], separator)) &&
                         is_text_formula(text.substr(quote - 1, next - quote + 1));
      if (!idiom) return QuoteFault{quote, {"引号在未加引号的单元格中间", "it stands inside a cell that isn't quoted"}};
    }
    quote = next >= text.size() ? std::string_view::npos : text.find('"', next);
  }
  return std::nullopt;
}

}  // namespace fenglu::roster
