// Each primitive against the rule that it stands for, in 64 and in 128 bits.
#include "engine/run/kernels.hpp"

#include <gtest/gtest.h>

#include "engine/calendar/day.hpp"
#include "engine/number/rounding.hpp"
#include "engine/run/apportion.hpp"

namespace fenglu::run {
namespace {

using plan::Op;
using plan::Width;

// One row through one kernel; lanes in, lane out.
template <class In, class Out>
Out one(Op op, Width width, const std::vector<In>& in, std::vector<Int128> constants = {}) {
  std::vector<In> lanes = in;
  Out out{};
  std::vector<void*> registers;
  for (In& lane : lanes) registers.push_back(&lane);
  registers.push_back(&out);
  plan::Instruction instruction{op, width, static_cast<plan::Register>(in.size()), {}, {}, std::move(constants)};
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (i == 0 || (op != Op::split && i < 3))
      instruction.in[i] = static_cast<plan::Register>(i);
    else
      instruction.more.push_back(static_cast<plan::Register>(i));
  }
  const Batch batch{registers.data(), 1, nullptr};
  portable_kernels().at(op, width)(instruction, batch);
  return out;
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
    {Op::round, {3}, {1, 2, 0}, 2},
    {Op::round, {-3}, {1, 2, 0}, -2},
    {Op::round, {1}, {1, 3, 0}, 0},
    {Op::round, {-1}, {1, 3, 1}, -1},
    {Op::round, {-5}, {1, 3, 2}, -1},
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

TEST(Kernels, KeepTheirRuleInSixtyFourBits) {
  for (const Case& c : cases) {
    EXPECT_EQ((one<std::int64_t, std::int64_t>(c.op, Width::narrow, c.in, c.constants)), c.out) << name(c.op);
  }
}

TEST(Kernels, KeepTheirRuleInA128BitsAndBackToSixtyFour) {
  for (const Case& c : cases) {
    const std::vector<Int128> in(c.in.begin(), c.in.end());
    EXPECT_EQ((one<Int128, std::int64_t>(c.op, Width::narrowing, in, c.constants)), c.out) << name(c.op);
    if (portable_kernels().at(c.op, Width::wide) == nullptr) continue;
    if (c.op == Op::level_from || c.op == Op::level_above) continue;
    EXPECT_TRUE((one<Int128, Int128>(c.op, Width::wide, in, c.constants)) == c.out) << name(c.op);
  }
}

TEST(Kernels, SelectAndLogicReadFlags) {
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::select, Width::narrow, {1, 7, 9})), 7);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::select, Width::narrow, {0, 7, 9})), 9);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::logical_and, Width::narrow, {1, 0})), 0);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::logical_or, Width::narrow, {1, 0})), 1);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::logical_not, Width::narrow, {1})), 0);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::look_up, Width::narrow, {2}, {10, 20, 30})), 30);
}

TEST(Kernels, DatesFollowTheCalendar) {
  const auto day = [](int y, int m, int d) -> std::int64_t { return Day::make(y, m, d)->number(); };
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::month_number, Width::narrow, {day(2024, 2, 29)})), 2024 * 12 + 1);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::year_of_month, Width::narrow, {2024 * 12 + 1})), 2024);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::month_of_year, Width::narrow, {2024 * 12 + 1})), 2);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::days_in_month, Width::narrow, {2024 * 12 + 1})), 29);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::add_months, Width::narrow, {day(2024, 1, 31), 1})), day(2024, 2, 29));
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::months_between, Width::narrow, {day(2024, 1, 31), day(2024, 2, 29)})),
            1);
  EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::weekdays, Width::narrow, {day(2025, 10, 1), day(2025, 10, 31)})), 23);
}

TEST(Kernels, RoundAgreesWithTheRationalAtEveryTie) {
  for (const RoundingMode mode : {RoundingMode::half, RoundingMode::up, RoundingMode::down}) {
    for (std::int64_t x = -200; x <= 200; ++x) {
      for (const std::int64_t down : {2, 3, 8, 87, 200}) {
        const Rational exact = round(Rational(x * 29, down), {1, mode});
        EXPECT_EQ((one<std::int64_t, std::int64_t>(Op::round, Width::narrow, {x}, {29, down, static_cast<int>(mode)})),
                  exact)
            << x << " * 29 / " << down;
      }
    }
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
