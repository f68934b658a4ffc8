// Ladder: how the grades of a place follow one another, and what carries a person from one to another: conditions that
// are formulas over the facts of a sheet, what is set where all of them hold, and how many places there are. Which
// grades, how many months, what an award is worth: all of that lives in parameters.
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::policy {

// A formula over the facts, items and parameters that the ladder's sheet sees.
struct LadderFormula {
  formula::SourceText text;
  formula::Checked checked;
};

// `value relation needed`, where a condition is such a comparison.
struct Comparison {
  formula::Kind relation = formula::Kind::equal;
  formula::Checked value;
  formula::Checked needed;
};

struct Condition {
  std::string id;
  Text title;
  LadderFormula formula;  // a flag
  std::optional<Comparison> comparison;
  Citation source;
};

// What becomes of a fact.
struct Setting {
  int fact = -1;
  LadderFormula formula;
};

// In the order in which a person's moves are looked at. What `opens` is told and changes nothing.
enum class MoveKind : std::uint8_t { out, down, post, up, opens };

struct Move {
  std::string id;
  Text title;
  MoveKind kind = MoveKind::up;
  std::vector<Condition> conditions;  // all must hold
  std::vector<Setting> settings;
  Citation source;
  Place place;
};

// How many may be counted, of all or in each group.
struct Quota {
  std::string id;
  Text title;
  LadderFormula counts;  // a flag: this person takes a place
  std::vector<int> by;   // category facts that make the groups
  LadderFormula places;  // a whole number; row by row it reads nothing but the facts of `by`
  Citation source;
  Place place;
};

// Who is first where places are few. After all of them goes the key, byte by byte.
struct Tie {
  Text title;
  LadderFormula formula;
  bool highest_first = true;
};

struct Ladder {
  std::string id;
  Text title;
  int sheet = -1;                      // read on a date fact: the day of the question
  int grade = -1;                      // fact
  LadderFormula serving;               // a flag: whoever isn't takes no part
  LadderFormula next;                  // the grade above, itself at the top: a look-up in a table by facts
  std::optional<LadderFormula> below;  // the grade beneath, itself at the bottom
  std::vector<Move> moves;
  std::vector<Quota> quotas;
  std::vector<Tie> ties;
  Place place;
};

std::string_view name(MoveKind kind);
Text title(MoveKind kind);
// ">=", "=": as a formula writes it.
std::string_view relation_sign(formula::Kind relation);

}  // namespace fenglu::policy
