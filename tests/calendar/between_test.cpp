// What lies between two days: completed months and years, working days.
#include <gtest/gtest.h>

#include "engine/calendar/day.hpp"
#include "tests/seed.hpp"

namespace fenglu {

inline void PrintTo(const Day& day, std::ostream* out) { *out << day.iso(); }

namespace {

Day day(const char* iso) { return Day::parse(iso).value(); }

TEST(AddMonths, TakesTheLastDayWhereTheMonthIsShorter) {
  struct Row {
    const char* from;
    int months;
    const char* to;
    const char* why;
  };
  const Row rows[] = {
      {"2023-01-31", 1, "2023-02-28", "February has no 31st"},
      {"2024-01-31", 1, "2024-02-29", "nor in a leap year"},
      {"2024-01-31", 2, "2024-03-31", "the day comes back: it isn't worn down on the way"},
      {"2024-02-29", 12, "2025-02-28", "a leap day a year on"},
      {"2024-02-29", 48, "2028-02-29", "and four years on"},
      {"2024-03-31", -1, "2024-02-29", "backwards too"},
      {"2024-05-31", 1, "2024-06-30", "30 days"},
      {"2024-05-15", 0, "2024-05-15", "nothing"},
      {"2024-12-15", 1, "2025-01-15", "over the year's end"},
      {"2024-01-15", -13, "2022-12-15", "back over two"},
  };
  for (const Row& row : rows) EXPECT_EQ(add_months(day(row.from), row.months).iso(), row.to) << row.why;
}

TEST(MonthsBetween, CountsCompletedOnes) {
  struct Row {
    const char* a;
    const char* b;
    int months, years;
    const char* why;
  };
  const Row rows[] = {
      {"2024-01-15", "2024-01-15", 0, 0, "the same day"},
      {"2024-01-15", "2024-02-14", 0, 0, "a day short of a month"},
      {"2024-01-15", "2024-02-15", 1, 0, "a month to the day"},
      {"2024-01-31", "2024-02-28", 0, 0, "a day short of the month's last"},
      {"2024-01-31", "2024-02-29", 1, 0, "the last day stands for the 31st"},
      {"2023-01-31", "2023-02-28", 1, 0, "in common years the 28th"},
      {"2024-01-30", "2024-02-29", 1, 0, "and for the 30th"},
      {"2024-02-29", "2024-03-28", 0, 0, "the last of February is no last of March"},
      {"2024-02-29", "2024-03-29", 1, 0, "but its 29th"},
      {"2020-02-29", "2021-02-27", 11, 0, "a day short of a leap day's year"},
      {"2020-02-29", "2021-02-28", 12, 1, "a leap day's year is full on the 28th"},
      {"2020-02-29", "2024-02-28", 47, 3, "but not where there is a 29th"},
      {"2020-02-29", "2024-02-29", 48, 4, "four years"},
      {"2020-07-01", "2025-06-30", 59, 4, "a day before the anniversary"},
      {"2020-07-01", "2025-07-01", 60, 5, "on the anniversary"},
      {"1999-12-31", "2000-01-01", 0, 0, "a new year alone completes nothing"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(months_between(day(row.a), day(row.b)), row.months) << row.why;
    EXPECT_EQ(years_between(day(row.a), day(row.b)), row.years) << row.why;
    EXPECT_EQ(months_between(day(row.b), day(row.a)), -row.months) << row.why << ", swapped";
    EXPECT_EQ(years_between(day(row.b), day(row.a)), -row.years) << row.why << ", swapped";
  }
}

Day random_day(Seeded& random) {
  return Day::from_number(
      static_cast<std::int32_t>(random.between(day("1900-01-01").number(), day("2099-12-31").number())));
}

// The definition itself: the most months that can be added to a without passing b.
TEST(MonthsBetween, IsTheInverseOfAddingMonths) {
  Seeded random("months between");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 20000; ++i) {
    const Day a = random_day(random);
    const Day b = a + static_cast<int>(random.between(0, 3000));
    const int months = months_between(a, b);
    ASSERT_LE(add_months(a, months), b) << a.iso();
    ASSERT_GT(add_months(a, months + 1), b) << a.iso();
    const int years = years_between(a, b);
    ASSERT_LE(add_months(a, 12 * years), b) << a.iso();
    ASSERT_GT(add_months(a, 12 * years + 12), b) << a.iso();
  }
}

int weekdays_one_by_one(Day a, Day b) {
  int count = 0;
  for (Day at = a; at <= b; at = at + 1) count += at.weekday() <= 5 ? 1 : 0;
  return count;
}

TEST(Weekdays, CountsBothEnds) {
  struct Row {
    const char* a;
    const char* b;
    int days;
    const char* why;
  };
  const Row rows[] = {
      {"2025-10-01", "2025-10-31", 23, "October 2025"},
      {"2025-02-01", "2025-02-28", 20, "four weeks from a Saturday"},
      {"2025-10-03", "2025-10-03", 1, "a Friday"},
      {"2025-10-04", "2025-10-05", 0, "a weekend"},
      {"2025-10-05", "2025-10-06", 1, "a Sunday and a Monday"},
      {"2025-10-06", "2025-10-12", 5, "a week"},
      {"2025-10-02", "2025-10-01", 0, "backwards is nothing"},
      {"1969-12-27", "1970-01-02", 5, "across the epoch"},
      {"0001-01-01", "0001-01-07", 5, "the calendar's first week"},
      {"0001-01-01", "9999-12-31", 2608615, "all of it: 521722 weeks and 5 days"},
  };
  for (const Row& row : rows) EXPECT_EQ(weekdays(day(row.a), day(row.b)), row.days) << row.why;
}

TEST(Weekdays, AgreesWithCountingThemOneByOne) {
  Seeded random("weekdays");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 3000; ++i) {
    const Day a = random_day(random);
    const Day b = a + static_cast<int>(random.between(-3, 120));
    ASSERT_EQ(weekdays(a, b), weekdays_one_by_one(a, b)) << a.iso() << ' ' << b.iso();
  }
}

TEST(Weekdays, AddsUpOverAnyCut) {
  Seeded random("weekdays add up");
  SCOPED_TRACE(random.trace());
  for (int i = 0; i < 3000; ++i) {
    const Day a = random_day(random);
    const Day cut = a + static_cast<int>(random.between(0, 400));
    const Day b = cut + static_cast<int>(random.between(1, 400));
    ASSERT_EQ(weekdays(a, cut) + weekdays(cut + 1, b), weekdays(a, b));
  }
}

}  // namespace
}  // namespace fenglu
