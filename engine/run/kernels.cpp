#include "engine/run/kernels.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "engine/calendar/day.hpp"

namespace fenglu::run {

namespace {

using plan::Instruction;
using plan::Op;

using Narrow = std::int64_t;
using Wide = Int128;

template <class Lane>
const Lane* read(const Batch& batch, plan::Register which) {
  return static_cast<const Lane*>(batch.registers[which]);
}
template <class Lane>
Lane* written(const Batch& batch, plan::Register which) {
  return static_cast<Lane*>(batch.registers[which]);
}

template <class In, class Out, class Function>
void unary(const Instruction& i, const Batch& batch, Function function) {
  const In* __restrict a = read<In>(batch, i.in[0]);
  Out* __restrict out = written<Out>(batch, i.out);
  for (std::size_t row = 0; row < batch.rows; ++row) out[row] = static_cast<Out>(function(a[row]));
}

template <class In, class Out, class Function>
void binary(const Instruction& i, const Batch& batch, Function function) {
  const In* a = read<In>(batch, i.in[0]);
  const In* b = read<In>(batch, i.in[1]);
  Out* __restrict out = written<Out>(batch, i.out);
  for (std::size_t row = 0; row < batch.rows; ++row) out[row] = static_cast<Out>(function(a[row], b[row]));
}

void widen(const Instruction& i, const Batch& batch) {
  unary<Narrow, Wide>(i, batch, [](Narrow a) { return a; });
}

template <class In, class Out>
void add(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a + b; });
}
template <class In, class Out>
void subtract(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a - b; });
}
template <class In, class Out>
void multiply(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a * b; });
}
template <class In, class Out>
void scale(const Instruction& i, const Batch& batch) {
  const In factor = static_cast<In>(i.constants[0]);
  unary<In, Out>(i, batch, [factor](In a) { return a * factor; });
}
template <class In, class Out>
void minimum(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a < b ? a : b; });
}
template <class In, class Out>
void maximum(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a < b ? b : a; });
}
template <class In, class Out>
void clamp(const Instruction& i, const Batch& batch) {
  const In low = static_cast<In>(i.constants[0]);
  const In high = static_cast<In>(i.constants[1]);
  unary<In, Out>(i, batch, [low, high](In a) { return std::min(std::max(a, low), high); });
}
template <class In, class Out>
void less(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a < b; });
}
template <class In, class Out>
void less_equal(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a <= b; });
}
template <class In, class Out>
void equal(const Instruction& i, const Batch& batch) {
  binary<In, Out>(i, batch, [](In a, In b) { return a == b; });
}

void logical_and(const Instruction& i, const Batch& batch) {
  binary<Narrow, Narrow>(i, batch, [](Narrow a, Narrow b) { return a & b; });
}
void logical_or(const Instruction& i, const Batch& batch) {
  binary<Narrow, Narrow>(i, batch, [](Narrow a, Narrow b) { return a | b; });
}
void logical_not(const Instruction& i, const Batch& batch) {
  unary<Narrow, Narrow>(i, batch, [](Narrow a) { return 1 - a; });
}

template <class In, class Out>
void select(const Instruction& i, const Batch& batch) {
  const Narrow* flag = read<Narrow>(batch, i.in[0]);
  const In* a = read<In>(batch, i.in[1]);
  const In* b = read<In>(batch, i.in[2]);
  Out* __restrict out = written<Out>(batch, i.out);
  for (std::size_t row = 0; row < batch.rows; ++row) out[row] = static_cast<Out>(flag[row] != 0 ? a[row] : b[row]);
}

// over / under to a whole number; under > 0. The remainder is doubled rather than the divisor halved: an odd divisor
// has no exact half.
template <class Lane>
Lane quotient(Lane over, Lane under, RoundingMode mode) {
  const Lane whole = over / under;
  const Lane rest = over % under;
  if (mode == RoundingMode::down || rest == 0) return whole;
  const Lane size = rest < 0 ? -rest : rest;
  if (mode == RoundingMode::half && 2 * size < under) return whole;
  return rest < 0 ? whole - 1 : whole + 1;
}

