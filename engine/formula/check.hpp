// check: names resolved, types and units held against each other, optional facts proven tested, divisions proven
// rounded, the grain worked out. The ranges of values are the plan's business: they need a month's parameters.
#pragma once

#include <set>

#include "engine/formula/expression.hpp"

namespace fenglu::formula {

// What a name of a formula stands for. The policy answers; formula/ knows no policy.
struct Symbol {
  enum class Of : std::uint8_t { nothing, fact, item, parameter, axis };
  Of of = Of::nothing;
  int index = -1;
  Type type;
  Grain grain;                      // fact: by its decimals; item: by its proof or statement; parameter: by its values
  bool optional = false;            // fact that may be absent
  bool constant = false;            // the same for every row; of a table: in each cell (what its axes are, counts too)
  bool cumulative = false;          // item: a running total
  bool working = false;             // item: no result column, so no opening and no month before holds it
  bool divided = false;             // item: Checked::divided of its formula
  Unit bracket_unit = Unit::money;  // brackets: what they are applied to
  struct Axis {
    bool bands = false;  // else a category
    Type type;
  };
  std::vector<Axis> axes;  // table parameter
};

class Names {
 public:
  virtual ~Names() = default;
  virtual Symbol find(std::string_view name) const = 0;
  // Member `id` of a category, by id or label in either language; -1 where it has none.
  virtual int member(int category, std::string_view id) const = 0;
  virtual std::string category_id(int category) const = 0;
  // Every name that could have been meant, for the nearest one to a typo.
  virtual std::vector<std::string> all_names() const = 0;
  virtual std::vector<std::string> all_members(int category) const = 0;
  // Of the parameter that a recurring formula works out: what `previous()` is a whole multiple of. To be proven by
  // induction: every published row is, and so is the formula's result (Checked::grain) once this was assumed.
  virtual Grain previous_grain() const { return std::nullopt; }
};

// Which words a formula may use.
enum class Home : std::uint8_t {
  item,       // everything but previous, year_before
  parameter,  // parameters only: previous, year_before, at; no facts, items, aggregates, month of the run.
              // `expected` is the parameter's type: due, previous() has it too
  row_rule,   // defaults and checks of a sheet: facts and parameters, no items, no aggregates
};

struct Checked {
  Expression root;
  Grain grain;
  bool varies = false;                     // differs from row to row
  std::set<int> facts, items, parameters;  // everything read, directly
  std::set<int> year_to_date_items, last_month_items;
  int cross_row = 0;     // number of aggregates in it
  bool divided = false;  // a quotient whose divisor varies from row to row,
                         // or a mean, is left unrounded (working items)
};

// Whether the proof says: a whole multiple of unit, as money is of 1 fen. Requires unit > 0.
bool is_whole(const Grain& grain, const Rational& unit);

// Warnings (a figure of law in a formula) come with the result. `working`: a division by a fact may stand without a
// round, since the item holds any fraction. `expected`: the type the result must have, if stated.
Result<Checked> check(const SourceText& source, const Names& names, Home home, bool working = false,
                      std::optional<Type> expected = std::nullopt);

// The words of the language, for docs, completion and the nearest name to a typo.
struct Function {
  std::string_view name;
  std::string_view signature;
  Text meaning;
};
const std::vector<Function>& functions();
// Words that can't name a fact, an item, a parameter or a category: and, or, not, by, month, fen ...
bool is_reserved(std::string_view word);

}  // namespace fenglu::formula
