#include "bench/synthetic.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/explain/evaluate.hpp"
#include "engine/plan/lower.hpp"
#include "engine/policy/load.hpp"
#include "engine/run/run.hpp"

namespace fenglu::bench {

policy::Policy load_or_exit(const std::string& folder) {
  auto policy = policy::load(folder);
  if (policy) return std::move(*policy);
  for (const Diagnostic& one : policy.diagnostics().all())
    std::fprintf(stderr, "%s\n", render(one, Language::en).c_str());
  std::exit(1);
}

Interval lane_range(const policy::Policy& policy, const policy::Fact& fact) {
  if (fact.type.unit == formula::Unit::flag) return {0, 1};
  if (fact.type.unit == formula::Unit::category) {
    const policy::Category& of = policy.categories[static_cast<std::size_t>(fact.type.category)];
    return {0, Rational(of.members.size()) - 1};
  }
  const Rational scale = plan::lane_scale(fact.type, fact.decimals);
  return {Rational(ceil(fact.range.low / scale)), Rational(floor(fact.range.high / scale))};
}

run::Column spread(const Interval& lanes, std::size_t rows, std::uint64_t salt) {
  const std::int64_t low = to_int64(lanes.low);
  const auto width = static_cast<std::uint64_t>(to_int64(lanes.high) - low) + 1;
  run::Column made;
  made.lanes.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t mixed = (row * 0x9E3779B97F4A7C15ULL + salt * 0xBF58476D1CE4E5B9ULL) >> 17;
    made.lanes.push_back(low + static_cast<std::int64_t>(mixed % width));
  }
  return made;
}

run::Table synthetic_roster(const plan::Plan& plan, std::size_t rows) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  run::Table table;
  table.rows = rows;
  std::uint64_t salt = 0;
  for (const int fact : plan.facts) {
    const policy::Fact& of = sheet.facts[static_cast<std::size_t>(fact)];
    if (of.type.unit != formula::Unit::text) table.facts[fact] = spread(lane_range(*plan.policy, of), rows, ++salt);
  }
  for (const auto& [item, range] : plan.opening_ranges)
    table.year_to_date[item] = spread({0, 10'000'000}, rows, ++salt);
  for (std::size_t row = 0; row < rows; ++row) table.keys.push_back("SH" + std::to_string(row));
  return table;
}

namespace {

template <class T>
void copy_as(const std::vector<std::int64_t>& lanes, void* to) {
  auto* out = static_cast<T*>(to);
  for (std::size_t row = 0; row < lanes.size(); ++row) out[row] = static_cast<T>(lanes[row]);
}

}  // namespace

void narrow(const std::vector<std::int64_t>& lanes, run::Storage storage, void* to) {
  switch (storage) {
    case run::Storage::i8: return copy_as<std::int8_t>(lanes, to);
    case run::Storage::i16: return copy_as<std::int16_t>(lanes, to);
    case run::Storage::i32: return copy_as<std::int32_t>(lanes, to);
    case run::Storage::i64: return copy_as<std::int64_t>(lanes, to);
  }
}

void check_against_evaluator(const plan::Plan& plan, const run::Table& table, std::size_t rows) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  const run::Results results = run::run(plan, table);
  explain::Evaluator judge(*plan.policy, table, {plan.request.sheet, plan.request.month, plan.request.as_of, false});
  for (std::size_t row = 0; row < std::min(table.rows, rows); ++row) {
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

Buffer::Buffer(std::size_t bytes, std::size_t number) {
  constexpr std::size_t page = std::size_t{2} << 20;
  const std::size_t stagger = (number * 33 * 64) % page;
  memory_ = std::make_unique_for_overwrite<std::byte[]>(bytes + stagger + page);
  const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
  data_ = memory_.get() + (64 - address % 64) % 64 + stagger;
  ::madvise(reinterpret_cast<void*>((address + page - 1) / page * page), bytes, MADV_HUGEPAGE);
  std::memset(data_, 0, bytes);
}

Typed::Typed(const run::Table& wide, const plan::Plan& plan) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  table.rows = wide.rows;
  table.year_to_date = wide.year_to_date;
  bytes_a_row = wide.year_to_date.size() * sizeof(std::int64_t);
  for (const auto& [fact, column] : wide.facts) {
    const run::Storage storage =
        run::storage_for(lane_range(*plan.policy, sheet.facts[static_cast<std::size_t>(fact)]));
    buffers.emplace_back(wide.rows * size_of(storage), buffers.size());
    narrow(column.lanes, storage, buffers.back().data());
    table.facts[fact].view = {buffers.back().data(), storage};
    bytes_a_row += size_of(storage);
  }
}

Columns::Columns(const plan::Plan& plan, std::size_t rows, bool narrow) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    const policy::Item& item = sheet.items[static_cast<std::size_t>(plan.items[i])];
    const Rational scale = plan::lane_scale(item.type, item.decimals);
    const Interval range{plan.ranges[i].low / scale, plan.ranges[i].high / scale};
    const run::Storage storage = narrow ? std::max(run::storage_for(range), run::Storage::i32) : run::Storage::i64;
    const std::size_t bytes = rows * size_of(storage);
    buffers.emplace_back(bytes, i);
    outputs.push_back({buffers.back().data(), storage, bytes * plan.items.size() > half_of_last_cache});
  }
}

std::size_t Columns::bytes_a_row() const {
  std::size_t bytes = 0;
  for (const run::Output& output : outputs) bytes += size_of(output.storage);
  return bytes;
}

}  // namespace fenglu::bench
