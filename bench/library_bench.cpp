// What does the library cost around a plan: one person by a session, and tables in memory against the plan alone?
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fenglu/fenglu.hpp>

namespace {

using fenglu::Columns, fenglu::Day, fenglu::Fen, fenglu::Money, fenglu::Month;

template <class T>
T must(fenglu::Result<T> result) {
  if (result) return *std::move(result);
  std::fputs(result.diagnostics().text(fenglu::Language::en).c_str(), stderr);
  std::exit(1);
}

const fenglu::Plan& january() {
  static const fenglu::Policy policy = must(fenglu::Policy::load(FENGLU_ROOT "/tables/shanghai"));
  static const fenglu::Plan plan = must(policy.compile({.month = Month(2025, 1)}));
  return plan;
}

// Every fact of a month that a person at a counter would have.
fenglu::Record person() {
  fenglu::Record out;
  out.set("staff_id", "SH1").set("post", "service").set("grade", "grade1").set("hired_on", Day(2019, 7, 1));
  out.set("si.declared_wage", Money::fen(812'345)).set("hf.declared_wage", Money::fen(812'345));
  out.set("education", "bachelor").set("assessment", "excellent").set("overtime.workday_hours", 1'250, 2);
  out.set("tax.additional_deduction", Money::yuan(300));
  return out;
}

// A session's answer is held against a run's before the clock starts.
void check(fenglu::Session& session, fenglu::Record& record) {
  for (const std::int64_t wage : {600'123, 812'345, 1'234'567}) {
    record.set("si.declared_wage", Money::fen(wage));
    const auto results = must(january().run(record.columns()));
    if (session.run() && must(session.fen("pay.net"))[0] == must(results.fen("pay.net"))[0]) continue;
    std::fputs("wrong pay\n", stderr);
    std::exit(1);
  }
}

void OnePersonBySession(benchmark::State& state) {
  fenglu::Record record = person();
  fenglu::Session session = must(january().session(record.columns()));
  check(session, record);
  std::int64_t wage = 700'000;
  for (auto _ : state) {
    record.set("si.declared_wage", Money::fen(++wage % 3'000'000));
    benchmark::DoNotOptimize(session.run());
  }
}
BENCHMARK(OnePersonBySession);

void OnePersonByRun(benchmark::State& state) {
  const fenglu::Record record = person();
  for (auto _ : state) benchmark::DoNotOptimize(january().run(record.columns()));
}
BENCHMARK(OnePersonByRun);

struct Staff {
  explicit Staff(std::size_t rows) {
    static const char* const all_grades[] = {"chief1", "chief2", "chief3", "grade1", "grade2", "grade3", "grade4"};
    for (const char* grade : all_grades) grades.emplace_back(grade);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint64_t mixed = (row * 0x9E3779B97F4A7C15ULL) >> 17;
      ids.push_back("SH" + std::to_string(row));
      posts.push_back(static_cast<std::int32_t>(mixed % 2));
      codes.push_back(static_cast<std::int32_t>(mixed % 7));
      hired.push_back(14'000 + static_cast<std::int32_t>(mixed % 6'000));
      wages.push_back(static_cast<std::int64_t>(300'000 + mixed % 4'000'000));
    }
  }
  Columns columns() const {
    Columns out(ids.size());
    out.add("staff_id", fenglu::Strings{ids}).add("hired_on", fenglu::Days{hired});
    out.add("post", fenglu::Codes{posts, kinds}).add("grade", fenglu::Codes{codes, grades});
    out.add("si.declared_wage", Fen{wages}).add("hf.declared_wage", Fen{wages});
    return out;
  }
  std::vector<std::string> ids, grades, kinds = {"civilian", "service"};
  std::vector<std::int32_t> posts, codes, hired;
  std::vector<std::int64_t> wages;
};

void Table(benchmark::State& state) {
  const Staff staff(static_cast<std::size_t>(state.range(0)));
  const Columns columns = staff.columns();
  const auto threads = static_cast<unsigned>(state.range(1));
  must(january().run(columns, threads));
  for (auto _ : state) benchmark::DoNotOptimize(january().run(columns, threads));
  state.counters["per_billion"] =
      benchmark::Counter(static_cast<double>(staff.ids.size()) * 1e-9,
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(Table)
    ->ArgNames({"rows", "threads"})
    ->Args({50'000, 1})
    ->Args({50'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
