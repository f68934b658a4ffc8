// Days and months as cells spell them.
#pragma once

#include <optional>
#include <string_view>

#include "engine/calendar/day.hpp"
#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu::roster {

enum class DayFault : std::uint8_t { spelling, impossible };

struct ReadDay {
  std::optional<Day> day;
  DayFault fault = DayFault::spelling;  // where there is no day
  Text why;                             // of a spelling
};

// 2024-07-01, 2024/7/1, 20240701, 2024年7月1日; narrowed and trimmed text.
ReadDay read_day(std::string_view text);
// 2024-07, 2024/7, 202407, 2024年7月. Nothing where it is none.
std::optional<Month> read_month(std::string_view text);

}  // namespace fenglu::roster
