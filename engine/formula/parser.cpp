// Tokens to Syntax, by recursive descent; the grammar stands in syntax.hpp. The first mistake ends it: what follows a
// misread sign can't be judged.
#include <array>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

using Maybe = std::optional<Syntax>;

// Brackets, `not` and minus within one another; what stands side by side is limited by most_tokens.
constexpr int deepest = 100;

struct Operator {
  std::string_view sign;
  SyntaxKind kind;
};
constexpr std::array comparisons{Operator{"=", SyntaxKind::equal},   Operator{"<>", SyntaxKind::unequal},
                                 Operator{"<", SyntaxKind::less},    Operator{"<=", SyntaxKind::less_equal},
                                 Operator{">", SyntaxKind::greater}, Operator{">=", SyntaxKind::greater_equal}};
constexpr std::array sums{Operator{"+", SyntaxKind::add}, Operator{"-", SyntaxKind::subtract}};
constexpr std::array products{Operator{"*", SyntaxKind::multiply}, Operator{"/", SyntaxKind::divide}};
constexpr std::array connectives{Operator{"and", SyntaxKind::logical_and}, Operator{"or", SyntaxKind::logical_or}};

int fen_of(std::string_view unit) { return unit == "fen" ? 1 : unit == "jiao" ? 10 : unit == "yuan" ? 100 : 0; }

bool is_reserved(std::string_view word) { return word == "and" || word == "or" || word == "not" || word == "by"; }

class Parser {
 public:
  Parser(const SourceText& source, std::vector<Token> tokens) : source_(source), tokens_(std::move(tokens)) {}

  Result<Syntax> run() {
    Maybe tree = logical();
    if (tree && token().kind != TokenKind::end) tree = refuse_rest();
    if (!tree) return std::move(*mistake_);
    return std::move(*tree);
  }

 private:
  const Token& token(std::size_t ahead = 0) const { return tokens_[std::min(next_ + ahead, tokens_.size() - 1)]; }
  bool at_sign(std::string_view text) const { return token().is(TokenKind::sign, text); }
  bool at_word(std::string_view text) const { return token().is(TokenKind::name, text); }

  Maybe logical() {
    const std::uint32_t begin = token().span.begin;
    Maybe left = negation();
    std::optional<SyntaxKind> level;
    while (left) {
      const std::optional<SyntaxKind> kind = operator_among(connectives);
      if (!kind) break;
      if (level && *level != *kind) return refuse_mixed();
      level = kind;
      ++next_;
      left = binary(*kind, begin, std::move(*left), negation());
    }
    return left;
  }

  Maybe negation() {
    if (!at_word("not")) return comparison();
    return prefixed(SyntaxKind::logical_not, &Parser::negation);
  }

  Maybe comparison() {
    const std::uint32_t begin = token().span.begin;
    Maybe left = chain(sums, &Parser::product);
    const std::optional<SyntaxKind> kind = left ? operator_among(comparisons) : std::nullopt;
    if (!kind) return left;
    ++next_;
    left = binary(*kind, begin, std::move(*left), chain(sums, &Parser::product));
    if (left && operator_among(comparisons)) return refuse_chained();
    return left;
  }

  Maybe product() { return chain(products, &Parser::signed_primary); }

  Maybe signed_primary() {
    if (!at_sign("-")) return primary();
    return prefixed(SyntaxKind::negate, &Parser::signed_primary);
  }

  // a - b - c is (a - b) - c.
  template <std::size_t n>
  Maybe chain(const std::array<Operator, n>& operators, Maybe (Parser::*operand)()) {
    const std::uint32_t begin = token().span.begin;
    Maybe left = (this->*operand)();
    while (left) {
      const std::optional<SyntaxKind> kind = operator_among(operators);
      if (!kind) break;
      ++next_;
      left = binary(*kind, begin, std::move(*left), (this->*operand)());
    }
    return left;
  }

  Maybe prefixed(SyntaxKind kind, Maybe (Parser::*operand)()) {
    const std::uint32_t begin = token().span.begin;
    if (++depth_ > deepest) return refuse_depth();
    ++next_;
    Maybe child = (this->*operand)();
    --depth_;
    if (!child) return {};
    Syntax node{kind, {begin, end_of_last()}};
    node.children.push_back(std::move(*child));
    return node;
  }

  Maybe primary() {
    const Token& first = token();
    switch (first.kind) {
      case TokenKind::number: return number();
      case TokenKind::string: ++next_; return leaf(SyntaxKind::string, first);
      case TokenKind::name: return is_reserved(first.text) ? refuse_value() : named();
      case TokenKind::sign: return first.text == "(" ? bracketed() : refuse_value();
      case TokenKind::end: return refuse_value();
    }
    return {};
  }

  Maybe number() {
    const Token& digits = token();
    ++next_;
    Syntax node = leaf(SyntaxKind::number, digits);
    node.value = parse_decimal(digits.text)->value;
    if (token().kind == TokenKind::name && fen_of(token().text) > 0) {
      node.kind = SyntaxKind::money;
      node.value *= fen_of(token().text);
      node.span.end = token().span.end;
      ++next_;
    }
    return node;
  }

  Maybe named() {
    Syntax node = leaf(SyntaxKind::name, token());
    ++next_;
    if (at_sign("(")) return with_arguments(std::move(node), SyntaxKind::call, ")");
    if (at_sign("[")) return with_arguments(std::move(node), SyntaxKind::index, "]");
    return node;
  }

