// Which words each home of a formula may use: items everything but recurrences, parameters only parameters, defaults
// and rules only the row's own.
#include <gtest/gtest.h>

#include "engine/formula/check.hpp"
#include "tests/formula/names_in_memory.hpp"

namespace fenglu::formula {
namespace {

std::string code_of(const std::string& formula, Home home, const NamesInMemory& names = desk(),
                    std::optional<Type> expected = std::nullopt) {
  const Result<Checked> checked = check({formula, "", {}, {}}, names, home, false, expected);
  return checked ? "" : std::string(wording(checked.diagnostics().all().front().code).name);
}

TEST(Home, AParametersFormulaReadsParameters) {
  for (const char* formula : {"round(wage.floor * employee_rate, fen)", "at(wage.floor, '2025-01-01')",
                              "year_before(wage.floor)", "max(wage.floor, 10 yuan)", "round(wage.floor, fund.rounding)",
                              "at(wage.floor, add_months('2025-01-31', 1))", "grade.wage[civilian, chief1]",
                              "progressive(wage.floor, tax.brackets)", "wage.floor / wage.ceiling * wage.floor"})
    EXPECT_EQ(code_of(formula, Home::parameter), "") << formula;
  for (const char* formula : {"wage", "pension.base", "month", "month.first", "known(left_on)", "sum_of(wage.floor)",
                              "split(wage.floor, 1, 1, 1)", "apportion(wage.floor, 1)", "year_to_date(pension.base)",
                              "last_month(pension.base)"})
    EXPECT_EQ(code_of(formula, Home::parameter), "not-here") << formula;
}

TEST(Home, ADefaultOrARuleReadsItsOwnRow) {
  for (const char* formula : {"hired_on <= month.last", "wage > wage.floor", "if(known(left_on), left_on, month.last)",
                              "split(wage, 1, 1, 1)", "grade.wage[post, grade]"})
    EXPECT_EQ(code_of(formula, Home::row_rule), "") << formula;
  for (const char* formula : {"pension.base", "sum_of(wage)", "count_of(overtime)", "apportion(1 yuan, wage)",
                              "year_to_date(pension.base)", "last_month(pension.base)", "previous()"})
    EXPECT_EQ(code_of(formula, Home::row_rule), "not-here") << formula;
}

TEST(Home, AnItemHasNoRecurrence) {
  EXPECT_EQ(code_of("previous()", Home::item), "not-here");
  EXPECT_EQ(code_of("year_before(wage.floor)", Home::item), "not-here");
}

TEST(Home, PreviousIsOfTheParametersOwnType) {
  EXPECT_EQ(code_of("previous() + 10 yuan", Home::parameter, desk(), Type{Unit::money}), "");
  EXPECT_EQ(code_of("previous() + 10 yuan", Home::parameter, desk(), Type{Unit::rate}), "wrong-unit");
}

TEST(Home, AnAxisStandsForTheMemberOfTheCell) {
  NamesInMemory names = desk();
  names.axes = {"post", "grade"};
  const Result<Checked> checked =
      check({"grade.wage[post, grade] * if(grade = chief1, 2, 1)", "", {}, {}}, names, Home::parameter);
  ASSERT_TRUE(checked);
  const Expression& table = checked->root.children[0];
  EXPECT_EQ(table.children[0].kind, Kind::axis);
  EXPECT_EQ(table.children[1].symbol, 1) << "the second axis";
  EXPECT_FALSE(checked->varies) << "a cell is no row";
}

// What previous() is a multiple of is the policy's to prove by induction; without that it may be any fraction.
TEST(Home, PreviousHasTheGrainThatThePolicyProves) {
  NamesInMemory names = desk();
  const SourceText text{"max(previous(), round(previous() * 1.05, 10 yuan))", "", {}, {}};
  EXPECT_EQ(check(text, names, Home::parameter, false, Type{Unit::money})->grain, std::nullopt);
  names.previous = 1000;
  EXPECT_EQ(check(text, names, Home::parameter, false, Type{Unit::money})->grain, Rational(1000));
  names.previous = 100;
  EXPECT_EQ(check(text, names, Home::parameter, false, Type{Unit::money})->grain, Rational(100));
}

TEST(Words, AreReservedWhereAFormulaCouldntTellThem) {
  for (const char* word : {"and", "or", "not", "by", "month", "month.first", "month.last", "fen", "jiao", "yuan"})
    EXPECT_TRUE(is_reserved(word)) << word;
  for (const char* word : {"round", "wage", "year", "month.days", ""}) EXPECT_FALSE(is_reserved(word)) << word;
}

}  // namespace
}  // namespace fenglu::formula
