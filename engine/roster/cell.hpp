// The grammar of a cell: text to a lane, or the reason why not. Nothing is ever rounded, clipped or guessed.
//     CellGrammar wage = grammar_of(policy, sheet.facts[4]);
//     std::int64_t lane;
//     if (auto problem = parse_cell("1,234.5", wage, lane)) tell(problem->code, problem->arguments);
//     // lane is 123450 (fen)
#pragma once

#include <map>

#include "engine/policy/policy.hpp"

namespace fenglu::roster {

struct Problem {
  Code code;
  std::vector<Text> arguments;  // of the code's wording: value, expected ...
};

// How cells of a column are read, and within which bounds.
struct CellGrammar {
  policy::Type type;
  int decimals = 0;      // lanes are value * 10^decimals
  std::int64_t low = 0;  // of the lane, both included
  std::int64_t high = 0;
  bool key = false;
  bool identity = false;  // text that a spreadsheet may have taken for a number
  const policy::Category* category = nullptr;
  std::map<std::string, int, std::less<>> members;  // of a category: folded ids and labels
};

// `policy` must outlive it. Of an item: as set.ITEM, ytd.ITEM and an opening's cells are read, in the range given.
CellGrammar grammar_of(const policy::Policy& policy, const policy::Fact& fact);
CellGrammar grammar_of(const policy::Policy& policy, const policy::Item& item, const Interval& range);

// For every type but text; `cell` isn't empty after trimming.
std::optional<Problem> parse_cell(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane);
// For text: trimmed, the formula guard and the ="..." idiom taken off. `text` points into `cell`, or into `scratch`.
std::optional<Problem> parse_text(std::string_view cell, const CellGrammar& grammar, std::string& scratch,
                                  std::string_view& text);

// Blanks taken off both ends: ASCII ones, the full-width one, the no-break space, the byte order mark.
std::string_view trim(std::string_view text);
// What a cell may hold, to tell in a message: "an amount of 0.00 to 9,999,999.99 with at most two decimals".
Text expected(const CellGrammar& grammar);
// A lane as a result file has it: "1234.50", "0.07", "true", "2024-07-01", a category's id. Not for text.
std::string format_lane(std::int64_t lane, const policy::Type& type, int decimals, const policy::Policy& policy);

}  // namespace fenglu::roster
