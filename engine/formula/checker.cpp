// The checker's frame: which rule a node goes to, what the places of a formula may ask for.
#include "engine/formula/checker.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

Expression make(Kind kind, Type type, const Syntax& syntax, std::vector<Expression> children) {
  Expression made{kind, type, syntax.span};
  made.text = syntax.text;
  made.children = std::move(children);
  return made;
}

bool agree(const Type& a, const Type& b) {
  const auto plain = [](const Type& type) { return type.unit == Unit::number || type.unit == Unit::rate; };
  return a == b || (plain(a) && plain(b));
}

Maybe Checker::expression(const Syntax& syntax, Hint hint) {
  switch (syntax.kind) {
    case SyntaxKind::number: return number(syntax, hint);
    case SyntaxKind::money: return money(syntax);
    case SyntaxKind::string: return string(syntax, hint);
    case SyntaxKind::name: return name(syntax, hint);
    case SyntaxKind::call: return call(syntax, hint);
    case SyntaxKind::index: return index(syntax);
    case SyntaxKind::by:
      return refuse(
          Code::formula_syntax, syntax.children[1].span,
          {as_written("by"), {"sum_of、mean_of、count_of 之内的 by", "`by` only inside sum_of, mean_of or count_of"}});
    case SyntaxKind::negate: return negate(syntax);
    case SyntaxKind::logical_not: return logical_not(syntax);
    case SyntaxKind::add:
    case SyntaxKind::subtract:
    case SyntaxKind::multiply:
    case SyntaxKind::divide: return arithmetic(syntax);
    case SyntaxKind::equal:
    case SyntaxKind::unequal:
    case SyntaxKind::less:
    case SyntaxKind::less_equal:
    case SyntaxKind::greater:
    case SyntaxKind::greater_equal: return comparison(syntax);
    case SyntaxKind::logical_and:
    case SyntaxKind::logical_or: return connective(syntax);
  }
  return {};
}

Text mend_of_type(const Type& found, const Type& wanted) {
  if (wanted.unit == Unit::flag) return {"写成条件，如 x > 0", "make it a condition, as in x > 0"};
  if (wanted.unit == Unit::date && found.unit == Unit::month)
    return {"写 month.first 或 month.last", "write month.first or month.last"};
  if (wanted.unit == Unit::date) return {"给一个日期，如 \"2025-01-31\"", "give a date, as in \"2025-01-31\""};
  if (wanted.unit == Unit::money && (found.unit == Unit::number || found.unit == Unit::rate))
    return {"写成金额，如 100 yuan，或乘以一个金额", "write it as money, as in 100 yuan, or multiply money by it"};
  if (found.unit == Unit::money && wanted.is_numeric())
    return {"除以一个金额可得到数", "divide it by money to come to a number"};
  return {"换成所应有的类型", "give it the type that is expected"};
}

Maybe Checker::typed(const Syntax& syntax, const Type& type) {
  Maybe found = expression(syntax, type);
  if (!found || agree(found->type, type)) return found;
  return refuse(Code::wrong_type, syntax.span, {words(found->type), words(type), mend_of_type(found->type, type)});
}

Maybe Checker::condition(const Syntax& syntax) { return typed(syntax, {Unit::flag}); }

Maybe Checker::numeric(const Syntax& syntax) {
  Maybe found = expression(syntax);
  if (!found || found->type.is_numeric()) return found;
  return refuse(Code::wrong_type, syntax.span,
                {words(found->type),
                 {"金额、数或比率", "money, number or rate"},
                 {"换成可计算的值", "give it something that can be computed with"}});
}

Maybe Checker::root(const Syntax& syntax) {
  Maybe found = expected_ ? typed(syntax, *expected_) : expression(syntax);
  if (!found) return found;
  if (found->type.unit == Unit::brackets || found->type.unit == Unit::rounding)
    return refuse(Code::wrong_type, syntax.span,
                  {words(found->type),
                   {"一个值", "a value"},
                   {"级距表由 progressive 读取，舍入规则由 round 读取",
                    "brackets are read by progressive, a rounding rule by round"}});
  // Stated as a number or as a rate: they are the same figures.
  if (expected_) found->type = *expected_;
  return found;
}

Maybe Checker::parameter(const Syntax& syntax) {
  if (syntax.kind == SyntaxKind::name || syntax.kind == SyntaxKind::index) {
    Maybe found = expression(syntax);
    if (!found || found->kind == Kind::parameter) return found;
  }
  return refuse(Code::wrong_type, syntax.span,
                {as_written(written(syntax.span)),
                 {"一个参数", "a parameter"},
                 {"写参数的名称，表写作 table[...]", "write the name of a parameter, of a table with its [...]"}});
}

MaybeAll Checker::alike(const Syntax& parent, std::size_t first, Members members, Hint hint) {
  const std::vector<Syntax>& children = parent.children;
  const Text why = hint ? Text() : Text("，与其余各值相同", ", as the other values are");
  std::vector<Maybe> found(children.size());
  bool failed = false;
  // Those that mean something by themselves first: the others take their meaning from them.
  for (const bool meaning_taken : {false, true}) {
    for (std::size_t i = first; i < children.size(); ++i) {
      if (takes_meaning(children[i]) != meaning_taken) continue;
      if (meaning_taken && failed && !hint && members == Members::possible) continue;
      found[i] = expression(children[i], hint);
      failed = failed || !found[i];
      if (found[i] && !hint) hint = found[i]->type;
    }
  }
  std::vector<Expression> operands;
  for (std::size_t i = first; i < children.size(); ++i) {
    if (!found[i]) continue;
    if (!agree(found[i]->type, *hint)) {
      refuse(Code::wrong_type, children[i].span,
             {words(found[i]->type), words(*hint) + why, mend_of_type(found[i]->type, *hint)});
      failed = true;
    }
    operands.push_back(std::move(*found[i]));
  }
  if (failed) return {};
  return operands;
}

Symbol Checker::find(const Syntax& name) {
  Symbol found = names_.find(name.text);
  // A parameter is worked out by itself: there are no rows that it could differ in.
  if (home_ == Home::parameter) found.constant = true;
  if (found.of != Symbol::Of::nothing) symbols_.keep(found);
  return found;
}

Maybe Checker::refuse(Code code, Span span, std::vector<Text> arguments) {
  diagnostics_.add(source_.at(code, span, std::move(arguments)));
  return {};
}

std::string_view Checker::written(Span span) const {
  return std::string_view(source_.text).substr(span.begin, span.end - span.begin);
}

}  // namespace fenglu::formula
