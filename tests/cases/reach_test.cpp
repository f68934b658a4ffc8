// What cases reach: the layer that is asked about, brackets and rows of tables, days that a formula names, what a case
// supposes, and which cases may read a parameter.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/cases/coverage.hpp"
#include "engine/cases/ladder_trial.hpp"
#include "engine/cases/reads.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::cases {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

constexpr const char* claim_tables = R"({
  "claim.share": {"title": {"zh": "比例", "en": "Share"}, "unit": "rate", "values": [
    {"from": "2024-01-15", "value": "0.5", "source": "own", "status": "illustrative"},
    {"from": "2025-01-15", "to": "2025-12-31", "value": "0.6", "source": "own", "status": "illustrative"}]},
  "claim.scale": {"title": {"zh": "分级", "en": "Scale"}, "unit": "brackets", "values": [
    {"from": "2024-01-01", "brackets": [{"up_to": "1000", "rate": "0.1", "quick": "0"}, {"up_to": "5000", "rate": "0.2", "quick": "100"},
      {"rate": "0.3", "quick": "600"}], "source": "own", "status": "illustrative"}]},
  "claim.fee": {"title": {"zh": "手续费", "en": "Fee"}, "unit": "money", "axes": ["place"], "values": [
    {"from": "2024-01-01", "rows": [["near", "1"], [["far", "abroad"], "2"]], "source": "own", "status": "illustrative"}]},
  "claim.shown": {"title": {"zh": "参考", "en": "Shown"}, "unit": "money", "values": [
    {"from": "2024-01-01", "value": "1", "source": "own", "status": "illustrative"}]},
  "claim.limit": {"title": {"zh": "限额", "en": "Limit"}, "unit": "money", "values": [
    {"from": "2024-01-01", "value": "9000", "source": "own", "status": "illustrative"}]}
})";

constexpr const char* claim_sheet = R"json({
  "sheet": "claim", "title": {"zh": "赔付", "en": "Claim"}, "read_on": "on",
  "facts": {
    "id": {"title": {"zh": "编号", "en": "Number"}, "type": "text", "key": true},
    "on": {"title": {"zh": "日期", "en": "Day"}, "type": "date"},
    "settled_on": {"title": {"zh": "结案日期", "en": "Settled on"}, "type": "date", "default": {"formula": "on"}},
    "amount": {"title": {"zh": "损失", "en": "Loss"}, "type": "money", "default": "0"},
    "place": {"title": {"zh": "地点", "en": "Where"}, "type": {"category": "place"}, "default": "near"}
  },
  "rules": [{"code": "too-much", "formula": "amount <= claim.limit", "message": {"zh": "超过限额", "en": "above the limit"}}],
  "items": {
    "due": {"title": {"zh": "应付", "en": "Due"}, "kind": "base", "formula": "round(progressive(amount, claim.scale), fen)", "source": "own"},
    "paid": {"title": {"zh": "实付", "en": "Paid"}, "kind": "base", "formula": "round(amount * at(claim.share, settled_on), fen)", "source": "own"},
    "fee": {"title": {"zh": "手续费额", "en": "Fee of it"}, "kind": "base", "formula": "claim.fee[place]", "source": "own"}
  }
})json";

constexpr const char* header = R"({
  "id": "lower", "title": {"zh": "下", "en": "Lower"}, "language": 1, "currency": "CNY",
  "sources": {"own": {"title": {"zh": "自拟", "en": "our own"}, "issuer": "fenglu", "seen": "none"}},
  "categories": {"place": {"title": {"zh": "地点", "en": "Place"}, "members": [
    {"id": "near", "title": {"zh": "近", "en": "near"}}, {"id": "far", "title": {"zh": "远", "en": "far"}},
    {"id": "abroad", "title": {"zh": "国外", "en": "abroad"}}]}}
})";

constexpr const char* upper_header =
    R"({"id": "upper", "title": {"zh": "上", "en": "Upper"}, "language": 1, "extends": "../lower"})";

constexpr const char* upper_tables = R"({"claim.limit": {"replaces": true, "values": [
    {"from": "2024-01-01", "value": "8000", "source": "own", "status": "illustrative"}]}})";

