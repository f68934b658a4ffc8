// Worked cases: read with the place of each mistake, tried by plan and explainer, and what they don't reach.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/cases/coverage.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::cases {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// The policy of tests/cases/tiny in a folder of its own, with cases of the test's.
class Proof {
 public:
  Proof() : folder_(fs::path(testing::TempDir()) / ("cases_" + std::to_string(++made))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "cases");
    fs::copy(fs::path(FENGLU_ROOT) / "tests/cases/tiny", folder_, fs::copy_options::recursive);
    Result<policy::Policy> loaded = policy::load(folder_);
    for (const Diagnostic& one : loaded.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
    policy_ = std::move(*loaded);
  }
  ~Proof() { fs::remove_all(folder_); }
  Proof(const Proof&) = delete;
  Proof& operator=(const Proof&) = delete;

  const policy::Policy& policy() const { return policy_; }
  Result<Cases> load(const std::string& json) const {
    std::ofstream(folder_ / "cases/a.json") << json;
    return cases::load(folder_, policy_);
  }
  // What is wrong with a case of a month, members beside title, sheet, source and kind: "line:column code: message".
  std::vector<std::string> told(const std::string& members, Language language = Language::en) const {
    const std::string json =
        "{\"title\": {\"zh\": \"例\", \"en\": \"one\"}, \"sheet\": \"payroll\", \"source\": \"own\", \"kind\": "
        "\"derived\",\n" +
        members + "}";
    const Result<Cases> cases = load(json);
    if (!cases) return lines(cases.diagnostics(), language);
    return lines(try_case(policy_, cases->all.at(0)).diagnostics, language);
  }
  static std::vector<std::string> lines(const Diagnostics& diagnostics, Language language) {
    std::vector<std::string> out;
    for (const Diagnostic& one : diagnostics.all()) {
      out.push_back(std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + " [" +
                    std::string(wording(one.code).name) + "] " + message(one, language));
    }
    return out;
  }

 private:
  static inline int made = 0;
  fs::path folder_;
  policy::Policy policy_;
};

TEST(Cases, PassWhereBothEvaluatorsComeToTheFigures) {
  const Proof proof;
  EXPECT_THAT(proof.told(R"("month": "2025-01", "facts": {"post": "desk", "wage": "1,000.05"},
    "items": {"gross": "1000.05", "extra": "0.00", "tax": "100.01", "net": "900.04"})"),
              IsEmpty());
  // Labels and titles will do, and whole numbers as they are.
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-01", "facts": {"岗位": "外勤", "wage": 1000, "bonus": 1}, "items": {"extra": "250.50"})"),
      IsEmpty());
}

TEST(Cases, TellWhatDiffersAtTheFigure) {
  const Proof proof;
  const std::string wrong = R"("month": "2025-01", "facts": {"wage": "1000"},
"items": {"gross": "1000.01"})";
  EXPECT_THAT(proof.told(wrong), ElementsAre("3:20 [case-differs] gross should be 1000.01, and comes to 1000.00"));
  EXPECT_THAT(proof.told(wrong, Language::zh), ElementsAre("3:20 [case-differs] gross 应为 1000.01，算得 1000.00"));
  // To the letter: a result says 1000.00.
  EXPECT_THAT(proof.told(R"("month": "2025-01", "facts": {"wage": "1000"}, "items": {"gross": "1000"})"),
              ElementsAre(HasSubstr("[case-differs]")));
}

TEST(Cases, ReadTheTablesOfTheirMonthAsThenKnown) {
  const Proof proof;
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-03", "facts": {"post": "desk", "wage": "1000"}, "opening": {"gross": "0"}, "items": {"tax": "150.00"})"),
      IsEmpty());
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-03", "as_of": "2025-05-09", "facts": {"post": "desk", "wage": "1000"}, "items": {"tax": "100.00"})"),
      IsEmpty());
}

TEST(Cases, TakeTheOpeningAndWhatIsSetByHand) {
  const Proof proof;
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-02", "facts": {"wage": "1000"}, "opening": {"gross": "2500.00"}, "items": {"gross.so_far": "3500.00"})"),
      IsEmpty());
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-02", "facts": {"post": "desk", "wage": "1000"}, "set": {"gross": "2000.00"}, "items": {"tax": "200.00"})"),
      IsEmpty());
}

TEST(Cases, NeedNoOpeningInJanuaryOrForThoseWhoJoin) {
  const Proof proof;
  EXPECT_THAT(proof.told(R"("month": "2025-01", "facts": {"wage": "1"}, "items": {"gross.so_far": "1.00"})"),
              IsEmpty());
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-06", "facts": {"wage": "1", "hired_on": "2025-06-02"}, "items": {"gross.so_far": "1.00"})"),
      IsEmpty());
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-06", "facts": {"wage": "1", "hired_on": "2025-05-02"}, "items": {"gross.so_far": "1.00"})"),
      ElementsAre("1:1 [case-lacks-opening] the case lacks the sums of the year's earlier months: gross"));
}

