// Rosters made up for benchmarks: rows spread evenly over the ranges of the facts, by a fixed congruence, so that no
// branch predictor learns them; and the exact evaluator's word on what a plan makes of them.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/plan/plan.hpp"
#include "engine/run/run.hpp"

namespace fenglu::bench {

// Half of the last-level cache of the machine that the figures in docs/performance.md come from: results that are
// bigger are written past the caches.
constexpr std::size_t half_of_last_cache = std::size_t{16} << 20;

policy::Policy load_or_exit(const std::string& folder);

// Lanes of a fact: its range over the unit of its lanes.
Interval lane_range(const policy::Policy& policy, const policy::Fact& fact);

// Lanes from low to high, by a fixed congruence; another salt, other rows.
run::Column spread(const Interval& lanes, std::size_t rows, std::uint64_t salt);

// Every fact but the key has a column; the year's earlier months too, where the plan reads them.
run::Table synthetic_roster(const plan::Plan& plan, std::size_t rows);

// Writes lanes in a narrower storage.
void narrow(const std::vector<std::int64_t>& lanes, run::Storage storage, void* to);

// Exits with a message at the first cell of the first rows that differs.
void check_against_evaluator(const plan::Plan& plan, const run::Table& table, std::size_t rows);

// Memory that is touched before it is measured; `number` staggers the bases by an odd count of cache lines.
class Buffer {
 public:
  Buffer(std::size_t bytes, std::size_t number);
  void* data() const { return data_; }

 private:
  std::unique_ptr<std::byte[]> memory_;
  std::byte* data_;
};

// A roster's facts in the storage that their range asks for, bases staggered. What was brought along stays as it is.
struct Typed {
  Typed(const run::Table& wide, const plan::Plan& plan);
  run::Table table;
  std::vector<Buffer> buffers;
  std::size_t bytes_a_row = 0;  // read, of all columns
};

// A place for each of the plan's items; `narrow`: in 32 bits where the range fits.
struct Columns {
  Columns(const plan::Plan& plan, std::size_t rows, bool narrow);
  std::size_t bytes_a_row() const;
  std::vector<Buffer> buffers;
  std::vector<run::Output> outputs;
};

}  // namespace fenglu::bench
