// Session: one thread's work on one stage: its registers, bound to a table's columns batch by batch.
#pragma once

#include <memory>

#include "engine/plan/plan.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/kernels.hpp"

namespace fenglu::run {

// Of 64-bit lanes: an arena of a dozen slots and the columns under way stay in the second-level cache.
constexpr std::size_t batch_rows = 256;

// What stages hand on to later ones.
struct State {
  explicit State(const plan::Program& program);
  std::vector<std::vector<Int128>> aggregates;  // by index, then group
  std::vector<std::vector<Int128>> weights;     // by share
  std::vector<Int128> totals;
  std::vector<std::vector<std::int64_t>> shares;
};

class Session {
 public:
  Session(const plan::Plan& plan, std::size_t stage, const Table& table, State& state, const KernelTable& kernels);

  // Output registers write into these columns from then on.
  void write_to(std::vector<std::vector<std::int64_t>>& columns) { columns_ = &columns; }
  void compute(std::size_t first, std::size_t rows);
  const void* lanes(plan::Register which) const { return registers_[which]; }
  void accumulate();
  void keep_weights(std::size_t first);
  void merge_into(State& state) const;

 private:
  // Where an input's lanes come from.
  struct Source {
    const Column* column = nullptr;  // nothing: `fill` for every row
    bool given = false;              // the presence itself is read
    Int128 fill = 0;
    const std::int64_t* lanes = nullptr;  // a share
  };
  Source source_of(const plan::Input& input) const;
  Int128 text_code(const std::string& text) const;
  void lay_out();
  void fill_constant(plan::Register which, Int128 lane);
  void bind_input(plan::Register which, std::size_t first, std::size_t rows);
  void bind_outputs(std::size_t first);

  const plan::Stage& stage_;
  const Table& table_;
  State& state_;
  const KernelTable& kernels_;
  std::vector<std::vector<std::int64_t>>* columns_ = nullptr;
  std::vector<std::vector<Int128>> sums_;
  std::unique_ptr<Int128[]> arena_;
  std::vector<void*> registers_;
  std::vector<void*> scratch_;  // of inputs: where lanes are put together
  std::vector<Source> sources_;
  std::size_t rows_ = 0;
};

}  // namespace fenglu::run
