// day: days and months of the calendar.
//
// What it is:      Day and Month of the Gregorian calendar, without a time of day or a zone.
// What it is not:  a clock. A month isn't its first day: turning one into the other takes a visible word.
// Example:
//     constexpr Month october(2025, 10);                       // checked when it is compiled: Month(2025, 13) isn't
//     constexpr Day hired(2019, 7, 1);
//     std::optional<Day> read = Day::parse("2024-02-30");      // nothing: there is no such day
//     static_assert(october.first() == Day(2025, 10, 1));
//     std::int32_t arrow = hired.number();                     // days since 1970-01-01, as Arrow's date32 has them
// Units, ranges:   days, months; years 1 to 9999.
// Errors:          make() and parse() give nothing where the calendar has no such day or month.
// Cost, threads:   four bytes each, constexpr; values, shared by nobody.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fenglu/version.hpp"

namespace fenglu_v1 {

class Month;

// What the compiler names where a day or a month in the program is wrong; never defined, for it is never called.
void the_calendar_has_no_such_day();
void a_year_has_no_such_month();

class Day {
 public:
  constexpr Day() = default;
  // A day that is written in the program; one that doesn't exist doesn't compile.
  consteval Day(int year, int month, int day) {
    const std::optional<Day> made = make(year, month, day);
    if (!made) the_calendar_has_no_such_day();
    number_ = made->number_;
  }
  static constexpr std::optional<Day> make(int year, int month, int day);
  // "2024-07-01", nothing else.
  static constexpr std::optional<Day> parse(std::string_view iso);
  // Days since 1970-01-01.
  static constexpr Day from_number(std::int32_t number) {
    Day day;
    day.number_ = number;
    return day;
  }
  constexpr std::int32_t number() const { return number_; }
  std::string iso() const;
  constexpr auto operator<=>(const Day&) const = default;

 private:
  std::int32_t number_ = 0;
};

class Month {
 public:
  constexpr Month() = default;
  // A month that is written in the program; one that doesn't exist doesn't compile.
  consteval Month(int year, int month) {
    const std::optional<Month> made = make(year, month);
    if (!made) a_year_has_no_such_month();
    number_ = made->number_;
  }
  static constexpr std::optional<Month> make(int year, int month) {
    if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
    Month made;
    made.number_ = year * 12 + month - 1;
    return made;
  }
  // "2025-10", nothing else.
  static constexpr std::optional<Month> parse(std::string_view iso) {
    const bool is_shaped = iso.size() == 7 && iso[4] == '-';
    if (!is_shaped) return std::nullopt;
    const auto day = Day::parse(std::string(iso) + "-01");
    return day ? make(digits(iso.substr(0, 4)), digits(iso.substr(5))) : std::nullopt;
  }
  constexpr int year() const { return number_ / 12; }
  constexpr int month() const { return number_ % 12 + 1; }
  constexpr Day first() const { return *Day::make(year(), month(), 1); }
  std::string iso() const { return first().iso().substr(0, 7); }
  constexpr auto operator<=>(const Month&) const = default;

 private:
  static constexpr int digits(std::string_view text) {
    int out = 0;
    for (const char c : text) out = out * 10 + (c - '0');
    return out;
  }
  std::int32_t number_ = 0;  // months since 0000-01
};

// Years begin in March, so that the day that comes and goes is a year's last.
constexpr std::optional<Day> Day::make(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int longest = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  if (day > longest) return std::nullopt;
  const int years = month > 2 ? year : year - 1, months = month > 2 ? month - 3 : month + 9;
  return from_number(years * 365 + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 719'469);
}

constexpr std::optional<Day> Day::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0}, part = 0;
  for (const char c : iso) {
    if (c == '-') {
      ++part;
      continue;
    }
    if (c < '0' || c > '9' || part > 2) return std::nullopt;
    parts[part] = parts[part] * 10 + (c - '0');
  }
  return make(parts[0], parts[1], parts[2]);
}

inline std::string Day::iso() const {
  const int days = number_ + 719'468;
  const int era = (days >= 0 ? days : days - 146'096) / 146'097, of_era = days - era * 146'097;
  const int of_years = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const int of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100), months = (5 * of_year + 2) / 153;
  const int month = months < 10 ? months + 3 : months - 9, year = of_years + era * 400 + (month <= 2 ? 1 : 0);
  const auto padded = [](int number, std::size_t places) {
    const std::string text = std::to_string(number);
    return std::string(places - (text.size() < places ? text.size() : places), '0') + text;
  };
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(of_year - (153 * months + 2) / 5 + 1, 2);
}

}  // namespace fenglu_v1
