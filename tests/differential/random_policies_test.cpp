// The plan against the exact evaluator on random policies that use every word of the language. A failing seed is
// printed and can be replayed: FENGLU_SEED=n. FENGLU_POLICIES says how many.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/load.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/random_policy.hpp"
#include "tests/differential/random_roster.hpp"

namespace fenglu::test {
namespace {

std::int64_t from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

std::filesystem::path folder_of(std::uint64_t seed) {
  return std::filesystem::temp_directory_path() /
         ("fenglu-random-" + std::to_string(::getpid()) + "-" + std::to_string(seed));
}

std::string errors(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& one : diagnostics.all()) {
    if (wording(one.code).severity == Severity::error) text += render(one, Language::en) + '\n';
  }
  return text;
}

plan::Request request_for(const policy::Policy& policy, Random& random) {
  plan::Request request;
  request.month = Month::make(2020, 1) + static_cast<int>(random.below(60));
  if (random.chance(30)) request.as_of = request.month.first() + static_cast<int>(random.between(0, 400));
  if (random.chance(40))
    request.set_by_hand = {policy.sheets[0].find_item("item1"), policy.sheets[0].find_item("flagged")};
  return request;
}

struct Tally {
  std::size_t policies = 0, refused = 0, cells = 0, cross_row = 0, wide = 0, rows_refused = 0;
  std::set<std::string> words;
};

bool has_wide(const plan::Plan& plan) {
  for (const plan::Stage& stage : plan.program.stages) {
    for (const plan::Instruction& one : stage.instructions) {
      if (std::max(one.in_lane, one.out_lane) == plan::Lane::i128) return true;
    }
  }
  return false;
}

// Every other way to run it gives the same lanes: levels of the processor, plain lanes, sizes of batches, threads.
void try_other_ways(const plan::Plan& plan, const run::Table& table, const run::Results& results, Random& random) {
  plan::Request request = plan.request;
  request.lanes = plan::Lanes::plain;
  const auto plain = plan::compile(*plan.policy, request);
  ASSERT_TRUE(plain);
  for (const run::Level level : run::all_levels) {
    if (!run::is_supported(level)) continue;
    for (const plan::Plan* one : {&plan, &*plain}) {
      run::Options options;
      options.kernels = &run::kernels(level);
      options.batch_rows = static_cast<std::size_t>(random.between(1, 40));
      options.threads = static_cast<unsigned>(random.between(1, 2));
      const run::Results again = run::run(*one, table, options);
      EXPECT_EQ(again.columns, results.columns) << name(level) << ", batches of " << options.batch_rows;
      EXPECT_EQ(refused_rows(again), refused_rows(results));
    }
  }
}

// A block behind another comes to what it comes to alone: the one before had other rows, and the same texts under other
// codes or none of them.
void try_behind_another(const plan::Plan& plan, const run::Table& table, const run::Results& results, Random& random) {
  run::Table block = random_roster(plan, static_cast<std::size_t>(random.between(1, 700)), random);
  std::reverse(block.texts.begin(), block.texts.end());
  run::Rerun rerun(plan, block);
  rerun.run();
  block = table;
  EXPECT_EQ(rerun.run().columns, results.columns) << "behind another block";
  EXPECT_EQ(refused_rows(rerun.run()), refused_rows(results));
}

void try_seed(std::uint64_t seed, Tally& tally) {
  SCOPED_TRACE("FENGLU_SEED=" + std::to_string(seed));
  RandomPolicy made(seed);
  const std::filesystem::path folder = folder_of(seed);
  made.write(folder);
  auto policy = policy::load(folder);
  ASSERT_TRUE(policy) << errors(policy.diagnostics());
  Random random(seed + 1'000'000);
  const auto plan = plan::compile(*policy, request_for(*policy, random));
  ++tally.policies;
  if (!plan) {
    // Only ranges may refuse what was built to be right.
    for (const Diagnostic& one : plan.diagnostics().all()) {
      EXPECT_TRUE(one.code == Code::range_overflow || one.code == Code::result_overflow) << render(one, Language::en);
    }
    ++tally.refused;
  } else {
    const run::Table table = random_roster(*plan, static_cast<std::size_t>(random.between(1, 40)), random);
    const run::Results results = run::run(*plan, table);
    const Difference difference = compare(*plan, table, results);
    EXPECT_EQ(difference.different, 0U) << difference.first;
    try_other_ways(*plan, table, results, random);
    Random of_block(seed + 2'000'000);
    try_behind_another(*plan, table, results, of_block);
    tally.cells += difference.cells;
    tally.rows_refused += refused_rows(results).size();
    tally.cross_row += plan->cross_row ? 1 : 0;
    tally.wide += has_wide(*plan) ? 1 : 0;
    tally.words.insert(made.words().begin(), made.words().end());
  }
  if (!::testing::Test::HasFailure()) std::filesystem::remove_all(folder);
}

TEST(Differential, PlanEqualsEvaluatorOnRandomPolicies) {
  Tally tally;
  const std::int64_t one = from_environment("FENGLU_SEED", -1);
  const std::int64_t first = one < 0 ? 1 : one;
  const std::int64_t count = one < 0 ? from_environment("FENGLU_POLICIES", 300) : 1;
  std::int64_t seed = first;
  for (; seed < first + count && !HasFailure(); ++seed) try_seed(static_cast<std::uint64_t>(seed), tally);
  // Then on for so many seconds, as many as there is time for: the last seed is printed.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(from_environment("FENGLU_SECONDS", 0));
  for (; std::chrono::steady_clock::now() < until && !HasFailure(); ++seed)
    try_seed(static_cast<std::uint64_t>(seed), tally);
  std::printf(
      "seeds %lld ... %lld: %zu policies, %zu refused for their ranges, %zu cells, %zu cross rows, %zu in 128 bits, "
      "%zu rows refused\n",
      static_cast<long long>(first), static_cast<long long>(seed - 1), tally.policies, tally.refused, tally.cells,
      tally.cross_row, tally.wide, tally.rows_refused);
  if (one >= 0) return;
  EXPECT_LT(tally.refused * 10, tally.policies);
  EXPECT_GT(tally.wide, 0U);
  EXPECT_GT(tally.cross_row, 0U);
  for (const formula::Function& word : formula::functions()) {
    const bool elsewhere = word.name == "previous" || word.name == "year_before";
    EXPECT_TRUE(elsewhere || tally.words.contains(std::string(word.name))) << word.name << " in no random policy";
  }
}

}  // namespace
}  // namespace fenglu::test
