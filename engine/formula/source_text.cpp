// Where a stretch of a formula stands in its file: the line of the array, the column within the file's line, the caret.
#include <algorithm>

#include "engine/formula/characters.hpp"
#include "engine/formula/syntax.hpp"

namespace fenglu::formula {

namespace {

std::uint32_t entry(const std::vector<std::uint32_t>& values, std::size_t index) {
  return index < values.size() ? values[index] : 0;
}

std::uint32_t characters(std::string_view text) { return static_cast<std::uint32_t>(count_characters(text)); }

}  // namespace

Diagnostic SourceText::at(Code code, Span span, std::vector<Text> arguments) const {
  const std::string_view all = text;
  const std::size_t begin = std::min<std::size_t>(span.begin, all.size());
  const std::string_view before = all.substr(0, begin);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const std::size_t line_end = std::min(all.find('\n', begin), all.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, line_end);
  const std::uint32_t offset = characters(all.substr(line_begin, begin - line_begin));

  Diagnostic result{code, {}, std::move(arguments), std::string(all.substr(line_begin, line_end - line_begin))};
  result.place.file = file;
  result.place.line = entry(lines, line);
  const std::uint32_t first_column = entry(columns, line);
  result.place.column = first_column == 0 ? 0 : first_column + offset;
  result.caret_column = offset + 1;
  result.caret_length = std::max<std::uint32_t>(1, characters(all.substr(begin, end - begin)));
  return result;
}

}  // namespace fenglu::formula
