// Evaluator: the second opinion. Works out one row's items from the checked formulas in exact rationals, as a person
// would: no folding, no ranges, no batches, and a look-up of its own into the tables. It shares with the plan the typed
// tree and the policy, and nothing after.
#pragma once

#include <memory>

#include "engine/policy/policy.hpp"
#include "engine/run/columns.hpp"

namespace fenglu::explain {

struct Question {
  int sheet = 0;
  Month month;
  std::optional<Day> as_of;
  bool carry = false;
};

// A value with its type; `text` for text. absent: an optional fact that isn't given.
struct Answer {
  formula::Type type;
  Rational value;
  std::string text;
};

// One step of the way to a figure.
struct Node {
  enum class Kind : std::uint8_t { item, fact, parameter, operation, set };
  Kind kind = Kind::operation;
  std::string id;  // item, fact or parameter id; of an operation its word: "round", "+", "if"
  Text title;
  Answer answer;
  std::string formula;  // of an item: as written; of an operation: the stretch of it
  Text rounding;        // of a round: "to the fen, half away from zero"
  Text source;          // of an item or a parameter: instrument and article
  std::optional<Day> from, to, announced;
  std::optional<Day> read_on;  // of a parameter: the day that it was read on
  std::string cell;            // of a table: the cell that was read; of brackets: the one that it fell into, from "1"
  std::string status;          // of a parameter
  bool stale = false;
  bool repeated = false;  // an item worked out above already: its operands stand there
  std::vector<Node> operands;
};

// The row is refused where a figure needs what isn't there (no value in force on its day, or a rule of the sheet).
class Evaluator {
 public:
  // Both must outlive it. Several evaluators may share them, each for one thread.
  Evaluator(const policy::Policy& policy, const run::Table& table, const Question& question);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;

  // The value of an item for a row; remembered for the row last asked about.
  Result<Answer> value(std::size_t row, int item);
  // Any other checked formula of the sheet (a default, a rule, `joined`) for a row.
  Result<Answer> evaluate(std::size_t row, const formula::Checked& formula);
  // The whole way to it, to `depth` levels of items (0: all).
  Result<Node> trace(std::size_t row, int item);
  // The same of any other checked formula; the node is an operation that stands for it.
  Result<Node> trace(std::size_t row, const formula::Checked& formula);
  // The index of the rule that the row breaks, if it breaks one.
  std::optional<int> broken_rule(std::size_t row);
  // Forgets what was worked out of the row last asked about: its facts in the table were changed since. Sums over the
  // roster stay as they were first asked for.
  void forget();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenglu::explain
