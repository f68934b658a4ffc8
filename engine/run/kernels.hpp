// Kernels: one function a primitive and lanes, each a small loop over a batch. No allocation, no virtual call, no
// look-up by name. Nothing is checked here: the plan has proven that no lane overflows and no divisor is 0.
//
// The same loops are compiled for each level of the processor (engine/run/levels); all give the same bits.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/plan/program.hpp"
#include "engine/run/columns.hpp"

namespace fenglu::run {

struct Step;

// A batch under way: where each register's lanes are, and the sums of earlier stages.
struct Batch {
  void* const* registers = nullptr;
  std::size_t rows = 0;
  const std::vector<std::vector<Int128>>* aggregates = nullptr;
};

using Kernel = void (*)(const Step&, const Batch&);

// Lanes of a column into a register; `fill` where `present` (which may be null) says that the cell is empty.
using Load = void (*)(const void* from, const std::uint8_t* present, std::int64_t fill, void* to, std::size_t rows);
// Lanes of a register into a column that can hold them.
using Store = void (*)(const void* from, void* to, std::size_t rows);

// The sum of a batch's lanes.
using Total = Int128 (*)(const void* lanes, std::size_t rows);

// By primitive and lanes; an empty place can't come up.
struct KernelTable {
  std::array<std::array<std::array<Kernel, plan::lane_count>, plan::lane_count>, plan::op_count> kernels{};
  Kernel& at(plan::Op op, plan::Lane in, plan::Lane out) {
    return kernels[static_cast<std::size_t>(op)][static_cast<std::size_t>(in)][static_cast<std::size_t>(out)];
  }
  std::array<std::array<Load, plan::lane_count>, storage_count> loads{};    // by storage, then lane
  std::array<std::array<Store, storage_count>, plan::lane_count> stores{};  // by lane, then storage
  // The same past the caches, for columns that are read no more by this run: `to` is on a line of 64 bytes.
  std::array<std::array<Store, storage_count>, plan::lane_count> streams{};
  std::array<Total, plan::lane_count> totals{};  // of lanes of 32 and 64 bits

  Kernel at(plan::Op op, plan::Lane in, plan::Lane out) const {
    return const_cast<KernelTable*>(this)->at(op, in, out);
  }
};

// An instruction made ready for its kernel: constants in the lanes that it works with.
struct Step {
  Step(const plan::Instruction& instruction, const KernelTable& kernels);
  const plan::Instruction* what;
  Kernel kernel;
  // The constants; those beyond the lane stand at its ends (an end of a band that no lane reaches).
  std::vector<std::int32_t> constants32;
  std::vector<std::int64_t> constants64;
  // Of a fused or corrected round: k0 / k1 as floating point, the least that isn't below it, and the greatest that
  // isn't above it.
  double fraction_above = 0;
  double fraction_below = 0;
};

// What the processor can do beyond the baseline. All are there on x86-64; elsewhere there is the baseline alone.
enum class Level : std::uint8_t { portable, avx2, avx512 };
constexpr std::array<Level, 3> all_levels = {Level::portable, Level::avx2, Level::avx512};
std::string_view name(Level level);
bool is_supported(Level level);  // by this processor
// The best that this processor supports.
Level best_level();

// Requires that the level is supported. The portable ones are what the others are held against.
const KernelTable& kernels(Level level);
const KernelTable& portable_kernels();

}  // namespace fenglu::run
