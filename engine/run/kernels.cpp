#include "engine/run/kernels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/run/scalar_kernels.hpp"

namespace fenglu::run {

namespace portable {
void add_kernels(KernelTable& table);
}
#ifdef FENGLU_X86_LEVELS
namespace avx2 {
void add_kernels(KernelTable& table);
}
namespace avx512 {
void add_kernels(KernelTable& table);
}
#endif

namespace {

template <class T>
std::vector<T> within_lane(const std::vector<Int128>& constants) {
  std::vector<T> lanes;
  lanes.reserve(constants.size());
  for (const Int128 constant : constants) {
    const auto low = static_cast<Int128>(std::numeric_limits<T>::min());
    const auto high = static_cast<Int128>(std::numeric_limits<T>::max());
    lanes.push_back(static_cast<T>(std::clamp(constant, low, high)));
  }
  return lanes;
}

}  // namespace

Step::Step(const plan::Instruction& instruction, const KernelTable& kernels)
    : what(&instruction),
      kernel(kernels.at(instruction.op, instruction.in_lane, instruction.out_lane)),
      constants32(within_lane<std::int32_t>(instruction.constants)),
      constants64(within_lane<std::int64_t>(instruction.constants)) {
  using plan::Op;
  const std::array of_fraction = {Op::round_fused, Op::round_product_fused, Op::round_corrected};
  if (std::count(of_fraction.begin(), of_fraction.end(), instruction.op) == 0) return;
  const auto up = static_cast<double>(instruction.constants[0]);
  const auto down = static_cast<double>(instruction.constants[1]);
  const double nearest = up / down;
  // Both are whole and below 2^53 where the fraction must be exact to the last bit, so this sign is that of the error.
  const double error = std::fma(nearest, down, -up);
  fraction_above = error < 0 ? std::nextafter(nearest, 2 * nearest) : nearest;
  fraction_below = error > 0 ? std::nextafter(nearest, 0.0) : nearest;
}

std::string_view name(Level level) {
  switch (level) {
    case Level::portable: return "portable";
    case Level::avx2: return "avx2";
    case Level::avx512: return "avx512";
  }
  return "";
}

#ifdef FENGLU_X86_LEVELS

bool is_supported(Level level) {
  switch (level) {
    case Level::portable: return true;
    case Level::avx2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case Level::avx512:
      return is_supported(Level::avx2) && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
  }
  return false;
}

namespace {
void add_level(Level level, KernelTable& table) {
  switch (level) {
    case Level::portable: return portable::add_kernels(table);
    case Level::avx2: return avx2::add_kernels(table);
    case Level::avx512: return avx512::add_kernels(table);
  }
}
}  // namespace

#else

bool is_supported(Level level) { return level == Level::portable; }

namespace {
void add_level(Level, KernelTable& table) { portable::add_kernels(table); }
}  // namespace

#endif

Level best_level() {
  Level best = Level::portable;
  for (const Level level : all_levels) {
    if (is_supported(level)) best = level;
  }
  return best;
}

namespace {

KernelTable make(Level level) {
  KernelTable table;
  add_scalar_kernels(table);
  add_level(level, table);
  return table;
}

}  // namespace

const KernelTable& kernels(Level level) {
  static const std::array<KernelTable, all_levels.size()> tables = [] {
    std::array<KernelTable, all_levels.size()> made;
    for (const Level one : all_levels) made[static_cast<std::size_t>(one)] = make(one);
    return made;
  }();
  return tables[static_cast<std::size_t>(level)];
}

const KernelTable& portable_kernels() { return kernels(Level::portable); }

}  // namespace fenglu::run
