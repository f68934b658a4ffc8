// The loops of the kernels, over lanes of any width. Included by engine/run alone, once for each level of the
// processor: everything is in an unnamed namespace, so that no level's code is taken for another's.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "engine/number/rounding.hpp"
#include "engine/run/kernels.hpp"

namespace fenglu::run {
namespace {

using plan::Instruction;
using plan::Lane;
using plan::Op;

template <class In, class Out>
using Work = std::conditional_t<(sizeof(In) > sizeof(Out)), In, Out>;

// Sums in lanes that the result is proven to fit may pass over the ends on the way: in unsigned arithmetic they come
// back.
template <class T>
struct Unsigned {
  using type = std::make_unsigned_t<T>;
};
template <>
struct Unsigned<Int128> {
  __extension__ using type = unsigned __int128;
};

template <class T>
const T* read(const Batch& batch, plan::Register which) {
  return static_cast<const T*>(batch.registers[which]);
}
template <class T>
T* written(const Batch& batch, plan::Register which) {
  return static_cast<T*>(batch.registers[which]);
}

template <class T>
const T* constants(const Step& step) {
  if constexpr (std::is_same_v<T, std::int32_t>) {
    return step.constants32.data();
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return step.constants64.data();
  } else {
    return step.what->constants.data();
  }
}

template <class In, class Out, class Function>
void unary(const Step& step, const Batch& batch, Function function) {
  const In* __restrict a = read<In>(batch, step.what->in[0]);
  Out* __restrict out = written<Out>(batch, step.what->out);
  const std::size_t rows = batch.rows;
  for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<Out>(function(a[row]));
}

template <class In, class Out, class Function>
void binary(const Step& step, const Batch& batch, Function function) {
  const In* a = read<In>(batch, step.what->in[0]);
  const In* b = read<In>(batch, step.what->in[1]);
  Out* __restrict out = written<Out>(batch, step.what->out);
  const std::size_t rows = batch.rows;
  for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<Out>(function(a[row], b[row]));
}

template <class In, class Out>
void convert(const Step& step, const Batch& batch) {
  unary<In, Out>(step, batch, [](In a) { return a; });
}
template <class In, class Out>
void add(const Step& step, const Batch& batch) {
  using T = typename Unsigned<Work<In, Out>>::type;
  binary<In, Out>(step, batch, [](In a, In b) { return static_cast<T>(a) + static_cast<T>(b); });
}
template <class In, class Out>
void subtract(const Step& step, const Batch& batch) {
  using T = typename Unsigned<Work<In, Out>>::type;
  binary<In, Out>(step, batch, [](In a, In b) { return static_cast<T>(a) - static_cast<T>(b); });
}
template <class In, class Out>
void multiply(const Step& step, const Batch& batch) {
  using T = Work<In, Out>;
  binary<In, Out>(step, batch, [](In a, In b) { return static_cast<T>(a) * static_cast<T>(b); });
}
template <class In, class Out>
void scale(const Step& step, const Batch& batch) {
  using T = Work<In, Out>;
  const T factor = constants<T>(step)[0];
  unary<In, Out>(step, batch, [factor](In a) { return static_cast<T>(a) * factor; });
}
template <class In, class Out>
void minimum(const Step& step, const Batch& batch) {
  binary<In, Out>(step, batch, [](In a, In b) { return a < b ? a : b; });
}
template <class In, class Out>
void maximum(const Step& step, const Batch& batch) {
  binary<In, Out>(step, batch, [](In a, In b) { return a < b ? b : a; });
}
template <class In, class Out>
void clamp(const Step& step, const Batch& batch) {
  const In low = constants<In>(step)[0];
  const In high = constants<In>(step)[1];
  unary<In, Out>(step, batch, [low, high](In a) {
    const In above = a < low ? low : a;
    return above < high ? above : high;
  });
}
template <class In, class Out>
void less(const Step& step, const Batch& batch) {
  binary<In, Out>(step, batch, [](In a, In b) { return a < b ? 1 : 0; });
}
template <class In, class Out>
void less_equal(const Step& step, const Batch& batch) {
  binary<In, Out>(step, batch, [](In a, In b) { return a <= b ? 1 : 0; });
}
template <class In, class Out>
void equal(const Step& step, const Batch& batch) {
  binary<In, Out>(step, batch, [](In a, In b) { return a == b ? 1 : 0; });
}

template <class Flag>
void logical_and(const Step& step, const Batch& batch) {
  binary<Flag, Flag>(step, batch, [](Flag a, Flag b) { return a & b; });
}
template <class Flag>
void logical_or(const Step& step, const Batch& batch) {
  binary<Flag, Flag>(step, batch, [](Flag a, Flag b) { return a | b; });
}
template <class Flag>
void logical_not(const Step& step, const Batch& batch) {
  unary<Flag, Flag>(step, batch, [](Flag a) { return 1 - a; });
}

template <class Flag, class In, class Out>
void select(const Step& step, const Batch& batch) {
  const Flag* flag = read<Flag>(batch, step.what->in[0]);
  const In* a = read<In>(batch, step.what->in[1]);
  const In* b = read<In>(batch, step.what->in[2]);
  Out* __restrict out = written<Out>(batch, step.what->out);
  const std::size_t rows = batch.rows;
  for (std::size_t row = 0; row < rows; ++row) {
    const In x = a[row];
    const In y = b[row];
    out[row] = static_cast<Out>(flag[row] != 0 ? x : y);
  }
}

// The terms of a sum, so many with a plus and so many with a minus, in one pass.
template <class In, class Out, bool Floored, std::size_t... Plus, std::size_t... Minus>
void add_terms(const Step& step, const Batch& batch, std::index_sequence<Plus...>, std::index_sequence<Minus...>) {
  using T = Work<In, Out>;
  using U = typename Unsigned<T>::type;
  const std::vector<plan::Register>& terms = step.what->more;
  const In* const plus[] = {read<In>(batch, terms[Plus])...};
  [[maybe_unused]] const In* const minus[] = {read<In>(batch, terms[sizeof...(Plus) + Minus])..., nullptr};
  Out* __restrict out = written<Out>(batch, step.what->out);
  const std::size_t rows = batch.rows;
  for (std::size_t row = 0; row < rows; ++row) {
    const U over = (static_cast<U>(plus[Plus][row]) + ...);
    const U under = (U{0} + ... + static_cast<U>(minus[Minus][row]));
    const T made = static_cast<T>(over - under);
    out[row] = static_cast<Out>(Floored ? (made < 0 ? T{0} : made) : made);
  }
}

template <class In, class Out, std::size_t Plus, std::size_t Minus>
void sum_of(const Step& step, const Batch& batch) {
  const auto plus = std::make_index_sequence<Plus>();
  const auto minus = std::make_index_sequence<Minus>();
  if (step.what->constants[1] != 0)
    add_terms<In, Out, true>(step, batch, plus, minus);
  else
    add_terms<In, Out, false>(step, batch, plus, minus);
}

template <class In, class Out, std::size_t Plus>
void sum_less(const Step& step, const Batch& batch, std::size_t minus) {
  switch (minus) {
    case 0: return sum_of<In, Out, Plus, 0>(step, batch);
    case 1: return sum_of<In, Out, Plus, 1>(step, batch);
    case 2: return sum_of<In, Out, Plus, 2>(step, batch);
    case 3: return sum_of<In, Out, Plus, 3>(step, batch);
    case 4: return sum_of<In, Out, Plus, 4>(step, batch);
    default: return;  // the plan makes no more than sum_minus_max
  }
}

template <class In, class Out>
void sum(const Step& step, const Batch& batch) {
  const auto plus = static_cast<std::size_t>(step.what->constants[0]);
  const std::size_t minus = step.what->more.size() - plus;
  switch (plus) {
    case 1: return sum_less<In, Out, 1>(step, batch, minus);
    case 2: return sum_less<In, Out, 2>(step, batch, minus);
    case 3: return sum_less<In, Out, 3>(step, batch, minus);
    case 4: return sum_less<In, Out, 4>(step, batch, minus);
    case 5: return sum_less<In, Out, 5>(step, batch, minus);
    case 6: return sum_less<In, Out, 6>(step, batch, minus);
    default: return;  // the plan makes no more than sum_plus_max
  }
}

// Whole numbers of at most 51 bits as floating point and back, in two plain steps: there is no instruction for it
// below AVX-512, and the compiler's own way there is not in lanes.
constexpr double shift = 0x1.8p52;
inline double to_double(std::int32_t x) { return x; }
inline double to_double(std::int64_t x) {
#ifdef __AVX512DQ__
  return static_cast<double>(x);
#else
  return std::bit_cast<double>(x + std::bit_cast<std::int64_t>(shift)) - shift;
#endif
}
// What is behind the point is cut off.
template <class Out>
Out to_lane(double x) {
  if constexpr (sizeof(Out) == sizeof(std::int32_t)) {
    return static_cast<Out>(x);
  } else {
#ifdef __AVX512DQ__
    return static_cast<Out>(x);
#else
    return static_cast<Out>(std::bit_cast<std::int64_t>(std::trunc(x) + shift) - std::bit_cast<std::int64_t>(shift));
#endif
  }
}

inline double multiply_add(double x, double fraction, double more) {
#ifdef __FMA__
  return std::fma(x, fraction, more);
#else
  return x * fraction + more;  // two roundings: the bound of Tier::fused covers both
#endif
}

// x * k0 / k1 as Tier::fused has proven it (plan/tier.hpp has the bound and why it holds), to be cut off behind the
// point. Floating point treats both signs alike, so a half is added away from 0.
template <RoundingMode Mode, bool Signed>
double lifted(double x, double above, double below) {
  if constexpr (Mode == RoundingMode::half) {
    return multiply_add(x, above, Signed ? std::copysign(0.5, x) : 0.5);
  } else if constexpr (Mode == RoundingMode::down) {
    return x * above;
  } else {
    const double size = std::ceil(std::fabs(x) * below);
    return Signed ? std::copysign(size, x) : size;
  }
}

// round(x * k0 / k1) * k3, x being what `over_rows` makes of a row's lanes.
template <RoundingMode Mode, bool Signed, class Out, class Loop>
void round_fused_by(const Step& step, const Loop& over_rows) {
  const double above = step.fraction_above;
  const double below = step.fraction_below;
  const auto times = static_cast<double>(step.constants64[3]);
  if (step.constants64[3] == 1)
    over_rows([=](double x) { return to_lane<Out>(lifted<Mode, Signed>(x, above, below)); });
  else
    over_rows([=](double x) { return to_lane<Out>(std::trunc(lifted<Mode, Signed>(x, above, below)) * times); });
}

template <RoundingMode Mode, class Out, class Loop>
void round_fused_in(const Step& step, const Loop& over_rows) {
  if (step.constants64[4] != 0)
    round_fused_by<Mode, false, Out>(step, over_rows);
  else
    round_fused_by<Mode, true, Out>(step, over_rows);
}

template <class Out, class Loop>
void round_fused_over(const Step& step, const Loop& over_rows) {
  switch (static_cast<RoundingMode>(static_cast<int>(step.what->constants[2]))) {
    case RoundingMode::half: return round_fused_in<RoundingMode::half, Out>(step, over_rows);
    case RoundingMode::up: return round_fused_in<RoundingMode::up, Out>(step, over_rows);
    case RoundingMode::down: return round_fused_in<RoundingMode::down, Out>(step, over_rows);
  }
}

template <class In, class Out>
void round_fused(const Step& step, const Batch& batch) {
  round_fused_over<Out>(
      step, [&](auto rounded) { unary<In, Out>(step, batch, [rounded](In a) { return rounded(to_double(a)); }); });
}

template <class In, class Out>
void round_product_fused(const Step& step, const Batch& batch) {
  round_fused_over<Out>(step, [&](auto rounded) {
    binary<In, Out>(step, batch, [rounded](In a, In b) { return rounded(to_double(a) * to_double(b)); });
  });
}

// What is added to the dividend before it is divided and cut off: half, all but one, or nothing of the divisor.
template <RoundingMode Mode, class T>
T lift(T divisor) {
  if constexpr (Mode == RoundingMode::half) return divisor / 2;
  if constexpr (Mode == RoundingMode::up) return divisor - 1;
  return 0;
}

// round(x * k0 / k1) by an estimate that is at most one off, put right by the remainder. Doubled on both sides for a
// half, so that an odd divisor has one.
template <RoundingMode Mode, class Out>
void round_corrected_by(const Step& step, const Batch& batch) {
  const std::int64_t twice = Mode == RoundingMode::half ? 2 : 1;
  const std::int64_t up = step.constants64[0] * twice;
  const std::int64_t down = step.constants64[1] * twice;
  const std::int64_t more = lift<Mode>(down);
  const double fraction = step.fraction_above;
  const std::int64_t times = step.constants64[3];
  unary<std::int64_t, Out>(step, batch, [=](std::int64_t a) {
    const std::int64_t size = a < 0 ? -a : a;
    const std::int64_t dividend = size * up + more;
    std::int64_t whole = to_lane<std::int64_t>(to_double(size) * fraction);
    std::int64_t rest = dividend - whole * down;
    whole += rest < 0 ? -1 : 0;
    rest += rest < 0 ? down : 0;
    whole += rest >= down ? 1 : 0;
    rest -= rest >= down ? down : 0;
    whole += rest >= down ? 1 : 0;
    return (a < 0 ? -whole : whole) * times;
  });
}

template <class Out>
void round_corrected(const Step& step, const Batch& batch) {
  switch (static_cast<RoundingMode>(static_cast<int>(step.what->constants[2]))) {
    case RoundingMode::half: return round_corrected_by<RoundingMode::half, Out>(step, batch);
    case RoundingMode::up: return round_corrected_by<RoundingMode::up, Out>(step, batch);
    case RoundingMode::down: return round_corrected_by<RoundingMode::down, Out>(step, batch);
  }
}

// round(a / b), b > 0: one division of floating point is exact enough where dividend and divisor together are below
// 2^51 (plan/tier.hpp).
template <RoundingMode Mode, class In, class Out>
void round_quotient_fused_by(const Step& step, const Batch& batch) {
  binary<In, Out>(step, batch, [](In a, In b) {
    const double x = to_double(a);
    const double under = to_double(b);
    const double size = std::fabs(x);
    double whole;
    if constexpr (Mode == RoundingMode::half) {
      whole = (size + size + under) / (under + under);
    } else if constexpr (Mode == RoundingMode::down) {
      whole = size / under;
    } else {
      whole = (size + (under - 1)) / under;
    }
    return to_lane<Out>(std::copysign(whole, x));
  });
}

template <class In, class Out>
void round_quotient_fused(const Step& step, const Batch& batch) {
  switch (static_cast<RoundingMode>(static_cast<int>(step.what->constants[0]))) {
    case RoundingMode::half: return round_quotient_fused_by<RoundingMode::half, In, Out>(step, batch);
    case RoundingMode::up: return round_quotient_fused_by<RoundingMode::up, In, Out>(step, batch);
    case RoundingMode::down: return round_quotient_fused_by<RoundingMode::down, In, Out>(step, batch);
  }
}

// How many of the ends are at or below (At) or below a lane, so many of them in one pass; added to what earlier passes
// have counted.
template <bool At, bool First, class In, class Out, std::size_t... Index>
void count_ends(const Step& step, const Batch& batch, const In* from, std::index_sequence<Index...>) {
  const In* __restrict a = read<In>(batch, step.what->in[0]);
  Out* __restrict out = written<Out>(batch, step.what->out);
  const auto counted = [&](auto... ends) {
    const std::size_t rows = batch.rows;
    for (std::size_t row = 0; row < rows; ++row) {
      const In x = a[row];
      const Out before = First ? Out{0} : out[row];
      out[row] = static_cast<Out>((before + ... + (At ? (x >= ends ? Out{1} : Out{0}) : (x > ends ? Out{1} : Out{0}))));
    }
  };
  counted(from[Index]...);
}

template <bool At, class In, class Out, std::size_t Count>
void count_some(const Step& step, const Batch& batch, std::size_t& done) {
  const In* ends = constants<In>(step) + done;
  if (done == 0)
    count_ends<At, true, In, Out>(step, batch, ends, std::make_index_sequence<Count>());
  else
    count_ends<At, false, In, Out>(step, batch, ends, std::make_index_sequence<Count>());
  done += Count;
}

template <bool At, class In, class Out>
void level(const Step& step, const Batch& batch) {
  const std::size_t all = step.what->constants.size();
  std::size_t done = 0;
  while (all - done >= 6) count_some<At, In, Out, 6>(step, batch, done);
  while (all - done >= 3) count_some<At, In, Out, 3>(step, batch, done);
  while (all - done >= 1) count_some<At, In, Out, 1>(step, batch, done);
}

// Where in a table a row's cell is: by one key, or by two.
struct OneKey {
  const std::int32_t* key;
  std::int32_t operator()(std::size_t row) const { return key[row]; }
#ifdef __AVX512F__
  __m512i sixteen(std::size_t row) const { return _mm512_loadu_si512(key + row); }
#endif
#ifdef __AVX2__
  __m256i eight(std::size_t row) const { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(key + row)); }
#endif
};
struct TwoKeys {
  OneKey first, second;
  std::int32_t stride;
  std::int32_t operator()(std::size_t row) const { return first(row) * stride + second(row); }
#ifdef __AVX512F__
  __m512i sixteen(std::size_t row) const {
    return _mm512_add_epi32(_mm512_mullo_epi32(first.sixteen(row), _mm512_set1_epi32(stride)), second.sixteen(row));
  }
#endif
#ifdef __AVX2__
  __m256i eight(std::size_t row) const {
    return _mm256_add_epi32(_mm256_mullo_epi32(first.eight(row), _mm256_set1_epi32(stride)), second.eight(row));
  }
#endif
};

// Up to 32 cells (8 without AVX-512) stand in registers, and a lane's place picks one: a load for each lane would take
// four times as long. Returns how many rows it has done.
#ifdef __AVX512F__
template <class Place>
std::size_t look_up_few(const Place& place, const std::int32_t* cells, std::size_t count, std::int32_t* out,
                        std::size_t rows) {
  if (count > 32) return 0;
  alignas(64) std::int32_t padded[32] = {};
  std::copy_n(cells, count, padded);
  const __m512i low = _mm512_load_si512(padded);
  const __m512i high = _mm512_load_si512(padded + 16);
  std::size_t row = 0;
  for (; row + 16 <= rows; row += 16)
    _mm512_storeu_si512(out + row, _mm512_permutex2var_epi32(low, place.sixteen(row), high));
  return row;
}
#elif defined(__AVX2__)
template <class Place>
std::size_t look_up_few(const Place& place, const std::int32_t* cells, std::size_t count, std::int32_t* out,
                        std::size_t rows) {
  if (count > 8) return 0;
  alignas(32) std::int32_t padded[8] = {};
  std::copy_n(cells, count, padded);
  const __m256i all = _mm256_load_si256(reinterpret_cast<const __m256i*>(padded));
  std::size_t row = 0;
  for (; row + 8 <= rows; row += 8)
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + row), _mm256_permutevar8x32_epi32(all, place.eight(row)));
  return row;
}
#else
template <class Place>
std::size_t look_up_few(const Place&, const std::int32_t*, std::size_t, std::int32_t*, std::size_t) {
  return 0;
}
#endif

