#include "engine/diagnostic/blanks.hpp"

#include <array>

namespace fenglu {
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
    if (text.back() == blank.back() && text.ends_with(blank)) return blank.size();
  }
  return 0;
}

}  // namespace

std::size_t blank_length(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii_blank(text.front())) return 1;
  for (const std::string_view blank : wide_blanks) {
    if (text.front() == blank.front() && text.starts_with(blank)) return blank.size();
  }
  return 0;
}

std::string_view trim(std::string_view text) {
  // Nearly every cell begins and ends with a byte that no blank begins or ends with.
  if (!text.empty() && !may_begin_blank(text.front()) && !may_end_blank(text.back())) return text;
  while (const std::size_t length = blank_length(text)) text.remove_prefix(length);
  while (!text.empty() && may_end_blank(text.back())) {
    const std::size_t length = last_blank_length(text);
    if (length == 0) break;
    text.remove_suffix(length);
  }
  return text;
}

}  // namespace fenglu
