// Characters of UTF-8 text: a caret counts characters, a span counts bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace fenglu::formula {

// Bytes of the character that begins at `at`; 1 where the text isn't well formed. Requires at < text.size().
inline std::size_t character_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return at + length <= text.size() ? length : 1;
}

inline std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_length(text, at)) ++count;
  return count;
}

}  // namespace fenglu::formula
