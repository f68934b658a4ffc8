// ParameterFormula: works out the recurring formula of a parameter, exactly, for one step. Only what such a formula may
// hold: parameters, the cell that it stands at, the value before.
#pragma once

#include "engine/policy/readings.hpp"

namespace fenglu::policy {

class ParameterFormula {
 public:
  ParameterFormula(Readings& readings, int parameter, const Moment& due)
      : readings_(readings), index_(parameter), due_(due) {}

  // For the cell that stands at these members of the axes (`cell` of the row-major table; 0 of a scalar). Nothing where
  // something that it reads isn't known.
  std::optional<Rational> at_cell(std::size_t cell, std::vector<Rational> members);
  // Of all that was read: the last announcement, the weakest status, and whether an announcement wasn't found.
  const std::optional<Day>& announced() const { return announced_; }
  Status status() const { return status_; }
  bool undated() const { return undated_; }
  // The latest first day of what was read; whether anything read is awaited anew, and stale.
  Day latest() const { return latest_; }
  bool awaited() const { return awaited_; }
  bool stale() const { return stale_; }

 private:
  // A text has its words, everything else its number.
  struct Operand {
    Rational value;
    std::string text;
  };
  using Expression = formula::Expression;

  Operand work_out(const Expression& e);
  Rational number(const Expression& e, std::size_t child) { return work_out(e.children[child]).value; }
  bool holds(const Expression& e, std::size_t child) { return number(e, child) != 0; }
  Day day(const Expression& e, std::size_t child);
  const Value* value_of(const Expression& parameter, const Moment& moment);
  const Value* schedule_or_rule(const Expression& e);
  Operand cell_of(const Expression& parameter, const Moment& moment);
  Moment moment_of(const Expression& at);
  Rational divide(const Expression& e);
  int compare(const Expression& e);  // < 0, 0 or > 0
  Rational extreme(const Expression& e);
  Rational clamp(const Expression& e);
  Rational round(const Expression& e);
  Rational bracket(const Expression& e);
  Rational between(const Expression& e);
  Rational of_month(const Expression& e);
  Rational add_months(const Expression& e);
  const Recurrence& recurrence() const;
  Operand previous();
  void rests_on(const Version& version);
  // What failed is found out at the end: until then a failed operand counts as 0.
  Operand unknown();

  Readings& readings_;
  int index_;
  Moment due_;
  std::size_t cell_ = 0;
  std::vector<Rational> members_;
  bool failed_ = false;
  std::optional<Day> announced_;
  Status status_ = Status::verified;
  bool undated_ = false;
  Day latest_;
  bool awaited_ = false;
  bool stale_ = false;
};

}  // namespace fenglu::policy
