// What names, numbers and quoted texts stand for.
#include <algorithm>
#include <array>

#include "engine/calendar/day.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/formula/checker.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

// Words that people bring along, and what is written here.
struct Brought {
  std::string_view word;
  const char* zh;
  const char* en;
};
constexpr std::array brought_words{
    Brought{"true", "是否本身就是条件：写 x", "none: a flag is a condition by itself, write x"},
    Brought{"false", "是否本身就是条件：写 not x", "none: a flag is a condition by itself, write not x"},
    Brought{"yes", "是否本身就是条件：写 x", "none: a flag is a condition by itself, write x"},
    Brought{"no", "是否本身就是条件：写 not x", "none: a flag is a condition by itself, write not x"},
    Brought{"today", "没有当天：写 month.first 或 month.last",
            "none: no result depends on the clock, write month.first or month.last"},
};

bool is_rounding_word(std::string_view word) { return word == "fen" || word == "jiao" || word == "yuan"; }

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

Text nearest(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string near = nearest_name(name, candidates);
  return near.empty() ? Text("没有相近的", "none is near") : Text(near);
}

// The nearest member, or where none is near the members themselves, if they are few.
Text nearest_member(std::string_view name, const std::vector<std::string>& members) {
  constexpr std::size_t few = 12;
  const Text near = nearest(name, members);
  if (members.size() > few || !nearest_name(name, members).empty()) return near;
  std::string all;
  for (const std::string& member : members) all += (all.empty() ? "" : ", ") + member;
  return near + Text("；成员有 ", "; there are ") + Text(all);
}

Expression literal(const Syntax& syntax, Type type, Rational value, std::string_view written) {
  Expression made = make(Kind::literal, type, syntax);
  made.value = std::move(value);
  made.text = written;
  return made;
}

// Figures that are no law: nothing, one, a pair, the months of a year, a hundred.
bool is_plain(const Rational& figure) {
  return figure == 0 || figure == 1 || figure == 2 || figure == 12 || figure == 100;
}

}  // namespace

// A parameter's formula has a source of its own: a figure in it is cited.
void Checker::warn_of_figure(const Syntax& syntax, const Rational& figure) {
  if (home_ != Home::parameter && !is_plain(figure))
    warn(Code::figure_of_law, syntax.span, {Text(written(syntax.span))});
}

// A number, a quoted text or an unknown name means nothing by itself: it may be a member or a date.
bool Checker::takes_meaning(const Syntax& syntax) const {
  if (syntax.kind == SyntaxKind::number || syntax.kind == SyntaxKind::string) return true;
  return syntax.kind == SyntaxKind::name && !is_reserved(syntax.text) &&
         names_.find(syntax.text).of == Symbol::Of::nothing;
}

Maybe Checker::number(const Syntax& syntax, Hint hint) {
  if (hint && hint->unit == Unit::category) return member(syntax, hint->category);
  warn_of_figure(syntax, syntax.value);
  const bool adapts = syntax.value == 0 && hint && hint->is_numeric();
  return literal(syntax, adapts ? *hint : Type{Unit::number}, syntax.value, syntax.text);
}

Maybe Checker::money(const Syntax& syntax) {
  warn_of_figure(syntax, parse_decimal(syntax.text)->value);
  return literal(syntax, {Unit::money}, syntax.value, written(syntax.span));
}

Maybe Checker::string(const Syntax& syntax, Hint hint) {
  if (!hint) return make(Kind::text_literal, {Unit::text}, syntax);
  if (hint->unit == Unit::category) return member(syntax, hint->category);
  const std::optional<Day> day = hint->unit == Unit::date ? Day::parse(syntax.text) : std::nullopt;
  const std::optional<Month> month = hint->unit == Unit::month ? Month::parse(syntax.text) : std::nullopt;
  if (!day && !month) {
    if (hint->unit != Unit::date && hint->unit != Unit::month) return make(Kind::text_literal, {Unit::text}, syntax);
    return refuse(Code::wrong_type, syntax.span,
                  {as_written(written(syntax.span)), words(*hint),
                   hint->unit == Unit::date ? Text("写日历上有的一天，如 \"2025-01-31\"",
                                                   "write a day of the calendar, as in \"2025-01-31\"")
                                            : Text("写一个月，如 \"2025-01\"", "write a month, as in \"2025-01\"")});
  }
  if (home_ != Home::parameter) warn(Code::figure_of_law, syntax.span, {Text(written(syntax.span))});
  return literal(syntax, *hint, day ? day->number() : month->number(), syntax.text);
}

Maybe Checker::member(const Syntax& syntax, int category) {
  const int index = names_.member(category, syntax.text);
  if (index < 0)
    return refuse(Code::unknown_member, syntax.span,
                  {Text(syntax.text), Text(names_.category_id(category)),
                   nearest_member(syntax.text, names_.all_members(category))});
  return literal(syntax, {Unit::category, category}, index, syntax.text);
}

Maybe Checker::word_of_run(const Syntax& syntax, Kind kind, Unit unit) {
  if (home_ != Home::parameter) return make(kind, {unit}, syntax);
  return refuse(Code::not_here, syntax.span,
                {Text(syntax.text),
                 {"参数的公式", "a parameter's formula"},
                 {"参数不随运算的月份而变：在项目的公式里读取",
                  "a parameter doesn't depend on the month of the run: read it in an item's formula"}});
}

