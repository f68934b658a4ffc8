// Person: one row of the roster as its ladder sees it: which condition of a move fails first, and on which later day
// none does, if everything but the day stays as it is.
#pragma once

#include "engine/careers/trend.hpp"
#include "engine/explain/evaluate.hpp"
#include "engine/policy/in_force.hpp"
#include "engine/policy/ladder.hpp"

namespace fenglu::careers {

// What is asked: a ladder of a policy, on a day, of what was known then.
struct Subject {
  const policy::Policy* policy = nullptr;
  const policy::Ladder* ladder = nullptr;
  Day day;
  const policy::Sheet& sheet() const { return policy->sheets[static_cast<std::size_t>(ladder->sheet)]; }
};

// What of a move bears on its day: found once, for all persons.
struct Outlook {
  std::vector<Trend> trends;  // of each condition
  std::vector<Day> changes;   // later days on which one of its parameters may change, ascending
};
std::vector<Outlook> outlooks(const Subject& subject);
// The last day that is looked at.
Day horizon(const Subject& subject);

// How one condition stands: what it compares, or whether it holds (true is needed) where it is no comparison.
struct Finding {
  bool holds = false;
  explain::Answer value;
  std::string relation;  // of value and needed: ">="
  explain::Answer needed;
};

// Thrown inside this floor only, where a figure can't be had; work_out hands on the diagnostic.
struct Refused {
  Diagnostic why;
};

class Person {
 public:
  // The table has a column for the day of the question; it and the facts of the row last gone to are changed, and put
  // back.
  Person(const Subject& subject, run::Table& table);

  void go_to(std::size_t row) { row_ = row; }
  // Forgets what was worked out: facts of the row were changed.
  void forget() { evaluator_.forget(); }
  // Asks as of another day from now on.
  void set_day(Day day);
  explain::Answer value(const formula::Checked& formula);
  bool holds(const formula::Checked& formula) { return value(formula).value != 0; }
  Finding finding(const policy::Condition& condition);
  // -1: all hold.
  int first_failing(const policy::Move& move);
  // Nothing: waiting alone doesn't do it, or nothing can be told.
  std::optional<Day> first_day(const policy::Move& move, const Outlook& outlook);

 private:
  // Whether the condition holds on a day; not where it can't be told.
  bool holds_on(const policy::Condition& condition, Day day);
  std::optional<Day> first_day_in(const policy::Move& move, const Outlook& outlook, Day from, Day to);
  std::optional<Day> first_rise(const policy::Condition& condition, Day from, Day to);

  const Subject& subject_;
  run::Table& table_;
  explain::Evaluator evaluator_;
  std::vector<std::int64_t>& days_;
  std::size_t row_ = 0;
};

}  // namespace fenglu::careers
