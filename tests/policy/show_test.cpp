// The parameters in force, schemas and audits, as they are printed.
#include "engine/policy/show.hpp"

#include <gtest/gtest.h>

#include "engine/policy/audit.hpp"
#include "engine/policy/schema.hpp"
#include "tests/policy/policy_folder.hpp"

namespace fenglu::policy {
namespace {

class Show : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Policy> policy = folder_.load();
    ASSERT_TRUE(policy);
    policy_ = *policy;
  }
  std::string json(const std::string& name, Month month = Month::make(2023, 7), AsOf as_of = {}) const {
    const auto shown = show_json(policy_, {month, as_of, false, {name}});
    return shown ? (*shown)["parameters"].dump() : folder_.messages(shown.diagnostics(), Language::en);
  }

  PolicyFolder folder_;
  Policy policy_;
};

TEST_F(Show, SaysEveryShapeOfValueAsPublished) {
  EXPECT_EQ(
      json("pension.rate"),
      R"({"pension.rate":{"value":"0.07","unit":"rate","axes":[],"from":"2019-05-01","to":null,"announced":"2019-04-04","source":"notice#3","status":"reported","stale":false}})");
  EXPECT_EQ(
      json("whole_fen"),
      R"({"whole_fen":{"value":{"unit":"fen","mode":"half"},"unit":"rounding","axes":[],"from":"2019-05-01","to":null,"announced":"2019-04-04","source":"notice","status":"verified","stale":false}})");
  EXPECT_EQ(
      json("allowance"),
      R"({"allowance":{"rows":[["civilian","0","100"],["civilian","10","150.50"],["service","0","200"],["service","10","250"]],"unit":"money","axes":["post",{"bands":"number"}],"from":"2019-05-01","to":null,"announced":null,"source":"ours","status":"illustrative","stale":false}})");
  EXPECT_EQ(
      json("tax.brackets"),
      R"({"tax.brackets":{"brackets":[{"up_to":"1000","rate":"0.05","quick":"0"},{"up_to":"3000","rate":"0.15","quick":"100"},{"rate":"0.35","quick":"700"}],"unit":"brackets","axes":[],"from":"2019-05-01","to":null,"announced":null,"source":"ours","status":"assumed","stale":false}})");
}

TEST_F(Show, SaysWhatRecursWhatIsStaleAndWhatIsNot) {
  EXPECT_EQ(
      json("bound"),
      R"({"bound":{"value":"31500","unit":"money","axes":[],"from":"2023-07-01","to":null,"announced":"2023-08-29","source":"notice#4","status":"assumed","stale":false}})");
  EXPECT_EQ(
      json("bound", Month::make(2023, 7), Day::make(2023, 8, 28)),
      R"({"bound":{"value":"30000","unit":"money","axes":[],"from":"2022-07-01","to":null,"announced":"2022-06-20","source":"notice#1","status":"verified","stale":true}})");
  EXPECT_EQ(json("county_wage"), R"({"county_wage":{"none":true,"unit":"money","axes":["county"]}})");
}

TEST_F(Show, FindsNamesByPatternAndNamesTheNearest) {
  const auto ids = [&](const std::vector<std::string>& names) {
    std::string out;
    const Result<std::vector<int>> chosen = parameters_named(policy_, names);
    if (!chosen) return folder_.messages(chosen.diagnostics(), Language::en);
    for (const int index : *chosen) out += policy_.parameters[static_cast<std::size_t>(index)].id + " ";
    return out;
  };
  EXPECT_EQ(
      ids({}),
      "average_wage pension.rate whole_fen allowance tax.brackets bound county_wage rung.next rung.below rung.months ");
  EXPECT_EQ(ids({"*wage", "bound"}), "average_wage bound county_wage ");
  EXPECT_EQ(ids({"*.*"}), "pension.rate tax.brackets rung.next rung.below rung.months ");
  EXPECT_EQ(ids({"a*w*e", "all*"}), "average_wage allowance ");
  EXPECT_EQ(ids({"bond"}), "error[unknown-name]: unknown name bond\n  mend: nearest name: bound\n");
  EXPECT_EQ(ids({"zz*"}), "error[unknown-name]: unknown name zz*\n  mend: nearest name: none is near\n");
}

TEST_F(Show, IsReadByPeopleInBothLanguages) {
  const ShowRequest request{
      Month::make(2024, 11), {}, false, {"average_wage", "allowance", "tax.brackets", "county_wage"}};
  EXPECT_EQ(*show_text(policy_, request, Language::en), R"(Lower, 2024-11

average_wage  10500           verified, stale
    Average wage
    from 2023-07-01, announced 2023-08-29
    Notice (〔2019〕1号) #2

allowance     [4]             illustrative
    Allowance
    from 2019-05-01, announcement not found
    Our own
      civilian  0   100
      civilian  10  150.50
      service   0   200
      service   10  250

tax.brackets  [3]             assumed
    Brackets
    from 2019-05-01, announcement not found
    Our own
      <= 1000  0.05  0
      <= 3000  0.15  100
      ...      0.35  700

county_wage   (no value in force)
    County wage
)");
  EXPECT_EQ(*show_text(policy_, {Month::make(2023, 7), Day::make(2023, 8, 28), false, {"bound"}}, Language::zh),
            R"(下层, 2023-07，截至 2023-08-28

bound  30000           已核实，应已更新
    上限
    2022-07-01 起，2022-06-20 公布
    通知（〔2019〕1号） #1
)");
}

TEST_F(Show, CountsHowHonestTheTablesAre) {
  const Audit audited = audit(policy_, *Day::make(2024, 11, 1));
  EXPECT_EQ(audited.values, (std::array<std::size_t, 4>{4, 1, 2, 4})) << "verified, reported, assumed, illustrative";
  ASSERT_EQ(audited.stale.size(), 2U);
  EXPECT_EQ(audited.stale[0].from, *Day::make(2023, 7, 1));
  EXPECT_EQ(audited.abstract_parameters, (std::vector<int>{policy_.find_parameter("county_wage")}));
  EXPECT_EQ(audited.abstract_categories, (std::vector<int>{policy_.find_category("county")}));
  EXPECT_TRUE(audit(policy_, *Day::make(2023, 9, 1)).stale.empty());
}

TEST_F(Show, TellsARosterWhatItMustHold) {
  const nlohmann::ordered_json shown = schema(policy_, policy_.find_sheet("payroll"));
  EXPECT_EQ(shown["key"], "staff_id");
  EXPECT_EQ(shown["read_on"], "month.first");
  EXPECT_EQ(shown["facts"]["staff_id"].dump(),
            R"({"title":{"zh":"工号","en":"Staff id"},"type":"text","aliases":["编号"],"required":true,"key":true})");
  EXPECT_EQ(
      shown["facts"]["own_rate"].dump(),
      R"({"title":{"zh":"个人比例","en":"Own rate"},"type":"rate","aliases":[],"range":["0","1"],"decimals":4,"required":false,"default":{"formula":"pension.rate"}})");
  EXPECT_EQ(shown["facts"]["hired_on"]["default"], "2019-07-01");
  EXPECT_EQ(shown["facts"]["post"]["type"].dump(), R"({"category":"post"})");
  EXPECT_EQ(
      shown["items"]["pay.base"].dump(),
      R"({"title":{"zh":"基本","en":"Base"},"type":"money","kind":"earning","budget":{"by":"post","civilian":"1","service":"2"},"decimals":2,"formula":"wage"})");
  EXPECT_EQ(
      shown["items"]["share"].dump(),
      R"JSON({"title":{"zh":"份额","en":"Share"},"type":"money","working":true,"formula":"min(pay.gross, bound) * own_rate"})JSON");
  EXPECT_EQ(shown["items"]["tax"]["range"].dump(), R"(["0.00","99999.00"])");
  EXPECT_EQ(shown["categories"]["post"]["members"]["civilian"]["zh"], "文职");
}

TEST_F(Show, NamesEveryWordOfThePolicyOnce) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(ItemKind::total); ++i) {
    const ItemKind kind = static_cast<ItemKind>(i);
    EXPECT_TRUE(names.insert(name(kind)).second);
    EXPECT_FALSE(title(kind).zh.empty());
    EXPECT_FALSE(title(kind).en.empty());
  }
  for (const Status status : {Status::verified, Status::reported, Status::assumed, Status::illustrative}) {
    EXPECT_FALSE(title(status).zh.empty());
    EXPECT_TRUE(names.insert(name(status)).second);
  }
  EXPECT_TRUE(payable(ItemKind::earning) && payable(ItemKind::benefit));
  EXPECT_FALSE(payable(ItemKind::base) || payable(ItemKind::total) || payable(ItemKind::none));
}

TEST_F(Show, ShowsValuesOfEveryType) {
  const auto shown = [&](const Rational& value, Unit unit) { return show_value(value, Type{unit, 0}, policy_); };
  EXPECT_EQ(shown(123450, Unit::money), "1234.50");
  EXPECT_EQ(shown(Rational(1, 3), Unit::money), "1/300");
  EXPECT_EQ(shown(Rational(7, 100), Unit::rate), "0.07");
  EXPECT_EQ(shown(1, Unit::flag), "true");
  EXPECT_EQ(shown(Day::make(2024, 2, 29)->number(), Unit::date), "2024-02-29");
  EXPECT_EQ(shown(Month::make(2024, 2).number(), Unit::month), "2024-02");
  EXPECT_EQ(shown(1, Unit::category), "service");
}

}  // namespace
}  // namespace fenglu::policy
