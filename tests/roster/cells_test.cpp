// The grammar of cells, as a table: what each is read as, or why it is refused.
#include <gtest/gtest.h>

#include <sstream>

#include "engine/roster/cell.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

// column | cell | lane, text or refused code | why. A lane is told as it is kept: fen, or value * 10^decimals.
constexpr const char* table = R"(
wage      | 1234.50                | 123450            | an amount in yuan is kept in fen
wage      | 1234.5                 | 123450            | one decimal will do
wage      | 1234                   | 123400            | and so will none
wage      | 0                      | 0                 | nothing is an amount
wage      | 0.01                   | 1                 | the least
wage      | 9999999.99             | 999999999         | the greatest that an amount may be
wage      | 10000000.00            | cell-range        | a fen beyond it
wage      | -0.01                  | cell-range        | the fact's range begins at 0
wage      | -0.00                  | 0                 | minus nothing is nothing
wage      | 007                    | 700               | leading zeros change nothing
wage      | 1,234.50               | 123450            | thousands separators, as a spreadsheet writes them
wage      | 1,234,567.89           | 123456789         | twice
wage      | 1,23                   | cell-format       | a separator out of place may be a decimal comma: not guessed
wage      | 12,34.50               | cell-format       | groups are of three
wage      | 1234,567.00            | cell-format       | all groups, or none
wage      | ,123                   | cell-format       | a group needs digits before it
wage      | １２３４．５０         | 123450            | full-width digits and point
wage      | １，２３４．５０       | 123450            | full-width separators
wage      | 　1234.50　            | 123450            | full-width blanks around
wage      | 1234.505               | cell-decimals     | a third decimal is never rounded away
wage      | 1234.500               | cell-decimals     | not even a zero: the amount was not meant in yuan and fen
wage      | 1e5                    | cell-format       | no scientific notation
wage      | 1.2E+05                | cell-format       | nor as a spreadsheet writes it
wage      | nan                    | cell-format       | not a number
wage      | inf                    | cell-format       | neither is this
wage      | 0x10                   | cell-format       | nor this
wage      | +5                     | cell-format       | no sign but minus
wage      | ¥100                   | cell-format       | no currency sign
wage      | ￥100                  | cell-format       | nor the full-width one
wage      | 100元                  | cell-format       | no unit
wage      | 1万                    | cell-format       | no multiples
wage      | 1 234.50               | cell-format       | a blank isn't a separator
wage      | .5                     | cell-format       | a point needs a digit before it
wage      | 5.                     | cell-format       | and behind it
wage      | 1.2.3                  | cell-format       | one point
wage      | --5                    | cell-format       | one minus
wage      | -                      | cell-format       | a dash isn't zero
wage      | 99999999999999999999   | cell-range        | beyond 64 bits
wage      | #N/A                   | cell-error-value  | a spreadsheet's error
wage      | #REF!                  | cell-error-value  | another
wage      | ########               | cell-error-value  | a column too narrow to show its value
hf.rate   | 0.07                   | 700               | a rate, kept to four decimals
hf.rate   | 7%                     | 700               | the same in percent
hf.rate   | 7.5%                   | 750               | with a decimal
hf.rate   | 7.50 %                 | 750               | a zero more and a blank take nothing away
hf.rate   | 0.0700                 | 700               | the same
hf.rate   | ７％                   | 700               | full-width
hf.rate   | 0                      | 0                 | none
hf.rate   | 1                      | 10000             | the whole
hf.rate   | 100%                   | 10000             | the whole
hf.rate   | 7                      | cell-rate         | 7 of what? 7% or 700%: not guessed
hf.rate   | 1.01                   | cell-rate         | over 1
hf.rate   | 101%                   | cell-range        | over the fact's range, and said in percent
hf.rate   | -1%                    | cell-range        | under it
hf.rate   | 0.07001                | cell-decimals     | a fifth decimal
hf.rate   | 7.001%                 | cell-decimals     | the same in percent
hf.rate   | %                      | cell-format       | no number
hf.rate   | 7%%                    | cell-format       | once is enough
hf.rate   | 7‰                     | cell-format       | per mille isn't known
overtime  | 36.5                   | 3650              | hours to two decimals
overtime  | 744                    | 74400             | all hours of a month
overtime  | 744.01                 | cell-range        | there are no more
overtime  | 0.125                  | cell-decimals     | a third decimal
veteran   | yes                    | 1                 | a flag
veteran   | No                     | 0                 | in any case
veteran   | TRUE                   | 1                 | as a spreadsheet writes it
veteran   | false                  | 0                 | the other
veteran   | 是                     | 1                 | in Chinese
veteran   | 否                     | 0                 | the other
veteran   | １                     | 1                 | full-width
veteran   | 0                      | 0                 | the other
veteran   | y                      | cell-format       | not a word of the list
veteran   | 2                      | cell-format       | not a truth
veteran   | √                      | cell-format       | a tick isn't a word either
hired_on  | 2024-07-01             | 19905             | ISO
hired_on  | 2024/7/1               | 19905             | as a spreadsheet in China writes it
hired_on  | 2024/07/01             | 19905             | with zeros
hired_on  | 20240701               | 19905             | digits alone
hired_on  | 2024年7月1日           | 19905             | in Chinese
hired_on  | ２０２４年７月１日     | 19905             | full-width digits
hired_on  | 2024-02-29             | 19782             | a leap year
hired_on  | 2023-02-29             | cell-date         | a common year
hired_on  | 2024-06-31             | cell-date         | June has 30 days
hired_on  | 20241301               | cell-date         | 12 months
hired_on  | 2024年0月1日           | cell-date         | no month 0
hired_on  | 1899-12-31             | cell-range        | before the range of the format
hired_on  | 2100/1/1               | cell-range        | behind it
hired_on  | 24-07-01               | cell-format       | which century?
hired_on  | 07/01/2024             | cell-format       | day or month first?
hired_on  | 2024-7/1               | cell-format       | one spelling at a time
hired_on  | 2024.7.1               | cell-format       | not a spelling of the list
hired_on  | 2024-07                | cell-format       | a month isn't a day
hired_on  | 45474                  | cell-format       | a spreadsheet's serial number
hired_on  | 2024/7/1 0:00          | cell-format       | a time of day behind it
hired_on  | 2024-07-01x            | cell-format       | something behind it
post      | service                | 1                 | a member's id
post      | 勤务                   | 1                 | its label
post      | Service staff          | 1                 | in the other language
post      | SERVICE                | 1                 | in any case
post      | ｃｉｖｉｌｉａｎ       | 0                 | full-width letters
post      | servise                | cell-category     | a typo
post      | 1                      | cell-category     | not the member's number
staff_id  | 00123                  | "00123"           | verbatim: zeros are kept
staff_id  | 　A 1　                | "A 1"             | blanks around are taken off, inside they stay
staff_id  | Ａ１                   | "Ａ１"            | full-width letters are kept
staff_id  | ="00123"               | "00123"           | how exports keep a spreadsheet from reading a number
staff_id  | '=1+1                  | "=1+1"            | the guard against formulas is taken off
staff_id  | ''=1+1                 | "'=1+1"           | exactly one of them
staff_id  | 'tis                   | "'tis"            | a quote that guards nothing is text
staff_id  | 1.2E+17                | cell-destroyed    | a spreadsheet has destroyed the number
staff_id  | 3.10115E+17            | cell-destroyed    | the same
staff_id  | 3E+05                  | cell-destroyed    | and shorter
staff_id  | １．２Ｅ＋１７         | cell-destroyed    | full-width
staff_id  | E2E+5                  | "E2E+5"           | a number that was meant so
staff_id  | 12E5                   | "12E5"            | so was this: no spreadsheet writes it without the plus
staff_id  | 3.10105E17             | cell-destroyed    | but no such number has a point
staff_id  | 12E-5                  | cell-destroyed    | nor is below one
staff_id  | 1.2E                   | "1.2E"            | there is no power
staff_id  | 1.2E+                  | "1.2E+"           | nor here
staff_id  | #N/A                   | cell-error-value  | an error isn't a key
id_card   | 3.10115E+17            | cell-destroyed    | identity numbers are what is destroyed most
id_card   | 310115199001011234     | "310115199001011234" | as it should be
name      | 3.10115E+17            | "3.10115E+17"     | other text may look so
name      | #REF!                  | cell-error-value  | but not like an error
)";

