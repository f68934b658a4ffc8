// Layers: what an upper policy adds, replaces, appends and fills in, and that everything is held against the result.
#include <gtest/gtest.h>

#include "tests/policy/policy_folder.hpp"
#include "tests/policy/shown_in_force.hpp"

namespace fenglu::policy {
namespace {

const Sheet& payroll(const Policy& policy) {
  return policy.sheets[static_cast<std::size_t>(policy.find_sheet("payroll"))];
}

class Layering : public ::testing::Test {
 protected:
  const Policy& load(const std::string& name) {
    Result<Policy> policy = folder_.load(name);
    EXPECT_TRUE(policy) << folder_.messages(policy.diagnostics(), Language::en);
    if (policy) policy_ = *policy;
    return policy_;
  }
  const Item& item(std::string_view id) const {
    const int index = payroll(policy_).find_item(id);
    EXPECT_GE(index, 0) << id;
    return payroll(policy_).items[static_cast<std::size_t>(index)];
  }
  std::string items() const {
    std::string out;
    for (const Item& one : payroll(policy_).items) out += one.id + " ";
    return out;
  }

  PolicyFolder folder_;
  Policy policy_;
};

TEST_F(Layering, KeepsTheOrderOfTheLowerSheetAndPutsNewItemsWhereTheySay) {
  load("lower");
  EXPECT_EQ(items(), "pay.base pay.allowance pay.gross share pension tax pay.net ");
  load("upper");
  EXPECT_EQ(items(), "pay.base pay.bonus pay.allowance pay.gross share pension tax pay.net ");
}

TEST_F(Layering, ATotalOfAKindTakesInWhatAnUpperLayerAdds) {
  load("lower");
  EXPECT_EQ(item("pay.gross").text.text, "pay.base + pay.allowance");
  load("upper");
  EXPECT_EQ(item("pay.gross").text.text, "pay.base + pay.bonus + pay.allowance");
  EXPECT_EQ(item("pay.net").text.text, "pay.gross - pension - tax - other");
}

TEST_F(Layering, ValuesTakeThePlaceOfTheWholeSeriesBelow) {
  const Policy& policy = load("upper");
  EXPECT_EQ(shown_in_force(policy, "allowance", "2019-12-31", ""), "no-value (none)");
  EXPECT_EQ(shown_in_force(policy, "allowance", "2020-01-01", ""), "300, 400, 300, ... (6) from 2020-01-01 reported");
  const Parameter& allowance = policy.parameters[static_cast<std::size_t>(policy.find_parameter("allowance"))];
  EXPECT_EQ(allowance.layer, "upper");
  EXPECT_EQ(allowance.title.en, "Allowance") << "kept from below";
}

TEST_F(Layering, FillsInWhatIsAbstract) {
  EXPECT_TRUE(load("lower").parameters[static_cast<std::size_t>(policy_.find_parameter("county_wage"))].is_abstract());
  EXPECT_TRUE(policy_.categories[static_cast<std::size_t>(policy_.find_category("county"))].members.empty());
  EXPECT_EQ(shown_in_force(load("upper"), "county_wage", "2020-01-01", ""), "2000 from 2020-01-01 reported");
  EXPECT_EQ(policy_.categories[static_cast<std::size_t>(policy_.find_category("county"))].members[0].id, "east");
}

TEST_F(Layering, NamesItselfAndItsLayers) {
  const Policy& policy = load("upper");
  EXPECT_EQ(policy.id, "upper");
  EXPECT_EQ(policy.layers, (std::vector<std::string>{"lower", "upper"}));
  EXPECT_GE(policy.find_source("notice"), 0);
  EXPECT_GE(policy.find_source("local"), 0);
  EXPECT_EQ(policy.categories[0].members.back().id, "reserve");
}

TEST_F(Layering, ThreeLayersDeep) {
  folder_.write("top/policy.json", R"JSON(
    {"id": "top", "title": {"zh": "顶", "en": "Top"}, "language": 1, "extends": "../upper"})JSON");
  folder_.write("top/payroll.json", R"JSON({"sheet": "payroll", "items": {"pay.bonus": {"replaces": true,
    "title": {"zh": "奖金", "en": "Bonus"}, "kind": "earning", "formula": "round(wage / 2, fen)"}}})JSON");
  load("top");
  EXPECT_EQ(item("pay.bonus").text.text, "round(wage / 2, fen)");
  EXPECT_EQ(items(), "pay.base pay.bonus pay.allowance pay.gross share pension tax pay.net ");
}

TEST_F(Layering, ANameIsSearchedInTheFoldersOfTables) {
  folder_.write("upper/lower2/policy.json", R"({"id": "lower2", "title": {"zh": "二", "en": "Two"}, "language": 1})");
  folder_.write("alone/policy.json",
                R"({"id": "alone", "title": {"zh": "独", "en": "Alone"}, "language": 1, "extends": "lower2"})");
  EXPECT_EQ(load("alone").layers, (std::vector<std::string>{"lower2", "alone"}));
}

TEST_F(Layering, APolicyInsideAnothersFolderExtendsItByTwoPoints) {
  for (const char* extends : {"..", "../", "../../upper"}) {
    folder_.write("upper/county/policy.json", std::string(R"({"id": "county", "title": {"zh": "县", "en": "County"},
      "language": 1, "extends": ")") + extends + "\"}");
    EXPECT_EQ(load("upper/county").layers, (std::vector<std::string>{"lower", "upper", "county"})) << extends;
  }
}

