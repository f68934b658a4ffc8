// Program: what a plan comes to: stages of primitives over batches of registers. Plain data, no policy in it.
//
// A register is a batch of lanes, 32, 64 or 128 bits wide. Inputs and constants are registers too. A stage ends with
// what it adds up over the whole roster; the next stage reads those sums as constants. The last stage gives the
// outputs.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/number/rational.hpp"
#include "engine/number/rounding.hpp"

namespace fenglu::plan {

// What a lane is held in: the narrowest that its proven range fits.
enum class Lane : std::uint8_t { i32, i64, i128 };
constexpr std::size_t lane_count = 3;
std::string_view name(Lane lane);

// One primitive each, over whole batches. `k` are constants of the instruction (Instruction::constants).
enum class Op : std::uint8_t {
  convert,   // the same number in another lane
  add,       // a + b
  subtract,  // a - b
  sum,       // the first k0 of `more` less the others; not below 0 where k1 is 1
  multiply,  // a * b
  scale,     // a * k0
  minimum,   // the lesser of a, b
  maximum,
  clamp,  // min(max(a, k0), k1)
  less,   // a < b: 1 or 0
  less_equal,
  equal,
  logical_and,
  logical_or,
  logical_not,
  select,                // a ? b : c
  round,                 // a * k0 / k1 to a whole number, mode k2, times k3; k1, k3 > 0; k4: 1 where no a is below 0
  round_fused,           // the same by one multiplication with the fraction k0 / k1: Tier::fused
  round_product_fused,   // the same of a * b, which doubles hold exactly
  round_corrected,       // the same by an estimated quotient that is put right: Tier::corrected
  round_quotient,        // a / b to a whole number, mode k0; b > 0
  round_quotient_fused,  // the same by one division of floating point: Tier::fused
  level_from,            // how many of the ascending k are <= a: bands hold their lower end
  level_above,           // how many of the ascending k are < a: brackets hold their upper end
  look_up,               // k[a]
  look_up_two,           // k[1 + a * k0 + b]: a table by two keys
  month_number,          // day -> months since 0000-01
  year_of_month,         // month number -> year
  month_of_year,         // month number -> 1 ... 12
  days_in_month,         // month number -> 28 ... 31
  add_months,            // day a, b months on
  months_between,        // completed months from day a to day b
  weekdays,              // Mondays to Fridays from day a to day b
  split,                 // share k0 (from 0) of total a by the weights `more`
  group_value,           // aggregate k0 of group a
};
constexpr std::size_t op_count = static_cast<std::size_t>(Op::group_value) + 1;
std::string_view name(Op op);

using Register = std::uint16_t;
constexpr Register no_register = 0xFFFF;

// Operands are in lanes of `in`, but for the flag of a choice and the index of a look-up, which are as narrow as any
// (i32, or i64 in a plan of 64-bit lanes); the work is done in the wider of `in` and `out`.
struct Instruction {
  Op op;
  Lane in_lane;
  Lane out_lane;
  Register out;
  std::array<Register, 3> in{no_register, no_register, no_register};
  std::vector<Register> more;  // weights of a split, terms of a sum
  std::vector<Int128> constants;
};

// A column that the runner hands in, batch by batch.
struct Input {
  enum class Of : std::uint8_t {
    fact,          // index of the sheet's facts; `fill` where the cell is absent
    text_fact,     // the same of a text: the code of `text`, its default, where the cell is absent; `fill` its place
    fact_given,    // 1 where the fact is given
    year_to_date,  // index of the sheet's items; 0 where absent
    last_month,
    set_value,  // `fill` where the cell isn't set
    set_given,
    text,       // the code of `text`, which is at `index` of the plan's texts: its place among the table's texts, or
                // -1 - index if it isn't there
    slot,       // index of the plan's slot lanes: a parameter that a scenario moves
    aggregate,  // an ungrouped sum over the roster
    share,      // a column worked out between two stages
  };
  Of of = Of::fact;
  int index = -1;
  std::int64_t fill = 0;
  std::string text;
  bool operator<(const Input& other) const {
    return std::tie(of, index, fill, text) < std::tie(other.of, other.index, other.fill, other.text);
  }
};

// A sum over the roster, of a register, in all or for each group.
struct Accumulation {
  Register value;
  Register group = no_register;
  int groups = 1;
  int aggregate = -1;  // where it is kept
};
// `total` (the same for all rows) handed out by weight, over all rows.
struct Apportionment {
  Register total;
  Register weight;
  int share = -1;
};

struct RegisterKind {
  enum class From : std::uint8_t { input, constant, temporary };
  From from = From::temporary;
  Lane lane = Lane::i64;
  int index = -1;    // input, constant or temporary slot of its lane
  int passing = -1;  // of a temporary: its slot where results leave as they are made, and needn't stay
};

struct Stage {
  std::vector<RegisterKind> registers;
  std::vector<Input> inputs;
  std::vector<Int128> constants;
  std::array<int, lane_count> slots{};          // of each lane
  std::array<int, lane_count> passing_slots{};  // the same where results leave
  std::vector<Instruction> instructions;
  std::vector<Accumulation> accumulations;
  std::vector<Apportionment> apportionments;
};

struct Refuse {
  Register flag;  // 1 = the row is refused
  int rule = -1;
  int parameter = -1;
};

struct Program {
  std::vector<Stage> stages;      // the last one gives the outputs
  std::vector<Register> outputs;  // registers of the last stage
  std::vector<Refuse> refusals;
  std::vector<int> aggregate_groups;  // for each aggregate: how many groups
  int shares = 0;
};

}  // namespace fenglu::plan