struct Line {
  std::string column, cell, outcome, why;
};

std::vector<Line> lines() {
  std::vector<Line> out;
  std::istringstream in(table);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    std::vector<std::string> parts;
    std::istringstream cells(line);
    for (std::string part; std::getline(cells, part, '|');) {
      const std::size_t begin = part.find_first_not_of(' ');
      parts.push_back(part.substr(begin, part.find_last_not_of(' ') + 1 - begin));
    }
    out.push_back({parts.at(0), parts.at(1), parts.at(2), parts.at(3)});
  }
  return out;
}

std::string outcome(const policy::Fact& fact, std::string_view cell) {
  const CellGrammar grammar = grammar_of(sample_policy(), fact);
  if (fact.type.unit == policy::Unit::text) {
    std::string_view text;
    if (auto problem = parse_text(cell, grammar, text)) return std::string(wording(problem->code).name);
    return '"' + std::string(text) + '"';
  }
  std::int64_t lane = 0;
  if (auto problem = parse_cell(trim(cell), grammar, lane)) return std::string(wording(problem->code).name);
  return std::to_string(lane);
}

TEST(Cells, AreReadOrRefusedAsTheTableSays) {
  ASSERT_GT(lines().size(), 100u);
  for (const Line& line : lines()) {
    const int index = sample_sheet().find_fact(line.column);
    ASSERT_GE(index, 0) << line.column;
    const policy::Fact& fact = sample_sheet().facts[static_cast<std::size_t>(index)];
    EXPECT_EQ(outcome(fact, line.cell), line.outcome) << line.column << " | " << line.cell << " | " << line.why;
  }
}

