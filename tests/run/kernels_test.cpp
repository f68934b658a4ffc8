// Each primitive against the rule that it stands for, in 64 and in 128 bits.
#include "engine/run/kernels.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "engine/calendar/day.hpp"
#include "engine/number/rounding.hpp"
#include "engine/run/apportion.hpp"

namespace fenglu::run {
namespace {

using plan::Lane;
using plan::Op;

template <class T>
constexpr Lane lane_of = sizeof(T) == 4   ? Lane::i32
                         : sizeof(T) == 8 ? Lane::i64
                                          : Lane::i128;

// The same row so many times through one kernel: batches are worked in strides and a rest.
constexpr std::size_t rows = 67;

// Lanes in, lane out. The flag of a choice comes first and is 64 bits wide.
template <class In, class Out>
Out one(const KernelTable& table, Op op, const std::vector<In>& in, std::vector<Int128> constants = {}) {
  std::vector<std::vector<In>> lanes;
  for (const In lane : in) lanes.emplace_back(rows, lane);
  std::vector<Out> out(rows);
  std::vector<void*> registers;
  for (auto& column : lanes) registers.push_back(column.data());
  registers.push_back(out.data());
  plan::Instruction instruction{op, lane_of<In>, lane_of<Out>, static_cast<plan::Register>(in.size()), {}, {}, {}};
  instruction.constants = std::move(constants);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (op != Op::sum && (i == 0 || (op != Op::split && i < 3)))
      instruction.in[i] = static_cast<plan::Register>(i);
    else
      instruction.more.push_back(static_cast<plan::Register>(i));
  }
  const Step step(instruction, table);
  step.kernel(step, {registers.data(), rows, nullptr});
  for (const Out lane : out) EXPECT_TRUE(lane == out[0]) << name(op);
  return out[0];
}

template <class In, class Out>
Out one(Op op, const std::vector<In>& in, std::vector<Int128> constants = {}) {
  return one<In, Out>(portable_kernels(), op, in, std::move(constants));
}

struct Case {
  Op op;
  std::vector<std::int64_t> in;
  std::vector<Int128> constants;
  std::int64_t out;
};

const std::vector<Case> cases = {
    {Op::add, {5, -7}, {}, -2},
    {Op::subtract, {5, -7}, {}, 12},
    {Op::multiply, {5, -7}, {}, -35},
    {Op::scale, {-7}, {100}, -700},
    {Op::minimum, {5, -7}, {}, -7},
    {Op::maximum, {5, -7}, {}, 5},
    {Op::clamp, {5}, {6, 9}, 6},
    {Op::clamp, {12}, {6, 9}, 9},
    {Op::less, {5, 5}, {}, 0},
    {Op::less, {4, 5}, {}, 1},
    {Op::less_equal, {5, 5}, {}, 1},
    {Op::equal, {5, 5}, {}, 1},
    {Op::equal, {5, -5}, {}, 0},
    {Op::level_from, {2}, {2, 4}, 1},
    {Op::level_from, {1}, {2, 4}, 0},
    {Op::level_above, {36'000}, {36'000, 144'000}, 0},
    {Op::level_above, {36'001}, {36'000, 144'000}, 1},
    // round: x * up / down, half away from zero, up away from zero, down towards it; below zero too
    {Op::round, {3}, {1, 2, 0, 1, 0}, 2},
    {Op::round, {-3}, {1, 2, 0, 1, 0}, -2},
    {Op::round, {1}, {1, 3, 0, 1, 0}, 0},
    {Op::round, {-1}, {1, 3, 1, 1, 0}, -1},
    {Op::round, {-5}, {1, 3, 2, 1, 0}, -1},
    {Op::round_fused, {3}, {1, 2, 0, 1, 0}, 2},
    {Op::round_fused, {-3}, {1, 2, 0, 1, 0}, -2},
    {Op::round_fused, {1}, {1, 3, 0, 1, 0}, 0},
    {Op::round_fused, {-1}, {1, 3, 1, 1, 0}, -1},
    {Op::round_fused, {-5}, {1, 3, 2, 1, 0}, -1},
    {Op::round_product_fused, {3, 5}, {1, 2, 0, 1, 1}, 8},
    {Op::round_product_fused, {-3, 5}, {1, 2, 0, 1, 0}, -8},
    {Op::round_product_fused, {-3, 5}, {1, 2, 2, 1, 0}, -7},
    {Op::round_product_fused, {-3, 4}, {1, 5, 1, 1, 0}, -3},
    {Op::round_product_fused, {151, 7}, {1, 700, 0, 100, 1}, 200},
    {Op::round_corrected, {3}, {1, 2, 0, 1, 0}, 2},
    {Op::round_corrected, {-3}, {1, 2, 0, 1, 0}, -2},
    {Op::round_corrected, {-1}, {1, 3, 1, 1, 0}, -1},
    {Op::round_corrected, {-5}, {1, 3, 2, 1, 0}, -1},
    // to whole yuan, told in fen
    {Op::round, {151}, {1, 100, 0, 100, 1}, 200},
    {Op::round_fused, {-151}, {1, 100, 0, 100, 0}, -200},
    {Op::round_corrected, {151}, {1, 100, 2, 100, 1}, 100},
    {Op::round_quotient_fused, {7, 2}, {0}, 4},
    {Op::round_quotient_fused, {-7, 2}, {0}, -4},
    {Op::round_quotient_fused, {-7, 2}, {1}, -4},
    {Op::round_quotient_fused, {-7, 2}, {2}, -3},
    {Op::sum, {5, 7, 1}, {2, 0}, 11},
    {Op::sum, {5, 7, 13}, {2, 0}, -1},
    {Op::sum, {5, 7, 13}, {2, 1}, 0},
    {Op::sum, {1, 2, 3, 4, 5, 6, 1, 2, 3, 4}, {6, 0}, 11},
    {Op::convert, {-7}, {}, -7},
    {Op::round_quotient, {7, 2}, {0}, 4},
    {Op::round_quotient, {-7, 2}, {0}, -4},
    {Op::round_quotient, {-7, 2}, {2}, -3},
    // 100 fen by 1 : 1 : 1 is 34, 33, 33: ties to the earlier; below zero the same away from zero
    {Op::split, {100, 1, 1, 1}, {0}, 34},
    {Op::split, {100, 1, 1, 1}, {1}, 33},
    {Op::split, {-100, 1, 1, 1}, {0}, -34},
    {Op::split, {7, 0, 0}, {0}, 4},
    {Op::split, {7, 0, 0}, {1}, 3},
};

bool has(const KernelTable& table, Op op, Lane in, Lane out) { return table.at(op, in, out) != nullptr; }

template <class In, class Out>
void try_cases(const KernelTable& table) {
  for (const Case& c : cases) {
    if (!has(table, c.op, lane_of<In>, lane_of<Out>)) continue;
    const std::vector<In> in(c.in.begin(), c.in.end());
    EXPECT_TRUE((one<In, Out>(table, c.op, in, c.constants)) == c.out) << name(c.op);
  }
}

// A primitive that a level lacks in these lanes would crash where the plan asks for it: the list is exact.
TEST(Kernels, KeepTheirRuleInEveryLaneAndLevel) {
  for (const Level level : all_levels) {
    if (!is_supported(level)) continue;
    SCOPED_TRACE(name(level));
    const KernelTable& table = kernels(level);
    try_cases<std::int32_t, std::int32_t>(table);
    try_cases<std::int32_t, std::int64_t>(table);
    try_cases<std::int64_t, std::int32_t>(table);
    try_cases<std::int64_t, std::int64_t>(table);
    try_cases<Int128, std::int32_t>(table);
    try_cases<Int128, std::int64_t>(table);
    try_cases<Int128, Int128>(table);
  }
}

TEST(Kernels, AreThereForEveryLaneThatAPlanMayAskFor) {
  const KernelTable& table = portable_kernels();
  for (const Case& c : cases) {
    EXPECT_TRUE(c.op == Op::round_fused || c.op == Op::round_product_fused || c.op == Op::round_quotient_fused ||
                c.op == Op::round_corrected || has(table, c.op, Lane::i128, Lane::i64))
        << name(c.op);
    EXPECT_TRUE(has(table, c.op, Lane::i64, Lane::i64)) << name(c.op);
  }
}

TEST(Kernels, SelectAndLogicReadFlags) {
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::select, {1, 7, 9})), 7);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::select, {0, 7, 9})), 9);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::logical_and, {1, 0})), 0);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::logical_or, {1, 0})), 1);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::logical_not, {1})), 0);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::look_up, {2}, {10, 20, 30})), 30);
}

