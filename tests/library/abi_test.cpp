// The C ABI: what it gives out, whom it tells what, and that a wrong call is refused and not believed.
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/library/staff.hpp"

namespace fenglu::test {
namespace {

using nlohmann::json;

class Abi : public Shanghai {};

json given(char* text) {
  const json out = json::parse(text);
  fenglu_text_free(text);
  return out;
}

TEST_F(Abi, PaysThreePeopleToTheFen) {
  Batch batch(3);
  add_staff(batch);
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  EXPECT_EQ(fenglu_roster_rows(roster), 3);
  EXPECT_EQ(fenglu_result_rows(result), 3);
  // The declared wage is within the bounds of 7,384 and 36,921 yuan for two of them; 8 % of it, rounded to the fen.
  EXPECT_EQ(fen("pension.base"), (std::vector<std::int64_t>{812'345, 1'022'000, 738'400}));
  EXPECT_EQ(fen("pension.employee"), (std::vector<std::int64_t>{64'988, 81'760, 59'072}));
  const std::vector<std::int64_t> gross = fen("wage.gross"), insurance = fen("insurance.employee");
  const std::vector<std::int64_t> fund = fen("fund.employee"), tax = fen("tax.withheld"), net = fen("pay.net");
  for (std::size_t row = 0; row < 3; ++row) EXPECT_EQ(net[row], gross[row] - insurance[row] - fund[row] - tax[row]);
}

TEST_F(Abi, ReleasesWhatItTookOverOnceWhateverComesOfIt) {
  Batch good(3), bad(3);
  add_staff(good);
  add_staff(bad);
  bad.replace("grade", {.format = "g", .buffers = {bytes_of<double>({1, 2, 3})}});
  ASSERT_EQ(read(bad), FENGLU_REFUSED);
  EXPECT_EQ(bad.released(), 1);
  ASSERT_EQ(read(good), FENGLU_OK);
  fenglu_roster_destroy(roster);
  roster = nullptr;
  EXPECT_EQ(good.released(), 1);
  Batch unread(3);
  EXPECT_EQ(fenglu_roster_from_array(nullptr, unread.schema(), unread.array(), nullptr, &roster, &error),
            FENGLU_MISUSE);
  EXPECT_EQ(unread.released(), 1);
}

TEST_F(Abi, TellsEveryBadCellWithItsRowColumnAndReason) {
  Batch batch(3);
  add_staff(batch);
  batch.replace("grade",
                {.format = "u", .buffers = {texts_of({"grade1", "chief9", "grade4"}).first, "grade1chief9grade4"}});
  batch.replace("si.declared_wage", {.format = "l",
                                     .buffers = {bytes_of<std::int64_t>({812'345, -1, 2'000'000'000})},
                                     .metadata = metadata("fenglu.unit", "fen")});
  error.format = FENGLU_JSON;
  ASSERT_EQ(read(batch), FENGLU_REFUSED);
  EXPECT_EQ(error.errors, 3u);
  EXPECT_EQ(error.row, 1);
  EXPECT_STREQ(error.column, "grade");
  EXPECT_STREQ(error.code, "cell-category");
  std::vector<std::string> told;
  const std::string all(error.list, error.list_length);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at);
    const json one = json::parse(all.substr(at, end - at));
    told.push_back(one["cell"].get<std::string>() + "[" + one["row"].dump() +
                   "]: " + one["message"].get<std::string>());
    at = end + 1;
  }
  EXPECT_EQ(told, (std::vector<std::string>{"grade[1]: 'chief9' isn't a member of grade",
                                            "si.declared_wage[1]: -0.01 is outside 0.00 to 9999999.99",
                                            "si.declared_wage[2]: 20000000.00 is outside 0.00 to 9999999.99"}));
}

TEST_F(Abi, WordsAnErrorInEitherLanguage) {
  Batch batch(3), again(3);
  for (Batch* one : {&batch, &again}) {
    add_staff(*one);
    one->replace("staff_id", {.format = "u", .buffers = {texts_of({"SH1", "SH2", "SH1"}).first, "SH1SH2SH1"}});
  }
  ASSERT_EQ(read(batch), FENGLU_REFUSED);
  EXPECT_EQ(reason(),
            "staff_id[2]: error[key-twice]: 'SH1' stands twice: in rows 0 and 2\n  mend: keep one row for each key");
  error.language = FENGLU_ZH;
  ASSERT_EQ(read(again), FENGLU_REFUSED);
  EXPECT_EQ(reason(), "staff_id[2]: error[key-twice]: “SH1” 出现两次：第 0 行和第 2 行\n  改法：每个键只留一行");
}

TEST_F(Abi, KeepsAHundredMistakesAndCountsTheRest) {
  constexpr std::int64_t rows = 100'000;
  std::vector<std::string> ids;
  for (std::int64_t row = 0; row < rows; ++row) ids.push_back("SH" + std::to_string(row));
  Batch batch(rows);
  batch.text("staff_id", ids).add("grade", {.format = "n"}).add("post", {.format = "n"});
  batch.add("hired_on", {.format = "n"})
      .add("si.declared_wage", {.format = "n"})
      .add("hf.declared_wage", {.format = "n"});
  ASSERT_EQ(read(batch), FENGLU_REFUSED);
  EXPECT_EQ(error.errors, 5u * rows);
  EXPECT_EQ(std::count(error.list, error.list + error.list_length, '\n'), 200);  // two lines each
  EXPECT_EQ(error.row, 0);
}

TEST_F(Abi, LeavesOutWholeWhatDoesntFitTheBuffer) {
  Batch batch(3);
  add_staff(batch);
  batch.replace("grade", {.format = "n"});
  error.list_capacity = 120;
  ASSERT_EQ(read(batch), FENGLU_REFUSED);
  EXPECT_EQ(error.errors, 3u);
  EXPECT_GT(error.list_needed, error.list_capacity);
  EXPECT_EQ(std::string(error.list),
            "grade[0]: error[cell-empty]: the cell is empty\n  mend: expected a value that isn't null\n");
}

TEST_F(Abi, RefusesAnotherAbiByName) {
  fenglu_policy* none = nullptr;
  EXPECT_EQ(fenglu_policy_load(FENGLU_ABI_VERSION + 1, FENGLU_ROOT "/tables/shanghai", nullptr, &none, &error),
            FENGLU_MISUSE);
  EXPECT_EQ(none, nullptr);
  EXPECT_STREQ(error.code, "abi-mismatch");
  EXPECT_EQ(fenglu_abi_version(), FENGLU_ABI_VERSION);
  EXPECT_STREQ(fenglu_version(), "0.1.0");
  EXPECT_EQ(fenglu_language_level(), 1u);
}

TEST_F(Abi, RefusesWrongCallsAndWritesNothing) {
  auto* untouched = reinterpret_cast<fenglu_plan*>(&error);
  fenglu_plan* plan = untouched;
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &error), FENGLU_MISUSE);  // no month
  options.month = "2025-13";
  EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &error), FENGLU_MISUSE);
  EXPECT_EQ(reason(), "error[flag-value]: month can't be '2025-13'\n  mend: expected a month such as 2025-10");
  options.month = "2025-01";
  options.as_of = "yesterday";
  EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &error), FENGLU_MISUSE);
  options.as_of = nullptr;
  options.struct_size = 9999;
  EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &error), FENGLU_MISUSE);
  EXPECT_EQ(fenglu_plan_compile(nullptr, nullptr, &plan, &error), FENGLU_MISUSE);
  EXPECT_EQ(fenglu_plan_compile(policy, nullptr, nullptr, &error), FENGLU_MISUSE);
  const char* items[] = {"pay.nett", nullptr};
  options = FENGLU_PLAN_OPTIONS_INIT;
  options.month = "2025-01";
  options.items = items;
  options.item_count = 2;
  EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &error), FENGLU_MISUSE);  // a null among the items
  options.item_count = 1;
  EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &error), FENGLU_REFUSED);
  EXPECT_EQ(reason(), "error[flag-name]: items: there is no item 'pay.nett'\n  mend: the nearest is pay.net");
  EXPECT_EQ(plan, untouched);
  EXPECT_EQ(fenglu_roster_rows(nullptr), -1);
  EXPECT_EQ(fenglu_roster_find(nullptr, "x"), -1);
  fenglu_policy_destroy(nullptr);
  fenglu_text_free(nullptr);
}

