// Text to tokens.
#include <algorithm>
#include <array>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/characters.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What is written elsewhere, and what is written here. Longer ones stand before their beginnings.
struct Habit {
  std::string_view written;
  const char* zh;
  const char* en;
};
constexpr std::array habits{
    Habit{"==", "`=`（一个等号即比较）", "`=`, which compares here"},
    Habit{"!=", "`<>`（不等于）", "`<>`, which means not equal"},
    Habit{"=<", "`<=`", "`<=`"},
    Habit{"=>", "`>=`", "`>=`"},
    Habit{"&&", "`and`", "`and`"},
    Habit{"||", "`or`", "`or`"},
    Habit{"**", "`*`（没有乘方）", "`*`; there are no powers"},
    Habit{"^", "`*`（没有乘方）", "`*`; there are no powers"},
    Habit{"!", "`not`", "`not`"},
    Habit{"&", "`and`（文本不能拼接）", "`and`; texts can't be joined"},
    Habit{"%", "小数，如 0.07", "a decimal, as in 0.07"},
    Habit{";", "`,`（参数以逗号分隔）", "`,`, which separates arguments"},
    Habit{":", "以 `,` 分隔的各值（没有区域）", "values with `,` between them; there are no ranges of cells"},
    Habit{"$", "名称（没有单元格引用）", "a name; there are no references to cells"},
    Habit{"{", "`(` 或 `[`", "`(` or `[`"},
    Habit{"}", "`)` 或 `]`", "`)` or `]`"},
    Habit{"（", "半角 `(`", "the plain `(`"},
    Habit{"）", "半角 `)`", "the plain `)`"},
    Habit{"【", "半角 `[`", "the plain `[`"},
    Habit{"】", "半角 `]`", "the plain `]`"},
    Habit{"［", "半角 `[`", "the plain `[`"},
    Habit{"］", "半角 `]`", "the plain `]`"},
    Habit{"，", "半角 `,`", "the plain `,`"},
    Habit{"、", "半角 `,`", "the plain `,`"},
    Habit{"；", "半角 `,`", "the plain `,`"},
    Habit{"：", "半角 `,`", "the plain `,`"},
    Habit{"。", "半角 `.`", "the plain `.`"},
    Habit{"．", "半角 `.`", "the plain `.`"},
    Habit{"＋", "半角 `+`", "the plain `+`"},
    Habit{"－", "半角 `-`", "the plain `-`"},
    Habit{"—", "半角 `-`", "the plain `-`"},
    Habit{"–", "半角 `-`", "the plain `-`"},
    Habit{"−", "半角 `-`", "the plain `-`"},
    Habit{"×", "`*`", "`*`"},
    Habit{"＊", "半角 `*`", "the plain `*`"},
    Habit{"÷", "`/`", "`/`"},
    Habit{"／", "半角 `/`", "the plain `/`"},
    Habit{"＝", "半角 `=`", "the plain `=`"},
    Habit{"＜", "半角 `<`", "the plain `<`"},
    Habit{"＞", "半角 `>`", "the plain `>`"},
    Habit{"≤", "`<=`", "`<=`"},
    Habit{"≥", "`>=`", "`>=`"},
    Habit{"≠", "`<>`", "`<>`"},
    Habit{"％", "小数，如 0.07", "a decimal, as in 0.07"},
    Habit{"“", "半角引号 `'`", "the plain quote `'`"},
    Habit{"”", "半角引号 `'`", "the plain quote `'`"},
    Habit{"‘", "半角引号 `'`", "the plain quote `'`"},
    Habit{"’", "半角引号 `'`", "the plain quote `'`"},
    Habit{"￥", "金额，如 10 yuan", "money, as in 10 yuan"},
    Habit{"¥", "金额，如 10 yuan", "money, as in 10 yuan"},
};

// Signs of the language, longer ones before their beginnings.
constexpr std::array<std::string_view, 15> signs{"<=", ">=", "<>", "+", "-", "*", "/", "=",
                                                 "<",  ">",  "(",  ")", "[", "]", ","};

class Lexer {
 public:
  explicit Lexer(const SourceText& source) : source_(source), text_(source.text) {}

  Result<std::vector<Token>> run() {
    while (skip_blanks(), at_ < text_.size()) {
      if (auto mistake = next()) return std::move(*mistake);
      if (tokens_.size() > most_tokens) return too_long();
    }
    tokens_.push_back({TokenKind::end, {position(at_), position(at_)}, {}});
    return std::move(tokens_);
  }

 private:
  using Mistake = std::optional<Diagnostic>;

