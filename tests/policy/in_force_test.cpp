// Which row holds: on its first day and the day before, as of just before and just after its announcement.
#include "engine/policy/in_force.hpp"

#include <gtest/gtest.h>

#include "tests/policy/policy_folder.hpp"
#include "tests/policy/shown_in_force.hpp"

namespace fenglu::policy {
namespace {

constexpr std::string_view series = R"({
  "rate": {
    "title": {"zh": "比例", "en": "Rate"}, "unit": "rate",
    "values": [
      {"from": "2024-01-01", "announced": "2023-11-01", "value": null, "source": "notice", "status": "verified"},
      {"from": "2021-01-01", "announced": "2021-06-01", "value": "0.12", "source": "notice", "status": "verified"},
      {"from": "2020-01-01", "announced": "2019-12-15", "value": "0.10", "source": "notice", "status": "verified"},
      {"from": "2021-01-01", "announced": "2021-03-10", "value": "0.11", "source": "notice", "status": "reported"},
      {"from": "2022-01-01", "to": "2022-12-31", "announced": null, "value": "0.13", "source": "notice", "status": "verified"}
    ]
  }
})";

struct Case {
  std::string_view day;
  std::string_view as_of;
  std::string_view shown;
  const char* why;
};

class InForceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.write("lower/series.json", series);
    Result<Policy> policy = folder_.load();
    ASSERT_TRUE(policy) << folder_.messages(policy.diagnostics(), Language::en);
    policy_ = *policy;
  }

  std::string shown(std::string_view id, std::string_view day, std::string_view as_of, bool carry = false) const {
    return shown_in_force(policy_, id, day, as_of, carry);
  }

  PolicyFolder folder_;
  Policy policy_;
};

TEST_F(InForceTest, TheLatestFromHoldsAndOfThoseTheLatestAnnounced) {
  const Case cases[] = {
      {"2019-12-31", "", "no-value (none)", "the day before the first day"},
      {"2020-01-01", "", "0.10 from 2020-01-01 verified", "the first day"},
      {"2020-01-01", "2019-12-14", "no-value (none)", "not announced yet"},
      {"2020-01-01", "2019-12-15", "0.10 from 2020-01-01 verified", "announced that day"},
      {"2020-12-31", "", "0.10 from 2020-01-01 verified", "the last day before the next"},
      {"2021-01-01", "", "0.12 from 2021-01-01 verified", "two notices for one day: the later one"},
      {"2021-01-01", "2021-03-09", "0.10 from 2020-01-01 verified", "the change wasn't known: the old value"},
      {"2021-01-01", "2021-03-10", "0.11 from 2021-01-01 reported", "the first notice"},
      {"2021-01-01", "2021-05-31", "0.11 from 2021-01-01 reported", "the day before the second"},
      {"2021-01-01", "2021-06-01", "0.12 from 2021-01-01 verified", "the second"},
      {"2022-01-01", "", "0.13 from 2022-01-01 verified", "announcement not found: as of now it doesn't matter"},
      {"2022-01-01", "2021-12-31", "0.12 from 2021-01-01 verified", "known from its first day, not earlier"},
      {"2022-01-01", "2022-01-01", "0.13 from 2022-01-01 verified undated", "and a run with an as-of says so"},
      {"2022-12-31", "", "0.13 from 2022-01-01 verified", "its last day"},
      {"2023-01-01", "", "no-value (2022-01-01 ... 2022-12-31)", "no falling back to the row before"},
      {"2024-01-01", "", "no-value (2024-01-01 ... )", "repealed"},
      {"2024-01-01", "2023-10-31", "no-value (2022-01-01 ... 2022-12-31)", "before the repeal was known"},
  };
  for (const Case& one : cases)
    EXPECT_EQ(shown("rate", one.day, one.as_of), one.shown) << one.day << " as of " << one.as_of << ": " << one.why;
}

TEST_F(InForceTest, CarryLetsWhatEndedGoOnAsAssumedButNotWhatWasRepealed) {
  EXPECT_EQ(shown("rate", "2022-12-31", "", true), "0.13 from 2022-01-01 verified");
  EXPECT_EQ(shown("rate", "2023-01-01", "", true), "0.13 from 2022-01-01 assumed carried");
  EXPECT_EQ(shown("rate", "2024-01-01", "", true), "no-value (2024-01-01 ... )");
  EXPECT_EQ(shown("rate", "2019-12-31", "", true), "no-value (none)");
}

