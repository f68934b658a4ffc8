#include "tests/library/staff.hpp"

namespace fenglu::test {

fenglu_policy* Shanghai::policy = nullptr;
fenglu_plan* Shanghai::january = nullptr;

void Shanghai::SetUpTestSuite() {
  fenglu_error error = FENGLU_ERROR_INIT;
  ASSERT_EQ(fenglu_policy_load(FENGLU_ABI_VERSION, FENGLU_ROOT "/tables/shanghai", nullptr, &policy, &error), FENGLU_OK)
      << error.reason;
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  options.month = "2025-01";
  ASSERT_EQ(fenglu_plan_compile(policy, &options, &january, &error), FENGLU_OK) << error.reason;
}

void Shanghai::TearDownTestSuite() {
  fenglu_plan_destroy(january);
  fenglu_policy_destroy(policy);
  january = nullptr;
  policy = nullptr;
}

void Shanghai::SetUp() {
  error.list = list.data();
  error.list_capacity = list.size();
}

void Shanghai::TearDown() {
  fenglu_result_destroy(result);
  fenglu_roster_destroy(roster);
}

void Shanghai::add_staff(Batch& batch) {
  batch.text("staff_id", {"SH1", "SH2", "SH3"}).text("post", {"service", "civilian", "service"});
  batch.text("grade", {"grade1", "chief3", "grade4"}).days("hired_on", {18078, 15414, 19905});
  batch.fen("si.declared_wage", {812'345, 1'022'000, 500'000}).fen("hf.declared_wage", {812'345, 1'022'000, 500'000});
}

fenglu_status Shanghai::read(Batch& batch, int money) {
  fenglu_roster_options options = FENGLU_ROSTER_OPTIONS_INIT;
  options.money = money;
  fenglu_roster_destroy(roster);
  roster = nullptr;
  return fenglu_roster_from_array(january, batch.schema(), batch.array(), &options, &roster, &error);
}

fenglu_status Shanghai::run(unsigned threads) {
  fenglu_result_destroy(result);
  result = nullptr;
  return fenglu_plan_run(january, roster, threads, &result, &error);
}

std::vector<std::int64_t> Shanghai::fen(const std::string& item) {
  fenglu_export_options options = FENGLU_EXPORT_OPTIONS_INIT;
  options.money = FENGLU_MONEY_FEN;
  ArrowSchema schema = {};
  ArrowArray array = {};
  EXPECT_EQ(fenglu_result_to_array(result, &options, &schema, &array, &error), FENGLU_OK) << error.reason;
  std::vector<std::int64_t> out;
  for (std::int64_t column = 0; column < schema.n_children; ++column) {
    if (schema.children[column]->name != item) continue;
    const auto* values = static_cast<const std::int64_t*>(array.children[column]->buffers[1]);
    out.assign(values, values + array.length);
  }
  array.release(&array);
  schema.release(&schema);
  return out;
}

}  // namespace fenglu::test