// Tables of few cells stand in registers; of more, a cell is fetched: at every level, by one key and by two.
TEST(Kernels, TablesAreReadByOneKeyOrTwo) {
  for (const Level level : all_levels) {
    if (!is_supported(level)) continue;
    SCOPED_TRACE(name(level));
    for (const std::int32_t size : {1, 2, 5, 8, 9, 32, 33, 40}) {
      for (std::int32_t stride : {1, 2, 3, 4, 7, 20}) {
        if (size % stride != 0) continue;
        std::vector<Int128> cells;
        for (std::int32_t i = 0; i < size; ++i) cells.push_back(1000 + 7 * i);
        std::vector<Int128> with_stride{stride};
        with_stride.insert(with_stride.end(), cells.begin(), cells.end());
        for (std::int32_t i = 0; i < size; ++i) {
          const std::vector<std::int32_t> keys{i / stride, i % stride};
          ASSERT_EQ((one<std::int32_t, std::int32_t>(kernels(level), Op::look_up, {i}, cells)), 1000 + 7 * i);
          ASSERT_EQ((one<std::int32_t, std::int32_t>(kernels(level), Op::look_up_two, keys, with_stride)),
                    1000 + 7 * i);
          ASSERT_EQ((one<std::int32_t, std::int64_t>(kernels(level), Op::look_up_two, keys, with_stride)),
                    1000 + 7 * i);
        }
      }
    }
  }
}

