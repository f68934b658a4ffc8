// Expression: a formula after its names are resolved and its types and units are checked. It is what the plan is
// lowered from and what the explainer evaluates; they share this tree and nothing after it.
//
// Values, in both: money in fen, rate and number as they are, flag 0 or 1, date as Day::number(), month as
// Month::number(), category as the member's index, all exact rationals; text as itself.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/formula/syntax.hpp"
#include "engine/number/rounding.hpp"

namespace fenglu::formula {

enum class Unit : std::uint8_t { money, number, rate, flag, date, month, category, text, brackets, rounding };

// A type: its unit, and for a category which one (index into the policy's categories).
struct Type {
  Unit unit = Unit::number;
  int category = -1;
  bool operator==(const Type&) const = default;
  bool is_numeric() const { return unit == Unit::money || unit == Unit::number || unit == Unit::rate; }
};

enum class Kind : std::uint8_t {
  literal,           // value
  text_literal,      // text
  fact,              // symbol = index of the sheet's facts
  item,              // symbol = index of the sheet's items
  parameter,         // symbol = index of the policy's parameters; children = one for each axis (none for a scalar,
                     // brackets or rounding). Read on the day in force: the sheet's, or that of an enclosing `at`.
  axis,              // only in a table parameter's formula: the member of axis `symbol` that this cell stands at
  month_of_run,      // `month`
  first_day_of_run,  // `month.first`
  last_day_of_run,   // `month.last`
  negate,
  logical_not,
  add,
  subtract,
  multiply,
  divide,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  logical_and,
  logical_or,  // the right side is looked at only where the left leaves it open
  choose,      // if(c, a, b): children c, a, b; only the chosen side is looked at
  minimum,
  maximum,  // 2 or more children
  clamp,    // x, lo, hi: the ceiling wins where they cross
  known,    // symbol = fact; no children
  round,    // children: x, and [rounding parameter] where `rule` is empty
  progressive,
  bracket_rate,
  bracket_quick,  // children: x, brackets (a parameter, or `at` of one)
  years_between,
  months_between,
  days_between,
  weekdays,  // of two dates
  days_in,
  year_of,
  month_of,      // of a date or a month; month_of is 1 ... 12
  add_months,    // date or month, whole number: the type of the first
  at,            // children: a parameter, day [, known on]
  previous,      // only in a parameter's recurring formula: the value before; for a table, the same cell
  year_before,   // child: a parameter; only in a parameter's formula
  year_to_date,  // symbol = item
  last_month,    // symbol = item
  split,         // children: total, i, w1, w2, ...; i a literal from 1
  sum_of,
  mean_of,
  count_of,   // child: x; `by` = fact of category type, or -1
  apportion,  // children: total, weight
};

struct Expression {
  Kind kind;
  Type type;
  Span span;
  Rational value;    // literal
  std::string text;  // text literal; else the name, to show
  int symbol = -1;
  int by = -1;                       // aggregates: index of the category fact
  std::optional<RoundingRule> rule;  // round with a written unit (in fen for money)
  std::vector<Expression> children;
};

// What is proven of the grain of a value without looking at any parameter's day: it is a whole multiple of `grain`
// whatever the facts are. Nothing: it may be any fraction.
using Grain = std::optional<Rational>;

}  // namespace fenglu::formula
