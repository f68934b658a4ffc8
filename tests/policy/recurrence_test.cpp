// Values worked out anew each year: from what was known, until a published row takes their place.
#include <gtest/gtest.h>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/in_force.hpp"
#include "tests/policy/policy_folder.hpp"
#include "tests/policy/shown_in_force.hpp"

namespace fenglu::policy {
namespace {

struct Case {
  std::string_view day;
  std::string_view as_of;
  std::string_view shown;
  const char* why;
};

Policy loaded(const PolicyFolder& folder) {
  Result<Policy> policy = folder.load();
  EXPECT_TRUE(policy) << folder.messages(policy.diagnostics(), Language::en);
  return policy ? *policy : Policy();
}

void expect(const Policy& policy, std::string_view id, std::initializer_list<Case> cases) {
  for (const Case& one : cases) {
    EXPECT_EQ(shown_in_force(policy, id, one.day, one.as_of), one.shown)
        << id << " on " << one.day << " as of " << one.as_of << ": " << one.why;
  }
}

TEST(Recurrence, StepsWhenAllThatItReadsIsKnown) {
  const PolicyFolder folder;
  expect(
      loaded(folder), "bound",
      {{"2022-06-30", "", "no-value (none)", "before the first row"},
       {"2023-06-30", "", "30000 from 2022-07-01 verified", "the published row, the day before the step"},
       {"2023-07-01", "", "31500 from 2023-07-01 assumed", "30000 x 10500 / 10000"},
       {"2023-07-01", "2023-08-28", "30000 from 2022-07-01 verified stale",
        "the average isn't known yet: the last stands"},
       {"2023-07-01", "2023-08-29", "31500 from 2023-07-01 assumed", "and now it is"},
       {"2024-06-30", "", "31500 from 2023-07-01 assumed", "to the day before the next step"},
       {"2024-07-01", "", "31500 from 2023-07-01 assumed stale", "the next average isn't in the tables"},
       {"2026-07-01", "", "31500 from 2023-07-01 assumed stale", "and no later step comes without the one between"}});
}

TEST(Recurrence, IsAnnouncedWithTheLastOfWhatItReads) {
  const PolicyFolder folder;
  const Policy policy = loaded(folder);
  const auto found = in_force(policy, policy.find_parameter("bound"), *Day::make(2023, 7, 1), {});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->announced, Day::make(2023, 8, 29));
  EXPECT_EQ(found->row, nullptr);
  EXPECT_EQ(policy.sources[static_cast<std::size_t>(found->source.source)].id + "#" + found->source.article,
            "notice#4");
}

TEST(Recurrence, GivesWayToAPublishedRowOfTheSameDay) {
  PolicyFolder folder;
  folder.edit(
      "lower/rates.json", R"({"every": "07-01")",
      R"({"from": "2023-07-01", "announced": "2023-09-10", "value": "31400", "source": "notice#5", "status": "verified"},
      {"every": "07-01")");
  expect(loaded(folder), "bound",
         {{"2023-07-01", "2023-09-09", "31500 from 2023-07-01 assumed", "worked out before it was published"},
          {"2023-07-01", "2023-09-10", "31400 from 2023-07-01 verified", "published"},
          {"2023-07-01", "", "31400 from 2023-07-01 verified", "as of now"}});
}

TEST(Recurrence, IsWorkedOutAgainWhenAnAverageIsRestated) {
  PolicyFolder folder;
  folder.edit("lower/rates.json", R"("value": "10500", "source": "notice#2", "status": "verified"})",
              R"("value": "10500", "source": "notice#2", "status": "verified"},
      {"from": "2023-07-01", "announced": "2024-01-15", "value": "10600", "source": "notice#6", "status": "verified"},
      {"from": "2024-07-01", "announced": null, "value": "10700", "source": "notice#7", "status": "verified"})");
  expect(loaded(folder), "bound",
         {{"2023-07-01", "2024-01-14", "31500 from 2023-07-01 assumed", "before"},
          {"2023-07-01", "2024-01-15", "31800 from 2023-07-01 assumed", "30000 x 10600 / 10000: back-pay"},
          {"2024-07-01", "", "32100 from 2024-07-01 assumed", "the next step rests on the restated one"},
          {"2024-07-01", "2024-07-01", "32100 from 2024-07-01 assumed undated", "an announcement that wasn't found"}});
}

TEST(Recurrence, WaitsForAValueThatHasEndedUnlessItIsCarried) {
  PolicyFolder folder;
  folder.edit("lower/rates.json", R"(10500", "source")", R"(10500", "to": "2024-06-30", "source")");
  folder.edit("lower/rates.json", R"("renewed": {"each": "07-01", "known_by": "10-31"},)", "");
  const Policy policy = loaded(folder);
  expect(policy, "bound",
         {{"2023-07-01", "", "31500 from 2023-07-01 assumed", "still in force"},
          {"2024-07-01", "", "31500 from 2023-07-01 assumed stale", "no average is in force"}});
  EXPECT_EQ(shown_in_force(policy, "bound", "2024-07-01", "", true), "31500 from 2024-07-01 assumed");
}

TEST(Recurrence, OfATableIsWorkedOutForEachCell) {
  PolicyFolder folder;
  folder.write("lower/table.json", R"JSON({
    "pay": {"title": {"zh": "工资", "en": "Pay"}, "unit": "money", "axes": ["post"], "values": [
      {"from": "2022-01-01", "announced": "2021-12-01", "source": "notice", "status": "verified",
       "rows": [["civilian", "100"], ["service", "200"]]},
      {"every": "01-01", "since": "2023-01-01", "source": "ours", "status": "reported",
       "formula": "if(post = \"service\", previous() * 2, previous() + allowance[post, 10])"}]}
  })JSON");
  expect(loaded(folder), "pay",
         {{"2022-12-31", "", "100, 200 from 2022-01-01 verified", "as published"},
          {"2023-01-01", "", "250.5, 400 from 2023-01-01 illustrative", "as weak as the allowance that it reads"},
          {"2025-06-30", "", "551.5, 1600 from 2025-01-01 illustrative", "two more steps"}});
}

struct Word {
  std::string_view unit;
  std::string_view formula;
  std::string_view value;
};

// What a parameter with this formula comes to on 2023-07-01.
std::string value_of(const Word& word) {
  PolicyFolder folder;
  std::string text = R"JSON({"x": {"title": {"zh": "值", "en": "X"}, "unit": "UNIT", "values": [
    {"every": "07-01", "since": "2023-07-01", "source": "ours", "status": "assumed", "formula": "FORMULA"}]}})JSON";
  text.replace(text.find("UNIT"), 4, word.unit);
  text.replace(text.find("FORMULA"), 7, word.formula);
  folder.write("lower/x.json", text);
  const std::string shown = shown_in_force(loaded(folder), "x", "2023-07-01", "");
  return shown.substr(0, shown.find(' '));
}

