#include "engine/calendar/day.hpp"

#include <algorithm>
#include <cassert>

namespace fenglu {
namespace {

constexpr int months_a_year = 12;
constexpr int first_year = 1;
constexpr int last_year = 9999;
// Days are counted in years that begin on March 1, so that a leap day is the last of its year.
constexpr std::int64_t days_a_century_cycle = 146097;  // 400 years
constexpr std::int64_t days_a_leap_cycle = 1461;       // 4 years
constexpr std::int64_t epoch = 719468;                 // 0000-03-01 to 1970-01-01
// Whole cycles added so that every day that 32 bits hold counts from a past beginning: division then rounds down.
constexpr std::int64_t cycles_before = 16384;

struct Civil {
  int year;
  int month;
  int day;
};

// Months from March (0) to February (11) have 31, 30, 31, 30, 31 days again and again: 153 in five.
constexpr std::int64_t days_before_month(std::int64_t from_march) { return (153 * from_march + 2) / 5; }

constexpr std::int32_t number_of(const Civil& civil) {
  const std::int64_t year = civil.year - (civil.month <= 2 ? 1 : 0);
  const std::int64_t from_march = civil.month + (civil.month <= 2 ? 9 : -3);
  const std::int64_t of_years = 365 * year + year / 4 - year / 100 + year / 400;
  return static_cast<std::int32_t>(of_years + days_before_month(from_march) + civil.day - 1 - epoch);
}

constexpr Civil civil_of(std::int32_t number) {
  const std::int64_t days = number + epoch + cycles_before * days_a_century_cycle;
  const std::int64_t century = (4 * days + 3) / days_a_century_cycle;
  const std::int64_t of_century = days - century * days_a_century_cycle / 4;
  const std::int64_t year = (4 * of_century + 3) / days_a_leap_cycle;
  const std::int64_t of_year = of_century - year * days_a_leap_cycle / 4;
  const std::int64_t from_march = (5 * of_year + 2) / 153;
  const bool after_december = from_march >= 10;
  return {static_cast<int>(century * 100 + year - cycles_before * 400 + (after_december ? 1 : 0)),
          static_cast<int>(from_march + (after_december ? -9 : 3)),
          static_cast<int>(of_year - days_before_month(from_march) + 1)};
}

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_of_month(int year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr Month month_of(const Civil& civil) { return Month::make(civil.year, civil.month); }

// Digits only, so neither sign nor blank can slip in.
std::optional<int> parse_digits(std::string_view text) {
  int out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return out;
}

std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

// Mondays to Fridays before a day, counted from Monday 1969-12-29.
constexpr std::int64_t weekdays_before(std::int64_t number) {
  const std::int64_t from_monday = number + 3;
  const std::int64_t week = from_monday >= 0 ? from_monday / 7 : -((6 - from_monday) / 7);
  return week * 5 + std::min<std::int64_t>(from_monday - week * 7, 5);
}

}  // namespace

std::optional<Day> Day::make(int year, int month, int day) {
  if (year < first_year || year > last_year || month < 1 || month > months_a_year) return std::nullopt;
  if (day < 1 || day > days_of_month(year, month)) return std::nullopt;
  return Day(number_of({year, month, day}));
}

std::optional<Day> Day::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = parse_digits(iso.substr(0, 4));
  const auto month = parse_digits(iso.substr(5, 2));
  const auto day = parse_digits(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make(*year, *month, *day);
}

int Day::year() const { return civil_of(number_).year; }
int Day::month() const { return civil_of(number_).month; }
int Day::day() const { return civil_of(number_).day; }

int Day::weekday() const {
  const int from_monday = static_cast<int>((std::int64_t{number_} + 3) % 7);
  return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

Month Day::in_month() const { return month_of(civil_of(number_)); }

std::string Day::iso() const {
  const Civil civil = civil_of(number_);
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::optional<Month> Month::parse(std::string_view iso) {
  if (iso.size() != 7 || iso[4] != '-') return std::nullopt;
  const auto year = parse_digits(iso.substr(0, 4));
  const auto month = parse_digits(iso.substr(5, 2));
  if (!year || !month || *year < first_year || *month < 1 || *month > months_a_year) return std::nullopt;
  return make(*year, *month);
}

Day Month::first() const { return Day::from_number(number_of({year(), month(), 1})); }
Day Month::last() const { return Day::from_number(number_of({year(), month(), days()})); }
int Month::days() const { return days_of_month(year(), month()); }
std::string Month::iso() const { return padded(year(), 4) + "-" + padded(month(), 2); }

std::optional<MonthDay> MonthDay::parse(std::string_view iso) {
  if (iso.size() != 5 || iso[2] != '-') return std::nullopt;
  const auto month = parse_digits(iso.substr(0, 2));
  const auto day = parse_digits(iso.substr(3, 2));
  constexpr int some_leap_year = 2000;
  if (!month || !day || !Day::make(some_leap_year, *month, *day)) return std::nullopt;
  return MonthDay{*month, *day};
}

Day MonthDay::in_year(int year) const {
  return Day::from_number(number_of({year, month, std::min(day, days_of_month(year, month))}));
}

Day add_months(Day day, int months) {
  const Civil from = civil_of(day.number());
  const Month to = month_of(from) + months;
  return to.first() + (std::min(from.day, to.days()) - 1);
}

int months_between(Day a, Day b) {
  if (b < a) return -months_between(b, a);
  const Civil from = civil_of(a.number());
  const Civil to = civil_of(b.number());
  const bool completed = to.day >= std::min(from.day, days_of_month(to.year, to.month));
  return month_of(to) - month_of(from) - (completed ? 0 : 1);
}

int years_between(Day a, Day b) { return months_between(a, b) / months_a_year; }

int days_between(Day a, Day b) { return b.number() - a.number(); }

int weekdays(Day a, Day b) {
  if (b < a) return 0;
  return static_cast<int>(weekdays_before(std::int64_t{b.number()} + 1) - weekdays_before(a.number()));
}

}  // namespace fenglu