// The first primitive of the plan that goes wrong is found out.
TEST(Cases, TellWherePlanAndExplainerDisagree) {
  const Proof proof;
  const Result<Cases> cases =
      proof.load(R"({"title": {"zh": "例", "en": "one"}, "sheet": "payroll", "source": "own", "kind": "derived",
    "month": "2025-01", "facts": {"wage": "10", "bonus": "5"}, "items": {"gross": "15.00"}})");
  ASSERT_TRUE(cases);
  run::KernelTable broken = run::portable_kernels();
  for (const plan::Lane in : {plan::Lane::i32, plan::Lane::i64}) {
    for (const plan::Lane out : {plan::Lane::i32, plan::Lane::i64})
      broken.at(plan::Op::add, in, out) = broken.at(plan::Op::subtract, in, out);
  }
  const Outcome outcome = try_case(proof.policy(), cases->all.at(0), {.trace = false, .kernels = &broken});
  EXPECT_THAT(Proof::lines(outcome.diagnostics, Language::en),
              ElementsAre(HasSubstr("[case-differs] gross should be 15.00, and comes to "),
                          AllOf(HasSubstr("[case-disagrees] gross: the plan comes to "),
                                HasSubstr(", the explainer to 15.00"))));
}

TEST(Cases, SayWhichFactTheItemsNeed) {
  EXPECT_THAT(Proof().told(R"("month": "2025-01", "facts": {"post": "desk"}, "items": {"tax": "1.00"})"),
              ElementsAre("1:1 [case-lacks-fact] the case lacks the fact wage, which its items need"));
}

struct Mistake {
  std::string members;
  std::string told;
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.members; }

class CaseMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(CaseMistakes, HaveTheirPlace) {
  EXPECT_THAT(Proof().told(GetParam().members), ElementsAre(HasSubstr(GetParam().told)));
}

INSTANTIATE_TEST_SUITE_P(
    All, CaseMistakes,
    testing::Values(
        Mistake{R"("month": "2025-01", "facts": {}, "items": {"grosss": "1.00"})",
                "2:54 [unknown-name] unknown name grosss"},
        Mistake{R"("month": "2025-01", "facts": {"wages": "1"}, "items": {"gross": "1.00"})",
                "2:40 [unknown-name] unknown name wages"},
        Mistake{R"("month": "2025-01", "facts": {"wage": "1.001"}, "items": {"gross": "1.00"})",
                "2:39 [cell-decimals] '1.001' has more than 2 decimals"},
        Mistake{R"("month": "2025-01", "facts": {"wage": "1", "post": "feild"}, "items": {"extra": "0.00"})",
                "2:52 [cell-category]"},
        Mistake{R"("month": "2025-1x", "facts": {}, "items": {})", "2:10 [bad-date]"},
        Mistake{R"("month": "2025-01", "facts": {}, "itens": {}, "items": {})", "2:34 [unknown-key]"},
        Mistake{R"("facts": {}, "items": {})", "1:1 [missing-key] a case lacks month"},
        Mistake{R"("month": "2025-01", "facts": {})", "1:1 [missing-key] a case lacks items"},
        Mistake{R"("month": "2025-01", "facts": {"wage": null}, "items": {})", "2:39 [wrong-type]"},
        Mistake{R"("month": "2025-01", "facts": {"wage": "1"}, "set": {"grosss": "1"}, "items": {"gross": "1.00"})",
                "2:63 [unknown-item]"}));

TEST(Cases, MayExpectARefusal) {
  const Proof proof;
  const std::string future = R"("month": "2025-01", "facts": {"hired_on": "2025-02-01", "post": "desk", "wage": "1"})";
  EXPECT_THAT(proof.told(future + R"(, "refused": "not-employed")"), IsEmpty());
  EXPECT_THAT(proof.told(future + R"(, "items": {"gross": "1.00"})"),
              ElementsAre(HasSubstr("[case-refused] the case is refused (not-employed)")));
  EXPECT_THAT(proof.told(future + R"(, "refused": "left")"),
              ElementsAre(HasSubstr("[case-refused-otherwise] it should be refused by left, and is by not-employed")));
  EXPECT_THAT(
      proof.told(
          R"("month": "2025-02", "facts": {"hired_on": "2025-02-01", "post": "desk", "wage": "1"}, "refused": "not-employed")"),
      ElementsAre(HasSubstr("[case-accepted] it should be refused (not-employed), and was worked out")));
}

