#include "engine/roster/text_kernels.hpp"

namespace fenglu::roster {

extern const TextKernels text_kernels_portable;
#if defined(FENGLU_TEXT_LEVELS)
extern const TextKernels text_kernels_v2, text_kernels_v3, text_kernels_v4;
#endif

namespace {

std::vector<const TextKernels*> find_sets() {
  std::vector<const TextKernels*> sets{&text_kernels_portable};
#if defined(FENGLU_TEXT_LEVELS)
  const bool v2 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
  const bool v3 = v2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                  __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                  __builtin_cpu_supports("avx512cd");
  if (v2) sets.push_back(&text_kernels_v2);
  if (v3) sets.push_back(&text_kernels_v3);
  if (v4) sets.push_back(&text_kernels_v4);
#endif
  return sets;
}

}  // namespace

const std::vector<const TextKernels*>& all_text_kernels() {
  static const std::vector<const TextKernels*> sets = find_sets();
  return sets;
}

const TextKernels& text_kernels() { return *all_text_kernels().back(); }

}  // namespace fenglu::roster
