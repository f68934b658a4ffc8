#include "engine/roster/fold.hpp"

#include <array>

namespace fenglu::roster {
namespace {

// Beyond ASCII, in UTF-8: no-break space, zero-width space, narrow no-break space, full-width space, byte order mark.
constexpr std::array<std::string_view, 5> wide_blanks = {"\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xE3\x80\x80",
                                                         "\xEF\xBB\xBF"};

bool is_ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The bytes that wide_blanks begin and end with, and ASCII's.
bool may_begin_blank(char c) { return c == '\xC2' || c == '\xE2' || c == '\xE3' || c == '\xEF' || is_ascii_blank(c); }
bool may_end_blank(char c) {
  return c == '\xA0' || c == '\x8B' || c == '\xAF' || c == '\x80' || c == '\xBF' || is_ascii_blank(c);
}

std::size_t last_blank_length(std::string_view text) {
  if (is_ascii_blank(text.back())) return 1;
  for (const std::string_view blank : wide_blanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

// The ASCII character that the full-width form at `at` stands for, 0 if there is none: U+FF01 ... U+FF5E are U+0021 ...
// U+007E.
char narrowed(std::string_view text, std::size_t at) {
  if (text.size() - at < 3 || text[at] != '\xEF') return 0;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  if (second == 0xBC && third >= 0x81) return static_cast<char>(third - 0x81 + 0x21);
  if (second == 0xBD && third <= 0x9E) return static_cast<char>(third - 0x80 + 0x60);
  return 0;
}

}  // namespace

std::size_t blank_length(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii_blank(text.front())) return 1;
  for (const std::string_view blank : wide_blanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

std::string_view trim(std::string_view text) {
  // Nearly every cell begins and ends with a byte that no blank begins or ends with.
  if (!text.empty() && !may_begin_blank(text.front()) && !may_end_blank(text.back())) return text;
  while (const std::size_t length = blank_length(text)) text.remove_prefix(length);
  while (!text.empty()) {
    const std::size_t length = last_blank_length(text);
    if (length == 0) break;
    text.remove_suffix(length);
  }
  return text;
}

std::string narrow(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char ascii = narrowed(text, at);
    out += ascii != 0 ? ascii : text[at];
    at += ascii != 0 ? 3 : 1;
  }
  return out;
}

std::string fold(std::string_view text) {
  const std::string narrowed_text = narrow(text);
  std::string out;
  for (std::string_view rest = narrowed_text; !rest.empty();) {
    if (const std::size_t blank = blank_length(rest)) {
      rest.remove_prefix(blank);
      continue;
    }
    const char c = rest.front();
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    rest.remove_prefix(1);
  }
  return out;
}

}  // namespace fenglu::roster
