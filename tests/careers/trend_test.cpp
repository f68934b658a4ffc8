// How formulas go as days go by: held against their own values, day by day.
#include "engine/careers/trend.hpp"

#include <gtest/gtest.h>

#include "engine/policy/names.hpp"
#include "tests/careers/people.hpp"

namespace fenglu::careers {
namespace {

struct Row {
  const char* formula;
  Trend trend;
};

formula::Checked checked(const Subject& subject, const std::string& text) {
  const policy::SheetNames names(*subject.policy, subject.sheet());
  Result<formula::Checked> out =
      formula::check({text, "test", {1}, {1}}, names, formula::Home::item, true, std::nullopt);
  for (const Diagnostic& one : out.diagnostics().all()) {
    if (!out) ADD_FAILURE() << render(one, Language::en);
  }
  return std::move(*out);
}

class TrendOf : public testing::TestWithParam<Row> {};

TEST_P(TrendOf, IsAsStated) {
  const Subject subject = subject_of("shanghai", "2025-07-01");
  EXPECT_EQ(trend_of(checked(subject, GetParam().formula).root, subject.sheet(), subject.sheet().read_on),
            GetParam().trend)
      << GetParam().formula;
}

// What was proven is true of the values themselves; `unknown` promises nothing.
TEST_P(TrendOf, HoldsDayByDay) {
  const Subject subject = subject_of("shanghai", "2025-07-01");
  const formula::Checked formula = checked(subject, GetParam().formula);
  test::Random random(3);
  Ladders people = worked_out(subject, random_people(random, 12, subject.day));
  Person person(subject, people.roster.table);
  for (std::size_t row = 0; row < people.roster.table.rows; ++row) {
    person.go_to(row);
    person.set_day(subject.day);
    Rational before = person.value(formula).value;
    for (int days = 1; days < 900; ++days) {
      person.set_day(subject.day + days);
      const Rational after = person.value(formula).value;
      const Trend trend = GetParam().trend;
      ASSERT_TRUE(trend != Trend::constant || after == before) << days;
      ASSERT_TRUE(trend != Trend::rising || after >= before) << days;
      ASSERT_TRUE(trend != Trend::falling || after <= before) << days;
      before = after;
    }
    person.set_day(subject.day);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, TrendOf,
    testing::Values(
        Row{"1", Trend::constant}, Row{"career.awards * 2", Trend::constant}, Row{"post = civilian", Trend::constant},
        Row{"known(left_on)", Trend::constant}, Row{"ladder.months[post, grade]", Trend::constant},
        Row{"as_of", Trend::rising}, Row{"months_between(grade_since, as_of)", Trend::rising},
        Row{"months_between(as_of, grade_since)", Trend::falling}, Row{"weekdays(hired_on, as_of)", Trend::rising},
        Row{"year(as_of)", Trend::rising}, Row{"month(as_of)", Trend::unknown}, Row{"month(as_of) = 1", Trend::unknown},
        Row{"add_months(as_of, 3)", Trend::rising}, Row{"days_in(as_of)", Trend::unknown},
        Row{"-days_between(hired_on, as_of)", Trend::falling},
        Row{"career.awards - days_between(hired_on, as_of)", Trend::falling},
        Row{"days_between(hired_on, as_of) * 2", Trend::rising},
        Row{"days_between(hired_on, as_of) * -1", Trend::unknown},
        Row{"days_between(hired_on, as_of) * career.awards", Trend::unknown},
        Row{"round_down(days_between(hired_on, as_of) / 12, 1)", Trend::rising},
        Row{"days_between(hired_on, as_of) - months_between(hired_on, as_of)", Trend::unknown},
        Row{"min(years_between(hired_on, as_of), 12)", Trend::rising},
        Row{"max(years_between(hired_on, as_of), -months_between(hired_on, as_of))", Trend::unknown},
        Row{"clamp(years_between(hired_on, as_of), 2, 12)", Trend::rising},
        Row{"years_between(hired_on, as_of) >= 2", Trend::rising},
        Row{"years_between(hired_on, as_of) < 12", Trend::falling},
        Row{"not years_between(hired_on, as_of) < 12", Trend::rising},
        Row{"2 <= years_between(hired_on, as_of)", Trend::rising},
        Row{"years_between(hired_on, as_of) = 2", Trend::unknown},
        Row{"post = civilian and as_of > hired_on", Trend::rising},
        Row{"as_of > hired_on and as_of < grade_since", Trend::unknown},
        Row{"if(post = civilian, year(as_of), 0)", Trend::rising}, Row{"if(as_of > hired_on, 1, 2)", Trend::unknown},
        Row{"career.months", Trend::rising}, Row{"career.unpunished", Trend::rising},
        Row{"career.serving", Trend::unknown}, Row{"month.first", Trend::unknown}));

}  // namespace
}  // namespace fenglu::careers