Maybe Checker::name(const Syntax& syntax, Hint hint) {
  if (syntax.text == "month") return word_of_run(syntax, Kind::month_of_run, Unit::month);
  if (syntax.text == "month.first") return word_of_run(syntax, Kind::first_day_of_run, Unit::date);
  if (syntax.text == "month.last") return word_of_run(syntax, Kind::last_day_of_run, Unit::date);
  if (is_rounding_word(syntax.text))
    return refuse(
        Code::formula_syntax, syntax.span,
        {as_written(syntax.text), Text("前面的数：1 " + syntax.text, "a number before it: 1 " + syntax.text)});
  const Symbol found = find(syntax);
  const bool is_name = found.of != Symbol::Of::nothing;
  const bool is_member = hint && hint->unit == Unit::category && names_.member(hint->category, syntax.text) >= 0;
  if (is_name && is_member)
    return refuse(Code::ambiguous_name, syntax.span, {Text(syntax.text), Text(names_.category_id(hint->category))});
  if (is_name) return symbol(syntax, found);
  if (is_member) return member(syntax, hint->category);
  // Only what is nothing at all is compared with every name there is: that takes its time.
  const bool like_a_member =
      hint && hint->unit == Unit::category && nearest_name(syntax.text, names_.all_names()).empty();
  return like_a_member ? member(syntax, hint->category) : refuse_unknown(syntax);
}

Maybe Checker::symbol(const Syntax& syntax, const Symbol& symbol) {
  const bool in_parameter = home_ == Home::parameter;
  const auto make_symbol = [&](Kind kind) {
    Expression made = make(kind, symbol.type, syntax);
    made.symbol = symbol.index;
    return made;
  };
  const auto refuse_here = [&](Text place, Text mend) {
    return refuse(Code::not_here, syntax.span,
                  {formula::words(symbol.of) + Text(" " + syntax.text), std::move(place), std::move(mend)});
  };
  const Text parameters_only{"参数的公式只读参数", "a parameter's formula reads parameters only"};
  switch (symbol.of) {
    case Symbol::Of::nothing: return refuse_unknown(syntax);
    case Symbol::Of::fact:
      if (in_parameter) return refuse_here({"参数的公式", "a parameter's formula"}, parameters_only);
      return make_symbol(Kind::fact);
    case Symbol::Of::item:
      if (in_parameter) return refuse_here({"参数的公式", "a parameter's formula"}, parameters_only);
      if (home_ == Home::row_rule)
        return refuse_here({"默认值或行规则", "a default or a rule of the row"},
                           {"此处只读事实与参数", "only facts and parameters are read here"});
      return make_symbol(Kind::item);
    case Symbol::Of::parameter:
      if (!symbol.axes.empty()) return refuse_axes(syntax, symbol, 0);
      return make_symbol(Kind::parameter);
    case Symbol::Of::axis: return make_symbol(Kind::axis);
  }
  return {};
}

Maybe Checker::index(const Syntax& syntax) {
  const Symbol found = find(syntax);
  if (found.of == Symbol::Of::nothing) return refuse_unknown(syntax);
  if (found.axes.empty())
    return refuse(Code::wrong_type, syntax.span,
                  {formula::words(found.of) + Text(" " + syntax.text),
                   {"一张表", "a table"},
                   {"没有轴的参数不写 [...]", "leave [...] out: it has no axes"}});
  if (found.axes.size() != syntax.children.size()) return refuse_axes(syntax, found, syntax.children.size());
  Expression made = make(Kind::parameter, found.type, syntax);
  made.symbol = found.index;
  bool failed = false;
  for (std::size_t i = 0; i < found.axes.size(); ++i) {
    Maybe value = typed(syntax.children[i], found.axes[i].type);
    failed = failed || !value;
    if (value) made.children.push_back(std::move(*value));
  }
  if (failed) return {};
  return made;
}

Maybe Checker::refuse_axes(const Syntax& syntax, const Symbol& symbol, std::size_t found) {
  std::string axes;
  for (const Symbol::Axis& axis : symbol.axes)
    axes += (axes.empty() ? "" : ", ") + (axis.bands ? std::string("x") : names_.category_id(axis.type.category));
  return refuse(Code::table_axes, syntax.span,
                {Text(syntax.text), Text(std::to_string(symbol.axes.size())), Text(std::to_string(found)),
                 Text(syntax.text + "[" + axes + "]")});
}

Maybe Checker::refuse_unknown(const Syntax& name) {
  for (const Brought& word : brought_words)
    if (lower_case(name.text) == word.word)
      return refuse(Code::unknown_name, name.span, {Text(name.text), Text(word.zh, word.en)});
  std::vector<std::string> candidates = names_.all_names();
  candidates.insert(candidates.end(), {"month", "month.first", "month.last"});
  const std::string lower = lower_case(name.text);
  const bool same = std::find(candidates.begin(), candidates.end(), lower) != candidates.end();
  return refuse(Code::unknown_name, name.span, {Text(name.text), same ? Text(lower) : nearest(name.text, candidates)});
}

bool is_reserved(std::string_view word) {
  constexpr std::array<std::string_view, 10> words{"and",         "or",         "not", "by",   "month",
                                                   "month.first", "month.last", "fen", "jiao", "yuan"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace fenglu::formula
