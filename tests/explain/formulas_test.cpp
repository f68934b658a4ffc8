// formulas.txt: every word of the language with its edges, worked out from the text of the formula to the value.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "engine/formula/check.hpp"
#include "tests/explain/tiny.hpp"

namespace fenglu::explain {
namespace {

struct Claim {
  std::size_t line = 0;
  std::string formula;
  Cells facts;
  std::string result;
  std::string why;
};

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> cut(const std::string& text, char at) {
  std::vector<std::string> out;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) out.push_back(trimmed(part));
  return out;
}

std::vector<Claim> read_claims(const std::string& path) {
  std::vector<Claim> out;
  std::ifstream file(path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = cut(line, '|');
    if (columns.size() != 4) ADD_FAILURE() << path << ":" << number << " has not four columns";
    Claim claim{number, columns.at(0), {}, columns.at(2), columns.at(3)};
    for (const std::string& cell : cut(columns.at(1), ' ')) {
      const std::size_t equals = cell.find('=');
      if (equals != std::string::npos) claim.facts[cell.substr(0, equals)] = cell.substr(equals + 1);
    }
    out.push_back(std::move(claim));
  }
  return out;
}

void give_facts(Tiny& tiny) {
  const std::string wide = R"("range": ["-9999999.99", "9999999.99"], "default": "0")";
  tiny.fact("wage", R"("type": "money", "default": "0")");
  tiny.fact("amount", R"("type": "money", )" + wide);
  tiny.fact("hours", R"("type": "number", "decimals": 2, "range": ["-1000", "1000"], "default": "0")");
  tiny.fact("n", R"("type": "number", "range": ["-1200", "1200"], "default": "0")");
  tiny.fact("maybe", R"("type": "number", "range": ["-1200", "1200"], "optional": true)");
  tiny.fact("rate", R"("type": "rate", "default": "0.08")");
  tiny.fact("flagged", R"("type": "flag", "default": false)");
  tiny.fact("a", R"("type": "date", "default": "2025-01-01")");
  tiny.fact("b", R"("type": "date", "default": "2025-01-01")");
  tiny.fact("left", R"("type": "date", "optional": true)");
  tiny.fact("paid", R"("type": "month", "default": "2025-01")");
  tiny.fact("grade", R"("type": {"category": "grade"}, "default": "low")");
  tiny.fact("class", R"("type": {"category": "class"}, "default": "one")");
  tiny.fact("name", R"("type": "text", "default": "")");
  tiny.fact("other", R"("type": "text", "default": "")");
}

std::string row(const std::string& from, const std::string& what) {
  return R"({"from": ")" + from + R"(", "announced": ")" + from + R"(", )" + what +
         R"(, "source": "rule#1", "status": "verified"})";
}

std::string values(const std::string& unit, const std::string& rows) {
  return R"("unit": ")" + unit + R"(", "values": [)" + rows + "]";
}

void give_parameters(Tiny& tiny) {
  tiny.parameter(
      "tax.brackets",
      values(
          "brackets",
          row("2019-01-01",
              R"("brackets": [{"up_to": "36000", "rate": "0.02", "quick": "0"}, {"rate": "0.1", "quick": "2880"}])") +
              "," +
              row("2025-07-01",
                  R"("brackets": [{"up_to": "36000", "rate": "0.03", "quick": "0"}, {"up_to": "144000", "rate": "0.1", "quick": "2520"},
                        {"up_to": "300000", "rate": "0.2", "quick": "16920"}, {"rate": "0.25", "quick": "31920"}])")));
  tiny.parameter("steps", R"("of": "number", )" + values("brackets", row("2019-01-01", R"("brackets": [
      {"up_to": "10", "rate": "0.5", "quick": "0"}, {"rate": "1", "quick": "5"}])")));
  tiny.parameter(
      "grade.wage",
      R"("axes": ["class", "grade"], )" +
          values("money",
                 row("2019-01-01", R"("rows": [["*", ["low", "middle"], "3900"], ["*", "high", "3950"]])") + "," +
                     row("2025-01-01",
                         R"("rows": [["one", "low", "3000"], ["one", "middle", "3500"], ["one", "high", "4000"],
                                              ["two", "low", "2000"], ["two", "middle", "2500"], ["two", "high", "3000"]])")));
  tiny.parameter("usual.grade", R"("unit": {"category": "grade"}, "values": [)" +
                                    row("2019-01-01", R"("value": "low")") + "," +
                                    row("2025-01-01", R"("value": "high")") + "]");
  tiny.parameter("seniority",
                 R"("axes": [{"bands": "number"}], )" +
                     values("rate", row("2019-01-01", R"("rows": [["0", "0.6"], ["2", "0.7"], ["4", "0.8"]])")));
  tiny.parameter("wage.band", R"("axes": [{"bands": "money"}], )" +
                                  values("number", row("2019-01-01", R"("rows": [["0", "1"], ["3000", "2"]])")));
  tiny.parameter("social.rounding",
                 values("rounding", row("2019-01-01", R"("value": {"unit": "fen", "mode": "half"})") + "," +
                                        row("2025-07-01", R"("value": {"unit": "jiao", "mode": "up"})")));
  tiny.parameter("base.rate", values("rate", row("2019-01-01", R"("value": "0.16")") +
                                                 R"(, {"from": "2025-07-01", "announced": "2025-08-29", "value": "0.17",
                                                       "source": "rule#2", "status": "verified"})"));
  tiny.parameter("ended.rate", values("rate", row("2019-01-01", R"("to": "2025-09-30", "value": "0.02")")));
}

class Formulas : public ::testing::Test {
 protected:
  void SetUp() override {
    claims = read_claims(std::string(FENGLU_ROOT) + "/tests/explain/formulas.txt");
    ASSERT_GT(claims.size(), 100U);
    give_facts(tiny);
    give_parameters(tiny);
    for (const Claim& claim : claims) tiny.item("x" + std::to_string(claim.line), claim.formula);
    tiny.load();
  }
  std::vector<Claim> claims;
  Tiny tiny;
};

TEST_F(Formulas, ComeToWhatTheTableSays) {
  for (const Claim& claim : claims) {
    EXPECT_EQ(tiny.worked_out(claim.facts, "x" + std::to_string(claim.line)), claim.result)
        << "formulas.txt:" << claim.line << ": " << claim.formula << " (" << claim.why << ")";
  }
}

TEST_F(Formulas, ATraceComesToTheSameValue) {
  for (const Claim& claim : claims) {
    const run::Table table = tiny.roster({claim.facts});
    Evaluator evaluator(tiny.policy(), table, {0, Month::make(2025, 10), std::nullopt, false});
    const int item = tiny.index_of("x" + std::to_string(claim.line));
    const Result<Answer> value = evaluator.value(0, item);
    const Result<Node> node = evaluator.trace(0, item);
    ASSERT_EQ(value.ok(), node.ok()) << claim.formula;
    if (!value.ok()) continue;
    EXPECT_EQ(node->answer.value, value->value) << claim.formula;
    EXPECT_EQ(node->answer.type, value->type) << claim.formula;
    EXPECT_EQ(node->formula, claim.formula);
  }
}

void gather(const formula::Expression& e, std::set<formula::Kind>& kinds) {
  kinds.insert(e.kind);
  for (const formula::Expression& child : e.children) gather(child, kinds);
}

// Words that need other rows, other months or a recurring table have tests of their own.
TEST_F(Formulas, TheTableReachesEveryOtherWord) {
  using formula::Kind;
  std::set<Kind> reached{Kind::item,       Kind::axis,   Kind::previous, Kind::year_before, Kind::year_to_date,
                         Kind::last_month, Kind::sum_of, Kind::mean_of,  Kind::count_of,    Kind::apportion};
  for (const policy::Item& item : tiny.policy().sheets[0].items) gather(item.formula.root, reached);
  for (int kind = 0; kind <= static_cast<int>(Kind::apportion); ++kind) {
    EXPECT_TRUE(reached.contains(static_cast<Kind>(kind))) << "no formula reaches kind " << kind;
  }
}

}  // namespace
}  // namespace fenglu::explain
