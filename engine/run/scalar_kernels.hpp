// Kernels that are no lanes' work: 128-bit arithmetic, whole divisions, calendars, shares.
#pragma once

#include "engine/run/kernels.hpp"

namespace fenglu::run {

void add_scalar_kernels(KernelTable& table);

}  // namespace fenglu::run