TEST_F(Abi, WorksWithoutAnErrorToTell) {
  fenglu_policy* none = nullptr;
  EXPECT_EQ(fenglu_policy_load(FENGLU_ABI_VERSION, "atlantis", nullptr, &none, nullptr), FENGLU_REFUSED);
  EXPECT_EQ(none, nullptr);
}

TEST_F(Abi, FindsAPolicyInsideAnother) {
  const char* tables[] = {FENGLU_ROOT "/tables"};
  fenglu_load_options options = FENGLU_LOAD_OPTIONS_INIT;
  options.tables = tables;
  options.table_count = 1;
  fenglu_policy* own = nullptr;
  ASSERT_EQ(fenglu_policy_load(FENGLU_ABI_VERSION, "shandong/junan", &options, &own, &error), FENGLU_OK) << reason();
  char* text = nullptr;
  ASSERT_EQ(fenglu_policy_schema(own, nullptr, &text, &error), FENGLU_OK);
  EXPECT_EQ(given(text)["policy"], "junan");
  fenglu_policy_destroy(own);
}

TEST_F(Abi, RefusesARosterOfAnotherPlan) {
  Batch batch(3);
  add_staff(batch);
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  fenglu_plan* february = nullptr;
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  options.month = "2025-02";
  ASSERT_EQ(fenglu_plan_compile(policy, &options, &february, &error), FENGLU_OK);
  EXPECT_EQ(fenglu_plan_run(february, roster, 1, &result, &error), FENGLU_REFUSED);
  EXPECT_STREQ(error.code, "other-plan");
  char* text = nullptr;
  EXPECT_EQ(fenglu_plan_explain(february, roster, 0, nullptr, &text, &error), FENGLU_REFUSED);
  EXPECT_EQ(text, nullptr);
  fenglu_plan_destroy(february);
}

