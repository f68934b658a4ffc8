// The comparison can fail: each primitive and the look-up of values is broken in turn, and plan and evaluator differ.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/policy/load.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/random_policy.hpp"
#include "tests/differential/random_roster.hpp"

namespace fenglu::test {
namespace {

using plan::Lane;
using plan::Op;

struct Sample {
  std::unique_ptr<policy::Policy> policy;
  plan::Plan plan;
  run::Table table;
};

std::optional<Sample> sample(std::uint64_t seed) {
  const auto folder = std::filesystem::temp_directory_path() / ("fenglu-breaking-" + std::to_string(::getpid()));
  RandomPolicy(seed).write(folder);
  auto policy = policy::load(folder);
  std::filesystem::remove_all(folder);
  if (!policy) return std::nullopt;
  Sample made{std::make_unique<policy::Policy>(std::move(*policy)), {}, {}};
  plan::Request request;
  request.month = Month::make(2023, 3);
  auto plan = plan::compile(*made.policy, request);
  if (!plan) return std::nullopt;
  made.plan = std::move(*plan);
  Random random(seed);
  made.table = random_roster(made.plan, 25, random);
  return made;
}

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = [] {
    std::vector<Sample> made;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      if (auto one = sample(seed)) made.push_back(std::move(*one));
    }
    return made;
  }();
  return all;
}

// What stands in for the primitive under test: it works, and then half is lost, so that no later rounding hides it, no
// divisor becomes 0 and no index leaves its table.
run::Kernel right = nullptr;

template <class Lane>
void halve(Lane* lanes, std::size_t rows, bool flag) {
  for (std::size_t row = 0; row < rows; ++row) {
    Lane& lane = lanes[row];
    if (flag)
      lane = 1 - lane;
    else if (lane > 1 || lane < -1)
      lane /= 2;
  }
}

void wrong(const run::Step& step, const run::Batch& batch) {
  right(step, batch);
  const Op op = step.what->op;
  void* out = batch.registers[step.what->out];
  const bool flag = (op >= Op::less && op <= Op::equal) || (op >= Op::logical_and && op <= Op::logical_not);
  switch (step.what->out_lane) {
    case Lane::i32: return halve(static_cast<std::int32_t*>(out), batch.rows, flag);
    case Lane::i64: return halve(static_cast<std::int64_t*>(out), batch.rows, flag);
    case Lane::i128: return halve(static_cast<Int128*>(out), batch.rows, flag);
  }
}

bool uses(const plan::Plan& plan, Op op, Lane in, Lane out) {
  for (const plan::Stage& stage : plan.program.stages) {
    for (const plan::Instruction& one : stage.instructions) {
      if (one.op == op && one.in_lane == in && one.out_lane == out) return true;
    }
  }
  return false;
}

bool seen_to_differ(Op op, Lane in, Lane out, bool& used) {
  run::KernelTable broken = run::portable_kernels();
  right = broken.at(op, in, out);
  broken.at(op, in, out) = wrong;
  for (const Sample& one : samples()) {
    if (!uses(one.plan, op, in, out)) continue;
    used = true;
    run::Options options;
    options.kernels = &broken;
    if (compare(one.plan, one.table, run::run(one.plan, one.table, options)).different > 0) return true;
  }
  return false;
}

// A conversion that is broken goes unseen only where what it made was too small to be halved.
TEST(Breaking, EveryPrimitiveBrokenIsSeen) {
  for (std::size_t op = 0; op < plan::op_count; ++op) {
    bool used = false;
    for (const Lane in : {Lane::i32, Lane::i64, Lane::i128}) {
      for (const Lane out : {Lane::i32, Lane::i64, Lane::i128}) {
        if (run::portable_kernels().at(static_cast<Op>(op), in, out) == nullptr) continue;
        bool here = false;
        const bool differs = seen_to_differ(static_cast<Op>(op), in, out, here);
        EXPECT_EQ(differs, here) << name(static_cast<Op>(op)) << " broken goes unseen, " << name(in) << " to "
                                 << name(out);
        used = used || here;
      }
    }
    EXPECT_TRUE(used) << name(static_cast<Op>(op)) << " is in no sample";
  }
}

// Reads a year too early.
std::optional<policy::InForce> late_look_up(const policy::Policy& policy, int parameter, Day day,
                                            const policy::Reading& reading, Diagnostic* why) {
  auto found = policy::in_force(policy, parameter, add_months(day, -24), reading, why);
  return found ? found : policy::in_force(policy, parameter, day, reading, why);
}

TEST(Breaking, ALookUpOnTheWrongDayIsSeen) {
  std::size_t seen = 0;
  for (const Sample& one : samples()) {
    plan::Request request = one.plan.request;
    request.look_up = late_look_up;
    const auto plan = plan::compile(*one.policy, request);
    if (!plan) continue;
    seen += compare(*plan, one.table, run::run(*plan, one.table)).different > 0 ? 1 : 0;
  }
  EXPECT_GT(seen, samples().size() / 2);
}

}  // namespace
}  // namespace fenglu::test
