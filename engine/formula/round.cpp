// round, round_up, round_down: to a unit that the formula writes, or by a rule that a parameter holds.
#include <array>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

struct MoneyUnit {
  std::string_view word;
  int fen;
};
constexpr std::array money_units{MoneyUnit{"fen", 1}, MoneyUnit{"jiao", 10}, MoneyUnit{"yuan", 100}};

RoundingMode mode_of(std::string_view name) {
  return name == "round_up" ? RoundingMode::up : name == "round_down" ? RoundingMode::down : RoundingMode::half;
}

// A unit that is written out: of money (in fen) or of a number.
struct WrittenUnit {
  Rational unit;
  bool money = false;
};

std::optional<WrittenUnit> written_unit(const Syntax& position) {
  if (position.kind == SyntaxKind::number) return WrittenUnit{position.value, false};
  if (position.kind == SyntaxKind::money) return WrittenUnit{position.value, true};
  if (position.kind != SyntaxKind::name) return {};
  for (const MoneyUnit& each : money_units)
    if (each.word == position.text) return WrittenUnit{each.fen, true};
  return {};
}

Maybe refuse_unit(Checker& checker, const Syntax& position, Text expected) {
  return checker.refuse(Code::rounding_unit, position.span,
                        {as_written(checker.written(position.span)), std::move(expected)});
}

// What the spreadsheet means by round(x, 2) isn't what is meant here.
bool looks_like_places(const Rational& unit) { return unit == 2 || unit == 3 || unit == 4; }

Maybe check_written(Checker& checker, const Call& call, const Syntax& syntax, Maybe x, const WrittenUnit& unit) {
  const Syntax& position = syntax.children[1];
  if (unit.unit <= 0) return refuse_unit(checker, position, {"大于 0 的单位", "a unit above 0"});
  if (!x) return {};
  if (x->type.unit == Unit::money && !unit.money)
    return refuse_unit(checker, position, {"金额的单位", "a unit of money"});
  if (x->type.unit != Unit::money && unit.money)
    return refuse_unit(checker, position, {"数的单位", "a unit of a number"});
  if (!unit.money && looks_like_places(unit.unit))
    checker.warn(Code::rounding_places, position.span, {Text(position.text)});
  const Type type = x->type;
  Expression made = make(call.kind, type, syntax, {std::move(*x)});
  made.rule = RoundingRule{unit.unit, mode_of(syntax.text)};
  return made;
}

Maybe check_rule(Checker& checker, const Call& call, const Syntax& syntax, Maybe x) {
  const Syntax& position = syntax.children[1];
  const bool reads =
      position.kind == SyntaxKind::name || position.kind == SyntaxKind::call || position.kind == SyntaxKind::index;
  const Text expected{"舍入单位或舍入规则参数", "a unit, or a parameter of unit rounding"};
  if (!reads) return refuse_unit(checker, position, expected);
  Maybe rule = checker.expression(position);
  if (!rule) return {};
  const bool is_rule = rule->type.unit == Unit::rounding && (rule->kind == Kind::parameter || rule->kind == Kind::at);
  if (!is_rule) return refuse_unit(checker, position, expected);
  if (mode_of(syntax.text) != RoundingMode::half)
    return refuse_unit(checker, position,
                       {"单位：舍入规则参数自带方向，只用于 round",
                        "a unit: a rounding parameter has a direction of its own and goes with round"});
  if (!x) return {};
  const Type type = x->type;
  return make(call.kind, type, syntax, {std::move(*x), std::move(*rule)});
}

}  // namespace

Maybe check_round(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe x = checker.numeric(syntax.children[0]);
  const std::optional<WrittenUnit> unit = written_unit(syntax.children[1]);
  return unit ? check_written(checker, call, syntax, std::move(x), *unit)
              : check_rule(checker, call, syntax, std::move(x));
}

}  // namespace fenglu::formula
