// A plan with values bound to its slots against plans compiled with those values.
#include "engine/plan/slots.hpp"

#include <gtest/gtest.h>

#include "engine/policy/load.hpp"
#include "engine/run/run.hpp"

namespace fenglu::run {
namespace {

// A copy of a policy with another value in the only row of a parameter.
policy::Policy with_value(const policy::Policy& policy, const std::string& parameter, const Rational& value) {
  policy::Policy changed = policy;
  policy::Row& row = changed.parameters[static_cast<std::size_t>(policy.find_parameter(parameter))].rows.front();
  row.value.scalar = value;
  return changed;
}

Table some_rows(const policy::Sheet& sheet) {
  Table table;
  table.rows = 50;
  for (std::size_t row = 0; row < table.rows; ++row) table.keys.push_back(std::to_string(row));
  for (std::size_t fact = 0; fact < sheet.facts.size(); ++fact) {
    if (sheet.facts[fact].key) continue;
    for (std::size_t row = 0; row < table.rows; ++row) {
      const auto lane = static_cast<std::int64_t>((row * 7919 + fact * 104'729) % 4'000);
      const bool category = sheet.facts[fact].type.category >= 0;
      const bool years = sheet.facts[fact].id == "service_years";
      table.facts[static_cast<int>(fact)].lanes.push_back(category ? lane % 2 : years ? lane % 45 : lane % 3'000);
    }
  }
  return table;
}

TEST(Slots, BoundPlansPayAsCompiledOnes) {
  const auto policy = policy::load(FENGLU_ROOT "/bench/workload");
  ASSERT_TRUE(policy);
  plan::Request request;
  request.month = Month::make(2025, 10);
  plan::Request open = request;
  open.slots = {{policy->find_parameter("pension.employer_rate"), {0, Rational(1, 4)}, 4},
                {policy->find_parameter("social.lower"), {0, 2'000'000}, 2}};
  const auto plan = plan::compile(*policy, open);
  ASSERT_TRUE(plan);
  const Table table = some_rows(policy->sheets[0]);
  for (const Rational& rate : {Rational(0), Rational(16, 100), Rational(1, 4), Rational(1'777, 10'000)}) {
    const auto bound = plan::bind(*plan, 0, {rate});
    ASSERT_TRUE(bound);
    const policy::Policy changed = with_value(*policy, "pension.employer_rate", rate);
    const auto compiled = plan::compile(changed, request);
    ASSERT_TRUE(compiled);
    EXPECT_EQ(run(*bound, table).columns, run(*compiled, table).columns) << rate;
  }
  const auto lower = plan::bind(*plan, 1, {Rational(123'456)});
  ASSERT_TRUE(lower);
  const policy::Policy changed = with_value(*policy, "social.lower", 123'456);
  EXPECT_EQ(run(*lower, table).columns, run(*plan::compile(changed, request), table).columns);
}

}  // namespace
}  // namespace fenglu::run
