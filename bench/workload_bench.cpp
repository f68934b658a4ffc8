// What does a staff-month of bench/workload cost, beside a copy of its bytes?
//
// 18 facts, 45 items, 19 roundings, 7 brackets: the interpreter of plans on a policy of ordinary size. Before the clock
// starts, the first rows are held against the exact evaluator and all of them against the plain 64-bit plan; a wrong
// cell stops the benchmark.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "bench/synthetic.hpp"
#include "engine/plan/lower.hpp"
#include "engine/policy/load.hpp"
#include "engine/run/run.hpp"

namespace fenglu {
namespace {

const policy::Policy& workload() {
  static const policy::Policy policy = bench::load_or_exit(FENGLU_ROOT "/bench/workload");
  return policy;
}

plan::Plan compile(plan::Lanes lanes) {
  plan::Request request;
  request.month = Month::make(2025, 10);
  request.lanes = lanes;
  auto plan = plan::compile(workload(), request);
  if (!plan) std::exit(1);
  return std::move(*plan);
}

const plan::Plan& narrow_plan() {
  static const plan::Plan plan = compile(plan::Lanes::narrowest);
  return plan;
}

// All cells of the narrow plan at the best level against the plain plan at the portable one.
void check_all(const run::Table& table) {
  static const plan::Plan plain = compile(plan::Lanes::plain);
  run::Options portable;
  portable.kernels = &run::portable_kernels();
  if (run::run(narrow_plan(), table).columns == run::run(plain, table, portable).columns) return;
  std::fprintf(stderr, "the narrow plan differs from the plain one\n");
  std::exit(1);
}

const run::Table& roster(std::size_t rows) {
  static std::map<std::size_t, run::Table> tables;
  const auto [at, added] = tables.try_emplace(rows);
  if (!added) return at->second;
  at->second = bench::synthetic_roster(narrow_plan(), rows);
  bench::check_against_evaluator(narrow_plan(), at->second, 300);
  check_all(at->second);
  return at->second;
}

void count(benchmark::State& state, std::size_t rows) {
  // Seconds for a thousand million of them: nanoseconds for one.
  state.counters["ns_a_row"] = benchmark::Counter(
      static_cast<double>(rows) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void AllOutputs(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const bool narrow = state.range(2) != 0;
  const bench::Typed roster_typed(roster(rows), narrow_plan());
  const bench::Columns into(narrow_plan(), rows, narrow);
  run::Options options;
  options.threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) {
    run::run_into(narrow_plan(), narrow ? roster_typed.table : roster(rows), into.outputs, options);
    benchmark::ClobberMemory();
  }
  count(state, rows);
  state.counters["bytes_out"] = static_cast<double>(into.bytes_a_row());
}
BENCHMARK(AllOutputs)
    ->ArgNames({"rows", "threads", "typed"})
    ->Args({1'000'000, 1, 0})
    ->Args({1'000'000, 1, 1})
    ->Args({1'000'000, 2, 1})
    ->Args({50'000, 1, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// As many rows as the peers of bench/peers have: FENGLU_ROWS.
void PeerSize(benchmark::State& state) {
  const char* asked = std::getenv("FENGLU_ROWS");
  const std::size_t rows = asked == nullptr ? 50'000 : std::strtoull(asked, nullptr, 10);
  const bench::Typed facts(roster(rows), narrow_plan());
  const bench::Columns into(narrow_plan(), rows, true);
  for (auto _ : state) {
    run::run_into(narrow_plan(), facts.table, into.outputs);
    benchmark::ClobberMemory();
  }
  count(state, rows);
}
BENCHMARK(PeerSize)->UseRealTime()->Unit(benchmark::kMillisecond);

// What a payroll office adds up; what none of them needs isn't computed.
const plan::Plan& plan_of_totals() {
  static const plan::Plan plan = [] {
    plan::Request request;
    request.month = Month::make(2025, 10);
    for (const char* const item : {"wage.gross", "wage.overtime", "wage.leave_deduction", "insurance.employee",
                                   "insurance.employer", "fund.employee", "fund.employer", "union.employer",
                                   "tax.withheld", "tax.special", "pay.net", "cost.employer"})
      request.items.push_back(workload().sheets[0].find_item(item));
    auto made = plan::compile(workload(), request);
    if (!made) std::exit(1);
    return std::move(*made);
  }();
  return plan;
}

void Totals(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const plan::Plan& plan = state.range(2) == 12 ? plan_of_totals() : narrow_plan();
  const bench::Typed facts(roster(rows), narrow_plan());
  run::Options options;
  options.threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(run::add_items(plan, facts.table, options));
  count(state, rows);
}
BENCHMARK(Totals)
    ->ArgNames({"rows", "threads", "items"})
    ->Args({1'000'000, 1, 12})
    ->Args({1'000'000, 1, 45})
    ->Args({1'000'000, 2, 12})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// All items computed, none stored: what feeds a writer.
void InCache(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const bench::Typed facts(roster(rows), narrow_plan());
  const std::vector<run::Output> nowhere(narrow_plan().items.size());
  for (auto _ : state) benchmark::DoNotOptimize(run::run_into(narrow_plan(), facts.table, nowhere));
  count(state, rows);
}
BENCHMARK(InCache)->ArgNames({"rows"})->Arg(16'384)->UseRealTime()->Unit(benchmark::kMicrosecond);

// The measure of the rest: 252 bytes read and 252 written a row.
void Copy252(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const bench::Buffer from(rows * 252, 1);
  const bench::Buffer to(rows * 252, 2);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), rows * 252);
    benchmark::ClobberMemory();
  }
  count(state, rows);
}
BENCHMARK(Copy252)->ArgNames({"rows"})->Arg(1'000'000)->Arg(50'000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fenglu

BENCHMARK_MAIN();
