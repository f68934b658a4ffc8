// The grammar of a cell: text to a lane, or the reason why not. Nothing is ever rounded, clipped or guessed.
//     CellGrammar wage = grammar_of(policy, sheet.facts[4]);
//     std::int64_t lane;
//     if (auto problem = parse_cell("1,234.5", wage, lane)) tell(problem->code, problem->arguments);
//     // lane is 123450 (fen)
#pragma once

#include <map>

#include "engine/policy/policy.hpp"
#include "engine/roster/fold.hpp"
#include "engine/roster/lane.hpp"

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

// For every type but text. `cell` is trimmed and not empty.
std::optional<Problem> parse_cell(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane);
// For text: trimmed, the formula guard (write.hpp) and the idiom ="00123" taken off; `text` points into `cell` and may
// come out empty.
std::optional<Problem> parse_text(std::string_view cell, const CellGrammar& grammar, std::string_view& text);

// Nothing but ASCII digits and capitals, no E among them: what neither a spreadsheet nor the grammar of texts takes for
// anything else, so that it is read and written as it is.
inline bool is_plain_name(std::string_view text) {
  bool plain = !text.empty();
  for (const char c : text) plain &= (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z' && c != 'E');
  return plain;
}

// What a cell may hold, to tell in a message: "an amount of 0.00 to 9,999,999.99 with at most two decimals".
Text expected(const CellGrammar& grammar);
// A bound of the grammar's, and a category's members (a dozen at most), to tell in a message.
std::string show_bound(const CellGrammar& grammar, std::int64_t lane);
Text list_members(const policy::Category& category);
// A cell as a message quotes it: “1,23” or '1,23', cut short where it is long, control characters as blanks.
Text quote_cell(std::string_view cell);

}  // namespace fenglu::roster
