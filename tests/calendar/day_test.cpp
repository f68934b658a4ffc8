#include "engine/calendar/day.hpp"

#include <gtest/gtest.h>

namespace fenglu {

inline void PrintTo(const Day& day, std::ostream* out) { *out << day.iso(); }
inline void PrintTo(const Month& month, std::ostream* out) { *out << month.iso(); }

namespace {

TEST(Day, IsCountedFromTheEpoch) {
  struct Row {
    const char* iso;
    std::int32_t number;
    int weekday;
  };
  const Row rows[] = {{"1970-01-01", 0, 4},     {"1969-12-31", -1, 3},      {"1970-03-01", 59, 7},
                      {"2000-02-29", 11016, 2}, {"2000-03-01", 11017, 3},   {"2024-12-31", 20088, 2},
                      {"2025-10-01", 20362, 3}, {"0001-01-01", -719162, 1}, {"9999-12-31", 2932896, 5},
                      {"1900-03-01", -25508, 4}};
  for (const Row& row : rows) {
    const auto day = Day::parse(row.iso);
    ASSERT_TRUE(day) << row.iso;
    EXPECT_EQ(day->number(), row.number) << row.iso;
    EXPECT_EQ(day->weekday(), row.weekday) << row.iso;
    EXPECT_EQ(day->iso(), row.iso);
  }
}

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

// Every day of the calendar, walked one by one by the rules as a schoolbook has them.
TEST(Day, WalksThroughTheWholeCalendar) {
  const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int32_t number = -719162;
  int weekday = 1;
  for (int year = 1; year <= 9999; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const int days = lengths[month - 1] + (month == 2 && leap(year) ? 1 : 0);
      ASSERT_EQ(Month::make(year, month).days(), days);
      for (int day = 1; day <= days; ++day, ++number, weekday = weekday % 7 + 1) {
        const Day d = Day::from_number(number);
        ASSERT_TRUE(d.year() == year && d.month() == month && d.day() == day && d.weekday() == weekday)
            << year << '-' << month << '-' << day;
        ASSERT_EQ(Day::make(year, month, day), d);
      }
    }
  }
}

TEST(Day, RefusesDaysThatTheCalendarLacks) {
  for (const char* iso : {"2023-02-29", "1900-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01",
                          "2024-00-10", "2024-01-00", "2024-01-32", "0000-01-01"}) {
    EXPECT_FALSE(Day::parse(iso)) << iso;
  }
  EXPECT_FALSE(Day::make(10000, 1, 1) || Day::make(0, 12, 31) || Day::make(-1, 1, 1) || Day::make(2024, -1, 1));
}

TEST(Day, ReadsIsoAlone) {
  for (const char* text : {"", "2024-7-1", "2024/07/01", "20240701", "2024-07-01 ", " 2024-07-01", "2024-07-1x",
                           "+024-07-01", "2024-07--1", "2024年7月1日", "24-07-0001", "2024-07-01T00"}) {
    EXPECT_FALSE(Day::parse(text)) << text;
  }
}

TEST(Day, StepsByDays) {
  const Day day = *Day::parse("2024-02-28");
  EXPECT_EQ((day + 1).iso(), "2024-02-29");
  EXPECT_EQ((day + 2).iso(), "2024-03-01");
  EXPECT_EQ((day - 59).iso(), "2023-12-31");
  EXPECT_LT(day, day + 1);
  EXPECT_EQ(days_between(day, day + 400), 400);
  EXPECT_EQ(days_between(day, day - 1), -1);
}

TEST(Month, IsNoDayUntilOneIsAskedFor) {
  static_assert(!std::is_convertible_v<Month, Day> && !std::is_convertible_v<Day, Month>);
  static_assert(!std::is_constructible_v<Day, Month> && !std::is_constructible_v<Month, Day>);
  const Month month = *Month::parse("2024-02");
  EXPECT_EQ(month.first().iso(), "2024-02-01");
  EXPECT_EQ(month.last().iso(), "2024-02-29");
  EXPECT_EQ(Day::parse("2024-02-17")->in_month(), month);
  EXPECT_EQ(month.iso(), "2024-02");
}

TEST(Month, StepsOverYears) {
  const Month month = Month::make(2025, 11);
  EXPECT_EQ((month + 1).iso(), "2025-12");
  EXPECT_EQ((month + 2).iso(), "2026-01");
  EXPECT_EQ((month + -11).iso(), "2024-12");
  EXPECT_EQ(Month::make(2026, 1) - month, 2);
  EXPECT_EQ(Month::make(2025, 1) - month, -10);
  EXPECT_EQ((month + 2).year(), 2026);
  EXPECT_EQ((month + 2).month(), 1);
}

TEST(Month, ReadsIsoAlone) {
  for (const char* text :
       {"", "2025", "2025-1", "2025-00", "2025-13", "2025/10", "202510", "0000-01", "2025-1a", "2025-10-01"}) {
    EXPECT_FALSE(Month::parse(text)) << text;
  }
}

TEST(MonthDay, FallsOnOneDayOfEachYear) {
  struct Row {
    const char* iso;
    int year;
    const char* day;
  };
  const Row rows[] = {{"07-01", 2025, "2025-07-01"}, {"12-31", 2024, "2024-12-31"}, {"02-29", 2024, "2024-02-29"},
                      {"02-29", 2023, "2023-02-28"}, {"02-29", 1900, "1900-02-28"}, {"02-28", 2024, "2024-02-28"}};
  for (const Row& row : rows) EXPECT_EQ(MonthDay::parse(row.iso)->in_year(row.year).iso(), row.day) << row.iso;
  for (const char* text : {"", "7-1", "13-01", "02-30", "04-31", "00-10", "07/01", "0701", "07-01-01"}) {
    EXPECT_FALSE(MonthDay::parse(text)) << text;
  }
}

}  // namespace
}  // namespace fenglu
