// Session: one thread's work on one stage: its registers, bound to a table's columns batch by batch.
#pragma once

#include <memory>

#include "engine/plan/plan.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/kernels.hpp"

namespace fenglu::run {

// The arena of some dozens of slots stays in the second-level cache; fewer rows pay more for each primitive's start.
constexpr std::size_t default_batch_rows = 512;
// Where results leave past the caches, all of it should stay in the first-level cache: lines on their way to memory
// take the places of those that come from the second level.
constexpr std::size_t leaving_batch_rows = 192;

// What stages hand on to later ones.
struct State {
  explicit State(const plan::Program& program);
  std::vector<std::vector<Int128>> aggregates;  // by index, then group
  std::vector<std::vector<Int128>> weights;     // by share
  std::vector<Int128> totals;
  std::vector<std::vector<std::int64_t>> shares;
};

// Where a column of the result goes, row 0 first. Lanes fit the storage: the plan's ranges say so.
struct Output {
  void* lanes = nullptr;  // nowhere: it is looked at in its register
  Storage storage = Storage::i64;
  bool past_caches = false;  // on a line of 64 bytes, and not read again soon
};

// Whether a batch's results can be looked at in their registers, or their places are used again as soon as they have
// left: then what a batch touches is so much less that it stays in the first-level cache.
enum class ResultsIn : std::uint8_t { registers, outputs };

class Session {
 public:
  Session(const plan::Plan& plan, std::size_t stage, const Table& table, State& state, const KernelTable& kernels,
          std::size_t batch_rows, ResultsIn results);

  std::size_t batch_rows() const { return batch_rows_; }
  // The table's columns and texts may be others than before.
  void look_again();
  // One for each of the program's outputs; only in the last stage.
  void store_to(const std::vector<Output>& outputs);
  void compute(std::size_t first, std::size_t rows);
  // After compute: the lanes of the rows computed, and how many they are; of a result only where they are in registers.
  std::size_t rows() const { return rows_; }
  const void* lanes(plan::Register which) const { return registers_[which]; }
  plan::Lane lane_of(plan::Register which) const { return stage_->registers[which].lane; }
  Int128 total(plan::Register which) const {
    return kernels_->totals[static_cast<std::size_t>(lane_of(which))](lanes(which), rows_);
  }
  void accumulate();
  void keep_weights(std::size_t first);
  void merge_into(State& state) const;

 private:
  // Where an input's lanes come from.
  struct Source {
    plan::Register to = plan::no_register;
    const Column* column = nullptr;  // nothing: `fill` for every row
    bool given = false;              // the presence itself is read
    Int128 fill = 0;
    const std::int64_t* lanes = nullptr;  // a share
  };
  // An output leaves for its column as soon as it is made, while it is in the nearest cache.
  struct Leaving {
    plan::Register from;
    Output to;
    Store store;
  };
  Source source_of(const plan::Input& input) const;
  Int128 text_code(const std::string& text, std::int64_t place) const;
  void lay_out();
  void* place(plan::Lane lane);
  void fill(plan::Register which, Int128 lane);
  void bind_input(const Source& source, std::size_t first, std::size_t rows);
  void load(const Source& source, const View& lanes, std::size_t first, std::size_t rows);
  // Asks for some more of the next batch's lines, so that they are near when it begins.
  void look_ahead(std::size_t lines);
  void leave(const std::vector<Leaving>& leaving, std::size_t first, std::size_t rows) const;

  const plan::Stage* stage_;
  const std::vector<plan::Register>* outputs_;
  const Table* table_;
  State* state_;
  const KernelTable* kernels_;
  const std::vector<std::int64_t>* slot_lanes_;
  std::size_t batch_rows_;
  ResultsIn results_;
  std::vector<Step> steps_;
  std::vector<std::vector<Leaving>> leaving_;  // by step; the last: what no step makes
  std::vector<std::vector<Int128>> sums_;
  std::unique_ptr<std::byte[]> arena_;
  std::byte* next_ = nullptr;
  std::vector<void*> registers_;
  std::vector<void*> own_;  // of inputs: where lanes are put together
  std::vector<Source> sources_;
  // Lines of the next batch that haven't been asked for, and how many a step should ask for.
  struct Ahead {
    const std::byte* at;
    std::size_t lines;
  };
  std::vector<Ahead> ahead_;
  std::size_t rows_ = 0;
};

}  // namespace fenglu::run
