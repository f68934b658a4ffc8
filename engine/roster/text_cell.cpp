#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/cell.hpp"
#include "engine/roster/spreadsheet.hpp"

namespace fenglu::roster {

std::optional<Problem> parse_text(std::string_view cell, const CellGrammar& grammar, std::string_view& text) {
  text = cell;
  if (is_plain_name(cell)) return std::nullopt;
  text = trim(cell);
  if (text.empty()) return std::nullopt;
  if (is_error_value(text)) return Problem{Code::cell_error_value, {quote_cell(text)}};
  if (is_text_formula(text)) {
    text = trim(text.substr(2, text.size() - 3));
  } else {
    text = without_guard(text);
  }
  // Only what has an E in it, of whatever width, can be one.
  const auto may_be_exponent = [](char c) { return c == 'e' || c == 'E' || c == '\xEF'; };
  const bool has_exponent = grammar.identity && std::any_of(text.begin(), text.end(), may_be_exponent);
  if (has_exponent && is_destroyed(narrow(text))) return Problem{Code::cell_destroyed, {quote_cell(text)}};
  return std::nullopt;
}

}  // namespace fenglu::roster
