// Days and months: years_between, months_between, days_between, weekdays, days_in, year, month, add_months.
#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/proofs.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

// A date or a month; a quoted text is a date.
Maybe date_or_month(Checker& checker, const Syntax& syntax) {
  Maybe found = checker.expression(syntax, Type{Unit::date});
  if (!found || found->type.unit == Unit::date || found->type.unit == Unit::month) return found;
  return checker.refuse(Code::wrong_type, syntax.span,
                        {checker.words(found->type),
                         {"日期或月份", "date or month"},
                         {"如 hired_on、month、\"2025-01-31\"", "as in hired_on, month or \"2025-01-31\""}});
}

}  // namespace

Maybe check_between(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe from = checker.typed(syntax.children[0], {Unit::date});
  Maybe to = checker.typed(syntax.children[1], {Unit::date});
  if (!from || !to) return {};
  return make(call.kind, {Unit::number}, syntax, {std::move(*from), std::move(*to)});
}

Maybe check_part_of_date(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe date = date_or_month(checker, syntax.children[0]);
  if (!date) return {};
  return make(call.kind, {Unit::number}, syntax, {std::move(*date)});
}

Maybe check_add_months(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe date = date_or_month(checker, syntax.children[0]);
  Maybe months = checker.typed(syntax.children[1], {Unit::number});
  if (months && !is_whole(grain_of(*months, checker.symbols(), checker.names()), 1))
    months = checker.refuse(Code::not_whole, syntax.children[1].span,
                            {as_written(checker.written(syntax.children[1].span)), {"月数", "months"}});
  if (!date || !months) return {};
  const Type type = date->type;
  return make(call.kind, type, syntax, {std::move(*date), std::move(*months)});
}

}  // namespace fenglu::formula