template <class Index, class Out>
void look_up(const Step& step, const Batch& batch) {
  const Out* cells = constants<Out>(step);
  if constexpr (std::is_same_v<Index, std::int32_t> && std::is_same_v<Out, std::int32_t>) {
    const OneKey place{read<Index>(batch, step.what->in[0])};
    Out* out = written<Out>(batch, step.what->out);
    const std::size_t done = look_up_few(place, cells, step.constants32.size(), out, batch.rows);
    for (std::size_t row = done; row < batch.rows; ++row) out[row] = cells[place(row)];
    return;
  }
  unary<Index, Out>(step, batch, [cells](Index a) { return cells[a]; });
}

template <class Index, class Out>
void look_up_two(const Step& step, const Batch& batch) {
  const Out* cells = constants<Out>(step) + 1;
  const auto stride = static_cast<Index>(step.constants64[0]);
  if constexpr (std::is_same_v<Index, std::int32_t> && std::is_same_v<Out, std::int32_t>) {
    const TwoKeys place{{read<Index>(batch, step.what->in[0])}, {read<Index>(batch, step.what->in[1])}, stride};
    Out* out = written<Out>(batch, step.what->out);
    const std::size_t done = look_up_few(place, cells, step.constants32.size() - 1, out, batch.rows);
    for (std::size_t row = done; row < batch.rows; ++row) out[row] = cells[place(row)];
    return;
  }
  binary<Index, Out>(step, batch, [cells, stride](Index a, Index b) { return cells[a * stride + b]; });
}

