// Slots: a plan that is proven for a range of a parameter pays as one that is compiled with the value, for every value
// in the range, and takes no other.
#include "engine/plan/slots.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::plan {
namespace {

namespace fs = std::filesystem;

const char* const header = R"json({"id": "small", "title": {"zh": "小", "en": "small"}, "language": 1,
    "sources": {"here": {"title": {"zh": "此处", "en": "here"}, "seen": "none"}},
    "categories": {"post": {"title": {"zh": "岗位", "en": "post"}, "members": [
      {"id": "desk", "title": {"zh": "内", "en": "Desk"}}, {"id": "field", "title": {"zh": "外", "en": "Field"}}]}}})json";

const char* const parameters = R"json({
    "rate": {"title": {"zh": "率", "en": "rate"}, "unit": "rate", "values": [
      {"from": "2020-01-01", "value": "0.07", "source": "here", "status": "illustrative"}]},
    "since": {"title": {"zh": "起", "en": "since"}, "unit": "date", "values": [
      {"from": "2020-01-01", "value": "2020-01-01", "source": "here", "status": "illustrative"}]},
    "base": {"title": {"zh": "基", "en": "base"}, "unit": "money", "axes": ["post"], "values": [
      {"from": "2020-01-01", "rows": [["desk", "100"], ["field", "250.50"]], "source": "here", "status": "illustrative"}]}})json";

const char* const sheet =
    R"json({"sheet": "pay", "title": {"zh": "表", "en": "sheet"}, "read_on": "month.first", "facts": {
    "id": {"title": {"zh": "号", "en": "id"}, "type": "text", "key": true},
    "post": {"title": {"zh": "岗", "en": "post"}, "type": {"category": "post"}},
    "pay": {"title": {"zh": "薪", "en": "pay"}, "type": "money"}}, "items": {
    "x": {"title": {"zh": "项", "en": "x"}, "kind": "base", "formula": "round((pay + base[post]) * rate, fen)", "source": "here"}}})json";

policy::Policy load() {
  const fs::path folder = fs::temp_directory_path() / ("fenglu-slots-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "policy.json") << header;
  std::ofstream(folder / "parameters.json") << parameters;
  std::ofstream(folder / "sheet.json") << sheet;
  auto policy = policy::load(folder);
  fs::remove_all(folder);
  EXPECT_TRUE(policy);
  return std::move(*policy);
}

Request with_slots(const policy::Policy& policy) {
  Request request;
  request.month = Month::make(2025, 1);
  request.slots = {{policy.find_parameter("rate"), {0, Rational(1, 2)}, 4},
                   {policy.find_parameter("base"), {0, 1'000'000}, 2}};
  return request;
}

Plan compiled(const policy::Policy& policy, const Request& request) {
  auto plan = compile(policy, request);
  EXPECT_TRUE(plan);
  return std::move(*plan);
}

TEST(Slots, HoldTheValuesInForceUntilOthersAreBound) {
  const policy::Policy policy = load();
  const Plan plan = compiled(policy, with_slots(policy));
  ASSERT_EQ(plan.slots.size(), 2U);
  EXPECT_EQ(plan.slot_lanes, (std::vector<std::int64_t>{700, 10'000, 25'050}));
}

TEST(Slots, ProveTheWholeRangeRatherThanTheValue) {
  const policy::Policy policy = load();
  const Plan open = compiled(policy, with_slots(policy));
  Request folded;
  folded.month = Month::make(2025, 1);
  EXPECT_GT(open.ranges[0].high, compiled(policy, folded).ranges[0].high);
  EXPECT_EQ(open.ranges[0].high, round(Rational(999'999'999 + 1'000'000) / 2, {}));
}

TEST(Slots, RefuseAValueOutsideOrTooFineByName) {
  const policy::Policy policy = load();
  const Plan plan = compiled(policy, with_slots(policy));
  for (const Rational& rate : {Rational(51, 100), Rational(-1, 100), Rational(1, 100'000)}) {
    const auto bound = bind(plan, 0, {rate});
    ASSERT_FALSE(bound);
    EXPECT_EQ(bound.diagnostics().all()[0].code, Code::slot_range);
    EXPECT_THAT(message(bound.diagnostics().all()[0], Language::en), testing::HasSubstr("rate: found the value"));
  }
  EXPECT_TRUE(bind(plan, 0, {Rational(1, 2)}));
}

TEST(Slots, TakeNoDate) {
  const policy::Policy policy = load();
  Request request = with_slots(policy);
  request.slots = {{policy.find_parameter("since"), {0, 1}, 0}};
  const auto plan = compile(policy, request);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.diagnostics().all()[0].code, Code::slot_unfit);
  EXPECT_THAT(message(plan.diagnostics().all()[0], Language::en), testing::HasSubstr("since can't be left open"));
  EXPECT_THAT(message(plan.diagnostics().all()[0], Language::zh), testing::HasSubstr("since 不能留作情景变量"));
}

}  // namespace
}  // namespace fenglu::plan
