// Call: what is known of each function of the language, and the rule that checks its arguments.
#pragma once

#include "engine/formula/checker.hpp"

namespace fenglu::formula {

struct Call {
  std::string_view name;
  Kind kind;
  std::size_t least;  // arguments
  std::size_t most;
  bool in_parameter;  // whether each home may use it; items may use all
  bool in_row_rule;   // but those of a recurring parameter
  Maybe (*check)(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
};

constexpr std::size_t any_number = 1000;

// Null where the language has no such function.
const Call* find_call(std::string_view name);
// The entry of functions() of that name; null where it has none.
const Function* find_function(std::string_view name);

// Choices: if, min, max, clamp, known.
Maybe check_choose(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_extreme(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_known(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
// round, round_up, round_down.
Maybe check_round(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
// Tables read in other ways: progressive, bracket_rate, bracket_quick, at, previous, year_before.
Maybe check_schedule(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_at(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_previous(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_year_before(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
// Days and months.
Maybe check_between(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_part_of_date(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_add_months(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
// Earlier months, and other rows: year_to_date, last_month, split, sum_of, mean_of, count_of, apportion.
Maybe check_earlier(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_split(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_aggregate(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);
Maybe check_apportion(Checker& checker, const Call& call, const Syntax& syntax, Hint hint);

}  // namespace fenglu::formula
