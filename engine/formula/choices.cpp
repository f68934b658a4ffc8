// if, min, max, clamp, known.
#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

// Numbers beside rates come to a number.
Type common_type(const std::vector<Expression>& operands, std::size_t first) {
  for (std::size_t i = first; i < operands.size(); ++i)
    if (operands[i].type != operands[first].type) return {Unit::number};
  return operands[first].type;
}

bool can_be_chosen(const Type& type) {
  return type.unit != Unit::text && type.unit != Unit::brackets && type.unit != Unit::rounding;
}

bool has_extremes(const Type& type) { return type.is_numeric() || type.unit == Unit::date || type.unit == Unit::month; }

}  // namespace

Maybe check_choose(Checker& checker, const Call& call, const Syntax& syntax, Hint hint) {
  Maybe condition = checker.condition(syntax.children[0]);
  MaybeAll branches = checker.alike(syntax, 1, Members::possible, hint);
  if (!condition || !branches) return {};
  const Type type = common_type(*branches, 0);
  if (!can_be_chosen(type))
    return checker.refuse(
        Code::wrong_type, syntax.children[1].span,
        {checker.words(type),
         {"可选择的值", "a value that can be chosen"},
         type.unit == Unit::text
             ? Text("文本只作比较；要选的名称做成类别", "texts are only compared: make a category of the names")
             : Text("在每个分支里读取参数", "read the parameter in each branch")});
  return make(call.kind, type, syntax, {std::move(*condition), std::move((*branches)[0]), std::move((*branches)[1])});
}

Maybe check_extreme(Checker& checker, const Call& call, const Syntax& syntax, Hint hint) {
  MaybeAll operands = checker.alike(syntax, 0, Members::none, hint);
  if (!operands) return {};
  const Type type = common_type(*operands, 0);
  if (!has_extremes(type))
    return checker.refuse(Code::wrong_type, syntax.children[0].span,
                          {checker.words(type),
                           {"金额、数、比率、日期或月份", "money, number, rate, date or month"},
                           {"换成有大小的值", "give it values that have a size"}});
  return make(call.kind, type, syntax, std::move(*operands));
}

Maybe check_known(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  const Syntax& name = syntax.children[0];
  const Symbol fact = name.kind == SyntaxKind::name ? checker.find(name) : Symbol{};
  if (name.kind == SyntaxKind::name && fact.of == Symbol::Of::nothing && !is_reserved(name.text))
    return checker.refuse_unknown(name);
  if (fact.of != Symbol::Of::fact)
    return checker.refuse(Code::wrong_type, name.span,
                          {as_written(checker.written(name.span)),
                           {"一个事实", "a fact"},
                           {"只有可缺失的事实用 known 检验", "known tests a fact that may be absent"}});
  if (!fact.optional) return checker.refuse(Code::not_optional, name.span, {Text(name.text)});
  Expression made = make(call.kind, {Unit::flag}, syntax);
  made.symbol = fact.index;
  return made;
}

}  // namespace fenglu::formula
