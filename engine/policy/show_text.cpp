// The parameters in force as lines on a terminal: id, value, window, status; below, the title and where it is from.
#include <algorithm>

#include "engine/diagnostic/display_width.hpp"
#include "engine/policy/show.hpp"

namespace fenglu::policy {
namespace {

constexpr int widest_id = 34;
constexpr int widest_value = 14;

std::string padded(std::string text, int width) {
  const int missing = width - display_width(text);
  if (missing > 0) text.append(static_cast<std::size_t>(missing), ' ');
  return text;
}

// A day that wasn't found is said to be unknown, never left out: a run with an as-of rests on it.
Text announced(const std::optional<Day>& day) {
  if (!day) return {"公布日未知", "announcement not found"};
  return {day->iso() + " 公布", "announced " + day->iso()};
}

Text window_of(const InForce& found) {
  Text out{found.from.iso() + " 起", "from " + found.from.iso()};
  if (found.to) {
    out.zh += "至 " + found.to->iso();
    out.en += " to " + found.to->iso();
  }
  out.zh += "，" + announced(found.announced).zh;
  out.en += ", " + announced(found.announced).en;
  return out;
}

Text marks_of(const InForce& found) {
  Text out = title(found.status);
  if (found.stale) {
    out.zh += "，应已更新";
    out.en += ", stale";
  }
  if (found.carried) {
    out.zh += "，沿用";
    out.en += ", carried on";
  }
  return out;
}

// Aligned columns, one line a row.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<int> widths;
  for (const std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string out;
  for (const std::vector<std::string>& row : rows) {
    std::string line = "      ";
    for (std::size_t i = 0; i < row.size(); ++i) line += i + 1 < row.size() ? padded(row[i], widths[i] + 2) : row[i];
    out += line + "\n";
  }
  return out;
}

std::vector<std::vector<std::string>> bracket_rows(const Value& value) {
  std::vector<std::vector<std::string>> rows;
  for (const std::array<std::string, 3>& bracket : value.bracket_texts) {
    rows.push_back({bracket[0].empty() ? "..." : "<= " + bracket[0], bracket[1], bracket[2]});
  }
  return rows;
}

std::string value_in_line(const Parameter& parameter, const InForce& found, const Policy& policy) {
  if (!parameter.axes.empty()) return "[" + std::to_string(found.value.cells.size()) + "]";
  if (parameter.type.unit == Unit::brackets) return "[" + std::to_string(found.value.brackets.size()) + "]";
  return show_value(found.value, parameter, policy);
}

std::string lines_of(const Policy& policy, int index, const ShowRequest& request, Language language, int id_width) {
  const Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  const std::optional<InForce> found = in_force(policy, index, request.month.first(), {request.as_of, request.carry});
  std::string out = padded(parameter.id, id_width) + "  ";
  const std::string title = "    " + parameter.title.in(language) + "\n";
  if (!found) return out + Text{"（无有效值）", "(no value in force)"}.in(language) + "\n" + title;
  out += padded(value_in_line(parameter, *found, policy), widest_value) + "  " + marks_of(*found).in(language) + "\n" +
         title;
  out += "    " + window_of(*found).in(language) + "\n";
  out += "    " + describe(found->source, policy).in(language) + "\n";
  if (!parameter.axes.empty()) out += aligned(table_rows(found->value, parameter, policy));
  if (parameter.type.unit == Unit::brackets) out += aligned(bracket_rows(found->value));
  return out;
}

}  // namespace

Result<std::string> show_text(const Policy& policy, const ShowRequest& request, Language language) {
  const Result<std::vector<int>> chosen = parameters_named(policy, request.names);
  if (!chosen) return chosen.diagnostics();
  int id_width = 0;
  for (const int index : *chosen) {
    id_width = std::max(id_width, display_width(policy.parameters[static_cast<std::size_t>(index)].id));
  }
  std::string out = policy.title.in(language) + ", " + request.month.iso();
  if (request.as_of) out += Text{"，截至 ", ", as of "}.in(language) + request.as_of->iso();
  out += "\n";
  for (const int index : *chosen) {
    out += "\n" + lines_of(policy, index, request, language, std::min(id_width, widest_id));
  }
  return out;
}

}  // namespace fenglu::policy
