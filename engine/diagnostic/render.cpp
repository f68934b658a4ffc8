#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/diagnostic/diagnostic.hpp"
#include "engine/diagnostic/display_width.hpp"

namespace fenglu {
namespace {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "";
}

std::string row_and_cell(const Place& place, Language language) {
  const std::string row = std::to_string(place.row);
  if (language == Language::zh) {
    return "第 " + row + " 行" + (place.cell.empty() ? "" : "“" + place.cell + "”列");
  }
  return "row " + row + (place.cell.empty() ? "" : ", column " + place.cell);
}

// "file:line:column: ", "file: row 3, column grade: ", or nothing: the prefix reads the same to an editor in both
// languages as far as a file has lines.
std::string place_prefix(const Place& place, Language language) {
  std::string out = place.file;
  if (place.line > 0) out += ":" + std::to_string(place.line);
  if (place.line > 0 && place.column > 0) out += ":" + std::to_string(place.column);
  if (!out.empty()) out += ": ";
  if (place.row > 0) {
    out += row_and_cell(place, language) + ": ";
  } else if (!place.cell.empty()) {
    out += (language == Language::zh ? "“" + place.cell + "”列" : "column " + place.cell) + ": ";
  }
  return out;
}

// The blanks that put a caret under a character: as wide as what stands before it; a tab stays a tab, for only the
// terminal knows how wide it is.
std::string blanks_below(const std::vector<char32_t>& line, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < std::min(count, line.size()); ++i) {
    if (line[i] == U'\t') {
      out += '\t';
    } else {
      out.append(static_cast<std::size_t>(display_width(line[i])), ' ');
    }
  }
  return out;
}

std::string carets(const std::vector<char32_t>& line, std::size_t from, std::size_t length) {
  std::size_t width = 0;
  for (std::size_t i = from; i < std::min(from + length, line.size()); ++i) {
    width += static_cast<std::size_t>(display_width(line[i]));
  }
  return std::string(std::max<std::size_t>(width, 1), '^');
}

std::string quoted_line(const Diagnostic& diagnostic) {
  constexpr std::string_view margin = "\n    ";
  std::string out = std::string(margin) + diagnostic.source_line;
  if (diagnostic.caret_column == 0) return out;
  const std::vector<char32_t> line = characters(diagnostic.source_line);
  const std::size_t from = diagnostic.caret_column - 1;
  return out + std::string(margin) + blanks_below(line, from) + carets(line, from, diagnostic.caret_length);
}

}  // namespace

std::string render(const Diagnostic& diagnostic, Language language) {
  const Wording& words = wording(diagnostic.code);
  std::string out = place_prefix(diagnostic.place, language);
  out += name_of(words.severity);
  out += "[" + std::string(words.name) + "]: " + message(diagnostic, language);
  if (!diagnostic.source_line.empty()) out += quoted_line(diagnostic);
  const std::string how = mend(diagnostic, language);
  if (!how.empty()) out += (language == Language::zh ? "\n  改法：" : "\n  mend: ") + how;
  return out;
}

std::string render_json(const Diagnostic& diagnostic, Language language) {
  const Wording& words = wording(diagnostic.code);
  const Place& place = diagnostic.place;
  const nlohmann::ordered_json out = {
      {"severity", name_of(words.severity)},
      {"code", words.name},
      {"file", place.file},
      {"line", place.line},
      {"column", place.column},
      {"row", place.row},
      {"cell", place.cell},
      {"message", message(diagnostic, language)},
      {"mend", mend(diagnostic, language)},
  };
  // A cell may quote bytes that aren't UTF-8; they must not stop the report.
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace fenglu