TEST(Cases, MayExpectThatTheTablesEnd) {
  const std::string after = R"("month": "2027-01", "facts": {"hired_on": "2020-01-01", "post": "desk", "wage": "1"})";
  EXPECT_THAT(Proof().told(after + R"(, "refused": "no-value")"), IsEmpty());
  EXPECT_THAT(Proof().told(after + R"(, "items": {"tax": "1.00"})"),
              ElementsAre(HasSubstr("[no-value] tax.rate has no value in force on 2027-01-01")));
}

TEST(Cases, AreReadFileByFileAndMayBeOneOrMany) {
  const Proof proof;
  const std::string one =
      R"({"title": {"zh": "例", "en": "one"}, "sheet": "payroll", "month": "2025-01", "facts": {}, "items": {}, "source": "own#3", "kind": "published"})";
  EXPECT_EQ(proof.load(one)->all.size(), 1U);
  const Result<Cases> two = proof.load("[" + one + "," + one + "]");
  ASSERT_EQ(two->all.size(), 2U);
  EXPECT_EQ(two->all[0].kind, Case::Kind::published);
  EXPECT_EQ(two->all[0].source.article, "3");
  EXPECT_THAT(load(fs::path(FENGLU_ROOT) / "tests/cases/tiny", proof.policy())->all, IsEmpty());
}

// Gaps in English after some cases, each of them right.
std::vector<std::string> gaps(const std::string& cases_json) {
  const Proof proof;
  const Result<Cases> cases = proof.load(cases_json);
  EXPECT_TRUE(cases);
  Coverage coverage(proof.policy());
  for (const Case& one : cases->all) {
    const Outcome outcome = try_case(proof.policy(), one, {.trace = true, .kernels = nullptr});
    EXPECT_THAT(Proof::lines(outcome.diagnostics, Language::en), IsEmpty());
    coverage.add(one, outcome);
  }
  std::vector<std::string> out;
  for (const Text& gap : coverage.report().gaps) out.push_back(gap.en);
  return out;
}

std::string net_case(const std::string& month, const std::string& bonus, const std::string& net) {
  return R"({"title": {"zh": "例", "en": "one"}, "sheet": "payroll", "source": "own", "kind": "derived", "month": ")" +
         month + R"(", "facts": {"post": "field", "wage": "1000", "bonus": ")" + bonus + R"("}, "items": {"net": ")" +
         net + "\"}}";
}

TEST(Coverage, NamesItemsThatNoCaseReaches) {
  const auto found = gaps("[" + net_case("2025-01", "0", "900.00") + "]");
  EXPECT_THAT(found, Contains("item gross.so_far: no case"));
  EXPECT_THAT(found, Not(Contains("item tax: no case")));
}

TEST(Coverage, NamesValuesAndCellsThatNoCaseReads) {
  const auto without = gaps("[" + net_case("2025-01", "0", "900.00") + "]");
  EXPECT_THAT(without, Contains("tax.rate 2025-03-01 (announced 2025-05-10): no case reads it"));
  EXPECT_THAT(without, Contains("allowance 2024-01-01: no case reads it"));
  const auto with = gaps("[" + net_case("2025-01", "100", "1215.45") + "]");
  EXPECT_THAT(with, Contains("allowance 2024-01-01: figures that no case reads: [desk]"));
}

TEST(Coverage, NamesOperationsThatNoCaseReaches) {
  const std::string told = "extra: no case reaches max(allowance[post], bonus)";
  EXPECT_THAT(gaps("[" + net_case("2025-01", "0", "900.00") + "]"), Contains(told));
  const auto both = gaps("[" + net_case("2025-01", "0", "900.00") + "," + net_case("2025-01", "100", "1215.45") + "]");
  EXPECT_THAT(both, Not(Contains(HasSubstr("no case reaches"))));
}

TEST(Coverage, NamesTheEdgesOfWindows) {
  const auto one = gaps("[" + net_case("2025-01", "0", "900.00") + "]");
  EXPECT_THAT(one,
              Contains("tax.rate 2024-01-01: no case in its first 2024-01, its last 2025-02, the one after 2025-03"));
  const auto edges = gaps("[" + net_case("2024-01", "0", "900.00") + "," + net_case("2025-02", "0", "900.00") + "," +
                          net_case("2025-03", "0", "850.00") + "]");
  EXPECT_THAT(edges, Not(Contains(HasSubstr("tax.rate 2024-01-01"))));
  EXPECT_THAT(edges, Contains(HasSubstr("tax.rate 2025-03-01: no case in its last 2026-12")));
}

}  // namespace
}  // namespace fenglu::cases
