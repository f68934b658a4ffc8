// Columns of text on a terminal: a Chinese character takes two.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fenglu::app {

constexpr std::size_t terminal_width = 80;

// Blanks behind or before a text, to a width; a text that is wider stays as it is.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);
// "1234567.00" as "1,234,567.00".
std::string with_separators(std::string amount);
// Lines of at most `width` columns, broken at blanks or beside a wide character; a longer word stands alone. A written
// line break stays one.
std::vector<std::string> wrap(std::string_view text, std::size_t width);
// What stands left, and behind it, all at one column, what it means, within the terminal's width.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& lines);
// A paragraph, indented.
std::string paragraph(std::string_view text, std::size_t indent);

}  // namespace fenglu::app
