// Token: one number, name, quoted text or sign of a formula. What people write from the habit of a spreadsheet or of
// another language is refused here, with the word that this language has for it.
#pragma once

#include <string_view>
#include <vector>

#include "engine/formula/syntax.hpp"

namespace fenglu::formula {

enum class TokenKind : std::uint8_t { number, name, string, sign, end };

struct Token {
  TokenKind kind;
  Span span;
  std::string_view text;  // a quoted text without its quotes
  bool is(TokenKind wanted, std::string_view wanted_text) const { return kind == wanted && text == wanted_text; }
};

// A formula of more tokens is refused: every later stage walks the tree by recursion, and nobody can read it.
constexpr std::size_t most_tokens = 2000;

// The tokens of the text, ended by one of kind `end`; their texts are views into source.text.
Result<std::vector<Token>> tokenize(const SourceText& source);

// `x`: a stretch as it was written, the same in both languages.
Text as_written(std::string_view written);

}  // namespace fenglu::formula