TEST_F(Abi, TellsOfRowsThatARuleRefuses) {
  Batch batch(3);
  add_staff(batch);
  batch.replace("hired_on",
                {.format = "tdD", .buffers = {bytes_of<std::int32_t>({18078, 20120, 20121})}});  // 2025-02-01
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_REFUSED);
  EXPECT_EQ(error.errors, 2u);
  EXPECT_EQ(error.row, 1);
  EXPECT_STREQ(error.code, "row-refused");
  EXPECT_EQ(result, nullptr);
}

TEST_F(Abi, OutlivesTheHandlesThatItCameFrom) {
  fenglu_policy* own = nullptr;
  fenglu_plan* plan = nullptr;
  ASSERT_EQ(fenglu_policy_load(FENGLU_ABI_VERSION, FENGLU_ROOT "/tables/shanghai", nullptr, &own, &error), FENGLU_OK);
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  options.month = "2025-01";
  ASSERT_EQ(fenglu_plan_compile(own, &options, &plan, &error), FENGLU_OK);
  fenglu_policy_destroy(own);
  Batch batch(3);
  add_staff(batch);
  ASSERT_EQ(fenglu_roster_from_array(plan, batch.schema(), batch.array(), nullptr, &roster, &error), FENGLU_OK)
      << reason();
  ASSERT_EQ(fenglu_plan_run(plan, roster, 1, &result, &error), FENGLU_OK);
  fenglu_plan_destroy(plan);
  fenglu_roster_destroy(roster);
  roster = nullptr;
  ArrowArrayStream stream = {};
  ASSERT_EQ(fenglu_result_to_stream(result, nullptr, &stream, &error), FENGLU_OK);
  fenglu_result_destroy(result);
  result = nullptr;
  ArrowArray rows = {};
  ASSERT_EQ(stream.get_next(&stream, &rows), 0);
  stream.release(&stream);
  EXPECT_EQ(rows.length, 3);
  rows.release(&rows);
}

