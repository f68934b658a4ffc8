// Which version of a parameter holds: two times, ends, repeals, carrying on, renewals.
#include "engine/explain/look_up.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "engine/diagnostic/code.hpp"

namespace fenglu::explain {
namespace {

Day day(const std::string& iso) { return Day::parse(iso).value(); }

// "FROM[..TO][/ANNOUNCED]=VALUE": no announcement = not found; value - = a repeal.
policy::Row row(const std::string& text) {
  policy::Row out;
  const std::size_t equals = text.find('=');
  const std::size_t slash = text.find('/');
  const std::size_t dots = text.find("..");
  out.from = day(text.substr(0, 10));
  if (dots != std::string::npos) out.to = day(text.substr(dots + 2, 10));
  if (slash != std::string::npos) out.announced = day(text.substr(slash + 1, 10));
  out.value.text = text.substr(equals + 1);
  out.repeal = out.value.text == "-";
  if (!out.repeal) out.value.scalar = parse_decimal(out.value.text).value().value;
  out.status = policy::Status::verified;
  return out;
}

policy::Policy series(const std::string& rows) {
  policy::Policy out;
  policy::Parameter parameter;
  parameter.id = "rate";
  std::stringstream stream(rows);
  for (std::string text; stream >> text;) parameter.rows.push_back(row(text));
  out.parameters.push_back(std::move(parameter));
  return out;
}

std::string shown(const Version* version) { return version == nullptr ? "none" : version->value().text; }

struct Case {
  const char* rows;
  const char* day;
  const char* known;  // "" = all that the tables know
  const char* value;
  const char* why;
};

const Case cases[] = {
    {"2024-07-01=1 2025-07-01=2", "2024-06-30", "", "none", "before the first"},
    {"2024-07-01=1 2025-07-01=2", "2024-07-01", "", "1", "its first day"},
    {"2024-07-01=1 2025-07-01=2", "2025-06-30", "", "1", "the day before the next"},
    {"2024-07-01=1 2025-07-01=2", "2025-07-01", "", "2", "the next one's first day"},
    {"2025-07-01=2 2024-07-01=1", "2025-07-01", "", "2", "in whatever order they stand"},
    {"2024-07-01=1 2025-07-01/2025-08-29=2", "2025-08-01", "2025-08-28", "1", "not announced yet"},
    {"2024-07-01=1 2025-07-01/2025-08-29=2", "2025-08-01", "2025-08-29", "2", "announced on that day"},
    {"2024-07-01=1 2025-07-01/2025-05-01=2", "2025-06-30", "2025-06-30", "1", "announced, not in force"},
    {"2024-07-01=1 2025-07-01=2", "2025-07-01", "2025-06-30", "1", "no announcement found: known from its first day"},
    {"2024-07-01=1 2025-07-01=2", "2025-07-01", "2025-07-01", "2", "known on its first day"},
    {"2024-07-01/2024-06-01=1 2024-07-01/2025-03-01=2", "2024-08-01", "", "2", "restated: the later announced"},
    {"2024-07-01/2024-06-01=1 2024-07-01/2025-03-01=2", "2024-08-01", "2025-02-28", "1", "before it was restated"},
    {"2024-07-01=1 2024-07-01/2024-06-01=2", "2024-08-01", "", "1",
     "not found counts as its first day, later than June"},
    {"2024-07-01..2025-06-30=1", "2025-06-30", "", "1", "its last day"},
    {"2024-07-01..2025-06-30=1", "2025-07-01", "", "none", "its end has passed"},
    {"2023-01-01=0 2024-07-01..2025-06-30=1", "2025-07-01", "", "none", "with no fallback to an older one"},
    {"2024-01-01=1 2025-01-01=-", "2024-12-31", "", "1", "before it was repealed"},
    {"2024-01-01=1 2025-01-01=-", "2025-01-01", "", "none", "repealed"},
    {"2024-01-01=1 2025-01-01/2025-03-01=-", "2025-01-01", "2025-02-28", "1", "the repeal isn't known yet"},
    {"2024-01-01=1 2025-01-01=- 2026-01-01=3", "2026-01-01", "", "3", "and comes back"},
};

TEST(LookUp, FollowsThePolicyLanguage) {
  for (const Case& c : cases) {
    const policy::Policy policy = series(c.rows);
    LookUp look_up(policy, false, day("2025-12-31"));
    const std::string known = c.known;
    const Moment moment{day(c.day), known.empty() ? std::nullopt : std::optional(day(known))};
    EXPECT_EQ(shown(look_up.find(0, moment)), c.value)
        << c.rows << " on " << c.day << " as of " << c.known << ": " << c.why;
    EXPECT_EQ(shown(look_up.find(0, moment)), c.value) << "and again, remembered";
  }
}

TEST(LookUp, CarriesOnWhatEndedByItsOwnWordsAsAssumed) {
  const policy::Policy policy = series("2024-07-01..2025-06-30=1");
  LookUp look_up(policy, true, day("2025-12-31"));
  const Version* carried = look_up.find(0, {day("2025-07-01"), std::nullopt});
  ASSERT_NE(carried, nullptr);
  EXPECT_EQ(carried->value().text, "1");
  EXPECT_EQ(carried->status, policy::Status::assumed);
  EXPECT_EQ(look_up.find(0, {day("2025-06-30"), std::nullopt})->status, policy::Status::verified);
}

TEST(LookUp, CarriesNoRepealOn) {
  const policy::Policy policy = series("2024-01-01=1 2025-01-01=-");
  LookUp look_up(policy, true, day("2025-12-31"));
  EXPECT_EQ(look_up.find(0, {day("2025-07-01"), std::nullopt}), nullptr);
}

struct StaleCase {
  const char* day;
  const char* judged_on;
  bool stale;
  const char* why;
};

// Due each 1 July, known by 31 October; the last row is of July 2024.
const StaleCase stale_cases[] = {
    {"2025-06-01", "2026-12-31", false, "nothing newer was due on the day read, however late it is judged"},
    {"2025-07-01", "2025-07-31", false, "due, with time left"},
    {"2025-10-01", "2025-10-31", false, "the last day of grace"},
    {"2025-10-01", "2025-11-01", true, "past it, though the day read isn't"},
    {"2025-11-01", "2025-11-30", true, "past it"},
    {"2026-08-01", "2026-08-31", true, "two are missing, the first for long"},
};

TEST(LookUp, SaysWhatOughtToHaveBeenRenewed) {
  for (const StaleCase& c : stale_cases) {
    policy::Policy policy = series("2023-07-01=1 2024-07-01=2");
    policy.parameters[0].renewed = policy::Renewal{{7, 1}, {10, 31}};
    LookUp look_up(policy, false, day(c.judged_on));
    EXPECT_EQ(look_up.find(0, {day(c.day), std::nullopt})->stale, c.stale)
        << c.day << " " << c.judged_on << ": " << c.why;
  }
}

TEST(LookUp, ARenewalKnownInTheNextYearIsDueThen) {
  policy::Policy policy = series("2024-12-01=1");
  policy.parameters[0].renewed = policy::Renewal{{12, 1}, {1, 31}};
  EXPECT_FALSE(LookUp(policy, false, day("2026-01-31")).find(0, {day("2025-12-15"), std::nullopt})->stale);
  EXPECT_TRUE(LookUp(policy, false, day("2026-02-01")).find(0, {day("2025-12-15"), std::nullopt})->stale);
}

TEST(LookUp, TellsTheLastWindowOfWhatHasEnded) {
  const policy::Policy policy = series("2024-07-01..2025-06-30=1");
  LookUp look_up(policy, false, day("2025-12-31"));
  const Diagnostic why = look_up.refusal(0, {day("2025-07-01"), std::nullopt});
  EXPECT_EQ(message(why, Language::en),
            "rate has no value in force on 2025-07-01 (last window: 2024-07-01 ... 2025-06-30)");
  EXPECT_EQ(message(why, Language::zh), "参数 rate 在 2025-07-01 没有有效值（最近一段：2024-07-01 ... 2025-06-30）");
}

TEST(LookUp, TellsAnAbstractParameterFromOneWithoutValue) {
  const policy::Policy abstract = series("");
  EXPECT_EQ(LookUp(abstract, false, day("2025-12-31")).refusal(0, {day("2025-07-01"), std::nullopt}).code,
            Code::abstract_parameter);
  const policy::Policy later = series("2026-01-01=1");
  const Diagnostic why = LookUp(later, false, day("2025-12-31")).refusal(0, {day("2025-07-01"), std::nullopt});
  EXPECT_EQ(message(why, Language::en), "rate has no value in force on 2025-07-01 (last window: none)");
}

}  // namespace
}  // namespace fenglu::explain
