// What reaches beyond the row's own month: earlier months, shares of an amount, the whole roster.
#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/proofs.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

Text mend_of_earlier(const Symbol& symbol) {
  if (symbol.of == Symbol::Of::fact)
    return {"把事实抄进一个项目，再累计那个项目", "copy the fact into an item and take that item"};
  if (symbol.working)
    return {"改用有结果列的项目（舍入到分）", "take an item with a result column, rounded to the fen"};
  return {"写一个项目的名称", "write the name of an item"};
}

// The total to share out: money in whole fen.
Maybe whole_money(Checker& checker, const Syntax& syntax) {
  Maybe total = checker.typed(syntax, {Unit::money});
  if (!total || is_whole(grain_of(*total, checker.symbols(), checker.names()), 1)) return total;
  return checker.refuse(Code::not_whole, syntax.span, {as_written(checker.written(syntax.span)), {"分", "fen"}});
}

// The category fact behind `by`; -1 where there is none, nothing where it is wrong.
std::optional<int> grouping(Checker& checker, const Syntax& argument) {
  if (argument.kind != SyntaxKind::by) return -1;
  const Syntax& name = argument.children[1];
  const Symbol symbol = checker.find(name);
  if (symbol.of == Symbol::Of::fact && symbol.type.unit == Unit::category) return symbol.index;
  if (symbol.of == Symbol::Of::nothing) {
    checker.refuse_unknown(name);
  } else {
    checker.refuse(Code::wrong_type, name.span,
                   {words(symbol.of) + Text("（", " (") + checker.words(symbol.type) + Text("）", ")"),
                    {"类别事实", "a fact that is a category"},
                    {"按类别事实分组", "group by a fact whose type is a category"}});
  }
  return {};
}

}  // namespace

Maybe check_earlier(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  const Syntax& name = syntax.children[0];
  const Symbol symbol = name.kind == SyntaxKind::name ? checker.find(name) : Symbol{};
  if (name.kind == SyntaxKind::name && symbol.of == Symbol::Of::nothing && !is_reserved(name.text))
    return checker.refuse_unknown(name);
  if (symbol.of != Symbol::Of::item || symbol.working)
    return checker.refuse(Code::not_kept, name.span, {as_written(checker.written(name.span)), mend_of_earlier(symbol)});
  if (call.kind == Kind::year_to_date) {
    if (symbol.cumulative) return checker.refuse(Code::year_to_date_cumulative, name.span, {Text(name.text)});
    if (!symbol.type.is_numeric())
      return checker.refuse(Code::wrong_type, name.span,
                            {checker.words(symbol.type),
                             {"金额、数或比率", "money, number or rate"},
                             {"只有可相加的值才有本年累计", "only what can be added up has a year to date"}});
  }
  if (symbol.type.unit == Unit::text)
    return checker.refuse(
        Code::wrong_type, name.span,
        {checker.words(symbol.type),
         {"金额、数、比率、标志、日期、月份或类别", "money, number, rate, flag, date, month or category"},
         {"期初不带文本", "an opening carries no texts"}});
  Expression made = make(call.kind, symbol.type, syntax);
  made.symbol = symbol.index;
  return made;
}

Maybe check_split(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  const Syntax& share = syntax.children[1];
  const std::size_t shares = syntax.children.size() - 2;
  Maybe total = whole_money(checker, syntax.children[0]);
  MaybeAll weights = checker.alike(syntax, 2, Members::none);
  if (share.kind != SyntaxKind::number || !is_integer(share.value) || share.value < 1 || share.value > shares)
    return checker.refuse(Code::split_share, share.span,
                          {Text(checker.written(share.span)), Text(std::to_string(shares))});
  if (!total || !weights) return {};
  if (!weights->front().type.is_numeric())
    return checker.refuse(Code::wrong_type, syntax.children[2].span,
                          {checker.words(weights->front().type),
                           {"金额、数或比率", "money, number or rate"},
                           {"权重须可相加", "weights must be something that can be added up"}});
  Expression index = make(Kind::literal, {Unit::number}, share);
  index.value = share.value;
  std::vector<Expression> children;
  children.push_back(std::move(*total));
  children.push_back(std::move(index));
  for (Expression& weight : *weights) children.push_back(std::move(weight));
  return make(call.kind, {Unit::money}, syntax, std::move(children));
}

Maybe check_aggregate(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  const Syntax& argument = syntax.children[0];
  const Syntax& value = argument.kind == SyntaxKind::by ? argument.children[0] : argument;
  const bool counts = call.kind == Kind::count_of;
  Maybe x = counts ? checker.condition(value) : checker.numeric(value);
  const std::optional<int> by = grouping(checker, argument);
  if (!x || !by) return {};
  const Type type = counts ? Type{Unit::number} : x->type;
  Expression made = make(call.kind, type, syntax, {std::move(*x)});
  made.by = *by;
  return made;
}

Maybe check_apportion(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe total = whole_money(checker, syntax.children[0]);
  Maybe weight = checker.numeric(syntax.children[1]);
  if (total && varies(*total, checker.symbols()))
    total = checker.refuse(Code::total_varies, syntax.children[0].span, {});
  if (!total || !weight) return {};
  return make(call.kind, {Unit::money}, syntax, {std::move(*total), std::move(*weight)});
}

}  // namespace fenglu::formula
