// The survey of all months that tables can give: what it finds, what it passes over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/plan/plan.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::plan {
namespace {

namespace fs = std::filesystem;

std::string row(const std::string& rest) { return "{" + rest + R"(, "source": "here", "status": "illustrative"})"; }

std::string money(const std::string& id, const std::string& rows) {
  return '"' + id + R"(": {"title": {"zh": "数", "en": "figure"}, "unit": "money", "values": [)" + rows + "]}";
}

Coverage survey(const std::string& low, const std::string& high, const std::string& formula) {
  const fs::path folder = fs::temp_directory_path() / ("fenglu-survey-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "policy.json") << R"({"id": "small", "title": {"zh": "小", "en": "small"}, "language": 1,
    "sources": {"here": {"title": {"zh": "此处", "en": "here"}, "seen": "none"}}})";
  std::ofstream(folder / "values.json") << '{' << money("a.low", low) << ',' << money("a.high", high) << '}';
  std::ofstream(folder / "sheet.json")
      << R"({"sheet": "pay", "title": {"zh": "表", "en": "sheet"}, "read_on": "month.first",
    "facts": {"id": {"title": {"zh": "号", "en": "id"}, "type": "text", "key": true},
              "pay": {"title": {"zh": "薪", "en": "pay"}, "type": "money"}},
    "items": {"x": {"title": {"zh": "项", "en": "x"}, "kind": "base", "formula": ")"
      << formula << "\"}}}";
  auto policy = policy::load(folder);
  fs::remove_all(folder);
  EXPECT_TRUE(policy);
  return check_all(*policy, 0);
}

std::vector<std::string> told(const Coverage& coverage) {
  std::vector<std::string> lines;
  for (const Diagnostic& one : coverage.diagnostics.all()) {
    lines.push_back("[" + std::string(wording(one.code).name) + "] " + message(one, Language::en));
  }
  return lines;
}

const std::string from_2020 = row(R"("from": "2020-01-01", "value": "5")");

TEST(Survey, CompilesEachDistinctSetOnceAndPassesOverWhatComesBeforeTheTables) {
  const Coverage all = survey(row(R"("from": "2010-01-01", "value": "1")"), from_2020, "clamp(pay, a.low, a.high)");
  EXPECT_EQ(told(all), std::vector<std::string>{});
  EXPECT_EQ(all.first, Month::make(2020, 1));
}

TEST(Survey, FindsAMistakeInAMonthThatIsNotToday) {
  const Coverage all = survey(from_2020 + ',' + row(R"("from": "2023-01-01", "value": "9")") + ',' +
                                  row(R"("from": "2023-03-01", "value": "5")"),
                              from_2020, "clamp(pay, a.low, a.high)");
  EXPECT_EQ(told(all), std::vector<std::string>{
                           "[floor-above-ceiling] the floor a.low = 9.00 is above the ceiling a.high = 5.00"});
}

TEST(Survey, FindsAMistakeThatOnlyAnEarlierKnowledgeShows) {
  const Coverage all =
      survey(from_2020 + ',' + row(R"("from": "2023-01-01", "announced": "2023-01-01", "value": "9")") + ',' +
                 row(R"("from": "2023-01-01", "announced": "2023-04-10", "value": "5")"),
             from_2020, "clamp(pay, a.low, a.high)");
  ASSERT_EQ(told(all).size(), 1U);
  EXPECT_THAT(told(all)[0], ::testing::StartsWith("[floor-above-ceiling]"));
}

// Nothing changes in these months: only the calendar does.
TEST(Survey, FindsAMistakeOfAnyKindOfMonth) {
  const auto found = [](const std::string& formula) { return told(survey(from_2020, from_2020, formula)); };
  EXPECT_THAT(found("if(month(month) = 5, round(pay / (month(month) - 5), fen), a.low)"),
              ::testing::ElementsAre(::testing::StartsWith("[division-by-zero]")));
  EXPECT_THAT(found("round(pay / (days_in(month) - 28), fen) + a.low"),
              ::testing::ElementsAre(::testing::StartsWith("[division-by-zero]")));
  EXPECT_THAT(found("round(pay / (days_in(month) - 29), fen) + a.low"),
              ::testing::ElementsAre(::testing::StartsWith("[division-by-zero]")));
  EXPECT_THAT(found("round(pay / (30 - days_in(month)), fen)"), ::testing::Not(::testing::IsEmpty()))
      << "also where no value has a day";
  EXPECT_THAT(found("round(pay / (days_in(month) - 27), fen) + a.low"), ::testing::IsEmpty());
}

TEST(Survey, AMonthWithoutAValueBetweenOthersIsTold) {
  const Coverage all = survey(row(R"("from": "2020-01-01", "to": "2021-06-30", "value": "1")") + ',' +
                                  row(R"("from": "2022-01-01", "value": "1")"),
                              from_2020, "round(pay / 2, fen) + a.low + a.high");
  EXPECT_EQ(told(all), std::vector<std::string>{"[gap-between-values] 2021-07 can't be worked out: a.low has no value "
                                                "then, though months before and after have all theirs"});
}

}  // namespace
}  // namespace fenglu::plan
