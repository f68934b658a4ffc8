#include "engine/explain/node.hpp"

#include <algorithm>

#include "engine/explain/arithmetic.hpp"

namespace fenglu::explain {

using formula::Kind;
using formula::Unit;

namespace {

struct Wording {
  Kind kind;
  std::string_view word;  // empty: no step of its own
  std::string_view zh;
  std::string_view en;
};

constexpr Wording wordings[] = {
    {Kind::literal, "", "", ""},
    {Kind::text_literal, "", "", ""},
    {Kind::fact, "", "", ""},
    {Kind::item, "", "", ""},
    {Kind::parameter, "", "", ""},
    {Kind::axis, "", "", ""},
    {Kind::month_of_run, "month", "计薪月份", "the month of the run"},
    {Kind::first_day_of_run, "month.first", "当月第一日", "first day of the month"},
    {Kind::last_day_of_run, "month.last", "当月最后一日", "last day of the month"},
    {Kind::negate, "-", "取负", "negated"},
    {Kind::logical_not, "not", "非", "not"},
    {Kind::add, "+", "相加", "sum"},
    {Kind::subtract, "-", "相减", "difference"},
    {Kind::multiply, "*", "相乘", "product"},
    {Kind::divide, "/", "相除", "quotient"},
    {Kind::equal, "=", "等于", "equal"},
    {Kind::unequal, "<>", "不等于", "not equal"},
    {Kind::less, "<", "小于", "below"},
    {Kind::less_equal, "<=", "不大于", "not above"},
    {Kind::greater, ">", "大于", "above"},
    {Kind::greater_equal, ">=", "不小于", "not below"},
    {Kind::logical_and, "and", "并且", "both"},
    {Kind::logical_or, "or", "或者", "either"},
    {Kind::choose, "if", "按条件取值", "by condition"},
    {Kind::minimum, "min", "取最小", "least"},
    {Kind::maximum, "max", "取最大", "greatest"},
    {Kind::clamp, "clamp", "限定在上下限之间", "held between floor and ceiling"},
    {Kind::known, "known", "是否已知", "is it known"},
    {Kind::round, "round", "取整", "rounded"},
    {Kind::progressive, "progressive", "按级距计算", "by brackets"},
    {Kind::bracket_rate, "bracket_rate", "级距税率", "rate of the bracket"},
    {Kind::bracket_quick, "bracket_quick", "速算扣除数", "quick deduction of the bracket"},
    {Kind::years_between, "years_between", "满年数", "completed years"},
    {Kind::months_between, "months_between", "满月数", "completed months"},
    {Kind::days_between, "days_between", "天数", "days"},
    {Kind::weekdays, "weekdays", "周一至周五天数", "Mondays to Fridays"},
    {Kind::days_in, "days_in", "当月天数", "days in the month"},
    {Kind::year_of, "year", "年份", "year"},
    {Kind::month_of, "month", "月份", "month"},
    {Kind::add_months, "add_months", "月份推移", "months on"},
    {Kind::at, "at", "按指定日期读取", "read on another day"},
    {Kind::previous, "previous", "上一期值", "the value before"},
    {Kind::year_before, "year_before", "一年前的值", "the value a year before"},
    {Kind::year_to_date, "year_to_date", "本年此前各月合计", "sum of the year's earlier months"},
    {Kind::last_month, "last_month", "上月数", "of the month before"},
    {Kind::split, "split", "按权重分配", "a share by weights"},
    {Kind::sum_of, "sum_of", "全体合计", "sum over the roster"},
    {Kind::mean_of, "mean_of", "全体平均", "mean over the roster"},
    {Kind::count_of, "count_of", "全体人数", "count over the roster"},
    {Kind::apportion, "apportion", "按人分摊", "apportioned over people"},
};

// -Wswitch-enum has no hold on a table: every word stands at its own place.
constexpr bool is_in_order() {
  for (std::size_t i = 0; i < std::size(wordings); ++i) {
    if (wordings[i].kind != static_cast<Kind>(i)) return false;
  }
  return std::size(wordings) == static_cast<std::size_t>(Kind::apportion) + 1;
}
static_assert(is_in_order());

const Wording& wording_of(Kind kind) { return wordings[static_cast<std::size_t>(kind)]; }

Text of_mode(RoundingMode mode) {
  switch (mode) {
    case RoundingMode::half: return {"四舍五入到", "half away from zero"};
    case RoundingMode::up: return {"进位到", "up, away from zero"};
    case RoundingMode::down: return {"舍去到", "down, towards zero"};
  }
  return {};
}

Text of_unit(const Rational& unit, Unit of) {
  if (of != Unit::money) return format_exact(unit);
  if (unit == 1) return {"分", "fen"};
  if (unit == 10) return {"角", "jiao"};
  if (unit == 100) return {"元", "yuan"};
  const std::string yuan = format_exact(unit / 100);
  return {" " + yuan + " 元", yuan + " yuan"};
}

std::string shown(const Rational& x, Unit unit) {
  if (unit != Unit::money) return format_exact(x);
  return is_integer(x) ? format_decimal(x / 100, 2) : format_exact(x / 100);
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

}  // namespace

bool is_operation(Kind kind) { return !wording_of(kind).word.empty(); }
std::string_view word(Kind kind) { return wording_of(kind).word; }
Text title(Kind kind) { return {std::string(wording_of(kind).zh), std::string(wording_of(kind).en)}; }

std::string stretch(const formula::SourceText* text, formula::Span span) {
  std::string out;
  if (text == nullptr) return out;
  const std::size_t end = std::min<std::size_t>(span.end, text->text.size());
  for (std::size_t i = span.begin; i < end; ++i) {
    const char c = text->text[i];
    if (!is_blank(c)) out += c;
    if (is_blank(c) && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

Text describe(const RoundingRule& rule, Unit unit) {
  const Text mode = of_mode(rule.mode);
  const Text to = of_unit(rule.unit, unit);
  return {mode.zh + to.zh, "to the " + to.en + ", " + mode.en};
}

std::string describe_bracket(const Rational& x, std::span<const policy::Bracket> brackets, Unit unit) {
  const policy::Bracket& bracket = bracket_of(x, brackets);
  std::string out = "x";
  if (&bracket != &brackets.front()) out = shown(*(&bracket - 1)->up_to, unit) + " < x";
  if (bracket.up_to) out += " <= " + shown(*bracket.up_to, unit);
  return out + ": x * " + format_exact(bracket.rate) + " - " + shown(bracket.quick, unit);
}

void name_member(Answer& answer, const policy::Policy& policy) {
  if (answer.type.unit != Unit::category || !answer.text.empty()) return;
  const auto& members = policy.categories[static_cast<std::size_t>(answer.type.category)].members;
  answer.text = members[static_cast<std::size_t>(to_int64(answer.value))].id;
}

Node operation_node(const formula::Expression& e, const formula::SourceText* text) {
  Node node;
  node.kind = Node::Kind::operation;
  node.id = word(e.kind);
  node.title = title(e.kind);
  node.formula = stretch(text, e.span);
  return node;
}

Node parameter_node(const policy::Parameter& parameter, const Version& version, const Moment& moment,
                    const std::string& cell, const policy::Policy& policy) {
  Node node;
  node.kind = Node::Kind::parameter;
  node.id = cell.empty() ? parameter.id : parameter.id + "[" + cell + "]";
  node.title = parameter.title;
  node.source = describe_source(version.source, policy);
  node.from = version.from;
  node.to = version.to;
  node.announced = version.announced;
  node.status = policy::name(version.status);
  node.stale = version.stale;
  node.read_on = moment.day;
  node.cell = cell;
  return node;
}

Text describe_source(const policy::Citation& citation, const policy::Policy& policy) {
  return citation.source < 0 ? Text() : policy::describe(citation, policy);
}

}  // namespace fenglu::explain
