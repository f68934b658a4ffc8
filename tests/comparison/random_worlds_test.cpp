// Random policies and rosters that use every word of the language, compared over months, days of knowledge and
// what-ifs: the causes of every figure of every person add up, one's own mirror is empty, and the sides swapped negate.
// A failing seed is printed and can be replayed: FENGLU_SEED=n. FENGLU_WORLDS says how many.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "engine/comparison/comparison.hpp"
#include "engine/policy/load.hpp"
#include "engine/roster/rejection.hpp"
#include "tests/differential/random_policy.hpp"
#include "tests/differential/random_roster.hpp"

namespace fenglu::comparison {
namespace {

using test::Random;

std::int64_t from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

std::optional<policy::Policy> random_policy(std::uint64_t seed) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("fenglu-comparison-" + std::to_string(::getpid()) + "-" + std::to_string(seed));
  test::RandomPolicy(seed).write(folder);
  Result<policy::Policy> policy = policy::load(folder);
  std::filesystem::remove_all(folder);
  if (!policy) return std::nullopt;
  return std::move(*policy);
}

// A plan, a roster and what they come to, without the rows that are refused.
struct Side {
  plan::Plan plan;
  roster::Roster roster;
  run::Results results;
  World world() const { return {&plan, &roster.table, &results}; }
};

void work_out(Side& side) {
  side.roster.raw.resize(side.roster.table.rows);
  side.results = run::run(side.plan, side.roster.table);
  std::set<std::size_t> refused;
  for (const run::Refusal& one : side.results.refusals) refused.insert(one.row);
  if (refused.empty()) return;
  roster::leave_out({refused.begin(), refused.end()}, side.roster);
  side.results = run::run(side.plan, side.roster.table);
}

std::optional<Side> random_side(const policy::Policy& policy, Random& random) {
  plan::Request request;
  request.month = Month::make(2020, 1) + static_cast<int>(random.below(60));
  if (random.chance(40)) request.as_of = request.month.first() + static_cast<int>(random.between(0, 400));
  if (random.chance(40)) request.set_by_hand = {policy.sheets[0].find_item("item1")};
  Result<plan::Plan> plan = plan::compile(policy, request);
  if (!plan) return std::nullopt;
  Side side{std::move(*plan), {}, {}};
  side.roster.table = test::random_roster(side.plan, static_cast<std::size_t>(random.between(1, 30)), random);
  work_out(side);
  return side;
}

void expect_adding_up(const Comparison& found) {
  for (std::size_t f = 0; f < found.figures.size(); ++f) {
    for (std::size_t i = 0; i < found.people.size(); ++i) {
      std::int64_t sum = 0;
      for (const Cause& cause : found.causes) sum += cause.part(f, i);
      ASSERT_EQ(sum, found.difference(f, i)) << found.figures[f].id << " of " << found.people[i].key;
    }
  }
}

bool has(const Comparison& found, Cause::Of of) {
  return std::any_of(found.causes.begin(), found.causes.end(), [&](const Cause& cause) { return cause.of == of; });
}

Comparison compared(const Side& before, const Side& after, bool same_policy) {
  const World earlier = before.world();
  return compare({.before = &earlier, .after = after.world(), .same_policy = same_policy});
}

struct Tally {
  std::size_t pairs = 0, causes = 0, together = 0, people = 0, months = 0, parameters = 0;
};

void count(const Comparison& found, Tally& tally) {
  ++tally.pairs;
  tally.people += found.people.size();
  for (const Cause& cause : found.causes) {
    ++tally.causes;
    tally.together += cause.along.empty() ? 0 : 1;
    tally.months += cause.of == Cause::Of::month ? 1 : 0;
    tally.parameters += cause.of == Cause::Of::parameter ? 1 : 0;
  }
}

void expect_mirror(const Comparison& there, const Comparison& back) {
  std::map<std::pair<std::string, std::string>, std::int64_t> differences;
  for (std::size_t f = 0; f < there.figures.size(); ++f) {
    for (std::size_t i = 0; i < there.people.size(); ++i) {
      differences[{there.figures[f].id, there.people[i].key}] = there.difference(f, i);
    }
  }
  for (std::size_t f = 0; f < back.figures.size(); ++f) {
    for (std::size_t i = 0; i < back.people.size(); ++i) {
      ASSERT_EQ(back.difference(f, i), -differences.at({back.figures[f].id, back.people[i].key}));
    }
  }
}

// Within one policy everything can be said, so nothing but who is there may be left untold.
void try_months(const policy::Policy& policy, Random& random, Tally& tally) {
  const auto before = random_side(policy, random), after = random_side(policy, random);
  if (!before || !after) return;
  const Comparison found = compared(*before, *after, true);
  expect_adding_up(found);
  EXPECT_FALSE(has(found, Cause::Of::rest)) << "what the blend begins with isn't what was worked out";
  const bool across = before->plan.cross_row || after->plan.cross_row;
  EXPECT_TRUE(across || !has(found, Cause::Of::people));
  expect_mirror(found, compared(*after, *before, true));
  EXPECT_TRUE(compared(*after, *after, true).causes.empty());
  count(found, tally);
}

// Two policies of one shape, and one that was moved by a what-if.
void try_policies(const policy::Policy& policy, const policy::Policy& other, Random& random, Tally& tally) {
  const auto before = random_side(policy, random), after = random_side(other, random);
  if (!before || !after) return;
  const Comparison found = compared(*before, *after, false);
  expect_adding_up(found);
  expect_mirror(found, compared(*after, *before, false));
  EXPECT_TRUE(compared(*after, *after, false).causes.empty());
  count(found, tally);
}

TEST(RandomWorlds, CausesAddUp) {
  Tally tally;
  const std::int64_t one = from_environment("FENGLU_SEED", -1);
  const std::int64_t first = one < 0 ? 1 : one;
  const std::int64_t many = one < 0 ? from_environment("FENGLU_WORLDS", 24) : 1;
  for (std::int64_t seed = first; seed < first + many && !HasFailure(); ++seed) {
    SCOPED_TRACE("FENGLU_SEED=" + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed) + 5'000'000);
    const auto policy = random_policy(static_cast<std::uint64_t>(seed));
    const auto other = random_policy(static_cast<std::uint64_t>(seed) + 1'000'000);
    ASSERT_TRUE(policy && other);
    try_months(*policy, random, tally);
    try_policies(*policy, *other, random, tally);
    Result<policy::Policy> moved = policy::with_value(*policy, "a.money*=1.5");
    if (moved) try_policies(*policy, *moved, random, tally);
  }
  std::printf(
      "seeds %lld ... %lld: %zu pairs, %zu people, %zu causes, %zu of them of several, %zu months, %zu parameters\n",
      static_cast<long long>(first), static_cast<long long>(first + many - 1), tally.pairs, tally.people, tally.causes,
      tally.together, tally.months, tally.parameters);
  if (one >= 0) return;
  EXPECT_GT(tally.pairs, static_cast<std::size_t>(many));
  EXPECT_GT(tally.months, 0U);
  EXPECT_GT(tally.parameters, 0U);
}

}  // namespace
}  // namespace fenglu::comparison
