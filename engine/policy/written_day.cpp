#include "engine/policy/written_day.hpp"

#include <vector>

#include "engine/calendar/day.hpp"

namespace fenglu::policy {
namespace {

struct Part {
  int value = 0;
  std::size_t digits = 0;
};

// The runs of digits in the text; nothing where anything but digits and one separator between them stands there.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> out(1);
  for (const char c : text) {
    if (c >= '0' && c <= '9' && out.back().digits < 8) {
      out.back().value = out.back().value * 10 + (c - '0');
      ++out.back().digits;
    } else if ((c == '-' || c == '/' || c == '.') && out.back().digits > 0) {
      out.emplace_back();
    } else {
      return {};
    }
  }
  return out;
}

Text wrong_in_calendar(int year, int month, int day) {
  if (month < 1 || month > 12) {
    const bool turned = day >= 1 && day <= 12 && month <= 31;
    Text out{std::to_string(month) + " 月不存在", "month " + std::to_string(month)};
    if (turned) {
      out.zh += "，月和日似乎写反了";
      out.en += ", month and day look swapped";
    }
    return out;
  }
  const int days = year >= 1 ? Month::make(year, month).days() : 31;
  const std::string year_and_month = Month::make(year, month).iso();
  return {year_and_month + " 只有 " + std::to_string(days) + " 天",
          year_and_month + " has " + std::to_string(days) + " days"};
}

}  // namespace

Text why_not_a_day(std::string_view text) {
  const Text iso{"应写作 2025-07-01（年-月-日）", "write it as 2025-07-01 (year-month-day)"};
  const std::vector<Part> parts = parts_of(text);
  if (parts.size() != 3) return iso;
  if (parts[2].digits == 4 && parts[0].digits <= 2) {
    return {"似乎把日写在前面，" + iso.zh, "looks day-first, " + iso.en};
  }
  if (parts[0].digits != 4 || parts[1].digits != 2 || parts[2].digits != 2 || text[4] != '-' || text[7] != '-')
    return iso;
  if (parts[0].value < 1) return iso;
  return wrong_in_calendar(parts[0].value, parts[1].value, parts[2].value);
}

}  // namespace fenglu::policy