TEST(Recurrence, KnowsEveryWordThatAParameterMayUse) {
  constexpr Word words[] = {
      {"money", "average_wage - 1 yuan", "10499"},
      {"money", "-average_wage + 2 yuan", "-10498"},
      {"number", "average_wage / year_before(average_wage)", "1.05"},
      {"money", R"(at(average_wage, add_months(\"2023-07-01\", -12)))", "10000"},
      {"money", R"(at(average_wage, \"2023-07-01\", \"2023-08-29\"))", "10500"},
      {"money", R"(at(average_wage, \"2023-07-01\", \"2023-08-28\"))", "no-value"},
      {"money", "min(average_wage, 3 yuan, 2 yuan)", "2"},
      {"money", "max(average_wage, 3 yuan)", "10500"},
      {"money", "clamp(average_wage, 3 yuan, 2 yuan)", "2"},
      {"money", "clamp(1 yuan, 3 yuan, 5 yuan)", "3"},
      {"money", "round(average_wage / 9, whole_fen)", "1166.67"},
      {"money", "round_down(average_wage / 9, jiao)", "1166.6"},
      {"money", "progressive(2000 yuan, tax.brackets)", "200"},
      {"money", "progressive(-1 yuan, tax.brackets)", "0"},
      {"money", "progressive(1000 yuan, tax.brackets)", "50"},
      {"rate", "bracket_rate(1000 yuan, tax.brackets)", "0.05"},
      {"rate", "bracket_rate(1000.01 yuan, tax.brackets)", "0.15"},
      {"money", "bracket_quick(9000 yuan, tax.brackets)", "700"},
      {"number", R"(years_between(\"2020-07-02\", \"2023-07-01\"))", "2"},
      {"number", R"(months_between(\"2023-01-31\", \"2023-02-28\"))", "1"},
      {"number", R"(days_between(\"2023-01-31\", \"2023-02-28\"))", "28"},
      {"number", R"(weekdays(\"2023-07-01\", \"2023-07-31\"))", "21"},
      {"number", R"(days_in(\"2024-02-01\") + year(\"2024-02-01\") + month(\"2024-02-01\"))", "2055"},
      {"number", "if(1 < 2 and not 3 <= 2, 4, 5)", "4"},
      {"number", "if(1 > 2 or 1 >= 2 or 1 <> 1, 4, 5)", "5"},
      {"number", "if(average_wage = year_before(average_wage), 1, 2)", "2"},
      {"flag", "pension.rate = 0.07", "true"},
      {"money", R"(allowance[\"civilian\", 9.5])", "100"},
  };
  for (const Word& word : words) EXPECT_EQ(value_of(word), word.value) << word.formula;
}

