#include "engine/roster/figure.hpp"

#include <algorithm>

namespace fenglu::roster {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// "1,234,567": one to three digits, then threes.
bool is_grouped(std::string_view whole) {
  const std::size_t head = whole.find(',');
  if (head == 0 || head > 3) return false;
  for (std::size_t at = head; at < whole.size(); at += 4) {
    if (whole[at] != ',' || whole.size() - at < 4 || !all_digits(whole.substr(at + 1, 3))) return false;
  }
  return all_digits(whole.substr(0, head));
}

void take_digits(std::string_view text, Figure& figure) {
  for (const char c : text) {
    if (!is_digit(c)) continue;
    figure.too_long = figure.too_long || figure.digits >= 100'000'000'000'000'000;
    if (!figure.too_long) figure.digits = figure.digits * 10 + static_cast<std::uint64_t>(c - '0');
  }
}

bool is_scientific(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  return exponent != std::string_view::npos && exponent > 0 && exponent + 1 < text.size() && is_digit(text.front()) &&
         text.find_first_not_of("0123456789.+-eE") == std::string_view::npos;
}

Text why_not(std::string_view text) {
  if (text.front() == '+') return {"开头多了加号", "it begins with a plus sign"};
  if (is_scientific(text)) return {"这是科学计数法", "it is in scientific notation"};
  if (text.find_first_not_of("0123456789.,-") != std::string_view::npos) {
    const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
    return has_digit ? Text{"除数字外还有别的字符", "there is something beside the digits"}
                     : Text{"这不是数字", "it isn't a number"};
  }
  if (text.find(',') != std::string_view::npos)
    return {"千位分隔符的位置不对", "its thousands separators are out of place"};
  return {"这不是普通的小数", "it isn't a plain decimal"};
}

}  // namespace

std::optional<Text> scan_figure(std::string_view text, Figure& figure) {
  figure = {};
  std::string_view rest = text;
  figure.negative = rest.starts_with('-');
  if (figure.negative) rest.remove_prefix(1);
  const std::size_t point = std::min(rest.find('.'), rest.size());
  const std::string_view whole = rest.substr(0, point);
  const std::string_view fraction = point < rest.size() ? rest.substr(point + 1) : std::string_view();
  const bool whole_is_good = whole.find(',') == std::string_view::npos ? all_digits(whole) : is_grouped(whole);
  const bool fraction_is_good = point == rest.size() || all_digits(fraction);
  if (!whole_is_good || !fraction_is_good) return why_not(text);
  take_digits(whole, figure);
  take_digits(fraction, figure);
  figure.places = static_cast<int>(std::min<std::size_t>(fraction.size(), 1000));
  return std::nullopt;
}

}  // namespace fenglu::roster