template <class In, class Out>
void round(const Instruction& i, const Batch& batch) {
  const In up = static_cast<In>(i.constants[0]);
  const In down = static_cast<In>(i.constants[1]);
  const auto mode = static_cast<RoundingMode>(static_cast<int>(i.constants[2]));
  unary<In, Out>(i, batch, [=](In a) { return quotient<In>(a * up, down, mode); });
}

template <class In, class Out>
void round_quotient(const Instruction& i, const Batch& batch) {
  const auto mode = static_cast<RoundingMode>(static_cast<int>(i.constants[0]));
  binary<In, Out>(i, batch, [mode](In a, In b) { return quotient<In>(a, b, mode); });
}

template <class In, bool At>
void level(const Instruction& i, const Batch& batch) {
  const In* a = read<In>(batch, i.in[0]);
  Narrow* __restrict out = written<Narrow>(batch, i.out);
  std::fill(out, out + batch.rows, Narrow{0});
  for (const Int128 constant : i.constants) {
    // An end beyond the lane's bits is above every lane: the plan has proven the lane's range.
    if constexpr (sizeof(In) == sizeof(Narrow)) {
      if (constant > INT64_MAX) continue;
    }
    const In end =
        constant < INT64_MIN && sizeof(In) == sizeof(Narrow) ? static_cast<In>(INT64_MIN) : static_cast<In>(constant);
    for (std::size_t row = 0; row < batch.rows; ++row) out[row] += At ? a[row] >= end : a[row] > end;
  }
}

template <class Out>
void look_up(const Instruction& i, const Batch& batch) {
  const Int128* cells = i.constants.data();
  unary<Narrow, Out>(i, batch, [cells](Narrow a) { return cells[a]; });
}

template <class Out>
void group_value(const Instruction& i, const Batch& batch) {
  const Int128* groups = (*batch.aggregates)[static_cast<std::size_t>(i.constants[0])].data();
  unary<Narrow, Out>(i, batch, [groups](Narrow a) { return groups[a]; });
}

Day day(Narrow number) { return Day::from_number(static_cast<std::int32_t>(number)); }
Month month(Narrow number) { return Month::from_number(static_cast<std::int32_t>(number)); }

void month_number(const Instruction& i, const Batch& batch) {
  unary<Narrow, Narrow>(i, batch, [](Narrow a) { return day(a).in_month().number(); });
}
void year_of_month(const Instruction& i, const Batch& batch) {
  unary<Narrow, Narrow>(i, batch, [](Narrow a) { return month(a).year(); });
}
void month_of_year(const Instruction& i, const Batch& batch) {
  unary<Narrow, Narrow>(i, batch, [](Narrow a) { return month(a).month(); });
}
void days_in_month(const Instruction& i, const Batch& batch) {
  unary<Narrow, Narrow>(i, batch, [](Narrow a) { return month(a).days(); });
}
void add_months_to(const Instruction& i, const Batch& batch) {
  binary<Narrow, Narrow>(i, batch, [](Narrow a, Narrow b) { return add_months(day(a), static_cast<int>(b)).number(); });
}
void completed_months(const Instruction& i, const Batch& batch) {
  binary<Narrow, Narrow>(i, batch, [](Narrow a, Narrow b) { return months_between(day(a), day(b)); });
}
void count_weekdays(const Instruction& i, const Batch& batch) {
  binary<Narrow, Narrow>(i, batch, [](Narrow a, Narrow b) { return weekdays(day(a), day(b)); });
}

