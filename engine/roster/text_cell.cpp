#include "engine/roster/cell.hpp"
#include "engine/roster/spreadsheet.hpp"

namespace fenglu::roster {

std::optional<Problem> parse_text(std::string_view cell, const CellGrammar& grammar, std::string_view& text) {
  text = trim(cell);
  if (text.empty()) return std::nullopt;
  if (is_error_value(text)) return Problem{Code::cell_error_value, {quote_cell(text)}};
  if (is_text_formula(text)) {
    text = trim(text.substr(2, text.size() - 3));
  } else {
    text = without_guard(text);
  }
  if (grammar.identity && is_destroyed(narrow(text))) return Problem{Code::cell_destroyed, {quote_cell(text)}};
  return std::nullopt;
}

}  // namespace fenglu::roster
