// Careers: who rises, falls or goes on a day by a ladder, who is held back by a quota, when the others are due, and for
// each the first condition that fails. One move a person and question: out before down before a change of post before
// up, and of one kind the first in the ladder whose conditions all hold.
//     run::Table table = ...;                                    // a roster of the ladder's sheet
//     Result<Outcome> outcome = work_out({&policy, &ladder, day}, table);
//     // outcome->standings[row], and the table is as it will be
// The order of rows doesn't matter: where a quota has fewer places than people, those who go highest come first, then
// by the ladder's ties, then by key.
#pragma once

#include "engine/careers/person.hpp"

namespace fenglu::careers {

enum class State : std::uint8_t {
  due,      // a move is due, and made
  held,     // all conditions of the move hold, but a quota has no place
  waiting,  // due on a later day if all stays as it is
  barred,   // a condition fails that waiting doesn't mend
  apart,    // not serving on the day: takes no part
};

// What is in the way: the first condition of the move that fails, or a quota that is full.
struct Hurdle {
  int condition = -1;  // of the move, or
  int quota = -1;      // value: places taken; needed: places there are
  explain::Answer value;
  std::string relation;  // of value and needed: ">="
  explain::Answer needed;
};

struct Change {
  int fact = -1;
  std::optional<explain::Answer> before;  // nothing: not given
  explain::Answer after;
};

struct Standing {
  State state = State::apart;
  int move = -1;  // due, held, or the one waited for; -1: none leads up from here
  std::optional<Day> due_on;
  std::optional<Hurdle> hurdle;
  std::vector<Change> changes;  // of the move, whether or not it is made
  std::vector<int> opens;       // moves of that kind whose conditions hold
};

struct Places {
  int quota = -1;
  std::vector<std::int64_t> group;  // members of the facts that the quota goes by
  std::int64_t places = 0;
  std::int64_t before = 0;
  std::int64_t after = 0;
};

struct Outcome {
  std::vector<Standing> standings;  // one a row
  std::vector<Places> quotas;       // by quota, then by group
};

// The table is that of the ladder's sheet; its facts are changed to what they will be. Errors: abstract, no-value,
// fact-absent, move-unfit.
Result<Outcome> work_out(const Subject& subject, run::Table& table, unsigned threads = 1);

// Every condition of every move, as it stands for one row of a table that work_out hasn't changed. Errors as of
// work_out.
Result<std::vector<std::vector<Finding>>> examine(const Subject& subject, run::Table& table, std::size_t row);

std::string_view name(State state);
Text title(State state);

}  // namespace fenglu::careers
