// Syntax to a checked formula: types, mistakes, grains, what is read; by the tables beside this file.
#include "engine/formula/check.hpp"

#include <gtest/gtest.h>

#include "tests/formula/names_in_memory.hpp"
#include "tests/formula/text_table.hpp"
#include "tests/seed.hpp"

namespace fenglu::formula {
namespace {

SourceText source(const std::string& text) { return {text, "", {}, {}}; }

Result<Checked> check_item(const std::string& formula, bool working = false) {
  return check(source(formula), desk(), Home::item, working);
}

std::string name(const Type& type) {
  if (type.unit == Unit::category) return "category:" + desk().category_id(type.category);
  for (const char* word : {"money", "number", "rate", "flag", "date", "month", "text", "brackets", "rounding"})
    if (desk().type(word) == type) return word;
  return "?";
}

// "unknown-name(wages) wrong-type(1)": every error with the stretch that its caret is under.
std::string mistakes(const Diagnostics& found) {
  std::string all;
  for (const Diagnostic& each : found.all()) {
    if (wording(each.code).severity != Severity::error) continue;
    const std::string stretch = each.source_line.substr(each.caret_column - 1, each.caret_length);
    all += (all.empty() ? "" : " ") + std::string(wording(each.code).name) + "(" + stretch + ")";
  }
  return all;
}

std::string text_of(const Result<Checked>& checked) {
  return checked ? name(checked->root.type) : "!" + std::string(wording(checked.diagnostics().all().front().code).name);
}

TEST(Check, GivesEachFormulaItsType) {
  for (const TableRow& row : read_table("types.txt", 3)) {
    const Result<Checked> checked = check_item(row.cells[0]);
    EXPECT_EQ(text_of(checked), row.cells[1])
        << "types.txt:" << row.line << ": " << row.cells[0] << "  " << mistakes(checked.diagnostics());
  }
}

TEST(Check, FindsEveryMistakeOfAFormulaAndNoOther) {
  for (const TableRow& row : read_table("mistakes.txt", 3))
    EXPECT_EQ(mistakes(check_item(row.cells[0]).diagnostics()), row.cells[1])
        << "mistakes.txt:" << row.line << ": " << row.cells[0] << "  " << row.cells[2];
}

TEST(Check, ProvesTheGrain) {
  for (const TableRow& row : read_table("grains.txt", 3)) {
    const Result<Checked> checked = check_item(row.cells[0], true);
    ASSERT_TRUE(checked) << "grains.txt:" << row.line << ": " << mistakes(checked.diagnostics());
    const Grain& grain = checked->grain;
    std::string text = "any";
    if (grain) text = numerator(*grain).str() + (is_integer(*grain) ? "" : "/" + denominator(*grain).str());
    EXPECT_EQ(text, row.cells[1]) << "grains.txt:" << row.line << ": " << row.cells[0];
  }
}

TEST(Check, WholeMeansAWholeMultipleOfTheUnit) {
  EXPECT_TRUE(is_whole(Rational(100), 1));
  EXPECT_TRUE(is_whole(Rational(0), 1)) << "0 is whole";
  EXPECT_TRUE(is_whole(Rational(1, 100), Rational(1, 100)));
  EXPECT_FALSE(is_whole(Rational(3, 2), 1));
  EXPECT_FALSE(is_whole(Rational(1), 100)) << "whole fen aren't whole yuan";
  EXPECT_FALSE(is_whole(std::nullopt, 1));
}

TEST(Check, HoldsTheResultAgainstTheExpectedType) {
  const auto expect = [](const std::string& formula, const std::string& type) {
    return mistakes(check(source(formula), desk(), Home::item, false, desk().type(type)).diagnostics());
  };
  EXPECT_EQ(expect("wage > 0", "flag"), "");
  EXPECT_EQ(expect("wage", "flag"), "wrong-type(wage)");
  EXPECT_EQ(expect("chief1", "category:grade"), "") << "a bare member takes its meaning from what is expected";
  EXPECT_EQ(expect("chief1", "category:post"), "unknown-member(chief1)");
  EXPECT_EQ(expect("\"2025-01-01\"", "date"), "");
  EXPECT_EQ(expect("0", "money"), "");
  EXPECT_EQ(expect("if(overtime, 0, 0)", "money"), "");
  EXPECT_EQ(expect("1", "money"), "wrong-type(1)");
}

TEST(Check, NumbersAndRatesStandInForOneAnother) {
  const Result<Checked> checked = check(source("days / 30"), desk(), Home::item, false, Type{Unit::rate});
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->root.type.unit, Unit::rate) << "the stated one is the result's";
}

TEST(Check, WorkingItemsMayLeaveAQuotientAsItIs) {
  for (const char* formula :
       {"wage / days", "mean_of(wage)", "if(overtime, wage / days, 0)", "max(wage / days, 0) * 2"}) {
    EXPECT_FALSE(check_item(formula)) << formula;
    const Result<Checked> working = check_item(formula, true);
    ASSERT_TRUE(working) << formula << mistakes(working.diagnostics());
    EXPECT_TRUE(working->divided) << formula;
  }
}

TEST(Check, DividedIsOnlyWhatReachesTheResult) {
  const auto divided = [](const char* formula) { return check_item(formula, true)->divided; };
  EXPECT_TRUE(divided("wage.per_day * 2")) << "through another working item";
  EXPECT_FALSE(divided("round(wage / days, fen)"));
  EXPECT_FALSE(divided("wage / days_a_month")) << "a constant divisor is only a scale";
  EXPECT_FALSE(divided("if(wage / days > 1 yuan, wage, bonus)")) << "a condition isn't part of the value";
  EXPECT_FALSE(divided("round(wage.per_day, fen) + wage"));
}

TEST(Check, AQuotientIsRoundedBeforeItIsSummedEvenInAWorkingItem) {
  EXPECT_EQ(mistakes(check_item("sum_of(wage / days)", true).diagnostics()), "division-needs-round(wage / days)");
  EXPECT_EQ(mistakes(check_item("sum_of(wage.per_day)", true).diagnostics()), "division-needs-round(wage.per_day)");
}

TEST(Check, KnowsWhatDiffersFromRowToRow) {
  const auto varies = [](const char* formula) { return check_item(formula, true)->varies; };
  for (const char* same : {"1", "wage.floor", "month", "days_in(month)", "sum_of(wage)", "at(wage.floor, month.first)",
                           "at(case.floor, month.first)", "seniority.rate[12]", "if(allowed, 1, 2)"})
    EXPECT_FALSE(varies(same)) << same;
  for (const char* different :
       {"wage", "pension.base", "case.floor", "known(left_on)", "sum_of(wage by grade)", "apportion(1 yuan, wage)",
        "year_to_date(pension.base)", "last_month(pension.base)", "at(wage.floor, hired_on)", "seniority.rate[days]",
        "at(grade.wage[post, chief1], month.first)", "split(wage, 1, 1, 1)"})
    EXPECT_TRUE(varies(different)) << different;
}

TEST(Check, CollectsEverythingThatIsRead) {
  const Result<Checked> checked = check_item(
      "if(known(left_on), sum_of(wage by grade), 0) + year_to_date(pension.base) + last_month(tax.due_ytd) + "
      "round(wage.exact * employee_rate, at(social.rounding, hired_on)) + apportion(wage.ceiling, days)");
  ASSERT_TRUE(checked) << mistakes(checked.diagnostics());
  const auto indexes = [](std::initializer_list<const char*> names) {
    std::set<int> all;
    for (const char* each : names) all.insert(desk().find(each).index);
    return all;
  };
  EXPECT_EQ(checked->facts, indexes({"left_on", "wage", "grade", "hired_on", "days"}));
  EXPECT_EQ(checked->items, indexes({"wage.exact"}));
  EXPECT_EQ(checked->parameters, indexes({"employee_rate", "social.rounding", "wage.ceiling"}));
  EXPECT_EQ(checked->year_to_date_items, indexes({"pension.base"}));
  EXPECT_EQ(checked->last_month_items, indexes({"tax.due_ytd"}));
  EXPECT_EQ(checked->cross_row, 2);
}

std::vector<std::string> warnings(const char* formula, Home home = Home::item) {
  std::vector<std::string> all;
  const Result<Checked> checked = check(source(formula), desk(), home, true);
  for (const Diagnostic& each : checked.diagnostics().all())
    all.push_back(std::string(wording(each.code).name) + " " + each.arguments.at(0).en);
  return all;
}

TEST(Check, WarnsOfFiguresOfLaw) {
  using All = std::vector<std::string>;
  EXPECT_EQ(warnings("wage * 0.08"), All{"figure-of-law 0.08"});
  EXPECT_EQ(warnings("min(wage, 5000 yuan)"), All{"figure-of-law 5000 yuan"});
  EXPECT_EQ(warnings("hired_on < '2025-07-01'"), All{"figure-of-law '2025-07-01'"});
  EXPECT_EQ(warnings("wage * 0.08 + days * 5 fen"), (All{"figure-of-law 0.08", "figure-of-law 5 fen"}));
  EXPECT_EQ(warnings("wage * 0 + wage * 1 + wage * 2 / 12 + 100 yuan"), All{}) << "no figures of law";
  EXPECT_EQ(warnings("round(wage / 12, 10 yuan)"), All{}) << "a unit to round to";
  EXPECT_EQ(warnings("split(wage, 3, 1, 1, 1)"), All{}) << "the number of a share";
  EXPECT_EQ(warnings("disability_grade <= 10"), All{}) << "a member";
  EXPECT_EQ(warnings("injury.months[3]"), All{}) << "a member";
  EXPECT_EQ(warnings("wage.floor * 1.08", Home::parameter), All{}) << "a parameter's formula has a source";
}

TEST(Check, WarnsOfPlacesWhereAUnitIsDue) {
  EXPECT_EQ(warnings("round(hours, 2)"), std::vector<std::string>{"rounding-places 2"});
  EXPECT_EQ(warnings("round(hours, 0.01)"), std::vector<std::string>{});
  EXPECT_EQ(warnings("round(hours, 10)"), std::vector<std::string>{});
}

TEST(Check, ARoundCarriesItsUnitAndDirection) {
  const auto rule = [](const char* formula) { return check_item(formula)->root.rule; };
  EXPECT_EQ(rule("round(wage, jiao)"), (RoundingRule{10, RoundingMode::half}));
  EXPECT_EQ(rule("round_up(wage, 10 yuan)"), (RoundingRule{1000, RoundingMode::up}));
  EXPECT_EQ(rule("round_down(hours, 0.5)"), (RoundingRule{Rational(1, 2), RoundingMode::down}));
  EXPECT_EQ(rule("round(wage, social.rounding)"), std::nullopt);
}

// Literals in the units of the tree: fen, day numbers, month numbers, indexes of members.
TEST(Check, LiteralsAreInTheUnitsOfTheTree) {
  const auto literal = [](const char* formula) { return check_item(formula)->root.children[1].value; };
  EXPECT_EQ(literal("wage > 10 yuan"), 1000);
  EXPECT_EQ(literal("hired_on > '1970-01-11'"), 10);
  EXPECT_EQ(literal("paid_in > '2025-10'"), 2025 * 12 + 9);
  EXPECT_EQ(literal("grade = grade1"), 2);
  EXPECT_EQ(literal("disability_grade = 10"), 4);
}

TEST(Check, TextsOfTheTreeAreWhatAPersonReads) {
  const Result<Checked> checked = check_item("max(wage + (10 yuan), pension.base)");
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->root.text, "max");
  EXPECT_EQ(checked->root.children[0].text, "+");
  EXPECT_EQ(checked->root.children[0].children[1].text, "10 yuan");
  EXPECT_EQ(checked->root.children[1].text, "pension.base");
}