template <class From, class To>
void load(const void* from, const std::uint8_t* present, std::int64_t fill, void* to, std::size_t rows) {
  const From* __restrict lanes = static_cast<const From*>(from);
  To* __restrict out = static_cast<To*>(to);
  if (present == nullptr) {
    // Lanes of 8 bits are numbers, not characters.
    // NOLINTNEXTLINE(bugprone-signed-char-misuse)
    for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<To>(lanes[row]);
    return;
  }
  const To missing = static_cast<To>(fill);
  for (std::size_t row = 0; row < rows; ++row) out[row] = present[row] != 0 ? static_cast<To>(lanes[row]) : missing;
}

// Of so few rows that the halves of 32 bits can't pass 64: exact for any lanes.
template <class T>
Int128 total(const void* from, std::size_t rows) {
  const T* __restrict lanes = static_cast<const T*>(from);
  std::int64_t high = 0;
  std::int64_t low = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int64_t lane = lanes[row];
    if constexpr (sizeof(T) == sizeof(std::int64_t)) high += lane >> 32;
    low += sizeof(T) == sizeof(std::int64_t) ? (lane & 0xFFFFFFFF) : lane;
  }
  return (static_cast<Int128>(high) << 32) + low;
}

template <class From, class To>
void store(const void* from, void* to, std::size_t rows) {
  const From* __restrict lanes = static_cast<const From*>(from);
  To* __restrict out = static_cast<To*>(to);
  for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<To>(lanes[row]);
}