// A share of a total by largest remainder, ties to the earlier; without any weight, equal ones.
template <class Lane>
Lane share(Lane total, std::size_t index, std::span<const Lane> weights) {
  const Lane size = total < 0 ? -total : total;
  Lane sum = 0;
  for (const Lane weight : weights) sum += weight;
  const auto weight_of = [&](std::size_t i) { return sum == 0 ? Lane{1} : weights[i]; };
  const Lane whole = sum == 0 ? static_cast<Lane>(weights.size()) : sum;
  Lane left = size;
  Lane ahead = 0;
  const Lane mine = size * weight_of(index) % whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Lane product = size * weight_of(i);
    left -= product / whole;
    ahead += product % whole > mine || (product % whole == mine && i < index);
  }
  const Lane made = size * weight_of(index) / whole + (ahead < left ? 1 : 0);
  return total < 0 ? -made : made;
}

template <class In, class Out>
void split(const Instruction& i, const Batch& batch) {
  const In* total = read<In>(batch, i.in[0]);
  Out* __restrict out = written<Out>(batch, i.out);
  std::vector<In> weights(i.more.size());
  for (std::size_t row = 0; row < batch.rows; ++row) {
    for (std::size_t w = 0; w < weights.size(); ++w) weights[w] = read<In>(batch, i.more[w])[row];
    out[row] = static_cast<Out>(share<In>(total[row], static_cast<std::size_t>(i.constants[0]), weights));
  }
}

#define FENGLU_WIDTHS(kernel) \
  { kernel<Narrow, Narrow>, kernel<Wide, Wide>, kernel<Wide, Narrow> }

KernelTable make_portable() {
  KernelTable table;
  const auto set = [&](Op op, std::array<Kernel, plan::width_count> kernels) {
    table.kernels[static_cast<std::size_t>(op)] = kernels;
  };
  set(Op::widen, {nullptr, widen, nullptr});
  set(Op::add, FENGLU_WIDTHS(add));
  set(Op::subtract, FENGLU_WIDTHS(subtract));
  set(Op::multiply, FENGLU_WIDTHS(multiply));
  set(Op::scale, FENGLU_WIDTHS(scale));
  set(Op::minimum, FENGLU_WIDTHS(minimum));
  set(Op::maximum, FENGLU_WIDTHS(maximum));
  set(Op::clamp, FENGLU_WIDTHS(clamp));
  set(Op::less, {less<Narrow, Narrow>, nullptr, less<Wide, Narrow>});
  set(Op::less_equal, {less_equal<Narrow, Narrow>, nullptr, less_equal<Wide, Narrow>});
  set(Op::equal, {equal<Narrow, Narrow>, nullptr, equal<Wide, Narrow>});
  set(Op::logical_and, {logical_and, nullptr, nullptr});
  set(Op::logical_or, {logical_or, nullptr, nullptr});
  set(Op::logical_not, {logical_not, nullptr, nullptr});
  set(Op::select, FENGLU_WIDTHS(select));
  set(Op::round, FENGLU_WIDTHS(round));
  set(Op::round_quotient, FENGLU_WIDTHS(round_quotient));
  set(Op::level_from, {level<Narrow, true>, nullptr, level<Wide, true>});
  set(Op::level_above, {level<Narrow, false>, nullptr, level<Wide, false>});
  set(Op::look_up, {look_up<Narrow>, look_up<Wide>, nullptr});
  set(Op::month_number, {month_number, nullptr, nullptr});
  set(Op::year_of_month, {year_of_month, nullptr, nullptr});
  set(Op::month_of_year, {month_of_year, nullptr, nullptr});
  set(Op::days_in_month, {days_in_month, nullptr, nullptr});
  set(Op::add_months, {add_months_to, nullptr, nullptr});
  set(Op::months_between, {completed_months, nullptr, nullptr});
  set(Op::weekdays, {count_weekdays, nullptr, nullptr});
  set(Op::split, FENGLU_WIDTHS(split));
  set(Op::group_value, {group_value<Narrow>, group_value<Wide>, nullptr});
  return table;
}

#undef FENGLU_WIDTHS

}  // namespace

const KernelTable& portable_kernels() {
  static const KernelTable table = make_portable();
  return table;
}

}  // namespace fenglu::run
