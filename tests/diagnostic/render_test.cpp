// What a person reads: place, code, sentence, the line with its caret, how to mend it. Word for word.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "engine/diagnostic/code.hpp"
#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu {
namespace {

Diagnostic unknown_rate() {
  return {Code::unknown_name,
          {"tables/shanghai/payroll.json", 41, 20, 0, ""},
          {"pension.employe_rate", "pension.employee_rate"},
          "round(pension.base * pension.employe_rate, fen)",
          22,
          20};
}

TEST(Render, ShowsTheFormulaWithACaretUnderTheMistake) {
  EXPECT_EQ(render(unknown_rate(), Language::en),
            "tables/shanghai/payroll.json:41:20: error[unknown-name]: unknown name pension.employe_rate\n"
            "    round(pension.base * pension.employe_rate, fen)\n"
            "                         ^^^^^^^^^^^^^^^^^^^^\n"
            "  mend: nearest name: pension.employee_rate");
  EXPECT_EQ(render(unknown_rate(), Language::zh),
            "tables/shanghai/payroll.json:41:20: error[unknown-name]: 未知名称 pension.employe_rate\n"
            "    round(pension.base * pension.employe_rate, fen)\n"
            "                         ^^^^^^^^^^^^^^^^^^^^\n"
            "  改法：改为最接近的名称：pension.employee_rate");
}

struct CaretCase {
  const char* source_line;
  std::uint32_t column;
  std::uint32_t length;
  const char* below;
  const char* why;
};

class Caret : public testing::TestWithParam<CaretCase> {};

TEST_P(Caret, StandsUnderWhatItNames) {
  const CaretCase& c = GetParam();
  Diagnostic diagnostic = unknown_rate();
  diagnostic.source_line = c.source_line;
  diagnostic.caret_column = c.column;
  diagnostic.caret_length = c.length;
  const std::string text = render(diagnostic, Language::en);
  const std::string expected = "\n    " + std::string(c.source_line) + "\n    " + c.below + "\n  mend: ";
  EXPECT_NE(text.find(expected), std::string::npos) << c.why << '\n' << text;
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Caret,
    testing::Values(CaretCase{"a + b", 1, 1, "^", "first character"},
                    CaretCase{"a + b", 5, 1, "    ^", "last character"},
                    CaretCase{"a + ", 5, 1, "    ^", "one past the end: something is missing there"},
                    CaretCase{"基数 * 费率", 6, 2, "       ^^^^",
                              "Chinese takes two columns before and under the caret"},
                    CaretCase{"（１ + x）", 6, 1, "       ^", "full-width brackets and digits take two columns"},
                    CaretCase{"\tx + y", 6, 1, "\t    ^", "a tab stays a tab"},
                    CaretCase{"e\xCC\x81 + y", 6, 1, "    ^", "a combining accent takes no column"},
                    CaretCase{"a\xFF + y", 6, 1, "     ^", "a broken byte counts as one character"},
                    CaretCase{"a + b", 5, 9, "    ^", "a length beyond the line ends with it"},
                    CaretCase{"a + b", 1, 0, "^", "at least one caret"}));

TEST(Render, WithoutACaretShowsTheLineAlone) {
  Diagnostic diagnostic = unknown_rate();
  diagnostic.caret_column = 0;
  EXPECT_EQ(render(diagnostic, Language::en),
            "tables/shanghai/payroll.json:41:20: error[unknown-name]: unknown name pension.employe_rate\n"
            "    round(pension.base * pension.employe_rate, fen)\n"
            "  mend: nearest name: pension.employee_rate");
}

struct PlaceCase {
  Place place;
  const char* en;
  const char* zh;
};

TEST(Render, NamesThePlaceAsFarAsItIsKnown) {
  const std::string en = "error[unknown-name]: unknown name x\n  mend: nearest name: y";
  const std::string zh = "error[unknown-name]: 未知名称 x\n  改法：改为最接近的名称：y";
  const PlaceCase cases[] = {
      {{"a.json", 3, 7, 0, ""}, "a.json:3:7: ", "a.json:3:7: "},
      {{"a.json", 3, 0, 0, ""}, "a.json:3: ", "a.json:3: "},
      {{"a.json", 0, 0, 0, ""}, "a.json: ", "a.json: "},
      {{"a.csv", 0, 0, 12, "层级"}, "a.csv: row 12, column 层级: ", "a.csv: 第 12 行“层级”列: "},
      {{"a.csv", 0, 0, 12, ""}, "a.csv: row 12: ", "a.csv: 第 12 行: "},
      {{"a.csv", 0, 0, 0, "层级"}, "a.csv: column 层级: ", "a.csv: “层级”列: "},
      {{"", 0, 0, 0, ""}, "", ""},
  };
  for (const PlaceCase& c : cases) {
    const Diagnostic diagnostic{Code::unknown_name, c.place, {"x", "y"}, "", 0, 1};
    EXPECT_EQ(render(diagnostic, Language::en), c.en + en);
    EXPECT_EQ(render(diagnostic, Language::zh), c.zh + zh);
  }
}

TEST(Render, TakesAnArgumentInTheReadersLanguage) {
  const Diagnostic diagnostic{
      Code::wrong_type, {}, {Text("金额", "money"), Text("数", "a number"), Text("改", "mend it")}};
  EXPECT_EQ(message(diagnostic, Language::zh), "类型不符：此处是 金额，应为 数");
  EXPECT_EQ(message(diagnostic, Language::en), "wrong type: found money, expected a number");
  EXPECT_EQ(mend(diagnostic, Language::en), "mend it");
}

TEST(Render, LeavesBracesInArgumentsAlone) {
  const Diagnostic diagnostic{Code::wrong_unit, {}, {"{1}", "{0} {2} {x} {"}};
  EXPECT_EQ(message(diagnostic, Language::en), "wrong unit: {1}");
  EXPECT_EQ(mend(diagnostic, Language::en), "{0} {2} {x} {");
}

TEST(Render, KeepsAPlaceholderWithoutItsArgumentVisible) {
  EXPECT_EQ(message({Code::unknown_name, {}, {}}, Language::en), "unknown name {0}");
}

TEST(RenderJson, IsOneLineWithEveryField) {
  EXPECT_EQ(render_json(unknown_rate(), Language::en),
            R"({"severity":"error","code":"unknown-name","file":"tables/shanghai/payroll.json","line":41,"column":20,)"
            R"("row":0,"cell":"","message":"unknown name pension.employe_rate",)"
            R"("mend":"nearest name: pension.employee_rate"})");
  EXPECT_EQ(render_json({Code::unknown_name, {"花名册.csv", 0, 0, 9, "层级"}, {"x\ny", "y"}}, Language::zh),
            R"({"severity":"error","code":"unknown-name","file":"花名册.csv","line":0,"column":0,)"
            R"("row":9,"cell":"层级","message":"未知名称 x\ny","mend":"改为最接近的名称：y"})");
}

TEST(RenderJson, SurvivesBytesThatAreNoText) {
  const std::string line = render_json({Code::unknown_name, {"a.csv", 0, 0, 2, ""}, {"\xD6\xD0", "y"}}, Language::en);
  EXPECT_EQ(nlohmann::json::parse(line)["message"], "unknown name \xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace fenglu