// A policy "lower" and one that extends it, each in a folder of its own, with cases of the test's.
class Claims {
 public:
  explicit Claims(const std::string& layer)
      : folder_(fs::path(testing::TempDir()) / ("reach_" + std::to_string(++made))) {
    write("lower/policy.json", header);
    write("lower/claim.json", claim_sheet);
    write("lower/tables.json", claim_tables);
    write("upper/policy.json", upper_header);
    write("upper/tables.json", upper_tables);
    directory_ = folder_ / layer;
    Result<policy::Policy> loaded = policy::load(directory_);
    for (const Diagnostic& one : loaded.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
    policy_ = std::move(*loaded);
  }
  ~Claims() { fs::remove_all(folder_); }
  Claims(const Claims&) = delete;
  Claims& operator=(const Claims&) = delete;

  const policy::Policy& policy() const { return policy_; }
  Result<Cases> load(const std::string& json) const {
    fs::create_directories(directory_ / "cases");
    std::ofstream(directory_ / "cases/a.json") << json;
    return cases::load(directory_, policy_);
  }
  Coverage::Report report(const std::vector<std::string>& all) const {
    std::string json;
    for (const std::string& one : all) json += (json.empty() ? "[" : ",") + one;
    const Result<Cases> cases = load(json + "]");
    for (const Diagnostic& one : cases.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
    Coverage coverage(policy_);
    for (const Case& one : cases->all) {
      const Outcome outcome = try_case(policy_, one, {.trace = true, .kernels = nullptr});
      for (const Diagnostic& wrong : outcome.diagnostics.all()) ADD_FAILURE() << render(wrong, Language::en);
      coverage.add(one, outcome);
    }
    return coverage.report();
  }
  std::vector<std::string> gaps(const std::vector<std::string>& all) const {
    std::vector<std::string> out;
    for (const Text& gap : report(all).gaps) out.push_back(gap.en);
    return out;
  }

 private:
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  static inline int made = 0;
  fs::path folder_, directory_;
  policy::Policy policy_;
};

// A case of the sheet on a day; `members`: facts, and items or "refused".
std::string claim(const std::string& date, const std::string& members) {
  return R"({"title": {"zh": "例", "en": "one"}, "sheet": "claim", "source": "own", "kind": "derived", "date": ")" +
         date + "\", " + members + "}";
}

std::string paid(const std::string& date, const std::string& settled_on, const std::string& amount) {
  return claim(date, R"("facts": {"amount": "100", "settled_on": ")" + settled_on + R"("}, "items": {"paid": ")" +
                         amount + "\"}");
}

TEST(Reach, IsOfTheLayerThatIsAskedAbout) {
  const std::vector<std::string> cases{claim("2024-01-01", R"("facts": {"amount": "100"}, "items": {"due": "10.00"})")};
  const Coverage::Report upper = Claims("upper").report(cases);
  EXPECT_EQ(upper.values.all, 1U);
  EXPECT_EQ(upper.values.reached, 1U);
  EXPECT_EQ(upper.items.all, 0U);
  EXPECT_EQ(upper.inherited_items, 3U);
  EXPECT_EQ(upper.inherited_values, 5U);
  EXPECT_THAT(upper.gaps, IsEmpty());
  const Coverage::Report lower = Claims("lower").report(cases);
  EXPECT_EQ(lower.items.all, 3U);
  EXPECT_EQ(lower.inherited_items, 0U);
}

TEST(Reach, CountsTheBracketsOfASchedule) {
  const Claims claims("lower");
  const std::string low = claim("2024-01-01", R"("facts": {"amount": "1000"}, "items": {"due": "100.00"})");
  const std::string top = claim("2024-01-01", R"("facts": {"amount": "5000.01"}, "items": {"due": "900.00"})");
  EXPECT_THAT(claims.gaps({low, top}), Contains("claim.scale 2024-01-01: figures that no case reads: [<= 5000]"));
  EXPECT_THAT(claims.gaps({low}), Contains("claim.scale 2024-01-01: figures that no case reads: [<= 5000], [> 5000]"));
}

TEST(Reach, CountsARowOfATableOnceWhateverItStandsFor) {
  const Claims claims("lower");
  const std::string near = claim("2024-01-01", R"("facts": {}, "items": {"fee": "1.00"})");
  const std::string abroad = claim("2024-01-01", R"("facts": {"place": "abroad"}, "items": {"fee": "2.00"})");
  EXPECT_THAT(claims.gaps({near}), Contains("claim.fee 2024-01-01: figures that no case reads: [far ...]"));
  EXPECT_THAT(claims.gaps({near, abroad}), Not(Contains(HasSubstr("claim.fee"))));
}

