// The look-up of this floor and that of policy/ are written apart: on random series they agree on every day, as known
// on every other, ends, repeals, renewals and recurrences included.
#include <gtest/gtest.h>

#include "engine/explain/look_up.hpp"
#include "engine/policy/in_force.hpp"
#include "tests/explain/tiny.hpp"
#include "tests/seed.hpp"

namespace fenglu::explain {
namespace {

const Day first_day = *Day::make(2020, 1, 1);
constexpr int days_tried = 365 * 5;

std::string in_quotes(Day day) { return "\"" + day.iso() + "\""; }

// A series of up to five rows, with all that a row may say; `from` is never twice with one announcement.
std::string random_rows(Seeded& random, bool repeals) {
  std::string out;
  std::set<std::pair<Day, Day>> met;
  for (std::int64_t n = random.between(1, 5); n > 0; --n) {
    const Day from = first_day + static_cast<int>(random.between(0, 24)) * 73;
    const bool undated = random.between(0, 3) == 0;
    const Day announced = undated ? from : from + static_cast<int>(random.between(-60, 200));
    if (!met.insert({from, announced}).second) continue;
    const bool repeal = repeals && random.between(0, 6) == 0;
    out +=
        std::string(out.empty() ? "" : ", ") + R"({"source": "rule", "status": "reported", "from": )" + in_quotes(from);
    if (!undated) out += ", \"announced\": " + in_quotes(announced);
    if (random.between(0, 3) == 0) out += ", \"to\": " + in_quotes(from + static_cast<int>(random.between(0, 400)));
    out += repeal ? ", \"value\": null}" : ", \"value\": \"" + std::to_string(random.between(1, 99)) + "\"}";
  }
  return out;
}

std::string renewal(Seeded& random) {
  return random.between(0, 1) == 0 ? "" : R"("renewed": {"each": "07-01", "known_by": "10-31"}, )";
}

constexpr int series_count = 60;

void give_series(Tiny& tiny, Seeded& random) {
  for (int i = 0; i < series_count; ++i) {
    const std::string n = std::to_string(i);
    tiny.parameter("plain" + n, renewal(random) + R"("unit": "number", "values": [)" + random_rows(random, true) + "]");
    const std::string recurrence =
        R"j({"every": "07-01", "since": ")j" + (first_day + static_cast<int>(random.between(0, 700))).iso() +
        R"j(", "source": "rule", "status": "assumed", "formula": "round(previous() + plain)j" + n +
        R"j( - year_before(plain)j" + n + R"j() / 2, 0.01)"})j";
    tiny.parameter("recurring" + n, renewal(random) + R"("unit": "number", "values": [)" + random_rows(random, false) +
                                        ", " + recurrence + "]");
    const std::string follows =
        R"j({"from": ")j" + (first_day + static_cast<int>(random.between(0, 700))).iso() +
        R"j(", "source": "rule", "status": "assumed", "formula": ")j" +
        std::string(random.between(0, 2) == 0 ? "year_before(plain" : "2 * previous() + (plain") + n +
        R"j() + recurring)j" + n + R"j("})j";
    tiny.parameter("following" + n, renewal(random) + R"("unit": "number", "values": [)" + random_rows(random, true) +
                                        ", " + follows + "]");
  }
}

// What the property met, so that it can't hold for want of cases.
struct Met {
  int none = 0;
  int worked_out = 0;
  int stale = 0;
  int carried = 0;
};

void expect_same(const policy::Policy& policy, int parameter, const Moment& moment, bool carry, Day judged_on,
                 Met& met) {
  LookUp look_up(policy, carry, judged_on);
  const Version* ours = look_up.find(parameter, moment);
  const auto theirs = policy::in_force(policy, parameter, moment.day, {moment.known, carry, judged_on});
  const std::string at = policy.parameters[static_cast<std::size_t>(parameter)].id + " on " + moment.day.iso() +
                         " as of " + (moment.known ? moment.known->iso() : "ever");
  ASSERT_EQ(ours != nullptr, theirs.has_value()) << at;
  if (ours == nullptr) {
    ++met.none;
    return;
  }
  met.worked_out += ours->row == nullptr ? 1 : 0;
  met.stale += ours->stale ? 1 : 0;
  met.carried += theirs->carried ? 1 : 0;
  EXPECT_EQ(ours->value().scalar, theirs->value.scalar) << at;
  EXPECT_EQ(ours->from, theirs->from) << at;
  EXPECT_EQ(ours->to, theirs->to) << at;
  EXPECT_EQ(ours->announced, theirs->announced) << at;
  EXPECT_EQ(ours->stale, theirs->stale) << at;
  EXPECT_EQ(ours->status, theirs->status) << at;
}

TEST(LookUps, Agree) {
  Seeded random("two look-ups agree");
  SCOPED_TRACE(random.trace());
  Tiny tiny;
  give_series(tiny, random);
  tiny.item("x", "1");
  tiny.load();
  Met met;
  const auto some_day = [&] { return first_day + static_cast<int>(random.between(-30, days_tried)); };
  for (int parameter = 0; parameter < static_cast<int>(tiny.policy().parameters.size()); ++parameter) {
    for (int i = 0; i < 60; ++i) {
      const std::optional<Day> known = random.between(0, 2) == 0 ? std::nullopt : std::optional(some_day());
      expect_same(tiny.policy(), parameter, {some_day(), known}, random.between(0, 1) == 0, some_day(), met);
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(met.none, 100);
  EXPECT_GT(met.worked_out, 100);
  EXPECT_GT(met.stale, 100);
  EXPECT_GT(met.carried, 100);
}

}  // namespace
}  // namespace fenglu::explain
