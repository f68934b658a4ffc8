// Whole traces as text, JSON and HTML, held against files. FENGLU_GOLDEN=write regenerates them: read the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/diagnostic/display_width.hpp"
#include "tests/explain/tiny.hpp"

namespace fenglu::explain {
namespace {

std::string golden_file(const std::string& name) { return std::string(FENGLU_ROOT) + "/tests/explain/golden/" + name; }

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream out;
  out << file.rdbuf();
  return out.str();
}

void expect_golden(const std::string& name, const std::string& text) {
  const char* wish = std::getenv("FENGLU_GOLDEN");
  if (wish != nullptr && std::string(wish) == "write") {
    std::ofstream(golden_file(name), std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, content(golden_file(name))) << name;
}

std::string value(const std::string& unit, const std::string& rest) {
  return R"("unit": ")" + unit + R"(", "values": [{)" + rest + R"(, "source": "rule#7", "status": "verified"}])";
}

class Traces : public ::testing::Test {
 protected:
  Explanation explanation(const Cells& row, const std::vector<std::string>& items) {
    const run::Table table = tiny.roster({row});
    Question question{0, Month::parse("2025-10").value(), Day::parse("2025-11-05"), false};
    Evaluator evaluator(tiny.policy(), table, question);
    Explanation out{
        tiny.policy().title, tiny.policy().sheets[0].title, table.keys[0], question.month, question.as_of, {}};
    for (const std::string& id : items) {
      Result<Node> node = evaluator.trace(0, tiny.index_of(id));
      EXPECT_TRUE(node.ok()) << id;
      if (node.ok()) out.items.push_back(std::move(*node));
    }
    return out;
  }
  Tiny tiny;
};

// A month's pay in small: a wage by class and grade, one contribution, a tax, an award set by hand.
class Payslip : public Traces {
 protected:
  void SetUp() override {
    give_titles();
    tiny.fact("grade", R"("type": {"category": "grade"})");
    tiny.fact("class", R"("type": {"category": "class"}, "default": "one")");
    tiny.fact("days", R"("type": "number", "decimals": 1, "range": ["0", "31"])");
    tiny.parameter("grade.wage", R"("axes": ["class", "grade"], )" +
                                     value("money", R"("from": "2025-01-01", "announced": "2024-12-20",
      "rows": [["one", "low", "3000"], ["one", "middle", "3500"], ["one", "high", "4000"], ["two", "*", "2900"]])"));
    tiny.parameter("days_of_month", value("number", R"("from": "2008-01-01", "value": "21.75")"));
    tiny.parameter(
        "pension.rate",
        value("rate", R"("from": "2019-05-01", "to": "2025-12-31", "announced": "2019-04-04", "value": "0.08")"));
    tiny.parameter(
        "social.rounding",
        value("rounding",
              R"("from": "2019-05-01", "announced": "2019-04-04", "value": {"unit": "jiao", "mode": "up"})"));
    tiny.parameter("tax.brackets", R"("renewed": {"each": "01-01", "known_by": "03-31"}, )" +
                                       value("brackets", R"("from": "2019-01-01", "announced": "2018-12-21",
      "brackets": [{"up_to": "3000", "rate": "0.03", "quick": "0"}, {"rate": "0.1", "quick": "210"}])"));
    item("wage.grade", "round(grade.wage[class, grade] / days_of_month * min(days, days_of_month), fen)");
    item("wage.award", "if(grade = high, 100 yuan, 0)");
    item("wage.gross", "wage.grade + wage.award");
    item("pension", "round(wage.gross * pension.rate, social.rounding)");
    item("tax", "round(progressive(wage.gross - pension, tax.brackets), fen)");
    item("pay", "wage.gross - pension - tax");
    tiny.load();
  }
  void give_titles() {
    tiny.title("grade", "层级", "Grade");
    tiny.title("class", "类别", "Class");
    tiny.title("days", "出勤天数", "Days at work");
    tiny.title("grade.wage", "层级工资标准", "Grade wages");
    tiny.title("days_of_month", "月计薪天数", "Days of a month's pay");
    tiny.title("pension.rate", "基本养老保险个人缴费比例", "Basic pension, employee rate");
    tiny.title("social.rounding", "社会保险费取整", "Rounding of contributions");
    tiny.title("tax.brackets", "税率表", "Tax brackets");
    tiny.title("wage.grade", "层级工资", "Grade wage");
    tiny.title("wage.award", "奖励", "Award");
    tiny.title("wage.gross", "应发工资", "Gross wage");
    tiny.title("pension", "基本养老保险（个人）", "Basic pension, employee");
    tiny.title("tax", "个人所得税", "Income tax");
    tiny.title("pay", "实发工资", "Net pay");
  }
  void item(const std::string& id, const std::string& formula) {
    tiny.item_json(id, R"j("kind": "base", "source": "rule#2", "formula": ")j" + formula + "\"");
  }
  const Cells person{{"key", "SH000001"}, {"grade", "middle"}, {"days", "20.5"}, {"set.wage.award", "50.00"}};
};

TEST_F(Payslip, AsTextInBothLanguages) {
  const Explanation pay = explanation(person, {"pay"});
  expect_golden("pay.en.txt", render_text(pay, Language::en));
  expect_golden("pay.zh.txt", render_text(pay, Language::zh));
}

TEST_F(Payslip, AsJson) {
  expect_golden("wage.grade.json", render_json(explanation(person, {"wage.grade"}), Language::en));
}

TEST_F(Payslip, AsAPage) { expect_golden("pension.html", render_html(explanation(person, {"pension"}), Language::zh)); }

TEST_F(Payslip, OneItemIsANodeAndMoreAreAList) {
  EXPECT_EQ(render_json(explanation(person, {"wage.award"}), Language::zh).front(), '{');
  EXPECT_EQ(render_json(explanation(person, {"wage.award", "pay"}), Language::zh).front(), '[');
}

TEST_F(Payslip, NoLineIsWiderThanThePage) {
  for (const Language language : {Language::en, Language::zh}) {
    std::stringstream text(render_text(explanation(person, {"pay"}), language));
    for (std::string line; std::getline(text, line);) EXPECT_LE(display_width(line), 80) << line;
  }
}

TEST_F(Payslip, TheSideNotTakenIsNotShown) {
  const Node low = explanation({{"grade", "low"}, {"days", "1"}}, {"wage.award"}).items.at(0);
  ASSERT_EQ(low.operands.size(), 1U) << "the condition alone: the sides are literals";
  EXPECT_EQ(low.operands[0].id, "=");
  EXPECT_EQ(exact_value(low.operands[0].answer), "false");
}

TEST_F(Payslip, AnItemIsShownWholeOnce) {
  const Node pay = explanation(person, {"pay"}).items.at(0);
  ASSERT_EQ(pay.operands.size(), 3U) << "gross, pension, tax: one chain";
  EXPECT_FALSE(pay.operands[0].repeated);
  const Node& pension_base = pay.operands[1].operands.at(0).operands.at(0);
  EXPECT_EQ(pension_base.id, "wage.gross");
  EXPECT_TRUE(pension_base.repeated);
  EXPECT_TRUE(pension_base.operands.empty());
  EXPECT_EQ(exact_value(pension_base.answer), exact_value(pay.operands[0].answer));
}

// What reaches beyond the row and its month: other days, earlier months, shares, all the other rows, default formulas.
TEST_F(Traces, BeyondTheRowAndItsMonth) {
  tiny.fact("wage", R"("type": "money")");
  tiny.fact("hired", R"("type": "date", "default": "2020-01-01")");
  tiny.fact("since", R"j("type": "date", "default": {"formula": "add_months(hired, 12)"})j");
  tiny.fact("left", R"("type": "date", "optional": true)");
  tiny.parameter("seniority", R"("axes": [{"bands": "number"}], )" +
                                  value("rate", R"("from": "2025-01-01", "rows": [["0", "0.5"], ["3", "0.6"]])"));
  tiny.parameter("rate", value("rate", R"("from": "2020-01-01", "announced": "2019-12-01", "value": "0.2")"));
  tiny.item_json("paid", R"("kind": "base", "source": "rule#2", "formula": "wage")");
  tiny.item(
      "x",
      "year_to_date(paid) + split(wage, 1, 1, 2) + wage * seniority[years_between(since, month.last)]\n"
      "  * at(rate, \"2024-06-30\") + if(known(left) and left < month.first, wage, sum_of(wage) / count_of(wage > 0))");
  tiny.load();
  const Explanation shown = explanation({{"wage", "1000.00"}, {"ytd.paid", "9000.00"}}, {"x"});
  expect_golden("beyond.txt", render_text(shown, Language::en));
}

TEST(Renderers, EscapeWhatAPageWouldRead) {
  Explanation explanation{"<b>", "s", "a&\"b", Month::make(2025, 10), std::nullopt, {}};
  const std::string page = render_html(explanation, Language::en);
  EXPECT_NE(page.find("&lt;b&gt;"), std::string::npos);
  EXPECT_NE(page.find("a&amp;&quot;b"), std::string::npos);
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos) << "nothing from elsewhere";
}

struct ShownCase {
  formula::Unit unit;
  Rational value;
  const char* text;
  const char* shown;
};

TEST(Renderers, ShowValuesExactly) {
  using formula::Unit;
  const ShownCase cases[] = {
      {Unit::money, 123456, "", "1234.56"},
      {Unit::money, -5, "", "-0.05"},
      {Unit::money, Rational(1, 2), "", "0.005"},
      {Unit::money, Rational(48000, 29), "", "480/29"},
      {Unit::rate, Rational(8, 100), "", "0.08"},
      {Unit::number, Rational(1, 3), "", "1/3"},
      {Unit::number, 29, "", "29"},
      {Unit::flag, 1, "", "true"},
      {Unit::date, 0, "", "1970-01-01"},
      {Unit::month, Month::make(2025, 10).number(), "", "2025-10"},
      {Unit::category, 1, "middle", "middle"},
      {Unit::text, 0, "张三", "张三"},
  };
  for (const ShownCase& c : cases) EXPECT_EQ(exact_value({{c.unit, 0}, c.value, c.text}), c.shown);
}

}  // namespace
}  // namespace fenglu::explain
