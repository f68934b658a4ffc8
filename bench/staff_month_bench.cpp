// What does a staff-month of tables/shanghai cost, once the roster is in memory? And loading and compiling the tables?
//
// Before the clock starts, the plan's answer for the first rows is held against the exact evaluator; a wrong cell stops
// the benchmark.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "engine/explain/evaluate.hpp"
#include "engine/plan/lower.hpp"
#include "engine/policy/load.hpp"
#include "engine/run/run.hpp"

namespace fenglu {
namespace {

policy::Policy load_shanghai() {
  auto policy = policy::load(FENGLU_ROOT "/tables/shanghai");
  if (policy) return std::move(*policy);
  for (const Diagnostic& one : policy.diagnostics().all())
    std::fprintf(stderr, "%s\n", render(one, Language::en).c_str());
  std::exit(1);
}

const policy::Policy& shanghai() {
  static const policy::Policy policy = load_shanghai();
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

// Rows spread evenly over the range of each fact, by a fixed congruence: no branch predictor learns them.
run::Column column(const Interval& range, const Rational& scale, std::size_t rows, std::uint64_t salt) {
  const std::int64_t low = to_int64(Rational(ceil(range.low / scale)));
  const std::int64_t high = to_int64(Rational(floor(range.high / scale)));
  const auto width = static_cast<std::uint64_t>(high - low) + 1;
  run::Column made;
  made.lanes.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t mixed = (row * 0x9E3779B97F4A7C15ULL + salt * 0xBF58476D1CE4E5B9ULL) >> 17;
    made.lanes.push_back(low + static_cast<std::int64_t>(mixed % width));
  }
  return made;
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
    table.facts[sheet.find_fact(range.fact)] = column({range.low, range.high}, 1, rows, ++salt);
  }
  for (const auto& [item, range] : plan.opening_ranges) {
    table.year_to_date[item] = column({0, 10'000'000}, 1, rows, ++salt);
  }
  for (std::size_t row = 0; row < rows; ++row) table.keys.push_back("SH" + std::to_string(row));
  return table;
}

void check_answer(const plan::Plan& plan, const run::Table& table) {
  const policy::Sheet& sheet = shanghai().sheets[static_cast<std::size_t>(plan.request.sheet)];
  const run::Results results = run::run(plan, table);
  explain::Evaluator judge(shanghai(), table, {plan.request.sheet, plan.request.month, plan.request.as_of, false});
  for (std::size_t row = 0; row < std::min<std::size_t>(table.rows, 500); ++row) {
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
      const policy::Item& item = sheet.items[static_cast<std::size_t>(plan.items[i])];
      const Rational fast = Rational(results.columns[i][row]) * plan::lane_scale(item.type, item.decimals);
      const auto exact = judge.value(row, plan.items[i]);
      if (exact && exact->value == fast) continue;
      std::fprintf(stderr, "wrong cell: row %zu, %s\n", row, item.id.c_str());
      std::exit(1);
    }
  }
}

void StaffMonth(benchmark::State& state) {
  static const plan::Plan plan = compile_october();
  const run::Table table = roster(plan, static_cast<std::size_t>(state.range(0)));
  check_answer(plan, table);
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
