// How fast are cells read and amounts written, for each level of the processor?
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "engine/roster/lane.hpp"
#include "engine/roster/text_kernels.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::roster {
namespace {

constexpr std::size_t columns = 20;
constexpr std::size_t rows = 2'000;

std::vector<std::int64_t> amounts(std::size_t count) {
  std::mt19937_64 random(20220801);
  std::vector<std::int64_t> out(count);
  for (std::int64_t& fen : out) fen = static_cast<std::int64_t>(random() % (random() % 4 == 0 ? 1'000 : 1'500'000));
  return out;
}

std::string table_of(const std::vector<std::int64_t>& lanes) {
  std::string text;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    append_decimal(lanes[i], 2, text);
    text += (i + 1) % columns == 0 ? '\n' : ',';
  }
  return text;
}

void wrong(const TextKernels& kernels, const char* what) {
  std::fprintf(stderr, "%s: %s is wrong\n", std::string(kernels.level).c_str(), what);
  std::exit(1);
}

// A block of plain amounts, found and read, column by column.
void Parse(benchmark::State& state, const TextKernels* kernels) {
  const std::vector<std::int64_t> lanes = amounts(columns * rows);
  const std::string text = table_of(lanes);
  std::vector<std::uint32_t> ends(text.size() + 17, 0xFFFFFFFF);
  std::vector<std::int64_t> read(rows);
  std::vector<std::uint8_t> plain(rows);
  const PlainFigure how{2, 0, 999'999'999};
  const auto parse = [&](const auto& use) {
    kernels->find_breaks(text.data(), text.size(), ',', ends.data() + 1);
    for (std::size_t column = 0; column < columns; ++column) {
      const CellColumn cells{text.data(), 0, ends.data() + 1 + column, columns, rows};
      use(column, kernels->read_figures(cells, how, read.data(), plain.data()));
    }
  };
  parse([&](std::size_t column, std::size_t others) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (others > 0 || read[row] != lanes[row * columns + column]) wrong(*kernels, "a cell");
    }
  });
  for (auto _ : state) parse([&](std::size_t, std::size_t) { benchmark::DoNotOptimize(read.data()); });
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

// A sheet of a key and `columns` items of money, and a result of theirs.
struct Result {
  policy::Policy policy;
  plan::Plan plan;
  run::Table table;
  run::Results results;
  explicit Result(const std::vector<std::int64_t>& lanes) {
    policy::Sheet& sheet = policy.sheets.emplace_back();
    sheet.facts.emplace_back().key = true;
    sheet.facts.front().id = "id";
    sheet.items.resize(columns);
    results.columns.resize(columns);
    for (std::size_t i = 0; i < lanes.size(); ++i) results.columns[i % columns].push_back(lanes[i]);
    for (std::size_t i = 0; i < columns; ++i) {
      sheet.items[i].id = "item";
      sheet.items[i].type = {policy::Unit::money};
      plan.items.push_back(static_cast<int>(i));
    }
    table.rows = rows;
    for (std::size_t row = 0; row < rows; ++row) table.keys.push_back("SH" + std::to_string(row));
    plan.policy = &policy;
  }
};

// Rows of a result, with the best kernels that there are.
void Format(benchmark::State& state) {
  const std::vector<std::int64_t> lanes = amounts(columns * rows);
  const Result result(lanes);
  const ResultWriter writer(result.plan, result.table, result.results, {});
  std::string expected;
  TextBuffer text;
  for (std::size_t row = 0; row < rows; ++row) {
    expected += result.table.keys[row];
    for (std::size_t i = 0; i < columns; ++i) append_decimal(lanes[row * columns + i], 2, expected += ',');
    expected += '\n';
  }
  writer.format_rows(0, rows, text);
  if (text.text() != expected) wrong(text_kernels(), "a row");
  for (auto _ : state) {
    text.clear();
    writer.format_rows(0, rows, text);
    benchmark::DoNotOptimize(text.text().data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void Scan(benchmark::State& state, const TextKernels* kernels) {
  const std::string text = table_of(amounts(columns * rows));
  for (auto _ : state) benchmark::DoNotOptimize(kernels->scan(text.data(), text.size()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

}  // namespace
}  // namespace fenglu::roster

int main(int argc, char** argv) {
  using namespace fenglu::roster;
  benchmark::Initialize(&argc, argv);
  for (const TextKernels* kernels : all_text_kernels()) {
    const std::string level(kernels->level);
    benchmark::RegisterBenchmark(("Scan/" + level).c_str(), Scan, kernels);
    benchmark::RegisterBenchmark(("Parse/" + level).c_str(), Parse, kernels);
  }
  benchmark::RegisterBenchmark("Format", Format);
  benchmark::RunSpecifiedBenchmarks();
}