std::string any_formula(Seeded& random, int depth) {
  const auto pick = [&](const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(words.size()) - 1))];
  };
  if (depth == 0)
    return pick({"wage",
                 "days",
                 "share",
                 "hired_on",
                 "left_on",
                 "grade",
                 "chief1",
                 "overtime",
                 "unit",
                 "month",
                 "month.last",
                 "fen",
                 "wage.floor",
                 "employee_rate",
                 "tax.brackets",
                 "social.rounding",
                 "pension.base",
                 "wage.per_day",
                 "0",
                 "1.5",
                 "10 yuan",
                 "'2025-01-01'",
                 "'x'",
                 "nobody",
                 "previous()",
                 "grade.wage",
                 "county",
                 "by_"});
  const auto part = [&] { return any_formula(random, depth - 1); };
  switch (random.between(0, 4)) {
    case 0:
      return "(" + part() + pick({" + ", " - ", " * ", " / ", " = ", " <> ", " < ", " >= ", " and ", " or "}) + part() +
             ")";
    case 1: return pick({"-", "not "}) + "(" + part() + ")";
    case 2:
      return pick({"grade.wage", "seniority.rate", "wage", "nowhere"}) + "[" + part() + pick({"", ", " + part()}) + "]";
    case 3:
      return pick({"sum_of", "mean_of", "count_of"}) + "(" + part() +
             pick({"", " by grade", " by wage", " by county"}) + ")";
    default: break;
  }
  std::string arguments = part();
  for (auto more = random.between(0, 2); more > 0; --more) arguments += ", " + part();
  return functions()[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(functions().size()) - 1))]
             .name.data() +
         std::string("(") + arguments + ")";
}

// Any formula comes to a tree or to mistakes, each of which can be read in both languages.
TEST(CheckProperty, AnyFormulaIsCheckedOrRefusedInWords) {
  Seeded random("any formula is checked or refused in words");
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < 4000; ++round) {
    const std::string formula = any_formula(random, static_cast<int>(random.between(0, 3)));
    const Home home = random.between(0, 3) > 0   ? Home::item
                      : random.between(0, 1) > 0 ? Home::parameter
                                                 : Home::row_rule;
    const Result<Checked> checked = check(source(formula), desk(), home, random.between(0, 1) > 0);
    EXPECT_TRUE(!checked || checked->root.span.end <= formula.size()) << formula;
    for (const Diagnostic& each : checked.diagnostics().all()) {
      for (const Language language : {Language::en, Language::zh}) {
        EXPECT_EQ(message(each, language).find('{'), std::string::npos) << formula;
        EXPECT_FALSE(mend(each, language).empty()) << formula << ": " << message(each, language);
      }
      EXPECT_LE(each.caret_column + each.caret_length, formula.size() + 2) << formula;
    }
  }
}

}  // namespace
}  // namespace fenglu::formula