TEST(Reach, ReadsTheDayThatAFormulaNames) {
  const Claims claims("lower");
  // Both are claims of another day than the one that the share is read on.
  const std::vector<std::string> edges{
      paid("2024-01-02", "2024-01-15", "50.00"), paid("2024-02-01", "2025-01-14", "50.00"),
      paid("2024-02-01", "2025-01-15", "60.00"), paid("2024-02-01", "2025-12-31", "60.00")};
  EXPECT_THAT(claims.gaps(edges), Contains("claim.share 2025-01-15: no case in the one after 2026-01-01"));
  EXPECT_THAT(claims.gaps(edges), Not(Contains(HasSubstr("claim.share 2024-01-15"))));
  EXPECT_THAT(
      claims.gaps({paid("2024-01-15", "2024-01-16", "50.00")}),
      Contains(
          "claim.share 2024-01-15: no case in its first 2024-01-15, its last 2025-01-14, the one after 2025-01-15"));
}

TEST(Reach, ACaseThatIsRefusedForWantOfAValueIsTheDayAfter) {
  const Claims claims("lower");
  std::vector<std::string> cases{paid("2024-01-02", "2025-01-15", "60.00"), paid("2024-02-01", "2025-12-31", "60.00")};
  EXPECT_THAT(claims.gaps(cases), Contains("claim.share 2025-01-15: no case in the one after 2026-01-01"));
  cases.push_back(
      claim("2024-02-01", R"("facts": {"amount": "100", "settled_on": "2026-01-01"}, "refused": "no-value")"));
  EXPECT_THAT(claims.gaps(cases), Not(Contains(HasSubstr("claim.share 2025-01-15"))));
}

TEST(Reach, CountsWhatTheRulesOfTheSheetRead) {
  const Claims claims("lower");
  EXPECT_THAT(claims.gaps({claim("2024-01-01", R"("facts": {"amount": "100"}, "items": {"fee": "1.00"})")}),
              Not(Contains(HasSubstr("claim.limit"))));
}

TEST(Reach, SaysOfWhatNoFormulaReadsThatItIsOnlyShown) {
  EXPECT_THAT(Claims("lower").gaps({claim("2024-01-01", R"("facts": {}, "items": {"fee": "1.00"})")}),
              Contains("claim.shown: no formula reads it, it is only shown"));
}

TEST(Reach, WhatACaseSupposesIsNoValueOfTheTables) {
  const Claims claims("lower");
  const std::string supposed = claim(
      "2020-01-01",
      R"("facts": {"amount": "100"}, "parameters": {"claim.share": "0.25", "claim.limit": "100"}, "items": {"paid": "25.00"})");
  EXPECT_THAT(claims.gaps({supposed}), Contains("claim.share 2024-01-15: no case reads it"));
  EXPECT_THAT(claims.gaps({supposed}), Contains("claim.limit 2024-01-01: no case reads it"));
}

TEST(Supposed, AValueHoldsOnEveryDayOrFromADayOn) {
  const Claims claims("lower");
  const std::string series = R"("parameters": {"claim.share": "0.1", "claim.share@2030-07-01": "0.3"}, )";
  const auto on = [&](const std::string& day, const std::string& amount) {
    return claim(day, R"("facts": {"amount": "100"}, )" + series + R"("items": {"paid": ")" + amount + "\"}");
  };
  EXPECT_THAT(claims.gaps({on("2024-01-01", "10.00"), on("2030-06-30", "10.00"), on("2030-07-01", "30.00")}),
              Not(IsEmpty()));
}

TEST(Supposed, ValuesMayBeSetOrMoved) {
  const Claims claims("lower");
  EXPECT_THAT(claims.gaps({claim(
                  "2024-02-01",
                  R"("facts": {"amount": "100"}, "parameters": {"claim.share*": "1.5"}, "items": {"paid": "75.00"})")}),
              Not(IsEmpty()));
}

