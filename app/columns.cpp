#include "app/columns.hpp"

#include <algorithm>

#include "engine/diagnostic/display_width.hpp"

namespace fenglu::app {

namespace {

std::size_t width_of(std::string_view text) { return static_cast<std::size_t>(display_width(text)); }

// Length in bytes of the character that begins at `at`.
std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

// Pieces that a line may not be broken inside of: a wide character (with the punctuation behind it), a word, a blank.
std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> out;
  bool may_grow = false;
  for (std::size_t at = 0, length = 0; at < text.size(); at += length) {
    length = character_length(text, at);
    const std::string_view one = text.substr(at, length);
    const bool closes =
        one == "，" || one == "。" || one == "；" || one == "：" || one == "）" || one == "、" || one == "”";
    const bool narrow = display_width(one) < 2 && one != " " && one != "\n";
    if (!out.empty() && (closes || (may_grow && narrow))) {
      out.back() = std::string_view(out.back().data(), out.back().size() + length);
    } else {
      out.push_back(one);
    }
    may_grow = narrow;
  }
  return out;
}

}  // namespace

std::string pad_right(std::string_view text, std::size_t width) {
  std::string out(text);
  out.append(width - std::min(width, width_of(text)), ' ');
  return out;
}

std::string pad_left(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + std::string(text);
}

std::string with_separators(std::string amount) {
  const std::size_t begin = amount.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(amount.find('.'), amount.size());
  while (at > begin + 3) amount.insert(at -= 3, ",");
  return amount;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const std::string_view piece : pieces(text)) {
    const bool full = width_of(lines.back()) + width_of(piece) > width;
    if (piece == "\n" || (full && !lines.back().empty())) lines.emplace_back();
    if (piece != "\n" && (piece != " " || !lines.back().empty())) lines.back() += piece;
  }
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

std::string two_columns(const std::vector<std::pair<std::string, std::string>>& lines) {
  constexpr std::size_t widest = 30;
  std::size_t left = 0;
  for (const auto& [what, meaning] : lines) left = std::max(left, std::min(widest, width_of(what)));
  std::string out;
  for (const auto& [what, meaning] : lines) {
    std::string line = "  " + pad_right(what, left) + "  ";
    if (width_of(what) > left) line = "  " + what + "\n" + std::string(left + 4, ' ');
    for (const std::string& part : wrap(meaning, terminal_width - left - 4)) {
      out += line + part + "\n";
      line = std::string(left + 4, ' ');
    }
  }
  return out;
}

std::string paragraph(std::string_view text, std::size_t indent) {
  std::string out;
  for (const std::string& line : wrap(text, terminal_width - indent)) out += std::string(indent, ' ') + line + "\n";
  return out;
}

}  // namespace fenglu::app
