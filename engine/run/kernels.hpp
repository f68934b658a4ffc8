// Kernels: one function a primitive and width, each a small loop over a batch. No allocation, no virtual call, no
// look-up by name. Nothing is checked here: the plan has proven that no lane overflows and no divisor is 0.
#pragma once

#include <array>
#include <cstddef>

#include "engine/plan/program.hpp"

namespace fenglu::run {

// A batch under way: where each register's lanes are (64 or 128 bits each, by its kind), and the sums of earlier
// stages.
struct Batch {
  void* const* registers = nullptr;
  std::size_t rows = 0;
  const std::vector<std::vector<Int128>>* aggregates = nullptr;
};

using Kernel = void (*)(const plan::Instruction&, const Batch&);

// By primitive and width; an empty place can't come up.
struct KernelTable {
  std::array<std::array<Kernel, plan::width_count>, plan::op_count> kernels{};
  Kernel at(plan::Op op, plan::Width width) const {
    return kernels[static_cast<std::size_t>(op)][static_cast<std::size_t>(width)];
  }
};

// The portable kernels that every other set is held against.
const KernelTable& portable_kernels();

}  // namespace fenglu::run
