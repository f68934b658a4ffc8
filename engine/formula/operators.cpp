// Operators: which units can stand beside one another, and what comes of it.
#include "engine/diagnostic/code.hpp"
#include "engine/formula/checker.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

Kind kind_of(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::add: return Kind::add;
    case SyntaxKind::subtract: return Kind::subtract;
    case SyntaxKind::multiply: return Kind::multiply;
    case SyntaxKind::divide: return Kind::divide;
    case SyntaxKind::equal: return Kind::equal;
    case SyntaxKind::unequal: return Kind::unequal;
    case SyntaxKind::less: return Kind::less;
    case SyntaxKind::less_equal: return Kind::less_equal;
    case SyntaxKind::greater: return Kind::greater;
    case SyntaxKind::greater_equal: return Kind::greater_equal;
    case SyntaxKind::logical_and: return Kind::logical_and;
    case SyntaxKind::logical_or: return Kind::logical_or;
    case SyntaxKind::logical_not: return Kind::logical_not;
    case SyntaxKind::negate: return Kind::negate;
    case SyntaxKind::number:
    case SyntaxKind::money:
    case SyntaxKind::string:
    case SyntaxKind::name:
    case SyntaxKind::call:
    case SyntaxKind::index:
    case SyntaxKind::by: break;  // no operators
  }
  return Kind::literal;
}

std::string_view sign_of(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::add: return "+";
    case SyntaxKind::subtract:
    case SyntaxKind::negate: return "-";
    case SyntaxKind::multiply: return "*";
    case SyntaxKind::divide: return "/";
    case SyntaxKind::equal: return "=";
    case SyntaxKind::unequal: return "<>";
    case SyntaxKind::less: return "<";
    case SyntaxKind::less_equal: return "<=";
    case SyntaxKind::greater: return ">";
    case SyntaxKind::greater_equal: return ">=";
    case SyntaxKind::logical_and: return "and";
    case SyntaxKind::logical_or: return "or";
    case SyntaxKind::logical_not: return "not";
    case SyntaxKind::number:
    case SyntaxKind::money:
    case SyntaxKind::string:
    case SyntaxKind::name:
    case SyntaxKind::call:
    case SyntaxKind::index:
    case SyntaxKind::by: break;
  }
  return {};
}

Expression make_operator(Type type, const Syntax& syntax, std::vector<Expression> operands) {
  Expression made = make(kind_of(syntax.kind), type, syntax, std::move(operands));
  made.text = sign_of(syntax.kind);
  return made;
}

using MaybeUnit = std::optional<Unit>;

MaybeUnit sum_unit(Unit a, Unit b) {
  if (a == b) return a;
  if (a != Unit::money && b != Unit::money) return Unit::number;
  return {};
}

MaybeUnit product_unit(Unit a, Unit b) {
  if (a == Unit::money && b == Unit::money) return {};
  if (a == Unit::money || b == Unit::money) return Unit::money;
  return a == Unit::rate || b == Unit::rate ? Unit::rate : Unit::number;
}

MaybeUnit quotient_unit(Unit a, Unit b) {
  if (a == b) return Unit::number;
  if (b == Unit::money) return {};
  if (a == Unit::money) return Unit::money;
  return a;  // rate / number, number / rate
}

MaybeUnit result_unit(SyntaxKind kind, Unit a, Unit b) {
  if (kind == SyntaxKind::multiply) return product_unit(a, b);
  if (kind == SyntaxKind::divide) return quotient_unit(a, b);
  return sum_unit(a, b);
}

Text mend_of_units(SyntaxKind kind) {
  if (kind == SyntaxKind::multiply)
    return {"金额只能乘以比率或数；两个金额之比用 /",
            "multiply money by a rate or a number; the ratio of two amounts is written with /"};
  if (kind == SyntaxKind::divide) return {"把两者对调，或换一个除数", "swap the two, or divide by something else"};
  return {"把数写成金额，如 100 yuan，或乘以一个金额",
          "write the number as money, as in 100 yuan, or multiply money by it"};
}

// What to write where a value that can't be computed with was.
Text mend_of_operand(SyntaxKind kind, const Type& found, const Type& other) {
  const bool sum = kind == SyntaxKind::add || kind == SyntaxKind::subtract;
  const bool days = found.unit == Unit::date || found.unit == Unit::month;
  if (days && sum && other.is_numeric()) return {"移动日期写 add_months(d, n)", "to move it write add_months(d, n)"};
  if (days && sum && other.unit == found.unit)
    return {"间隔写 days_between(a, b) 或 months_between(a, b)",
            "for the time between write days_between(a, b) or months_between(a, b)"};
  if (found.unit == Unit::flag) return {"写 if(条件, 值, 0)", "write if(condition, value, 0)"};
  if (found.unit == Unit::brackets)
    return {"写 progressive(x, 级距表) 或 bracket_rate(x, 级距表)",
            "write progressive(x, brackets) or bracket_rate(x, brackets)"};
  if (found.unit == Unit::category)
    return {"从以它为轴的表中取值：table[类别]", "look the value up in a table over it: table[category]"};
  return {"换成可计算的值", "give it something that can be computed with"};
}