std::vector<std::string> told(const Claims& claims, const std::string& json) {
  std::vector<std::string> out;
  const Result<Cases> cases = claims.load(json);
  for (const Diagnostic& one : cases.diagnostics().all()) {
    out.push_back(std::to_string(one.place.line) + " [" + std::string(wording(one.code).name) + "] " +
                  message(one, Language::en));
  }
  return out;
}

TEST(Supposed, MistakesStandAtTheEntry) {
  const Claims claims("lower");
  EXPECT_THAT(
      told(claims, claim("2024-02-01", "\"facts\": {},\n\"parameters\": {\"claim.shar\": \"0.2\"}, \"items\": {}")),
      ElementsAre(HasSubstr("2 [unknown-name] unknown name claim.shar")));
  EXPECT_THAT(
      told(claims, claim("2024-02-01", "\"facts\": {},\n\"parameters\": {\"claim.share\": \"half\"}, \"items\": {}")),
      ElementsAre(HasSubstr("2 [assignment-unfit]")));
}

std::vector<std::string> read_by(const Claims& claims, const std::string& json) {
  const Result<Cases> cases = claims.load(json);
  std::vector<std::string> out;
  for (const int index : parameters_read(claims.policy(), cases->all.at(0)))
    out.push_back(claims.policy().parameters[static_cast<std::size_t>(index)].id);
  return out;
}

TEST(Reads, AreThoseOfTheItemsAndOfTheRules) {
  const Claims claims("lower");
  EXPECT_THAT(read_by(claims, claim("2024-02-01", R"("facts": {}, "items": {"fee": "1.00"})")),
              testing::UnorderedElementsAre("claim.fee", "claim.limit"));
  EXPECT_THAT(read_by(claims, claim("2024-02-01",
                                    R"("facts": {}, "parameters": {"claim.limit": "5"}, "items": {"fee": "1.00"})")),
              ElementsAre("claim.fee"));
  // One that expects a refusal asks for everything.
  EXPECT_THAT(read_by(claims, claim("2024-02-01", R"("facts": {}, "refused": "too-much")")),
              IsSupersetOf({"claim.fee", "claim.limit", "claim.scale", "claim.share"}));
}

TEST(Reads, ThoseOfLaddersAreToldApart) {
  const Result<policy::Policy> shanghai = policy::load(fs::path(FENGLU_ROOT) / "tables/shanghai");
  ASSERT_TRUE(shanghai);
  std::vector<std::string> parameters;
  const LadderReads read = read_by_ladders(*shanghai);
  for (const int index : read.parameters)
    parameters.push_back(shanghai->parameters[static_cast<std::size_t>(index)].id);
  EXPECT_THAT(parameters, IsSupersetOf({"ladder.months", "ladder.entry_grade", "ladder.chief_share"}));
  EXPECT_THAT(parameters, Not(Contains("pension.employee_rate")));
  const auto told = [](const policy::Policy& policy) {
    std::vector<std::string> out;
    for (const Text& gap : Coverage(policy).report().gaps) out.push_back(gap.en);
    return out;
  };
  EXPECT_THAT(told(*shanghai), Contains("ladder.months: ladders read it, see what is said of them"));
  EXPECT_THAT(told(*shanghai), Contains("minimum_wage.hourly: no formula reads it, it is only shown"));
}

// A place tries the moves that go by its figures, and what it adds itself; a frame that leaves the figures open
// nothing.
TEST(Reads, OfALadderEachPolicyTriesItsOwnPart) {
  const auto told = [](const std::string& policy) {
    const Result<policy::Policy> loaded = policy::load(fs::path(FENGLU_ROOT) / "tables" / policy);
    EXPECT_TRUE(loaded) << policy;
    std::vector<std::string> out;
    for (const Text& gap : LadderCoverage().report(*loaded).gaps) out.push_back(gap.en);
    return out;
  };
  EXPECT_THAT(told("national"), testing::IsEmpty());
  EXPECT_THAT(told("shanghai/indexed"), testing::IsEmpty());
  EXPECT_THAT(told("hebei/xingtai"), ElementsAre("quota rungs: no case fills it"));
  EXPECT_THAT(told("beijing"), IsSupersetOf({"move up.next: no case makes it", "move opens.police: no case makes it",
                                             "condition months of up.early: no case makes it fail first"}));
}

}  // namespace
}  // namespace fenglu::cases