// What is plain is no word of a spreadsheet's, no figure that it took apart, and nothing that a blank is taken off.
TEST(Cells, ArePlainNamesOnlyWhereNothingElseCouldBeMeant) {
  for (const char* const plain :
       {"A017", "0", "440301199001011234", "44030119900101123X", "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"})
    EXPECT_TRUE(is_plain_name(plain)) << plain;
  for (const char* const other : {"",      " ",    "A017 ", " A017", "1E5", "E", "a017", "A-17", "#NA", "'A017", "=A1",
                                  "Ａ017", "张三", "A\t7",  "A.7",   "/",   ":", "@",    "[",    "`",   "{"})
    EXPECT_FALSE(is_plain_name(other)) << other;
}

TEST(Cells, OfAMonthAreReadInFourSpellings) {
  const CellGrammar grammar{.type = {policy::Unit::month, -1}, .low = 0, .high = 30000};
  for (const char* cell : {"2025-10", "2025/10", "202510", "2025年10月"}) {
    std::int64_t lane = 0;
    EXPECT_FALSE(parse_cell(cell, grammar, lane)) << cell;
    EXPECT_EQ(lane, Month::make(2025, 10).number()) << cell;
  }
  for (const char* cell : {"2025-13", "2025", "2025-10-01", "25-10", "2025年10", "202500"}) {
    std::int64_t lane = 0;
    EXPECT_TRUE(parse_cell(cell, grammar, lane)) << cell;
  }
}

TEST(Cells, OfFractionalRangesKeepWithinThem) {
  policy::Fact fact = sample_sheet().facts[wage];
  fact.range = {Rational(1001, 10), Rational(2009, 10)};  // 1.001 to 2.009 yuan
  const CellGrammar grammar = grammar_of(sample_policy(), fact);
  EXPECT_EQ(grammar.low, 101);
  EXPECT_EQ(grammar.high, 200);
}

TEST(Cells, AreQuotedShortInMessages) {
  const Text shown = quote_cell(std::string(57, 'x') + "工资单");
  EXPECT_EQ(shown.en, "'" + std::string(57, 'x') + "工...'");
  EXPECT_EQ(quote_cell("a\nb").zh, "“a b”");
}

}  // namespace
}  // namespace fenglu::roster
