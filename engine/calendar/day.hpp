// Day, Month, MonthDay: the proleptic Gregorian calendar, without time of day or zone.
// A month is silently the day it begins only through first(): losing or adding information needs a visible word.
// "Jan 31 plus one month" is the last day of February, and one completed month lies between the two.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fenglu {

class Month;

class Day {
 public:
  constexpr Day() = default;
  // Days since 1970-01-01.
  static constexpr Day from_number(std::int32_t number) { return Day(number); }
  // Nothing where the calendar has no such day. Years 1 ... 9999.
  static std::optional<Day> make(int year, int month, int day);
  // ISO only: "2024-07-01".
  static std::optional<Day> parse(std::string_view iso);
  constexpr std::int32_t number() const { return number_; }
  int year() const;
  int month() const;    // 1 ... 12
  int day() const;      // 1 ... 31
  int weekday() const;  // 1 = Monday ... 7 = Sunday
  Month in_month() const;
  std::string iso() const;
  constexpr auto operator<=>(const Day&) const = default;
  friend constexpr Day operator+(Day day, int days) { return Day(day.number_ + days); }
  friend constexpr Day operator-(Day day, int days) { return Day(day.number_ - days); }

 private:
  constexpr explicit Day(std::int32_t number) : number_(number) {}
  std::int32_t number_ = 0;
};

class Month {
 public:
  constexpr Month() = default;
  // Months since 0000-01: year * 12 + month - 1.
  static constexpr Month from_number(std::int32_t number) { return Month(number); }
  static constexpr Month make(int year, int month) { return Month(year * 12 + month - 1); }
  // "2025-10".
  static std::optional<Month> parse(std::string_view iso);
  constexpr std::int32_t number() const { return number_; }
  constexpr int year() const { return number_ / 12; }
  constexpr int month() const { return number_ % 12 + 1; }
  Day first() const;
  Day last() const;
  int days() const;
  std::string iso() const;
  constexpr auto operator<=>(const Month&) const = default;
  friend constexpr Month operator+(Month month, int months) { return Month(month.number_ + months); }
  friend constexpr int operator-(Month a, Month b) { return a.number_ - b.number_; }

 private:
  constexpr explicit Month(std::int32_t number) : number_(number) {}
  std::int32_t number_ = 0;
};

// A day of every year: "07-01".
struct MonthDay {
  int month = 1;
  int day = 1;
  static std::optional<MonthDay> parse(std::string_view iso);
  Day in_year(int year) const;  // Feb 29 becomes Feb 28 in common years
  bool operator==(const MonthDay&) const = default;
};

// The same day n months on; a day that the month lacks is its last day.
Day add_months(Day day, int months);
// Completed ones from a to b; negative where b comes before a (as if they were swapped).
int months_between(Day a, Day b);
int years_between(Day a, Day b);
// b - a.
int days_between(Day a, Day b);
// Mondays to Fridays from a to b, both included; 0 where b comes before a.
int weekdays(Day a, Day b);

}  // namespace fenglu
