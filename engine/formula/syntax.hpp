// Syntax: the tree of a formula as it is written, every node with the stretch of text it stands on. Names are
// not resolved and nothing has a type yet; engine/formula/expression.hpp is the tree after that.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic/result.hpp"
#include "engine/number/rational.hpp"

namespace fenglu::formula {

// Bytes [begin, end) of the formula's text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Where a formula's text stands in its file, so that an error points into the line. A formula that is an array of
// strings has one entry a line; `text` is the lines joined by '\n'. `columns[i]` is the column (from 1) of the first
// character of line i within its file line. JSON escapes inside a line are rare: a formula with one points at its
// start.
struct SourceText {
  std::string text;
  std::string file;
  std::vector<std::uint32_t> lines;  // file line of each line of text
  std::vector<std::uint32_t> columns;
  // Place and caret for the stretch: file, line, column, the quoted line of text, caret.
  Diagnostic at(Code code, Span span, std::vector<Text> arguments) const;
};

enum class SyntaxKind : std::uint8_t {
  number,  // text: "0.5"
  money,   // `number` and a unit: "10 yuan"; value in fen
  string,  // "..." in quotes
  name,    // pension.base, fen, grade2
  call,    // name(arguments...)   round, if, min, known ...
  index,   // name[arguments...]   a look-up in a table
  by,      // `x by grade`, inside an aggregate: children x, name
  negate,
  logical_not,
  add,
  subtract,
  multiply,
  divide,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  logical_and,
  logical_or,
};

struct Syntax {
  SyntaxKind kind;
  Span span;
  std::string text;  // name, string, or the number as written
  Rational value;    // of number and money literals
  std::vector<Syntax> children;
};

// Parses one formula. Grammar, loosest first:
//   or | and (not both at one level without brackets) | not | = <> < <= > >= (one, not chained) | + - | * / | unary -
//   | primary: number [fen|jiao|yuan], "text", name, name(...), name[...], (...)
// A name is letters, digits, '_' and '.', beginning with a letter; `set.x`-like dots belong to it. Blanks and newlines
// separate. Errors: Code::formula_syntax, pointing at the token.
Result<Syntax> parse(const SourceText& source);

}  // namespace fenglu::formula