bool is_ordered(const Type& type) {
  return type.is_numeric() || type.unit == Unit::date || type.unit == Unit::month || type.unit == Unit::category;
}

bool is_comparable(const Type& type) { return is_ordered(type) || type.unit == Unit::flag || type.unit == Unit::text; }

}  // namespace

// Two operands, of which one may take its meaning from the other.
MaybeAll Checker::pair(const Syntax& syntax, Members members) {
  const bool swap = takes_meaning(syntax.children[0]) && !takes_meaning(syntax.children[1]);
  const std::size_t leader = swap ? 1 : 0;
  Maybe first = expression(syntax.children[leader]);
  const Syntax& follower = syntax.children[1 - leader];
  if (!first && takes_meaning(follower) && members == Members::possible) return {};
  const bool gives_meaning = first && (members == Members::possible || first->type.unit != Unit::category);
  Maybe second = expression(follower, gives_meaning ? Hint(first->type) : Hint());
  if (!first || !second) return {};
  std::vector<Expression> operands;
  operands.push_back(std::move(swap ? *second : *first));
  operands.push_back(std::move(swap ? *first : *second));
  return operands;
}

Maybe Checker::arithmetic(const Syntax& syntax) {
  const bool sum = syntax.kind == SyntaxKind::add || syntax.kind == SyntaxKind::subtract;
  MaybeAll operands;
  if (sum) {
    operands = pair(syntax, Members::none);
  } else {
    Maybe left = expression(syntax.children[0]);
    Maybe right = expression(syntax.children[1]);
    if (left && right) operands = std::vector<Expression>{std::move(*left), std::move(*right)};
  }
  if (!operands) return {};
  const Type a = (*operands)[0].type, b = (*operands)[1].type;
  for (std::size_t i = 0; i < 2; ++i) {
    const Type& found = i == 0 ? a : b;
    if (!found.is_numeric())
      return refuse(Code::wrong_type, syntax.children[i].span,
                    {words(found),
                     {"金额、数或比率", "money, number or rate"},
                     mend_of_operand(syntax.kind, found, i == 0 ? b : a)});
  }
  if (const MaybeUnit unit = result_unit(syntax.kind, a.unit, b.unit))
    return make_operator({*unit}, syntax, std::move(*operands));
  const Text sign(" " + std::string(sign_of(syntax.kind)) + " ");
  return refuse(Code::wrong_unit, syntax.span, {words(a) + sign + words(b), mend_of_units(syntax.kind)});
}

Maybe Checker::comparison(const Syntax& syntax) {
  MaybeAll operands = pair(syntax, Members::possible);
  if (!operands) return {};
  const Type a = (*operands)[0].type, b = (*operands)[1].type;
  if (!comparable(syntax, a, b)) return {};
  return make_operator({Unit::flag}, syntax, std::move(*operands));
}

bool Checker::comparable(const Syntax& syntax, const Type& a, const Type& b) {
  const bool equality = syntax.kind == SyntaxKind::equal || syntax.kind == SyntaxKind::unequal;
  // `chief1 = grade`, where chief1 is a fact too: the mirrored one is refused by name().
  const Syntax& left = syntax.children[0];
  if (left.kind == SyntaxKind::name && b.unit == Unit::category && names_.member(b.category, left.text) >= 0 &&
      names_.find(left.text).of != Symbol::Of::nothing) {
    refuse(Code::ambiguous_name, left.span, {Text(left.text), Text(names_.category_id(b.category))});
    return false;
  }
  if (!agree(a, b)) {
    refuse(Code::wrong_type, syntax.children[1].span, {words(b), words(a), mend_of_type(b, a)});
    return false;
  }
  if (equality ? is_comparable(a) : is_ordered(a)) return true;
  refuse(Code::wrong_type, syntax.span,
         {words(a),
          equality ? Text("可比较的值", "values that can be compared")
                   : Text("有先后大小的值", "values that have an order"),
          equality ? Text("级距表和舍入规则不能比较", "brackets and rounding rules can't be compared")
                   : Text("此类型只能用 = 与 <>", "only = and <> are for this type")});
  return false;
}

Maybe Checker::connective(const Syntax& syntax) {
  Maybe left = condition(syntax.children[0]);
  Maybe right = condition(syntax.children[1]);
  if (!left || !right) return {};
  return make_operator({Unit::flag}, syntax, {std::move(*left), std::move(*right)});
}

Maybe Checker::logical_not(const Syntax& syntax) {
  Maybe operand = condition(syntax.children[0]);
  if (!operand) return {};
  return make_operator({Unit::flag}, syntax, {std::move(*operand)});
}

Maybe Checker::negate(const Syntax& syntax) {
  Maybe operand = numeric(syntax.children[0]);
  if (!operand) return {};
  const Type type = operand->type;
  return make_operator(type, syntax, {std::move(*operand)});
}

}  // namespace fenglu::formula
