// Comparison: two worlds side by side, and what moved each figure of each person from the one to the other.
//     const Comparison found = compare({.before = &before, .after = after, .same_policy = true});
//     // for every figure f and person p: after(f, p) - before(f, p) = the sum of all causes' parts of f and p
//
// The causes are a telescoping substitution: it starts from the world before, moves one thing at a time, in a stated
// order, and works everything out again after each. What a move changes is its part; the parts add up to the whole
// because each step begins where the one before it ended. The order:
//   people who joined and left · the rest that only the record knows · facts, one by one, in the sheet's order · what
//   was set by hand, by item · the opening, where both are of one month · parameters, in the policy's order · formulas
//   (gone, changed, new) · the month, with its opening
// A move that can't be worked out by itself (a floor above a ceiling that moves only next) is told together with the
// one after it. One that changes nothing isn't told.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/plan/plan.hpp"
#include "engine/run/columns.hpp"
#include "engine/run/run.hpp"

namespace fenglu::comparison {

// One side: the plan (policy, month, as-of), the roster with its opening, and what they came to. No row of it is
// refused. All must outlive the comparison.
struct World {
  const plan::Plan* plan = nullptr;
  const run::Table* table = nullptr;
  const run::Results* results = nullptr;
};

// What a result file says of the time before: figures without the way to them.
struct Recorded {
  std::vector<std::string> keys;
  std::map<int, std::vector<std::int64_t>> items;  // by item of the later world's sheet: a lane a key
};

struct Request {
  const World* before = nullptr;       // may be null where there is a record: then nothing is attributed
  const Recorded* recorded = nullptr;  // stands in for what the world before came to
  World after;
  bool same_policy = false;  // both worlds have the same tables, untouched by what-ifs
  unsigned threads = 1;
  std::function<void(std::size_t done, std::size_t all)> progress;  // may be empty
};

// An item that is compared: of money, number, rate or flag. Lanes are value * 10^decimals (money: fen).
struct Figure {
  std::string id;
  Text title;
  policy::Type type;
  int decimals = 0;
  int before = -1;  // index in the sheet of that world, -1: it has none, and 0 stands for it
  int after = -1;
  bool operator==(const Figure&) const = default;
};

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct Person {
  std::string key;
  std::size_t before = nowhere;  // row of that world (or of the record)
  std::size_t after = nowhere;
  bool stayed() const { return before != nowhere && after != nowhere; }
};

struct Cause {
  enum class Of : std::uint8_t { joined, left, people, rest, fact, set_by_hand, opening, parameter, item, month };
  Of of = Of::rest;
  std::string id;  // of the fact, item or parameter; empty where there is only one of the sort
  Text title;
  // What it was and is: of a parameter its value, of each cell that moved; of a formula its text.
  struct Change {
    std::string cell;
    std::string was, is;
  };
  std::vector<Change> changes;
  std::optional<Day> was_from, is_from;                    // of a parameter: first day of the value in force
  std::vector<std::pair<Of, std::string>> along;           // what had to be moved together with it
  std::map<std::size_t, std::vector<std::int64_t>> parts;  // by figure: a lane a person; figures without are not there
  std::int64_t part(std::size_t figure, std::size_t person) const;
};
// "fact", "parameter" ...: as JSON and CSV write it.
std::string_view name(Cause::Of of);
Text title(Cause::Of of);

struct Comparison {
  std::vector<Figure> figures;                    // in the order of the later sheet, then what only the earlier has
  std::vector<Person> people;                     // in the order of the later roster, then those who left
  std::vector<std::vector<std::int64_t>> before;  // by figure: a lane a person, 0 where there is none
  std::vector<std::vector<std::int64_t>> after;
  std::vector<Cause> causes;
  bool changed(std::size_t person) const;  // joined, left, or one of the figures differs
  std::int64_t difference(std::size_t figure, std::size_t person) const;
};

// Where both worlds are worked out, it can't fail: what can't be taken apart stands as not told.
Comparison compare(const Request& request);

}  // namespace fenglu::comparison
