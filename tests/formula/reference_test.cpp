// docs/formulas.md and the language hold together: every word is described and shown, every example is a formula. What
// the examples come to is for the floor that works formulas out: tests/explain.
#include "tests/formula/reference.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/formula/names_in_memory.hpp"

namespace fenglu::formula {
namespace {

std::string page() {
  std::ifstream file(FENGLU_ROOT "/docs/formulas.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// "sum_of(x), sum_of(x by category)" as the page writes it: each in its own backquotes.
std::string as_on_the_page(std::string_view signature) {
  std::string text = "`" + std::string(signature) + "`";
  const std::size_t second = text.find("), ");
  return second == std::string::npos ? text : text.substr(0, second + 1) + "`, `" + text.substr(second + 3);
}

TEST(Reference, EveryFunctionHasItsRow) {
  const std::string text = page();
  for (const Function& each : functions()) {
    const std::string row =
        "| " + as_on_the_page(each.signature) + " | " + each.meaning.en + " | " + each.meaning.zh + " |";
    EXPECT_NE(text.find(row), std::string::npos) << row;
  }
}

TEST(Reference, EveryFunctionAndOperatorIsShownByAnExample) {
  std::string shown;
  for (const Example& each : read_examples()) shown += " " + each.formula + "\n";
  for (const Function& each : functions())
    EXPECT_NE(shown.find(std::string(each.name) + "("), std::string::npos) << each.name;
  for (const char* sign : {" + ",        " - ",     "-a",    " * ",   " / ",    " = ",  " <> ", " < ",
                           " <= ",       " > ",     " >= ",  " and ", " or ",   "not ", " by ", "month.first",
                           "month.last", "month <", " yuan", " fen)", " jiao)", "["})
    EXPECT_NE(shown.find(sign), std::string::npos) << sign;
}

std::string type_word(const std::string& type, const Example& example) {
  const auto named = [&](const auto& category) { return category.first == type; };
  return std::any_of(example.categories.begin(), example.categories.end(), named) ? "category:" + type : type;
}

NamesInMemory names_of(const Example& example) {
  NamesInMemory names;
  const auto declare = [&](const std::string& line) { EXPECT_TRUE(names.declare(line)) << line; };
  for (const auto& [category, members] : example.categories) {
    std::string line = "category " + category;
    for (const std::string& member : members) line += " " + member;
    declare(line);
  }
  for (const Example::Fact& fact : example.facts) {
    // Optional where the formula asks: known() is only for such facts.
    const bool optional = example.formula.find("known(" + fact.name + ")") != std::string::npos;
    const std::string grain = fact.type == "money" ? " grain=1" : " grain=1/100";
    declare("fact " + fact.name + " " + type_word(fact.type, example) + grain + (optional ? " optional" : ""));
  }
  for (const Example::Item& item : example.items) declare("item " + item.name + " " + item.type + " grain=1");
  for (const Example::Parameter& parameter : example.parameters) {
    std::string axes;
    for (const std::string& axis : parameter.axes)
      axes += (axes.empty() ? " axes=" : ",") + (axis == "number" || axis == "money" ? "band:" + axis : axis);
    declare("parameter " + parameter.name + " " + type_word(parameter.type, example) + " constant" + axes);
  }
  return names;
}

TEST(Reference, EveryExampleIsAFormula) {
  std::size_t count = 0;
  for (const Example& example : read_examples()) {
    ++count;
    NamesInMemory names = names_of(example);
    const bool recurs = !example.recurring.type.empty();
    const std::optional<Type> expected = recurs ? names.type(example.recurring.type) : std::nullopt;
    const Result<Checked> checked =
        check({example.formula, "docs/formulas.md", {static_cast<std::uint32_t>(example.line)}, {1}}, names,
              recurs ? Home::parameter : Home::item, true, expected);
    EXPECT_TRUE(checked) << render(checked.diagnostics().all().front(), Language::en);
    EXPECT_FALSE(example.results.empty());
  }
  EXPECT_GT(count, 60U);
}

}  // namespace
}  // namespace fenglu::formula
