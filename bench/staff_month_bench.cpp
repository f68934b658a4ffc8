// What does a staff-month of tables/shanghai cost, once the roster is in memory? And loading and compiling the tables?
//
// Before the clock starts, the plan's answer for the first rows is held against the exact evaluator; a wrong cell stops
// the benchmark.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>

#include "bench/synthetic.hpp"
#include "engine/policy/load.hpp"
#include "engine/run/run.hpp"

namespace fenglu {
namespace {

const policy::Policy& shanghai() {
  static const policy::Policy policy = bench::load_or_exit(FENGLU_ROOT "/tables/shanghai");
  return policy;
}

plan::Plan compile_october() {
  plan::Request request;
  request.sheet = shanghai().find_sheet("payroll");
  request.month = Month::make(2025, 10);
  auto plan = plan::compile(shanghai(), request);
  if (!plan) std::exit(1);
  return std::move(*plan);
}

struct Range {
  const char* fact;
  std::int64_t low, high;  // lanes
};

run::Table roster(const plan::Plan& plan, std::size_t rows) {
  const policy::Sheet& sheet = shanghai().sheets[static_cast<std::size_t>(plan.request.sheet)];
  run::Table table;
  table.rows = rows;
  const auto day = [](int year, int month, int on) {
    return static_cast<std::int64_t>(Day::make(year, month, on)->number());
  };
  const Range ranges[] = {{"post", 0, 1},
                          {"grade", 0, 6},
                          {"hired_on", day(2005, 1, 1), day(2025, 9, 30)},
                          {"si.declared_wage", 250'000, 4'500'000},
                          {"hf.declared_wage", 250'000, 4'500'000},
                          {"education", 0, 3},
                          {"assessment", 0, 3},
                          {"overtime.workday_hours", 0, 3'600},
                          {"leave.sick_days", 0, 300},
                          {"tax.additional_deduction", 0, 600'000}};
  std::uint64_t salt = 0;
  for (const Range& range : ranges) {
    table.facts[sheet.find_fact(range.fact)] = bench::spread({range.low, range.high}, rows, ++salt);
  }
  for (const auto& [item, range] : plan.opening_ranges) {
    table.year_to_date[item] = bench::spread({0, 10'000'000}, rows, ++salt);
  }
  for (std::size_t row = 0; row < rows; ++row) table.keys.push_back("SH" + std::to_string(row));
  return table;
}

void StaffMonth(benchmark::State& state) {
  static const plan::Plan plan = compile_october();
  const run::Table table = roster(plan, static_cast<std::size_t>(state.range(0)));
  bench::check_against_evaluator(plan, table, 500);
  run::Options options;
  options.threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(run::run(plan, table, options));
  // Seconds for a thousand million of them: nanoseconds for one.
  state.counters["per_billion"] =
      benchmark::Counter(static_cast<double>(table.rows) * 1e-9,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["items"] = static_cast<double>(plan.items.size());
}
BENCHMARK(StaffMonth)
    ->ArgNames({"rows", "threads"})
    ->Args({12'300, 1})
    ->Args({50'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// Beside a copy of as many bytes as it reads and writes.
void IntoColumns(benchmark::State& state) {
  static const plan::Plan plan = compile_october();
  const auto rows = static_cast<std::size_t>(state.range(0));
  const run::Table wide = roster(plan, rows);
  bench::check_against_evaluator(plan, wide, 500);
  const bench::Typed facts(wide, plan);
  const bench::Columns into(plan, rows, true);
  for (auto _ : state) {
    run::run_into(plan, facts.table, into.outputs);
    benchmark::ClobberMemory();
  }
  state.counters["bytes_moved"] = static_cast<double>(facts.bytes_a_row + into.bytes_a_row());
  state.counters["ns_a_row"] = benchmark::Counter(
      static_cast<double>(rows) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(IntoColumns)->ArgNames({"rows"})->Arg(50'000)->Arg(1'000'000)->UseRealTime()->Unit(benchmark::kMillisecond);

void CopyOfAsMuch(benchmark::State& state) {
  static const plan::Plan plan = compile_october();
  const auto rows = static_cast<std::size_t>(state.range(0));
  const std::size_t moved =
      bench::Typed(roster(plan, 1), plan).bytes_a_row + bench::Columns(plan, 1, true).bytes_a_row();
  const bench::Buffer from(rows * moved / 2, 1);
  const bench::Buffer to(rows * moved / 2, 2);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), rows * moved / 2);
    benchmark::ClobberMemory();
  }
  state.counters["ns_a_row"] = benchmark::Counter(
      static_cast<double>(rows) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(CopyOfAsMuch)->ArgNames({"rows"})->Arg(1'000'000)->UseRealTime()->Unit(benchmark::kMillisecond);

void LoadTables(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(policy::load(FENGLU_ROOT "/tables/shanghai"));
}
BENCHMARK(LoadTables)->Unit(benchmark::kMillisecond);

void CompileMonth(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(compile_october());
}
BENCHMARK(CompileMonth)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fenglu

BENCHMARK_MAIN();
