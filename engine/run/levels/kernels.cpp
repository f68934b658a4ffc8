// The kernels that are worth lanes, compiled once for each level: FENGLU_LEVEL names it, the build gives its flags.
#include "engine/run/calendar_kernels.hpp"

namespace fenglu::run {

namespace {

using I32 = std::int32_t;
using I64 = std::int64_t;

template <class T>
constexpr Lane lane_of = sizeof(T) == sizeof(I32) ? Lane::i32 : Lane::i64;

template <class In, class Out>
void add_arithmetic(KernelTable& table) {
  const auto set = [&](Op op, Kernel kernel) { table.at(op, lane_of<In>, lane_of<Out>) = kernel; };
  set(Op::convert, convert<In, Out>);
  set(Op::add, add<In, Out>);
  set(Op::subtract, subtract<In, Out>);
  set(Op::sum, sum<In, Out>);
  set(Op::multiply, multiply<In, Out>);
  set(Op::scale, scale<In, Out>);
  set(Op::minimum, minimum<In, Out>);
  set(Op::maximum, maximum<In, Out>);
  set(Op::clamp, clamp<In, Out>);
  set(Op::less, less<In, Out>);
  set(Op::less_equal, less_equal<In, Out>);
  set(Op::equal, equal<In, Out>);
  set(Op::round_fused, round_fused<In, Out>);
  set(Op::round_product_fused, round_product_fused<In, Out>);
  set(Op::round_quotient_fused, round_quotient_fused<In, Out>);
  set(Op::level_from, level<true, In, Out>);
  set(Op::level_above, level<false, In, Out>);
  set(Op::look_up, look_up<In, Out>);
  set(Op::look_up_two, look_up_two<In, Out>);
}

template <class Flag>
void add_logic(KernelTable& table) {
  const auto set = [&](Op op, Kernel kernel) { table.at(op, lane_of<Flag>, lane_of<Flag>) = kernel; };
  set(Op::logical_and, logical_and<Flag>);
  set(Op::logical_or, logical_or<Flag>);
  set(Op::logical_not, logical_not<Flag>);
}

template <class T>
constexpr Storage storage_of = sizeof(T) == 1   ? Storage::i8
                               : sizeof(T) == 2 ? Storage::i16
                               : sizeof(T) == 4 ? Storage::i32
                                                : Storage::i64;

template <class Stored, class T>
void add_moves(KernelTable& table) {
  const auto storage = static_cast<std::size_t>(storage_of<Stored>);
  const auto lane = static_cast<std::size_t>(lane_of<T>);
  table.loads[storage][lane] = load<Stored, T>;
  table.stores[lane][storage] = store<T, Stored>;
  table.streams[lane][storage] = stream<T, Stored>;
}

template <class T>
void add_all_moves(KernelTable& table) {
  add_moves<std::int8_t, T>(table);
  add_moves<std::int16_t, T>(table);
  add_moves<I32, T>(table);
  add_moves<I64, T>(table);
}

}  // namespace

namespace FENGLU_LEVEL {

// The flag of a choice is in the first lane, the values in the second; a plan of 64-bit lanes has 64-bit flags.
void add_kernels(KernelTable& table) {
  add_arithmetic<I32, I32>(table);
  add_arithmetic<I32, I64>(table);
  add_arithmetic<I64, I32>(table);
  add_arithmetic<I64, I64>(table);
  add_all_moves<I32>(table);
  add_all_moves<I64>(table);
  table.totals[static_cast<std::size_t>(Lane::i32)] = total<I32>;
  table.totals[static_cast<std::size_t>(Lane::i64)] = total<I64>;
  add_calendar(table);
  add_logic<I32>(table);
  add_logic<I64>(table);
  table.at(Op::select, Lane::i32, Lane::i32) = select<I32, I32, I32>;
  table.at(Op::select, Lane::i32, Lane::i64) = select<I32, I64, I64>;
  table.at(Op::select, Lane::i64, Lane::i64) = select<I64, I64, I64>;
  table.at(Op::round_corrected, Lane::i64, Lane::i32) = round_corrected<I32>;
  table.at(Op::round_corrected, Lane::i64, Lane::i64) = round_corrected<I64>;
}

}  // namespace FENGLU_LEVEL
}  // namespace fenglu::run