TEST_F(Layering, ANameWithASlashIsLookedForFromTheFolderAndThenInTheFoldersOfTables) {
  const char* const plain = R"({"id": "city", "title": {"zh": "市", "en": "City"}, "language": 1})";
  folder_.write("upper/province/city/policy.json", plain);
  folder_.write("alone/policy.json",
                R"({"id": "alone", "title": {"zh": "独", "en": "Alone"}, "language": 1, "extends": "province/city"})");
  EXPECT_EQ(load("alone").layers, (std::vector<std::string>{"city", "alone"}));
  folder_.write("alone/province/city/policy.json",
                R"({"id": "own", "title": {"zh": "自", "en": "Own"}, "language": 1})");
  EXPECT_EQ(load("alone").layers, (std::vector<std::string>{"own", "alone"}));
}

TEST_F(Layering, FilesAreReadInTheOrderOfTheirNamesAndAByteOrderMarkIsNoMatter) {
  folder_.write("lower/zz.json",
                "\xEF\xBB\xBF{\"late\": {\"title\": {\"zh\": \"迟\", \"en\": \"Late\"}, \"unit\": \"money\"}}");
  const Policy& policy = load("lower");
  EXPECT_EQ(policy.parameters.back().id, "late");
  EXPECT_EQ(policy.parameters.back().place.column, 2U) << "counted from behind the mark";
}

TEST_F(Layering, RulesOfACodeAreAddedToOrReplacedTogether) {
  const std::string rule =
      R"({"code": "not-employed", "formula": "wage > 0", "message": {"zh": "无", "en": "none"}REPLACES})";
  const auto rules = [&](const std::string& replaces) {
    std::string text = R"({"sheet": "payroll", "rules": [)" + rule + "]}";
    text.replace(text.find("REPLACES"), 8, replaces);
    folder_.write("upper/rules.json", text);
    return payroll(load("upper")).rules.size();
  };
  EXPECT_EQ(rules(""), 2U);
  EXPECT_EQ(rules(R"(, "replaces": true)"), 1U);
}

TEST_F(Layering, EveryItemComesAfterAllThatItReads) {
  const Policy& policy = load("upper");
  const Sheet& sheet = payroll(policy);
  std::set<int> done;
  for (const int index : sheet.order) {
    for (const int read : sheet.items[static_cast<std::size_t>(index)].formula.items) EXPECT_TRUE(done.contains(read));
    done.insert(index);
  }
  EXPECT_EQ(done.size(), sheet.items.size());
}

TEST_F(Layering, ReadsFactsWithWhatTheyLeaveUnsaid) {
  const Policy& policy = load("lower");
  const Sheet& sheet = payroll(policy);
  const auto fact = [&](std::string_view id) { return sheet.facts[static_cast<std::size_t>(sheet.find_fact(id))]; };
  EXPECT_EQ(fact("wage").range, (Interval{0, 999'999'999}));
  EXPECT_EQ(fact("wage").decimals, 2);
  EXPECT_TRUE(fact("wage").required);
  EXPECT_EQ(fact("years").decimals, 0);
  EXPECT_EQ(fact("own_rate").decimals, 4);
  EXPECT_EQ(fact("own_rate").range, (Interval{0, 1}));
  EXPECT_EQ(fact("post").range, (Interval{0, 1}));
  EXPECT_EQ(fact("hired_on").default_value, Rational(Day::make(2019, 7, 1)->number()));
  EXPECT_EQ(sheet.key_fact(), 0);
  EXPECT_TRUE(sheet.joined.has_value());
}

TEST_F(Layering, ANumberItemIsWholeUnlessItStatesDecimals) {
  folder_.edit("lower/payroll.json", "\"share\": {",
               R"JSON("whole": {"title": {"zh": "整", "en": "Whole"}, "kind": "base",
      "formula": "years * 2"}, "later": {"title": {"zh": "后", "en": "Later"}, "kind": "base",
      "formula": "add_months(hired_on, whole)"}, "tenth": {"title": {"zh": "十分", "en": "Tenth"}, "kind": "base",
      "decimals": 1, "formula": "round(years / 12, 0.1)"},
    "share": {)JSON");
  load("lower");
  EXPECT_EQ(item("whole").decimals, 0);
  EXPECT_EQ(item("later").type.unit, Unit::date);
  EXPECT_EQ(item("tenth").decimals, 1);
  EXPECT_EQ(item("pension").decimals, 2);
}

TEST_F(Layering, ProvesWhatItemsAreAndHowFineParametersAre) {
  const Policy& policy = load("lower");
  EXPECT_EQ(item("pension").type.unit, Unit::money);
  EXPECT_EQ(item("pension").text.lines.size(), 2U) << "an array of lines";
  EXPECT_EQ(item("share").formula.grain, Rational(1, 10000)) << "a working item holds any fraction: fen by rate";
  const auto grain = [&](std::string_view id) {
    return policy.parameters[static_cast<std::size_t>(policy.find_parameter(id))].grain;
  };
  EXPECT_EQ(grain("allowance"), Rational(50));
  EXPECT_EQ(grain("average_wage"), Rational(50'000));
  EXPECT_EQ(grain("bound"), Rational(100)) << "rows in ten thousands, steps in yuan";
  EXPECT_EQ(grain("pension.rate"), std::nullopt) << "another rate may be announced any day";
  EXPECT_EQ(grain("whole_fen"), Rational(1));
}

}  // namespace
}  // namespace fenglu::policy