TEST(Recurrence, DividingByNothingIsSaidAtTheFormula) {
  PolicyFolder folder;
  folder.edit("lower/rates.json", R"("value": "10000")", R"("value": "0")");
  const Policy policy = loaded(folder);
  Diagnostic why{Code::abstract_parameter, {}, {}};
  EXPECT_FALSE(in_force(policy, policy.find_parameter("bound"), *Day::make(2023, 7, 1), {}, &why));
  EXPECT_EQ(wording(why.code).name, "division-by-zero");
  EXPECT_EQ(why.place.line, 56U);
}

TEST(Recurrence, ChangesOnItsStepsAndWithWhatItReads) {
  PolicyFolder folder;
  folder.edit("lower/rates.json", R"("since": "2023-07-01")", R"("since": "2023-03-15")");
  const Policy policy = loaded(folder);
  std::string days;
  for (const Day day : changes(policy, policy.find_parameter("bound"), {}, *Day::make(2025, 7, 1)))
    days += day.iso() + " ";
  EXPECT_EQ(days, "2022-07-01 2023-07-01 2024-07-01 2025-07-01 ");
  days.clear();
  for (const Day day : announcements(policy, policy.find_parameter("bound"))) days += day.iso() + " ";
  EXPECT_EQ(days, "2022-06-20 2023-08-29 ");
}

// A parameter whose formula has a `from` and no day of the year.
void follow(PolicyFolder& folder, std::string_view formula, std::string_view rows = "") {
  folder.write("lower/half.json",
               R"JSON({"half": {"title": {"zh": "半", "en": "Half"}, "unit": "money", "values": [)JSON" +
                   std::string(rows) +
                   R"({"from": "2022-08-01", "source": "ours", "status": "reported", "formula": ")" +
                   std::string(formula) + R"("}]}})");
}

TEST(Following, ChangesOnTheDayThatWhatItReadsChanges) {
  PolicyFolder folder;
  follow(folder, "average_wage / 2");
  expect(loaded(folder), "half",
         {{"2022-07-31", "", "no-value (none)", "before its first day"},
          {"2022-08-01", "", "5000 from 2022-08-01 reported", "its own first day, though the average is older"},
          {"2023-06-30", "", "5000 from 2022-08-01 reported", "the day before the next average"},
          {"2023-07-01", "", "5250 from 2023-07-01 reported", "the next average"},
          {"2023-07-01", "2023-08-28", "5000 from 2022-08-01 reported", "not announced yet, nor stale so early"},
          {"2023-07-01", "2023-11-01", "5250 from 2023-07-01 reported", "announced"},
          {"2024-12-01", "", "5250 from 2023-07-01 reported stale", "as stale as what it reads"}});
}

