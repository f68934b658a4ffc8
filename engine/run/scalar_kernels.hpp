// Kernels that are no lanes' work: 128-bit arithmetic, whole divisions, calendars, shares.
#pragma once

#include "engine/run/kernels.hpp"

namespace fenglu::run {

void add_scalar_kernels(KernelTable& table);

// Of any day and month that 32 bits hold.
namespace one_by_one {
void month_number(const Step& step, const Batch& batch);
void days_in_month(const Step& step, const Batch& batch);
void months_between(const Step& step, const Batch& batch);
void weekdays(const Step& step, const Batch& batch);
}  // namespace one_by_one

}  // namespace fenglu::run