TEST(Kernels, DatesFollowTheCalendar) {
  const auto day = [](int y, int m, int d) -> std::int64_t { return Day::make(y, m, d)->number(); };
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::month_number, {day(2024, 2, 29)})), 2024 * 12 + 1);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::year_of_month, {2024 * 12 + 1})), 2024);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::month_of_year, {2024 * 12 + 1})), 2);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::days_in_month, {2024 * 12 + 1})), 29);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::add_months, {day(2024, 1, 31), 1})), day(2024, 2, 29));
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::months_between, {day(2024, 1, 31), day(2024, 2, 29)})), 1);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::weekdays, {day(2025, 10, 1), day(2025, 10, 31)})), 23);
}

// Each day of 800 years, ends of the calendar and days beyond it: in lanes as by engine/calendar.
TEST(Kernels, DatesInLanesAreThoseOfTheCalendar) {
  std::vector<std::int32_t> days;
  for (std::int32_t day = Day::make(1600, 1, 1)->number(); day <= Day::make(2400, 12, 31)->number(); ++day)
    days.push_back(day);
  for (const std::int32_t around : {Day::make(1, 1, 1)->number(), Day::make(9999, 12, 31)->number()}) {
    for (std::int32_t more = -400; more <= 400; ++more) days.push_back(around + more);
  }
  for (const Level level : all_levels) {
    if (!is_supported(level)) continue;
    SCOPED_TRACE(name(level));
    const auto made = [&](Op op, std::vector<std::int32_t> a, std::vector<std::int32_t> b) {
      std::vector<std::int32_t> out(a.size());
      const plan::Instruction instruction{op, Lane::i32, Lane::i32, 2, {0, 1, plan::no_register}, {}, {}};
      const Step step(instruction, kernels(level));
      for (std::size_t first = 0; first < out.size(); first += rows) {
        void* const here[] = {a.data() + first, b.data() + first, out.data() + first};
        step.kernel(step, {here, std::min(rows, out.size() - first), nullptr});
      }
      return out;
    };
    std::vector<std::int32_t> others = days, months;
    std::rotate(others.begin(), others.begin() + 12'345, others.end());
    for (const std::int32_t day : days) months.push_back(Day::from_number(day).in_month().number());
    EXPECT_EQ(made(Op::month_number, days, days), months);
    const auto between = made(Op::months_between, days, others);
    const auto working = made(Op::weekdays, days, others);
    const auto lengths = made(Op::days_in_month, months, months);
    const auto years = made(Op::year_of_month, months, months);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      const Day a = Day::from_number(days[i]), b = Day::from_number(others[i]);
      wrong += between[i] != months_between(a, b);
      wrong += working[i] != weekdays(a, b);
      wrong += lengths[i] != a.in_month().days();
      wrong += years[i] != a.in_month().year();
    }
    EXPECT_EQ(wrong, 0U);
  }
}