  static std::uint32_t position(std::size_t at) { return static_cast<std::uint32_t>(at); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  Mistake next() {
    if (is_digit(peek())) return number();
    if (is_letter(peek())) return name();
    if (peek() == '"' || peek() == '\'') return string();
    if (peek() == '.' && is_digit(peek(1)))
      return refuse(at_, at_ + 1, {"`0.5` 这样小数点前有数字的数", "a digit before the point, as in `0.5`"});
    if (auto habit = refuse_habit()) return habit;
    return sign();
  }

  Mistake number() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    const std::size_t whole = at_ - begin;
    if (peek() == '.') {
      ++at_;
      if (!is_digit(peek())) return refuse(begin, at_, {"小数点后的数字", "a digit after the point"});
      while (is_digit(peek())) ++at_;
    }
    if (whole > 1 && text_[begin] == '0')
      return refuse(
          begin, at_,
          {"不以 0 开头的数（没有千位分隔符）", "a number without leading zeros (there are no thousands separators)"});
    if (auto mistake = refuse_glued(begin)) return mistake;
    return accept(TokenKind::number, begin, at_, text_.substr(begin, at_ - begin));
  }

  // A number that runs on: an exponent, a second point, a name that begins with a digit.
  Mistake refuse_glued(std::size_t begin) {
    std::size_t end = at_;
    while (end < text_.size() && (is_name_character(text_[end]) || text_[end] == '.')) ++end;
    const std::string_view glued = text_.substr(at_, end - at_);
    if (glued.empty() || glued == "fen" || glued == "jiao" || glued == "yuan") return {};
    if ((glued[0] == 'e' || glued[0] == 'E') && (glued.size() == 1 || is_digit(glued[1])))
      return refuse(begin, end, {"写全的数（没有指数记法）", "the number written out: there are no exponents"});
    return refuse(begin, end, {"一个数，或以字母开头的名称", "a number, or a name that begins with a letter"});
  }

  Mistake name() {
    const std::size_t begin = at_;
    while (is_name_character(peek()) || (peek() == '.' && is_name_character(peek(1)))) ++at_;
    if (peek() == '.')
      return refuse(begin, at_ + 1, {"名称（点号只在词之间）", "a name, with dots only between its words"});
    return accept(TokenKind::name, begin, at_, text_.substr(begin, at_ - begin));
  }

  Mistake string() {
    const std::size_t begin = at_;
    const std::size_t end = text_.find(text_[begin], begin + 1);
    if (end == std::string_view::npos || text_.substr(begin, end - begin).find('\n') != std::string_view::npos)
      return refuse(begin, begin + 1, {"同一行内的另一个引号", "its closing quote in the same line"});
    at_ = end + 1;
    return accept(TokenKind::string, begin, at_, text_.substr(begin + 1, end - begin - 1));
  }

  Mistake refuse_habit() {
    const std::string_view rest = text_.substr(at_);
    if (tokens_.empty() && rest.starts_with('='))
      return refuse(at_, at_ + 1, {"公式本身（开头不写 `=`）", "the formula itself, without `=` before it"});
    // A look at the first byte spares a comparison of nearly every one.
    for (const Habit& habit : habits)
      if (rest.front() == habit.written.front() && rest.starts_with(habit.written))
        return refuse(at_, at_ + habit.written.size(), {habit.zh, habit.en});
    return {};
  }

  Mistake sign() {
    const std::string_view rest = text_.substr(at_);
    for (const std::string_view sign : signs)
      if (rest.starts_with(sign)) return accept(TokenKind::sign, at_, at_ + sign.size(), rest.substr(0, sign.size()));
    return refuse_character();
  }

  Mistake refuse_character() {
    const std::size_t length = character_length(text_, at_);
    const std::string_view character = text_.substr(at_, length);
    if (character == "\u3000" || character == "\u00A0")
      return refuse(at_, at_ + length, {"半角空格", "a plain blank"}, Text{"全角空格", "a full-width blank"});
    if (character >= "\uFF10" && character <= "\uFF19") return refuse(at_, at_ + length, {"半角数字", "a plain digit"});
    if (length > 1)
      return refuse(
          at_, at_ + length,
          {"名称（以 id 书写；类别成员的中文写在引号里）", "a name by its id, or a member's label in quotes"});
    return refuse(at_, at_ + length, {"数、名称或运算符", "a number, a name or an operator"});
  }

  Mistake accept(TokenKind kind, std::size_t begin, std::size_t end, std::string_view text) {
    at_ = end;
    tokens_.push_back({kind, {position(begin), position(end)}, text});
    return {};
  }

  Diagnostic refuse(std::size_t begin, std::size_t end, Text expected) const {
    return refuse(begin, end, std::move(expected), as_written(text_.substr(begin, end - begin)));
  }
  Diagnostic refuse(std::size_t begin, std::size_t end, Text expected, Text found) const {
    return source_.at(Code::formula_syntax, {position(begin), position(end)}, {std::move(found), std::move(expected)});
  }
  Diagnostic too_long() const {
    const std::string most = std::to_string(most_tokens);
    return source_.at(Code::formula_syntax, tokens_.back().span,
                      {Text{"超过 " + most + " 个词的公式", "a formula of more than " + most + " words"},
                       Text{"拆成几个项目", "several items"}});
  }

  const SourceText& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokenize(const SourceText& source) { return Lexer(source).run(); }

Text as_written(std::string_view written) { return Text("`" + std::string(written) + "`"); }

}  // namespace fenglu::formula