TEST_F(Abi, ReadsFenWhereTheyLie) {
  // Two columns of money are whole fen in 64 bits; the third has a null, so it is copied.
  std::string wages = bytes_of<std::int64_t>({812'345, 1'022'000, 500'000});
  Batch batch(3);
  add_staff(batch);
  batch.add("other.earning",
            {.format = "l", .buffers = {wages}, .nulls = {1, 0, 0}, .metadata = metadata("fenglu.unit", "fen")});
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  EXPECT_EQ(fenglu_roster_borrowed_columns(roster), 2);
  // By addresses: what is written there afterwards is what the plan reads.
  auto* lying =
      const_cast<std::int64_t*>(static_cast<const std::int64_t*>(batch.array_of("si.declared_wage").buffers[1]));
  lying[0] = 900'000;
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  EXPECT_EQ(fen("pension.base")[0], 900'000);
}

TEST_F(Abi, AnswersInJson) {
  char* text = nullptr;
  ASSERT_EQ(fenglu_policy_schema(policy, nullptr, &text, &error), FENGLU_OK);
  EXPECT_EQ(given(text)["key"], "staff_id");
  ASSERT_EQ(fenglu_plan_describe(january, &text, &error), FENGLU_OK);
  const json plan = given(text);
  EXPECT_EQ(plan["month"], "2025-01");
  EXPECT_EQ(plan["needs_opening"], false);
  EXPECT_FALSE(plan["rests"].empty());
  fenglu_show_options show = FENGLU_SHOW_OPTIONS_INIT;
  const char* names[] = {"pension.employee_rate"};
  show.month = "2025-01";
  show.names = names;
  show.name_count = 1;
  ASSERT_EQ(fenglu_policy_show(policy, &show, &text, &error), FENGLU_OK);
  EXPECT_EQ(given(text)["parameters"]["pension.employee_rate"]["value"], "0.08");
}

TEST_F(Abi, ExplainsARowFoundByItsKey) {
  Batch batch(3);
  add_staff(batch);
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  EXPECT_EQ(fenglu_roster_find(roster, "SH3"), 2);
  EXPECT_EQ(fenglu_roster_find(roster, "SH4"), -1);
  fenglu_explain_options options = FENGLU_EXPLAIN_OPTIONS_INIT;
  const char* items[] = {"pension.employee"};
  options.items = items;
  options.item_count = 1;
  char* text = nullptr;
  ASSERT_EQ(fenglu_plan_explain(january, roster, 2, &options, &text, &error), FENGLU_OK) << reason();
  const json node = given(text);
  EXPECT_EQ(node["id"], "pension.employee");
  EXPECT_EQ(node["value"], "590.72");
  EXPECT_EQ(fenglu_plan_explain(january, roster, 3, &options, &text, &error), FENGLU_MISUSE);
}

TEST_F(Abi, AsksForAnOpeningAndTakesItInEitherWay) {
  fenglu_plan* march = nullptr;
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  options.month = "2025-03";
  ASSERT_EQ(fenglu_plan_compile(policy, &options, &march, &error), FENGLU_OK) << reason();
  const auto read_for_march = [&](Batch& batch, const fenglu_roster_options& how) {
    fenglu_roster_destroy(roster);
    roster = nullptr;
    return fenglu_roster_from_array(march, batch.schema(), batch.array(), &how, &roster, &error);
  };
  fenglu_roster_options how = FENGLU_ROSTER_OPTIONS_INIT;
  Batch without(3), zero(3);
  add_staff(without);
  add_staff(zero);
  EXPECT_EQ(read_for_march(without, how), FENGLU_REFUSED);
  EXPECT_STREQ(error.code, "missing-column");
  how.opening = FENGLU_OPENING_ZERO;
  ASSERT_EQ(read_for_march(zero, how), FENGLU_OK) << reason();
  how.opening = FENGLU_OPENING_GIVEN;
  char* text = nullptr;
  ASSERT_EQ(fenglu_plan_describe(march, &text, &error), FENGLU_OK);
  const json items = given(text)["year_to_date"];
  ASSERT_FALSE(items.empty());
  Batch own(3);
  add_staff(own);
  for (const json& item : items) own.fen("ytd." + item.get<std::string>(), {1'000'000, 2'000'000, 0});
  ASSERT_EQ(read_for_march(own, how), FENGLU_OK) << reason();
  ASSERT_EQ(fenglu_plan_run(march, roster, 1, &result, &error), FENGLU_OK) << reason();
  fenglu_plan_destroy(march);
}

}  // namespace
}  // namespace fenglu::test