  // The brackets belong to the spans of what encloses them, not to that of what they hold.
  Maybe bracketed() {
    const Span open = token().span;
    if (++depth_ > deepest) return refuse_depth();
    ++next_;
    Maybe inner = logical();
    --depth_;
    if (!inner) return {};
    if (!at_sign(")")) return refuse_missing(")", open);
    ++next_;
    return inner;
  }

  Maybe with_arguments(Syntax node, SyntaxKind kind, std::string_view close) {
    const Span open = token().span;
    if (++depth_ > deepest) return refuse_depth();
    ++next_;
    node.kind = kind;
    if (!(kind == SyntaxKind::call && at_sign(close))) {
      do {
        if (!argument(node)) return {};
      } while (at_sign(",") && ++next_);
    }
    --depth_;
    if (!at_sign(close)) return refuse_missing(close, open);
    node.span.end = token().span.end;
    ++next_;
    return node;
  }

  // An expression, `x by grade`, or `by grade` behind the argument that it belongs to.
  bool argument(Syntax& call) {
    std::uint32_t begin = token().span.begin;
    if (at_word("by") && !call.children.empty()) {
      begin = call.children.back().span.begin;
    } else {
      Maybe value = logical();
      if (!value) return false;
      call.children.push_back(std::move(*value));
    }
    return !at_word("by") || grouping(call.children.back(), begin);
  }

  bool grouping(Syntax& value, std::uint32_t begin) {
    ++next_;
    if (token().kind != TokenKind::name || is_reserved(token().text)) {
      refuse({"类别事实的名称", "the name of a category fact"});
      return false;
    }
    Syntax node{SyntaxKind::by, {begin, token().span.end}};
    node.children.push_back(std::move(value));
    node.children.push_back(leaf(SyntaxKind::name, token()));
    value = std::move(node);
    ++next_;
    return true;
  }

  template <std::size_t n>
  std::optional<SyntaxKind> operator_among(const std::array<Operator, n>& operators) const {
    if (token().kind != TokenKind::sign && token().kind != TokenKind::name) return {};
    for (const Operator& each : operators)
      if (token().text == each.sign) return each.kind;
    return {};
  }

  static Syntax leaf(SyntaxKind kind, const Token& token) { return {kind, token.span, std::string(token.text)}; }

  std::uint32_t end_of_last() const { return tokens_[next_ - 1].span.end; }

  Maybe binary(SyntaxKind kind, std::uint32_t begin, Syntax left, Maybe right) const {
    if (!right) return {};
    Syntax node{kind, {begin, end_of_last()}};
    node.children.push_back(std::move(left));
    node.children.push_back(std::move(*right));
    return node;
  }

  Text found() const {
    if (token().kind == TokenKind::end) return {"公式结尾", "the end of the formula"};
    return as_written(std::string_view(source_.text).substr(token().span.begin, token().span.end - token().span.begin));
  }

  Maybe refuse(Text expected) { return refuse(found(), std::move(expected), token().span); }
  Maybe refuse(Text what, Text expected, Span span) {
    mistake_ = source_.at(Code::formula_syntax, span, {std::move(what), std::move(expected)});
    return {};
  }

  Maybe refuse_value() {
    const bool connective = at_word("and") || at_word("or");
    if (connective && token(1).is(TokenKind::sign, "("))
      return refuse({"写在两个条件之间：a " + std::string(token().text) + " b",
                     "it between two conditions: a " + std::string(token().text) + " b"});
    return refuse({"一个值（数、名称、函数或括号）", "a value: a number, a name, a function or a bracket"});
  }

  Maybe refuse_mixed() {
    return refuse({"and 与 or 并列", "`and` beside `or`"},
                  {"用括号分清，如 (a and b) or c", "brackets around one of them, as in (a and b) or c"}, token().span);
  }

  Maybe refuse_chained() {
    return refuse(
        {"连续比较", "a second comparison"},
        {"用 and 连接的两个比较，如 a < b and b < c", "two comparisons joined by `and`, as in a < b and b < c"},
        token().span);
  }

  Maybe refuse_missing(std::string_view close, Span open) {
    const std::string column = std::to_string(source_.at(Code::formula_syntax, open, {}).caret_column);
    const std::string sign = "`" + std::string(close) + "`";
    return refuse(
        {sign + "（对应第 " + column + " 列的开括号）", sign + " for the bracket that opens in column " + column});
  }

  Maybe refuse_depth() {
    return refuse({"过深的嵌套", "too deep a nesting"}, {"拆成几个项目", "several items"}, token().span);
  }

  Maybe refuse_rest() {
    if (at_sign(")") || at_sign("]"))
      return refuse({"公式结尾（此括号没有开头）", "the end of the formula: nothing opens this bracket"});
    if (at_sign("[")) return refuse({"紧跟在表名之后的 `[`", "`[` right behind the name of a table"});
    if (at_sign(","))
      return refuse({"公式结尾（逗号只在括号内）", "the end of the formula: a comma stands only within brackets"});
    if (at_word("by"))
      return refuse({"sum_of、mean_of、count_of 之内的 by", "`by` only inside sum_of, mean_of or count_of"});
    return refuse({"运算符或公式结尾", "an operator or the end of the formula"});
  }

  const SourceText& source_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  int depth_ = 0;
  std::optional<Diagnostic> mistake_;
};

}  // namespace

Result<Syntax> parse(const SourceText& source) {
  Result<std::vector<Token>> tokens = tokenize(source);
  if (!tokens) return std::move(tokens.diagnostics());
  return Parser(source, std::move(*tokens)).run();
}

}  // namespace fenglu::formula