// A line of 64 bytes, past the caches.
inline void stream_line(const void* from, void* to) {
#if defined(__AVX512F__)
  _mm512_stream_si512(static_cast<__m512i*>(to), _mm512_loadu_si512(from));
#elif defined(__AVX__)
  for (int i = 0; i < 2; ++i)
    _mm256_stream_si256(static_cast<__m256i*>(to) + i, _mm256_loadu_si256(static_cast<const __m256i*>(from) + i));
#elif defined(__SSE2__)
  for (int i = 0; i < 4; ++i)
    _mm_stream_si128(static_cast<__m128i*>(to) + i, _mm_loadu_si128(static_cast<const __m128i*>(from) + i));
#else
  std::memcpy(to, from, 64);
#endif
}

template <class From, class To>
void stream(const void* from, void* to, std::size_t rows) {
  constexpr std::size_t per_line = 64 / sizeof(To);
  const From* lanes = static_cast<const From*>(from);
  To* out = static_cast<To*>(to);
  std::size_t row = 0;
  for (; row + per_line <= rows; row += per_line) {
    if constexpr (std::is_same_v<From, To>) {
      stream_line(lanes + row, out + row);
    } else {
      alignas(64) To line[per_line];
      store<From, To>(lanes + row, line, per_line);
      stream_line(line, out + row);
    }
  }
  store<From, To>(lanes + row, out + row, rows - row);
}

}  // namespace
}  // namespace fenglu::run
