#include "engine/roster/fold.hpp"

namespace fenglu::roster {
namespace {

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
