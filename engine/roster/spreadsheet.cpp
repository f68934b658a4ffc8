#include "engine/roster/spreadsheet.hpp"

#include <algorithm>
#include <array>

#include "engine/roster/figure.hpp"

namespace fenglu::roster {
namespace {

bool begins_formula(std::string_view text) {
  constexpr std::string_view first_bytes = "=+-@\t\r\n\xEF";
  if (text.empty() || first_bytes.find(text.front()) == std::string_view::npos) return false;
  constexpr std::array<std::string_view, 11> starts = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

std::size_t quotes_before(std::string_view text) {
  if (!text.starts_with('\'')) return 0;
  return std::min(text.find_first_not_of('\''), text.size());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_error_value(std::string_view cell) {
  if (!cell.starts_with('#')) return false;
  constexpr std::array<std::string_view, 9> words = {"#N/A",   "#REF!", "#VALUE!", "#DIV/0!", "#NAME?",
                                                     "#NULL!", "#NUM!", "#SPILL!", "#CALC!"};
  const bool too_narrow = cell.size() > 1 && cell.find_first_not_of('#') == std::string_view::npos;
  return too_narrow || std::find(words.begin(), words.end(), cell) != words.end();
}

// "12E5" may be a number that was meant so; "1.2E5", "12E+5" and "12E-5" never are.
bool is_destroyed(std::string_view cell) {
  const std::size_t exponent = cell.find_first_of("eE");
  if (exponent == 0 || exponent == std::string_view::npos) return false;
  const std::string_view mantissa = cell.substr(0, exponent);
  std::string_view power = cell.substr(exponent + 1);
  const bool has_sign = power.starts_with('+') || power.starts_with('-');
  if (!has_sign && mantissa.find('.') == std::string_view::npos) return false;
  if (has_sign) power.remove_prefix(1);
  if (power.empty() || !std::all_of(power.begin(), power.end(), is_digit)) return false;
  Figure figure;
  return !scan_figure(mantissa, figure);
}

bool is_text_formula(std::string_view cell) {
  return cell.size() >= 3 && cell.starts_with("=\"") && cell.find('"', 2) == cell.size() - 1;
}

bool needs_guard(std::string_view text) { return begins_formula(text.substr(quotes_before(text))); }

std::string_view without_guard(std::string_view cell) {
  const std::size_t quotes = quotes_before(cell);
  return quotes > 0 && begins_formula(cell.substr(quotes)) ? cell.substr(1) : cell;
}

}  // namespace fenglu::roster
