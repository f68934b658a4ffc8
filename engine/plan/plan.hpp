// Plan: a sheet compiled for one month and as-of. Constants are folded, ranges proven, what isn't asked for is dropped;
// what is left is a list of primitives over batches of 64-bit (or, where the proof asks, 128-bit) lanes.
//
// A Plan comes only from a Policy and can't overflow, divide by zero or miss a case for any row whose facts are within
// their ranges: the loader holds the rows against them. Immutable, shared by threads.
#pragma once

#include <array>
#include <set>

#include "engine/plan/program.hpp"
#include "engine/policy/in_force.hpp"
#include "engine/policy/policy.hpp"

namespace fenglu::plan {

// How wide lanes are: the narrowest that the proven ranges fit, with every short cut of the plan; or 64 bits and one
// primitive an operation throughout, the plain plan that the other is held against.
enum class Lanes : std::uint8_t { narrowest, plain };

// A parameter that a scenario moves: the plan is proven for the whole range, nothing about it is folded, and new values
// are bound without compiling (slots.hpp). A money, rate or number parameter, or a table of such over categories.
struct Slot {
  int parameter = -1;
  Interval range;    // of the value, or of each cell
  int decimals = 2;  // of a rate or number; money has fen
};

struct Request {
  int sheet = 0;  // index of policy.sheets
  Month month;
  policy::AsOf as_of;
  bool carry = false;
  std::vector<int> items;     // which columns; empty: all that have a result column
  std::set<int> set_by_hand;  // items that the roster may set
  Lanes lanes = Lanes::narrowest;
  std::vector<Slot> slots;
  // Reads the tables; another one stands in only where a test breaks the look-up on purpose.
  decltype(&policy::in_force) look_up = &policy::in_force;
};

// Where a slot's values stand in Plan::slot_lanes.
struct SlotPlace {
  Slot slot;
  Rational scale = 1;  // value = lane * scale
  std::size_t first = 0, cells = 1;
};

// A version of a parameter that the plan rests on.
struct Rest {
  int parameter = -1;
  policy::InForce value;
};

struct Plan {
  const policy::Policy* policy = nullptr;
  Request request;
  Program program;
  std::vector<int> items;                  // the result's columns, in order
  std::vector<Interval> ranges;            // of each of `items`, proven
  std::map<int, Interval> set_ranges;      // of each item that may be set by hand
  std::map<int, Interval> opening_ranges;  // of each item that year_to_date reads: 11 months
  std::set<int> last_month_items;
  std::map<int, Interval> last_month_ranges;  // of each of last_month_items: one month, 0 in it
  std::set<int> facts;                        // that the plan reads
  std::vector<Rest> rests;                    // every parameter version read, once each
  bool cross_row = false;
  std::vector<SlotPlace> slots;          // in the request's order
  std::vector<std::int64_t> slot_lanes;  // what is bound: at first the values in force
  std::vector<std::string> texts;        // that the policy states and a formula reads
};

// Errors: no-value, abstract, division-by-zero, range-overflow, range-unfit, table-range, floor-above-ceiling,
// slot-unfit, slot-range, each at the formula that is to blame, all of them. `policy` must outlive the plan.
Result<Plan> compile(const policy::Policy& policy, const Request& request);

// Every distinct set of values that the tables can give to the sheet: the months at which something changes, as of now
// and as of the day before and of each announcement. Compiles each, returns the errors (once each) and how many there
// were.
struct Coverage {
  Diagnostics diagnostics;
  std::size_t plans = 0;
  std::optional<Month> first, last;  // months of the first and last that compiled
};
Coverage check_all(const policy::Policy& policy, int sheet);

}  // namespace fenglu::plan
