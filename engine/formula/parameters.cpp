// Parameters read in other ways than by name: bracket schedules, on another day, a recurrence earlier.
#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

Maybe schedule(Checker& checker, const Syntax& syntax) {
  Maybe found = checker.expression(syntax);
  if (!found) return {};
  const bool is_schedule =
      found->type.unit == Unit::brackets && (found->kind == Kind::parameter || found->kind == Kind::at);
  if (is_schedule) return found;
  return checker.refuse(
      Code::wrong_type, syntax.span,
      {checker.words(found->type),
       {"级距表参数", "a parameter of unit brackets"},
       {"写级距表参数的名称，或 at(参数, 日期)", "write the name of such a parameter, or at(parameter, date)"}});
}

const Expression& parameter_of(const Expression& schedule) {
  return schedule.kind == Kind::at ? schedule.children[0] : schedule;
}

}  // namespace

Maybe check_schedule(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe brackets = schedule(checker, syntax.children[1]);
  if (!brackets) {
    checker.numeric(syntax.children[0]);
    return {};
  }
  const Type applied{checker.symbols().parameter(parameter_of(*brackets).symbol).bracket_unit};
  Maybe x = checker.typed(syntax.children[0], applied);
  if (!x) return {};
  const Type type = call.kind == Kind::bracket_rate ? Type{Unit::rate} : applied;
  return make(call.kind, type, syntax, {std::move(*x), std::move(*brackets)});
}

Maybe check_at(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  std::vector<Expression> children;
  Maybe read = checker.parameter(syntax.children[0]);
  bool failed = !read;
  if (read) children.push_back(std::move(*read));
  for (std::size_t i = 1; i < syntax.children.size(); ++i) {
    Maybe day = checker.typed(syntax.children[i], {Unit::date});
    failed = failed || !day;
    if (day) children.push_back(std::move(*day));
  }
  if (failed) return {};
  const Type type = children[0].type;
  return make(call.kind, type, syntax, std::move(children));
}

Maybe check_previous(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  return make(call.kind, checker.expected().value_or(Type{Unit::number}), syntax);
}

Maybe check_year_before(Checker& checker, const Call& call, const Syntax& syntax, Hint) {
  Maybe read = checker.parameter(syntax.children[0]);
  if (!read) return {};
  const Type type = read->type;
  return make(call.kind, type, syntax, {std::move(*read)});
}

}  // namespace fenglu::formula
