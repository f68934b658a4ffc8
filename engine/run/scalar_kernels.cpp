#include "engine/run/scalar_kernels.hpp"

#include <span>

#include "engine/calendar/day.hpp"
#include "engine/run/lane_kernels.hpp"

namespace fenglu::run {

namespace {

using I32 = std::int32_t;
using I64 = std::int64_t;
using I128 = Int128;

template <class T>
constexpr Lane lane_of = sizeof(T) == sizeof(I32)   ? Lane::i32
                         : sizeof(T) == sizeof(I64) ? Lane::i64
                                                    : Lane::i128;

// over / under to a whole number; under > 0. The remainder is doubled rather than the divisor halved: an odd divisor
// has no exact half.
template <class T>
T quotient(T over, T under, RoundingMode mode) {
  const T whole = over / under;
  const T rest = over % under;
  if (mode == RoundingMode::down || rest == 0) return whole;
  const T size = rest < 0 ? -rest : rest;
  if (mode == RoundingMode::half && 2 * size < under) return whole;
  return rest < 0 ? whole - 1 : whole + 1;
}

template <class In, class Out>
void round(const Step& step, const Batch& batch) {
  const In up = constants<In>(step)[0];
  const In down = constants<In>(step)[1];
  const auto mode = static_cast<RoundingMode>(static_cast<int>(step.what->constants[2]));
  const auto times = constants<Work<In, Out>>(step)[3];
  unary<In, Out>(step, batch, [=](In a) { return quotient<In>(a * up, down, mode) * times; });
}

template <class In, class Out>
void round_quotient(const Step& step, const Batch& batch) {
  const auto mode = static_cast<RoundingMode>(static_cast<int>(step.what->constants[0]));
  binary<In, Out>(step, batch, [mode](In a, In b) { return quotient<In>(a, b, mode); });
}

template <class Index, class Out>
void group_value(const Step& step, const Batch& batch) {
  const Int128* groups = (*batch.aggregates)[static_cast<std::size_t>(step.what->constants[0])].data();
  unary<Index, Out>(step, batch, [groups](Index a) { return groups[a]; });
}

Day day(I64 number) { return Day::from_number(static_cast<I32>(number)); }
Month month(I64 number) { return Month::from_number(static_cast<I32>(number)); }

template <class T>
void month_number(const Step& step, const Batch& batch) {
  unary<T, T>(step, batch, [](T a) { return day(a).in_month().number(); });
}
template <class T>
void year_of_month(const Step& step, const Batch& batch) {
  unary<T, T>(step, batch, [](T a) { return month(a).year(); });
}
template <class T>
void month_of_year(const Step& step, const Batch& batch) {
  unary<T, T>(step, batch, [](T a) { return month(a).month(); });
}
template <class T>
void days_in_month(const Step& step, const Batch& batch) {
  unary<T, T>(step, batch, [](T a) { return month(a).days(); });
}
template <class T>
void add_months_to(const Step& step, const Batch& batch) {
  binary<T, T>(step, batch, [](T a, T b) { return add_months(day(a), static_cast<int>(b)).number(); });
}
template <class T>
void completed_months(const Step& step, const Batch& batch) {
  binary<T, T>(step, batch, [](T a, T b) { return months_between(day(a), day(b)); });
}
template <class T>
void count_weekdays(const Step& step, const Batch& batch) {
  binary<T, T>(step, batch, [](T a, T b) { return weekdays(day(a), day(b)); });
}

// A share of a total by largest remainder, ties to the earlier; without any weight, equal ones.
template <class T>
T share(T total, std::size_t index, std::span<const T> weights) {
  const T size = total < 0 ? -total : total;
  T sum = 0;
  for (const T weight : weights) sum += weight;
  const auto weight_of = [&](std::size_t i) { return sum == 0 ? T{1} : weights[i]; };
  const T whole = sum == 0 ? static_cast<T>(weights.size()) : sum;
  T left = size;
  T ahead = 0;
  const T mine = size * weight_of(index) % whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const T product = size * weight_of(i);
    left -= product / whole;
    ahead += product % whole > mine || (product % whole == mine && i < index);
  }
  const T made = size * weight_of(index) / whole + (ahead < left ? 1 : 0);
  return total < 0 ? -made : made;
}

template <class In, class Out>
void split(const Step& step, const Batch& batch) {
  const In* total = read<In>(batch, step.what->in[0]);
  Out* __restrict out = written<Out>(batch, step.what->out);
  const auto index = static_cast<std::size_t>(step.what->constants[0]);
  std::vector<In> weights(step.what->more.size());
  for (std::size_t row = 0; row < batch.rows; ++row) {
    for (std::size_t w = 0; w < weights.size(); ++w) weights[w] = read<In>(batch, step.what->more[w])[row];
    out[row] = static_cast<Out>(share<In>(total[row], index, weights));
  }
}

template <class In, class Out>
void add_divisions(KernelTable& table) {
  const auto set = [&](Op op, Kernel kernel) { table.at(op, lane_of<In>, lane_of<Out>) = kernel; };
  set(Op::round, round<In, Out>);
  set(Op::round_quotient, round_quotient<In, Out>);
  set(Op::split, split<In, Out>);
}

// Of 128-bit operands.
template <class Out>
void add_wide(KernelTable& table) {
  const auto set = [&](Op op, Kernel kernel) { table.at(op, Lane::i128, lane_of<Out>) = kernel; };
  set(Op::convert, convert<I128, Out>);
  set(Op::add, add<I128, Out>);
  set(Op::subtract, subtract<I128, Out>);
  set(Op::sum, sum<I128, Out>);
  set(Op::multiply, multiply<I128, Out>);
  set(Op::scale, scale<I128, Out>);
  set(Op::minimum, minimum<I128, Out>);
  set(Op::maximum, maximum<I128, Out>);
  set(Op::clamp, clamp<I128, Out>);
  set(Op::less, less<I128, Out>);
  set(Op::less_equal, less_equal<I128, Out>);
  set(Op::equal, equal<I128, Out>);
  set(Op::level_from, level<true, I128, Out>);
  set(Op::level_above, level<false, I128, Out>);
  add_divisions<I128, Out>(table);
}

// With small operands (dates, indexes, flags) of one lane.
template <class T>
void add_small(KernelTable& table) {
  const auto set = [&](Op op, Kernel kernel) { table.at(op, lane_of<T>, lane_of<T>) = kernel; };
  set(Op::month_number, month_number<T>);
  set(Op::year_of_month, year_of_month<T>);
  set(Op::month_of_year, month_of_year<T>);
  set(Op::days_in_month, days_in_month<T>);
  set(Op::add_months, add_months_to<T>);
  set(Op::months_between, completed_months<T>);
  set(Op::weekdays, count_weekdays<T>);
  table.at(Op::convert, lane_of<T>, Lane::i128) = convert<T, I128>;
  table.at(Op::look_up, lane_of<T>, Lane::i128) = look_up<T, I128>;
  table.at(Op::select, lane_of<T>, Lane::i128) = select<T, I128, I128>;
  table.at(Op::group_value, lane_of<T>, Lane::i32) = group_value<T, I32>;
  table.at(Op::group_value, lane_of<T>, Lane::i64) = group_value<T, I64>;
  table.at(Op::group_value, lane_of<T>, Lane::i128) = group_value<T, I128>;
}

}  // namespace

namespace one_by_one {
void month_number(const Step& step, const Batch& batch) { run::month_number<I32>(step, batch); }
void days_in_month(const Step& step, const Batch& batch) { run::days_in_month<I32>(step, batch); }
void months_between(const Step& step, const Batch& batch) { completed_months<I32>(step, batch); }
void weekdays(const Step& step, const Batch& batch) { count_weekdays<I32>(step, batch); }
}  // namespace one_by_one

void add_scalar_kernels(KernelTable& table) {
  add_wide<I32>(table);
  add_wide<I64>(table);
  add_wide<I128>(table);
  add_divisions<I64, I32>(table);
  add_divisions<I64, I64>(table);
  add_small<I32>(table);
  add_small<I64>(table);
}

}  // namespace fenglu::run
