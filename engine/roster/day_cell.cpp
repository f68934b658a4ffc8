#include "engine/roster/day_cell.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace fenglu::roster {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Spelling {
  std::array<std::string_view, 3> behind;  // what stands behind year, month and day
};
constexpr std::array<Spelling, 3> spellings = {{{{"-", "-", ""}}, {{"/", "/", ""}}, {{"年", "月", "日"}}}};

// Up to `most` digits off the front; nothing where there are none or more than that.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  if (length < least || length > most) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, length)) number = number * 10 + (c - '0');
  text.remove_prefix(length);
  return number;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// Year, month and, if `parts` is 3, day.
std::optional<std::array<int, 3>> take_parts(std::string_view text, const Spelling& spelling, std::size_t parts) {
  std::array<int, 3> out = {0, 0, 1};
  for (std::size_t i = 0; i < parts; ++i) {
    const auto number = take_number(text, i == 0 ? 4 : 1, i == 0 ? 4 : 2);
    const bool last_of_month = parts == 2 && i == 1 && spelling.behind[1] != "月";
    if (!number || !take(text, last_of_month ? "" : spelling.behind[i])) return std::nullopt;
    out[i] = *number;
  }
  return text.empty() ? std::optional(out) : std::nullopt;
}

// 20240701, 202407: digits alone.
std::optional<std::array<int, 3>> take_compact(std::string_view text, std::size_t parts) {
  if (text.size() != 2 + 2 * parts || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t length) {
    std::string_view part = text.substr(at, length);
    return *take_number(part, length, length);
  };
  return std::array<int, 3>{number(0, 4), number(4, 2), parts == 3 ? number(6, 2) : 1};
}

std::optional<std::array<int, 3>> find_parts(std::string_view text, std::size_t parts) {
  if (auto found = take_compact(text, parts)) return found;
  for (const Spelling& spelling : spellings) {
    if (auto found = take_parts(text, spelling, parts)) return found;
  }
  return std::nullopt;
}

Text why_not(std::string_view text) {
  if (text.size() == 5 && std::all_of(text.begin(), text.end(), is_digit)) {
    return {"这像是电子表格内部的日期序号", "it looks like a spreadsheet's own serial number of a day"};
  }
  if (text.find(':') != std::string_view::npos) return {"日期后还带有时刻", "there is a time of day behind it"};
  return {"这不是日期", "it isn't a day"};
}

}  // namespace

ReadDay read_day(std::string_view text) {
  const auto parts = find_parts(text, 3);
  if (!parts) return {std::nullopt, DayFault::spelling, why_not(text)};
  return {Day::make((*parts)[0], (*parts)[1], (*parts)[2]), DayFault::impossible, {}};
}

std::optional<Month> read_month(std::string_view text) {
  const auto parts = find_parts(text, 2);
  if (!parts || (*parts)[0] < 1 || (*parts)[1] < 1 || (*parts)[1] > 12) return std::nullopt;
  return Month::make((*parts)[0], (*parts)[1]);
}

}  // namespace fenglu::roster
