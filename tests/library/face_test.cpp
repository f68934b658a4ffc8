// The C++ face: only what include/fenglu shows, as another program sees it.
#include <gtest/gtest.h>

#include <fenglu/fenglu.hpp>
#include <thread>

namespace {

using fenglu::Columns, fenglu::Day, fenglu::Fen, fenglu::Language, fenglu::Money, fenglu::Month, fenglu::Policy;
using fenglu::Record, fenglu::Rate, fenglu::Rounding;

const Policy& shanghai() {
  static const Policy policy = [] {
    auto loaded = Policy::load(FENGLU_ROOT "/tables/shanghai");
    EXPECT_TRUE(loaded) << loaded.diagnostics().text(Language::en);
    return *std::move(loaded);
  }();
  return policy;
}

fenglu::Plan january(std::vector<std::string> items = {}) {
  auto plan = shanghai().compile({.sheet = "payroll", .month = Month(2025, 1), .items = std::move(items)});
  EXPECT_TRUE(plan) << plan.diagnostics().text(Language::en);
  return *std::move(plan);
}

Record a_person() {
  Record person;
  person.set("staff_id", "SH1").set("post", "service").set("grade", "grade1").set("hired_on", Day(2019, 7, 1));
  person.set("si.declared_wage", Money::fen(812'345)).set("hf.declared_wage", Money::fen(812'345));
  return person;
}

// Columns of three people, and what lies behind them.
struct Staff {
  std::vector<std::string> ids = {"SH1", "SH2", "SH3"}, posts = {"service", "civilian", "service"};
  std::vector<std::string> grades = {"grade1", "chief3", "grade4"};
  std::vector<std::int32_t> hired = {18078, 15414, 19905};
  std::vector<std::int64_t> wages = {812'345, 1'022'000, 500'000};
  Columns columns() const {
    Columns out(3);
    out.add("staff_id", fenglu::Strings{ids}).add("post", fenglu::Strings{posts}).add("grade", fenglu::Strings{grades});
    out.add("hired_on", fenglu::Days{hired}).add("si.declared_wage", Fen{wages}).add("hf.declared_wage", Fen{wages});
    return out;
  }
};

std::vector<std::int64_t> as_vector(std::span<const std::int64_t> values) { return {values.begin(), values.end()}; }

TEST(Face, PaysATable) {
  const Staff staff;
  const auto pay = january().run(staff.columns(), 2);
  ASSERT_TRUE(pay) << pay.diagnostics().text(Language::en);
  EXPECT_EQ(pay->rows(), 3u);
  EXPECT_EQ(pay->key(2), "SH3");
  EXPECT_EQ(as_vector(*pay->fen("pension.employee")), (std::vector<std::int64_t>{64'988, 81'760, 59'072}));
  EXPECT_EQ(pay->columns().front().unit, fenglu::Unit::money);
}

TEST(Face, AResultOutlivesPolicyPlanAndColumns) {
  const auto pay = [] {
    const Staff staff;
    return january({"pay.net"}).run(staff.columns());
  }();
  EXPECT_EQ(pay->fen("pay.net")->size(), 3u);
  EXPECT_EQ(pay->columns().size(), 1u);
}

TEST(Face, ExplainsARowOfColumns) {
  const Staff staff;
  const Columns columns = staff.columns();
  const auto why = january().explain(columns.row(2), "pension.employee");
  ASSERT_TRUE(why) << why.diagnostics().text(Language::en);
  EXPECT_EQ(why->value(), "590.72");
  EXPECT_EQ(why->text(Language::en).substr(0, 80),
            "SH3\nShanghai, Payroll, 2025-01\n\nPension, employee pension.employee = 590.72 yuan");
  EXPECT_NE(why->json().find("\"value\": \"590.72\""), std::string::npos);
  EXPECT_NE(why->html(Language::zh).find("590.72"), std::string::npos);
  EXPECT_FALSE(january().explain(columns.row(3), "pension.employee"));
  EXPECT_FALSE(january().explain(columns.row(0), "pension.nobody"));
}

TEST(Face, TellsEveryBadCell) {
  Staff staff;
  staff.grades[1] = "chief9";
  staff.wages[2] = -1;
  const auto pay = january().run(staff.columns());
  ASSERT_FALSE(pay);
  ASSERT_EQ(pay.diagnostics().errors(), 3u);
  const fenglu::Diagnostic& first = pay.diagnostics().all()[0];
  EXPECT_EQ(first.code, "cell-category");
  EXPECT_EQ(first.row, 1u);
  EXPECT_EQ(first.cell, "grade");
  EXPECT_EQ(first.message(Language::zh).substr(0, 12), "“chief9”");
  EXPECT_EQ(pay.diagnostics().all()[1].text(Language::en),
            "si.declared_wage[2]: error[cell-range]: -0.01 is outside 0.00 to 9999999.99\n"
            "  mend: check the value; the range is what the policy states");
}

TEST(Face, ColumnsOfOtherLengthsAreRefused) {
  Staff staff;
  staff.wages.pop_back();
  const auto pay = january().run(staff.columns());
  ASSERT_FALSE(pay);
  EXPECT_EQ(pay.diagnostics().all()[0].code, "column-length");
}

TEST(Face, RefusesWhatItDoesntKnow) {
  EXPECT_EQ(Policy::load("atlantis").diagnostics().all()[0].code, "no-such-policy");
  EXPECT_EQ(shanghai().compile({.sheet = "payrol", .month = Month(2025, 1)}).diagnostics().all()[0].code, "flag-name");
  const Staff staff;
  const auto pay = january({"pay.net"}).run(staff.columns());
  EXPECT_EQ(pay->fen("wage.gross").diagnostics().all()[0].code, "flag-name");
}

TEST(Face, FindsPoliciesByNameAndShowsThem) {
  const auto named =
      Policy::load("shanghai", {.tables = {FENGLU_ROOT "/tables"}, .what_ifs = {"pension.employee_rate=0.09"}});
  ASSERT_TRUE(named) << named.diagnostics().text(Language::en);
  EXPECT_EQ(named->id(), "shanghai");
  const auto shown = named->show({.month = Month(2025, 1), .names = {"pension.employee_rate"}});
  EXPECT_NE(shown->find("\"value\": \"0.09\""), std::string::npos) << *shown;
  EXPECT_NE(named->schema("payroll")->find("\"staff_id\""), std::string::npos);
}

// A name may lead into a policy's own folder, as on the command line.
TEST(Face, FindsAPolicyInsideAnother) {
  const fenglu::LoadOptions here{.tables = {FENGLU_ROOT "/tables"}};
  const std::vector<std::pair<std::string, std::string>> found = {{"hebei/xingtai", "xingtai"},
                                                                  {"shandong/junan", "junan"}};
  for (const auto& [name, id] : found) {
    const auto policy = Policy::load(name, here);
    ASSERT_TRUE(policy) << policy.diagnostics().text(Language::en);
    EXPECT_EQ(policy->id(), id);
  }
  const auto near = Policy::load("hebei/xingtay", here);
  ASSERT_FALSE(near);
  EXPECT_EQ(near.diagnostics().all()[0].text(Language::en),
            "error[no-such-policy]: there is no policy 'hebei/xingtay'\n  mend: the nearest is hebei/xingtai");
  EXPECT_FALSE(Policy::load("./hebei/xingtai", here)) << "a path isn't looked for among the tables";
}

TEST(Face, ARecordIsARosterOfOne) {
  Record person = a_person();
  const auto pay = january().run(person.columns());
  ASSERT_TRUE(pay) << pay.diagnostics().text(Language::en);
  EXPECT_EQ((*pay->fen("pension.employee"))[0], 64'988);
  person.set("si.declared_wage", Money::yuan(10'000)).set("hf.rate", Rate::percent(5)).set("tax.first_job", true);
  EXPECT_EQ((*january().run(person.columns())->fen("pension.employee"))[0], 80'000);
}

TEST(Face, ASessionPaysLikeARunAgainAndAgain) {
  const fenglu::Plan plan = january();
  Record person = a_person();
  auto session = plan.session(person.columns());
  ASSERT_TRUE(session) << session.diagnostics().text(Language::en);
  const std::span<const std::int64_t> net = *session->fen("pay.net");
  const char* grades[] = {"grade1", "chief3", "grade4", "chief1"};
  for (int i = 0; i < 40; ++i) {
    person.set("si.declared_wage", Money::fen(700'000 + 12'345 * i)).set("grade", grades[i % 4]);
    ASSERT_TRUE(session->run()) << session->diagnostics().text(Language::en);
    EXPECT_EQ(net[0], (*plan.run(person.columns())->fen("pay.net"))[0]) << i;
  }
  person.set("si.declared_wage", Money::fen(-1));
  EXPECT_FALSE(session->run());
  EXPECT_EQ(session->diagnostics().all()[0].code, "cell-range");
  person.set("si.declared_wage", Money::fen(700'000)).set("hired_on", Day(2030, 1, 1));
  EXPECT_FALSE(session->run());
  EXPECT_EQ(session->diagnostics().all()[0].code, "row-refused");
  person.set("hired_on", Day(2019, 7, 1));
  EXPECT_TRUE(session->run());
}

TEST(Face, AnOpeningComesInATableOfItsOwn) {
  const auto march = shanghai().compile({.month = Month(2025, 3)});
  ASSERT_TRUE(march);
  const Staff staff;
  EXPECT_FALSE(march->run(staff.columns()));
  ASSERT_TRUE(march->run(staff.columns(), {.opening_zero = true}));
  // In any order of rows, with a person who has left.
  const std::vector<std::string> ids = {"SH9", "SH3", "SH1", "SH2"};
  const std::vector<std::int64_t> income = {1, 3'000'000, 1'000'000, 2'000'000}, nothing = {0, 0, 0, 0};
  Columns opening(4);
  opening.add("staff_id", fenglu::Strings{ids}).add("ytd.tax.income", Fen{income});
  for (const char* item : {"tax.special", "tax.additional", "tax.withheld"}) opening.add(item, Fen{nothing});
  const auto pay = march->run(staff.columns(), {.opening = &opening});
  ASSERT_TRUE(pay) << pay.diagnostics().text(Language::en);
  EXPECT_EQ(pay.diagnostics().all()[0].code, "opening-unknown-keys");
  const std::span<const std::int64_t> so_far = *pay->fen("tax.income_ytd"), now = *pay->fen("tax.income");
  EXPECT_EQ(as_vector(so_far), (std::vector<std::int64_t>{1'000'000 + now[0], 2'000'000 + now[1], 3'000'000 + now[2]}));
}

TEST(Face, TwoPoliciesInTwoThreadsDontDisturbEachOther) {
  const Staff staff;
  const std::int64_t usual = (*january().run(staff.columns())->fen("pension.employee"))[0];
  std::vector<std::int64_t> raised, plain;
  std::thread other([&] {
    for (int i = 0; i < 3; ++i) {
      const auto policy = Policy::load(FENGLU_ROOT "/tables/shanghai", {.what_ifs = {"pension.employee_rate=0.09"}});
      const auto plan = policy->compile({.month = Month(2025, 1)});
      raised.push_back((*plan->run(staff.columns(), 2)->fen("pension.employee"))[0]);
    }
  });
  for (int i = 0; i < 3; ++i) {
    const auto policy = Policy::load(FENGLU_ROOT "/tables/shanghai");
    const auto plan = policy->compile({.month = Month(2025, 1)});
    plain.push_back((*plan->run(staff.columns(), 2)->fen("pension.employee"))[0]);
  }
  other.join();
  EXPECT_EQ(plain, std::vector<std::int64_t>(3, usual));
  EXPECT_EQ(raised, std::vector<std::int64_t>(3, 73'111));  // 9 % of 8,123.45
}

TEST(Face, MoneyRoundsHalfAwayFromZero) {
  struct Case {
    std::int64_t fen;
    int permille;
    Rounding mode;
    std::int64_t due;
  };
  const Case table[] = {{1'234'567, 80, Rounding::half, 98'765},
                        {1'234'567, 80, Rounding::up, 98'766},
                        {1'234'567, 80, Rounding::down, 98'765},
                        {5, 100, Rounding::half, 1},
                        {-5, 100, Rounding::half, -1},
                        {-4, 100, Rounding::half, 0},
                        {-1, 100, Rounding::up, -1},
                        {-19, 100, Rounding::down, -1}};
  for (const Case& one : table) {
    EXPECT_EQ(round(Money::fen(one.fen) * Rate::decimal(one.permille, 3), Money::fen(1), one.mode).fen(), one.due)
        << one.fen;
  }
  EXPECT_EQ(round(Money::fen(98'765) * Rate::percent(100), Money::yuan(10)).text(), "990.00");
  EXPECT_EQ(Money::fen(-5).text(), "-0.05");
  EXPECT_EQ(Money::fen(std::numeric_limits<std::int64_t>::min()).text(), "-92233720368547758.08");
}

TEST(Face, DaysAreThoseOfTheCalendar) {
  EXPECT_EQ(Day(1970, 1, 1).number(), 0);
  EXPECT_EQ(Day(2000, 3, 1).number(), 11'017);
  EXPECT_EQ(Day(1, 1, 1).number(), -719'162);
  EXPECT_FALSE(Day::make(2023, 2, 29));
  EXPECT_FALSE(Day::parse("2024-2-29"));
  EXPECT_EQ(Day::parse("2024-02-29")->iso(), "2024-02-29");
  EXPECT_EQ(Month::parse("2025-10")->iso(), "2025-10");
  EXPECT_FALSE(Month::parse("2025-13"));
  for (std::int32_t day = -719'162; day <= 2'932'896; day += 97) {
    EXPECT_EQ(Day::parse(Day::from_number(day).iso()), Day::from_number(day));
  }
}

}  // namespace