TEST_F(InForceTest, AnAbstractParameterSaysSo) { EXPECT_EQ(shown("county_wage", "2023-01-01", ""), "abstract"); }

TEST_F(InForceTest, WhatOughtToHaveBeenRenewedIsStaleJudgedByTheAsOfOrTheMonth) {
  const Case cases[] = {
      {"2023-06-30", "", "10000 from 2022-07-01 verified", "nothing is due yet"},
      {"2023-07-01", "2023-08-28", "10000 from 2022-07-01 verified", "due, and not yet late"},
      {"2023-07-01", "2023-08-29", "10500 from 2023-07-01 verified", "the day of the announcement"},
      {"2024-07-01", "", "10500 from 2023-07-01 verified", "judged on 2024-07-31"},
      {"2024-10-01", "", "10500 from 2023-07-01 verified", "judged on the very day by which it should be known"},
      {"2024-11-01", "", "10500 from 2023-07-01 verified stale", "judged on 2024-11-30"},
      {"2024-07-01", "2024-10-31", "10500 from 2023-07-01 verified", "as of the day by which it should be known"},
      {"2024-07-01", "2024-11-01", "10500 from 2023-07-01 verified stale", "the day after"},
      {"2024-06-30", "2026-01-01", "10500 from 2023-07-01 verified", "read before the next is due: as good as ever"},
      {"2022-06-30", "", "no-value (none)", "before the first"},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(shown("average_wage", one.day, one.as_of), one.shown)
        << one.day << " as of " << one.as_of << ": " << one.why;
  }
}

TEST_F(InForceTest, JudgedOnAnotherDayWhereTheReadingSaysSo) {
  const Reading reading{std::nullopt, false, Day::make(2024, 11, 1)};
  const int average = policy_.find_parameter("average_wage");
  EXPECT_TRUE(in_force(policy_, average, *Day::make(2024, 7, 1), reading)->stale);
}

TEST_F(InForceTest, ChangesAreFirstDaysAndDaysAfterTheLast) {
  const auto days = [&](const Reading& reading) {
    std::string out;
    for (const Day day : changes(policy_, policy_.find_parameter("rate"), reading, *Day::make(2030, 1, 1)))
      out += day.iso() + " ";
    return out;
  };
  EXPECT_EQ(days({}), "2020-01-01 2021-01-01 2022-01-01 2023-01-01 2024-01-01 ");
  EXPECT_EQ(days({*Day::make(2021, 3, 9)}), "2020-01-01 ");
}

TEST_F(InForceTest, AnnouncementsHoldTheFirstDayWhereNoneWasFound) {
  std::string days;
  for (const Day day : announcements(policy_, policy_.find_parameter("rate"))) days += day.iso() + " ";
  EXPECT_EQ(days, "2019-12-15 2021-03-10 2021-06-01 2022-01-01 2023-11-01 ");
}

TEST_F(InForceTest, NeverReadsWhatIsAnnouncedLater) {
  // As of each day, the value is the one that tables without all later notices would give.
  const int rate = policy_.find_parameter("rate");
  for (const Day as_of : announcements(policy_, rate)) {
    Policy then = policy_;
    std::erase_if(then.parameters[static_cast<std::size_t>(rate)].rows,
                  [&](const Row& row) { return row.announced.value_or(row.from) > as_of; });
    for (Day day = *Day::make(2019, 12, 1); day < *Day::make(2024, 3, 1); day = day + 7) {
      const auto known = in_force(policy_, rate, day, {as_of});
      const auto alone = in_force(then, rate, day, {});
      ASSERT_EQ(known.has_value(), alone.has_value()) << day.iso() << " as of " << as_of.iso();
      if (known) {
        EXPECT_EQ(known->value.text, alone->value.text) << day.iso() << " as of " << as_of.iso();
      }
    }
  }
}

}  // namespace
}  // namespace fenglu::policy
