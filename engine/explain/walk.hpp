// Walk: one formula worked out step by step over its typed tree; only the chosen side of a condition is looked at.
// What a formula sees around it is its Scope: a row of a sheet, or a cell of a recurring table.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/explain/look_up.hpp"

namespace fenglu::explain {

// Thrown inside this floor only, where a figure can't be had; the Evaluator hands on the diagnostic.
struct Refused {
  Diagnostic why;
};
// At a stretch of a formula, where there is a text to point into.
Diagnostic diagnostic(const formula::SourceText* text, Code code, formula::Span span, std::vector<Text> arguments);

// Each asks for one thing that a name of a formula stands for. `node`, where it isn't null, gets the steps of the way
// there as operands. A word that the scope has no meaning for is ruled out when the policy is checked.
class Scope {
 public:
  virtual ~Scope() = default;
  virtual Moment moment() = 0;                   // that parameters are read on
  virtual std::optional<Day> known() const = 0;  // as of which the run knows its tables
  virtual Month month() const = 0;
  // Called with every version that is read.
  virtual void rests_on(const Version&) {}
  virtual Answer fact(int, Node*) { return {}; }
  virtual bool is_known(int) { return false; }
  virtual Answer item(int, Node*) { return {}; }
  virtual Rational year_to_date(int) { return 0; }
  virtual Rational last_month(int) { return 0; }
  virtual Rational across(const formula::Expression&, const formula::SourceText*) { return 0; }
  virtual Rational axis(int) { return 0; }
  virtual Rational previous(Node*) { return 0; }
};

class Walk {
 public:
  // `text` is the formula as written, null where there is none to point into. All must outlive it.
  Walk(LookUp& look_up, Scope& scope, const formula::SourceText* text)
      : look_up_(look_up), scope_(scope), text_(text) {}

  // The value of an expression; with a node, its operands (and rounding) are put there: the node stands for it.
  Answer compute(const formula::Expression& e, Node* node);
  // The same, with a node of its own below `above` where it is an operation.
  Answer work_out(const formula::Expression& e, Node* above);

 private:
  using Expression = formula::Expression;
  using Binary = Rational (*)(const Rational&, const Rational&);

  Answer binary(const Expression& e, Node* node, Binary combine);
  Answer fold(const Expression& e, Node* node, Binary combine);
  Answer compare(const Expression& e, Node* node, bool (*holds)(int));
  Answer either(const Expression& e, Node* node, bool ends_it);
  Answer choose(const Expression& e, Node* node);
  Answer divide(const Expression& e, Node* node);
  Answer bounded(const Expression& e, Node* node);
  Answer round(const Expression& e, Node* node);
  Answer schedule(const Expression& e, Node* node);
  Answer of_days(const Expression& e, Node* node);
  Answer of_month(const Expression& e, Node* node);
  Answer add_months(const Expression& e, Node* node);
  Answer split(const Expression& e, Node* node);
  Answer across(const Expression& e, Node* node);
  // `moment` is when the parameter itself is read; what a table is looked up by is read as ever.
  Answer parameter(const Expression& e, const Moment& moment, Node* node);
  std::vector<Answer> operands(const Expression& e, Node* node);
  Rational number(const Expression& e, std::size_t child, Node* node);
  Day day(const Expression& e, std::size_t child, Node* node);
  // The day that an `at` says, and what was known on its other one.
  Moment moment_of(const Expression& at, Node* node);
  // The whole value of a parameter without axes, or of `at` one: brackets, a rounding rule.
  const policy::Value& whole(const Expression& e, Node* node);
  const Version& version(const Expression& e, const Moment& moment);
  std::size_t cell(const Expression& e, const policy::Value& value, Node* node, std::string& names);
  std::size_t along(const Expression& e, std::size_t axis, const policy::Value& value, Node* node, std::string& name);
  std::string shown(const Answer& answer) const;
  Refused refused(Code code, const Expression& e, std::vector<Text> arguments) const;

  LookUp& look_up_;
  Scope& scope_;
  const formula::SourceText* text_;
};

}  // namespace fenglu::explain
