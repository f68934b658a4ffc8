// The calendar in lanes: days and months of the years 1 to 9999, in unsigned numbers of 32 bits, whose divisions by
// what doesn't change are products. A batch with another day in it goes one by one. Included by engine/run alone, like
// lane_kernels.hpp; engine/calendar has the rules and is what they are held against.
#pragma once

#include "engine/run/lane_kernels.hpp"
#include "engine/run/scalar_kernels.hpp"

namespace fenglu::run {
namespace {

using Count = std::uint32_t;

constexpr std::int32_t day_first = -719'162;  // 0001-01-01
constexpr std::int32_t day_last = 2'932'896;  // 9999-12-31
constexpr std::int32_t month_first = 12;      // 0001-01
constexpr std::int32_t month_last = 119'999;  // 9999-12

inline bool all_within(const std::int32_t* lanes, std::size_t rows, std::int32_t low, std::int32_t high) {
  const Count span = static_cast<Count>(high - low);
  Count outside = 0;
  for (std::size_t row = 0; row < rows; ++row) outside |= static_cast<Count>(lanes[row] - low) > span ? 1 : 0;
  return outside == 0;
}

// Months since 0000-01, and the day of the month.
struct Civil {
  Count month, day;
};

// Years are counted from March, whose day 0 is 0000-03-01, so that a leap day is the last of its year.
inline Civil civil_of(std::int32_t number) {
  const Count days = static_cast<Count>(number + 719'468);
  const Count century = (4 * days + 3) / 146'097;
  const Count of_century = days - century * 146'097 / 4;
  const Count year = (4 * of_century + 3) / 1'461;
  const Count of_year = of_century - year * 1'461 / 4;
  const Count from_march = (5 * of_year + 2) / 153;
  return {(century * 100 + year) * 12 + from_march + 2, of_year - (153 * from_march + 2) / 5 + 1};
}

inline Count days_of(Count month) {
  const Count year = month / 12;
  const Count of_year = month - year * 12 + 1;
  const Count leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0;
  const Count others = 30 + ((of_year + (of_year >> 3)) & 1);
  return of_year == 2 ? 28 + leap : others;
}

template <class Function>
void over(const Step& step, const Batch& batch, Kernel one_by_one, std::int32_t low, std::int32_t high,
          Function function) {
  if (!all_within(read<std::int32_t>(batch, step.what->in[0]), batch.rows, low, high)) return one_by_one(step, batch);
  unary<std::int32_t, std::int32_t>(step, batch, function);
}

template <class Function>
void over_two_days(const Step& step, const Batch& batch, Kernel one_by_one, Function function) {
  for (std::size_t i = 0; i < 2; ++i) {
    if (!all_within(read<std::int32_t>(batch, step.what->in[i]), batch.rows, day_first, day_last))
      return one_by_one(step, batch);
  }
  binary<std::int32_t, std::int32_t>(step, batch, function);
}

void month_number(const Step& step, const Batch& batch) {
  over(step, batch, one_by_one::month_number, day_first, day_last, [](std::int32_t a) { return civil_of(a).month; });
}

void days_in_month(const Step& step, const Batch& batch) {
  over(step, batch, one_by_one::days_in_month, month_first, month_last,
       [](std::int32_t a) { return days_of(static_cast<Count>(a)); });
}

void year_of_month(const Step& step, const Batch& batch) {
  unary<std::int32_t, std::int32_t>(step, batch, [](std::int32_t a) { return a / 12; });
}
void month_of_year(const Step& step, const Batch& batch) {
  unary<std::int32_t, std::int32_t>(step, batch, [](std::int32_t a) { return a % 12 + 1; });
}

void months_between(const Step& step, const Batch& batch) {
  over_two_days(step, batch, one_by_one::months_between, [](std::int32_t a, std::int32_t b) {
    const Civil from = civil_of(a < b ? a : b);
    const Civil to = civil_of(a < b ? b : a);
    const Count last = days_of(to.month);
    const Count due = from.day < last ? from.day : last;
    const std::int32_t made = static_cast<std::int32_t>(to.month - from.month) - (to.day < due ? 1 : 0);
    return a < b ? made : -made;
  });
}

// Mondays to Fridays before a day, from a Monday before them all.
inline std::int32_t weekdays_before(std::int32_t number) {
  const Count days = static_cast<Count>(number + 719'470);
  const Count week = days / 7;
  const Count of_week = days - week * 7;
  return static_cast<std::int32_t>(week * 5 + (of_week < 5 ? of_week : 5));
}

void weekdays(const Step& step, const Batch& batch) {
  over_two_days(step, batch, one_by_one::weekdays, [](std::int32_t a, std::int32_t b) {
    const std::int32_t made = weekdays_before(b + 1) - weekdays_before(a);
    return b < a ? 0 : made;
  });
}

void add_calendar(KernelTable& table) {
  const auto set = [&](Op op, Kernel kernel) { table.at(op, Lane::i32, Lane::i32) = kernel; };
  set(Op::month_number, month_number);
  set(Op::days_in_month, days_in_month);
  set(Op::year_of_month, year_of_month);
  set(Op::month_of_year, month_of_year);
  set(Op::months_between, months_between);
  set(Op::weekdays, weekdays);
}

}  // namespace
}  // namespace fenglu::run
