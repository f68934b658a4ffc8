// Text to syntax: shapes, stretches, what is refused and what is said then.
#include <gtest/gtest.h>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/syntax.hpp"
#include "tests/formula/shape.hpp"
#include "tests/formula/text_table.hpp"
#include "tests/seed.hpp"

namespace fenglu::formula {
namespace {

SourceText source(const std::string& text) { return {text, "", {}, {}}; }

std::string under_caret(const Diagnostic& diagnostic) {
  std::string line = diagnostic.source_line;
  std::string stretch;
  std::uint32_t character = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) ++character;
    if (character >= diagnostic.caret_column && character < diagnostic.caret_column + diagnostic.caret_length)
      stretch += line[i];
  }
  return stretch;
}

TEST(Parse, GivesEachFormulaItsShape) {
  for (const TableRow& row : read_table("shapes.txt", 3)) {
    SCOPED_TRACE("shapes.txt:" + std::to_string(row.line));
    const Result<Syntax> tree = parse(source(row.cells[0]));
    ASSERT_TRUE(tree) << row.cells[0];
    EXPECT_EQ(shape(*tree), row.cells[1]) << row.cells[2];
  }
}

TEST(Parse, NamesTheWordThatTheLanguageHas) {
  for (const TableRow& row : read_table("syntax_mistakes.txt", 4)) {
    SCOPED_TRACE("syntax_mistakes.txt:" + std::to_string(row.line));
    const Result<Syntax> tree = parse(source(row.cells[0]));
    ASSERT_FALSE(tree) << row.cells[0];
    const Diagnostic& mistake = tree.diagnostics().all().front();
    EXPECT_EQ(mistake.code, Code::formula_syntax);
    EXPECT_EQ(under_caret(mistake), row.cells[1]);
    EXPECT_EQ(mistake.arguments.at(1).en, row.cells[2]) << row.cells[3];
    EXPECT_FALSE(mistake.arguments.at(1).zh.empty());
  }
}

TEST(Parse, AnEmptyFormulaIsRefused) {
  const Result<Syntax> tree = parse(source(" \n "));
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.diagnostics().all().front().arguments.at(0), Text("公式结尾", "the end of the formula"));
}

TEST(Parse, ValuesOfLiteralsAreExactAndInFen) {
  EXPECT_EQ(parse(source("21.75"))->value, Rational(87, 4));
  EXPECT_EQ(parse(source("10 yuan"))->value, Rational(1000));
  EXPECT_EQ(parse(source("0.5 jiao"))->value, Rational(5));
}

// Every node's stretch, and the stretch of a bracketed operand inside that of its operator.
TEST(Parse, EveryNodeKnowsItsStretch) {
  const std::string text = "round((a + b) * t[x, 'y'], 10 yuan)";
  const Result<Syntax> tree = parse(source(text));
  ASSERT_TRUE(tree);
  const auto stretch = [&](const Syntax& node) {
    return text.substr(node.span.begin, node.span.end - node.span.begin);
  };
  EXPECT_EQ(stretch(*tree), text);
  EXPECT_EQ(stretch(tree->children[0]), "(a + b) * t[x, 'y']");
  EXPECT_EQ(stretch(tree->children[0].children[0]), "a + b");
  EXPECT_EQ(stretch(tree->children[0].children[1]), "t[x, 'y']");
  EXPECT_EQ(stretch(tree->children[0].children[1].children[1]), "'y'");
  EXPECT_EQ(stretch(tree->children[1]), "10 yuan");
}

TEST(Parse, TooLongOrTooDeepIsRefusedNotAttempted) {
  std::string deep = "a", brackets(150, '('), minus(150, '-'), wide = "a";
  for (int i = 0; i < 1500; ++i) wide += " + a";
  for (const std::string& text : {brackets + "a" + std::string(150, ')'), minus + "a", wide}) {
    const Result<Syntax> tree = parse(source(text));
    ASSERT_FALSE(tree);
    EXPECT_EQ(tree.diagnostics().all().front().arguments.at(1).en, "several items");
  }
  std::string long_enough = "a";
  for (int i = 0; i < 900; ++i) long_enough += " + a";
  EXPECT_TRUE(parse(source(long_enough)));
}

// A formula as an array of lines: line 2 of the text is line 8 of the file, whose text begins in column 10.
TEST(Places, PointIntoTheLineOfTheFile) {
  const SourceText text{"round(wage,\n  最 fen)", "payroll.json", {7, 8}, {18, 10}};
  const Result<Syntax> tree = parse(text);
  ASSERT_FALSE(tree);
  const Diagnostic& mistake = tree.diagnostics().all().front();
  EXPECT_EQ(mistake.place, (Place{"payroll.json", 8, 12, 0, ""}));
  EXPECT_EQ(mistake.source_line, "  最 fen)");
  EXPECT_EQ(mistake.caret_column, 3U);
  EXPECT_EQ(mistake.caret_length, 1U);
}

TEST(Places, CountCharactersNotBytes) {
  const SourceText text{"unit = '交警' + wage", "p.json", {3}, {5}};
  const Diagnostic mistake = text.at(Code::unknown_name, {18, 22}, {});
  EXPECT_EQ(under_caret(mistake), "wage");
  EXPECT_EQ(mistake.caret_column, 15U);
  EXPECT_EQ(mistake.place.column, 19U);
}

TEST(Places, AStretchOverLinesIsCutAtTheEndOfItsFirst) {
  const SourceText text{"wage +\nbonus", "", {}, {}};
  const Diagnostic mistake = text.at(Code::wrong_unit, {0, 12}, {});
  EXPECT_EQ(mistake.source_line, "wage +");
  EXPECT_EQ(mistake.caret_length, 6U);
  EXPECT_EQ(mistake.place.line, 0U) << "where the lines aren't known";
}

// Whatever is written, an answer comes, and it points into the text.
TEST(ParseProperty, AnySequenceOfWordsIsReadOrRefusedWithinTheText) {
  Seeded random("any sequence of words is read or refused");
  SCOPED_TRACE(random.trace());
  const std::vector<std::string> words{
      "a", "b.c", "1",   "2.5", "10 yuan", "'x'", "(",    ")",  "[",  "]",   ",",  "+",  "-",  "*", "/", "=",    "<>",
      "<", ">=",  "and", "or",  "by",      "not", "max(", "（", "\n", "if(", "t[", "工", "\"", "%", ".", "\xE5", "fen"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto count = random.between(0, 12);
    for (int i = 0; i < count; ++i)
      text += words[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(words.size()) - 1))] + " ";
    const SourceText from = source(text);
    const Result<Syntax> tree = parse(from);
    if (tree) {
      EXPECT_LE(tree->span.end, text.size());
    } else {
      const Diagnostic& mistake = tree.diagnostics().all().front();
      EXPECT_LE(mistake.caret_column, mistake.source_line.size() + 1) << text;
      EXPECT_FALSE(mistake.arguments.at(0).zh.empty());
    }
  }
}

// A tree written out with the fewest brackets is read as the same tree.
TEST(ParseProperty, WhatIsWrittenOutIsReadBackAsItWas) {
  Seeded random("parse(write(tree)) = tree");
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < 5000; ++round) {
    const Syntax tree = random_tree(random, 4);
    const std::string text = write(tree);
    const Result<Syntax> again = parse(source(text));
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(shape(*again), shape(tree)) << text;
  }
}

}  // namespace
}  // namespace fenglu::formula