TEST(Kernels, RoundAgreesWithTheRationalAtEveryTie) {
  for (const Level level : all_levels) {
    if (!is_supported(level)) continue;
    for (const RoundingMode mode : {RoundingMode::half, RoundingMode::up, RoundingMode::down}) {
      for (std::int64_t x = -200; x <= 200; ++x) {
        for (const std::int64_t down : {2, 3, 8, 87, 200}) {
          const Rational exact = round(Rational(x * 29, down), {1, mode});
          const std::vector<Int128> of_product = {1, down, static_cast<int>(mode), 1, x >= 0 ? 1 : 0};
          EXPECT_EQ((one<std::int64_t, std::int64_t>(kernels(level), Op::round_product_fused, {x, 29}, of_product)),
                    exact)
              << x << " * 29 / " << down;
          for (const Op op : {Op::round, Op::round_fused, Op::round_corrected}) {
            const std::vector<Int128> constants = {29, down, static_cast<int>(mode), 1, x >= 0 ? 1 : 0};
            EXPECT_EQ((one<std::int64_t, std::int64_t>(kernels(level), op, {x}, constants)), exact)
                << name(op) << ' ' << x << " * 29 / " << down;
          }
        }
      }
    }
  }
}

TEST(Kernels, AddUpLanesOfAnySize) {
  const auto most = std::numeric_limits<std::int64_t>::max();
  const auto least = std::numeric_limits<std::int64_t>::min();
  std::vector<std::int64_t> wide(77, most);
  wide.insert(wide.end(), {least, -1, 0, 1, 4'294'967'296, -4'294'967'297});
  std::vector<std::int32_t> narrow(77, std::numeric_limits<std::int32_t>::max());
  narrow.insert(narrow.end(), {std::numeric_limits<std::int32_t>::min(), -1, 0, 1});
  const Int128 of_wide = std::accumulate(wide.begin(), wide.end(), Int128{0});
  const Int128 of_narrow = std::accumulate(narrow.begin(), narrow.end(), Int128{0});
  for (const Level level : all_levels) {
    if (!is_supported(level)) continue;
    const auto total = [&](Lane lane) { return kernels(level).totals[static_cast<std::size_t>(lane)]; };
    EXPECT_EQ(total(Lane::i64)(wide.data(), wide.size()), of_wide) << name(level);
    EXPECT_EQ(total(Lane::i32)(narrow.data(), narrow.size()), of_narrow) << name(level);
  }
}

TEST(Apportion, AddsUpByLargestRemainderAndTiesGoByTheKeysBytes) {
  EXPECT_EQ(apportion(100, {1, 1, 1}, {"c", "a", "b"}), (std::vector<std::int64_t>{33, 34, 33}));
  EXPECT_EQ(apportion(-100, {1, 1, 1}, {"c", "a", "b"}), (std::vector<std::int64_t>{-33, -34, -33}));
  EXPECT_EQ(apportion(10, {0, 3, 1}, {"a", "b", "c"}), (std::vector<std::int64_t>{0, 8, 2}));
  EXPECT_EQ(apportion(3, {0, 0}, {"a", "b"}), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(apportion(0, {}, {}), std::vector<std::int64_t>{});
}

}  // namespace
}  // namespace fenglu::run