TEST(Following, IsAnnouncedWithWhatItReads) {
  PolicyFolder folder;
  follow(folder, "average_wage / 2");
  const Policy policy = loaded(folder);
  const auto found = in_force(policy, policy.find_parameter("half"), *Day::make(2023, 7, 1), {});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->announced, Day::make(2023, 8, 29));
  std::string days;
  for (const Day day : changes(policy, policy.find_parameter("half"), {}, *Day::make(2030, 1, 1)))
    days += day.iso() + " ";
  EXPECT_EQ(days, "2022-07-01 2022-08-01 2023-07-01 ");
}

TEST(Following, ChangesAYearAfterWhatItReadsAYearBefore) {
  PolicyFolder folder;
  follow(folder, "year_before(average_wage)");
  const Policy policy = loaded(folder);
  expect(policy, "half",
         {{"2023-06-30", "", "no-value (none)", "there was no average a year before"},
          {"2023-07-01", "", "10000 from 2022-08-01 reported", "that of 2022"},
          {"2024-07-01", "", "10500 from 2023-07-01 reported", "that of 2023"}});
  std::string days;
  for (const Day day : changes(policy, policy.find_parameter("half"), {}, *Day::make(2030, 1, 1)))
    days += day.iso() + " ";
  EXPECT_EQ(days, "2022-07-01 2022-08-01 2023-07-01 2023-08-01 2024-07-01 ");
}

TEST(Following, TakesOverFromAnEarlierRowAndGivesWayToALaterOne) {
  PolicyFolder folder;
  follow(folder, "previous() + average_wage",
         R"({"from": "2020-01-01", "announced": "2020-01-01", "value": "7", "source": "notice", "status": "verified"},
         {"from": "2023-09-01", "announced": "2023-09-01", "value": "9", "source": "notice", "status": "verified"},)");
  expect(loaded(folder), "half",
         {{"2022-07-31", "", "7 from 2020-01-01 verified", "the row before"},
          {"2022-08-01", "", "10007 from 2022-08-01 reported", "previous() is what stood on the day before"},
          {"2023-08-31", "", "10507 from 2023-07-01 reported", "and still is, not the step before"},
          {"2023-09-01", "", "9 from 2023-09-01 verified", "the row after"},
          {"2023-09-01", "2023-08-31", "10507 from 2023-07-01 reported", "before it is announced"}});
}

TEST(Following, HasNothingToFallBackTo) {
  PolicyFolder folder;
  follow(
      folder, "average_wage / 2",
      R"({"from": "2020-01-01", "announced": "2020-01-01", "value": "7", "source": "notice", "status": "verified"},)");
  folder.edit("lower/rates.json", R"(10500", "source")", R"(10500", "to": "2024-06-30", "source")");
  folder.edit("lower/rates.json", R"("renewed": {"each": "07-01", "known_by": "10-31"},)", "");
  const Policy policy = loaded(folder);
  EXPECT_EQ(shown_in_force(policy, "half", "2024-06-30", ""), "5250 from 2023-07-01 reported");
  EXPECT_TRUE(shown_in_force(policy, "half", "2024-07-01", "").starts_with("no-value"));
  EXPECT_EQ(shown_in_force(policy, "half", "2024-07-01", "", true), "5250 from 2023-07-01 assumed");
}

TEST(Following, OfATableIsWorkedOutForEachCell) {
  PolicyFolder folder;
  folder.write("lower/table.json", R"JSON({
    "pay": {"title": {"zh": "工资", "en": "Pay"}, "unit": "money", "axes": ["post"], "values": [
      {"from": "2023-01-01", "source": "ours", "status": "reported",
       "formula": "if(post = \"service\", average_wage, average_wage / 2)"}]}
  })JSON");
  expect(loaded(folder), "pay",
         {{"2023-01-01", "", "5000, 10000 from 2023-01-01 reported", "of the average of 2022"},
          {"2023-07-01", "", "5250, 10500 from 2023-07-01 reported", "of that of 2023"}});
}

}  // namespace
}  // namespace fenglu::policy
