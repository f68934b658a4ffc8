// Program: what a plan comes to: stages of primitives over batches of registers. Plain data, no policy in it.
//
// A register is a batch of lanes, 64 or 128 bits wide. Inputs and constants are registers too. A stage ends with what
// it adds up over the whole roster; the next stage reads those sums as constants. The last stage gives the outputs.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/number/rational.hpp"
#include "engine/number/rounding.hpp"

namespace fenglu::plan {

// One primitive each, over whole batches. `k` are constants of the instruction (Instruction::constants).
enum class Op : std::uint8_t {
  widen,     // 64 -> 128 bits
  add,       // a + b
  subtract,  // a - b
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
  select,          // a ? b : c
  round,           // a * k0 / k1 to a whole number, mode k2; k1 > 0
  round_quotient,  // a / b to a whole number, mode k0; b > 0
  level_from,      // how many of the ascending k are <= a: bands hold their lower end
  level_above,     // how many of the ascending k are < a: brackets hold their upper end
  look_up,         // k[a]
  month_number,    // day -> months since 0000-01
  year_of_month,   // month number -> year
  month_of_year,   // month number -> 1 ... 12
  days_in_month,   // month number -> 28 ... 31
  add_months,      // day a, b months on
  months_between,  // completed months from day a to day b
  weekdays,        // Mondays to Fridays from day a to day b
  split,           // share k0 (from 0) of total a by the weights `more`
  group_value,     // aggregate k0 of group a
};
constexpr std::size_t op_count = static_cast<std::size_t>(Op::group_value) + 1;
std::string_view name(Op op);

// Lanes that an instruction reads and writes: 64 bits both, 128 bits both, or 128 bits in and 64 out.
enum class Width : std::uint8_t { narrow, wide, narrowing };
constexpr std::size_t width_count = 3;

using Register = std::uint16_t;
constexpr Register no_register = 0xFFFF;

struct Instruction {
  Op op;
  Width width;
  Register out;
  std::array<Register, 3> in{no_register, no_register, no_register};
  std::vector<Register> more;  // weights of a split
  std::vector<Int128> constants;
};

// A column that the runner hands in, batch by batch.
struct Input {
  enum class Of : std::uint8_t {
    fact,          // index of the sheet's facts; `fill` where the cell is absent
    text_fact,     // the same of a text: the code of `text`, its default, where the cell is absent
    fact_given,    // 1 where the fact is given
    year_to_date,  // index of the sheet's items; 0 where absent
    last_month,
    set_value,  // `fill` where the cell isn't set
    set_given,
    text,       // the code of `text` among the table's texts, -1 if it isn't there
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
  bool wide = false;
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
  enum class From : std::uint8_t { input, constant, temporary, output };
  From from = From::temporary;
  bool wide = false;
  int index = -1;  // input, constant, temporary slot or output column
};

struct Stage {
  std::vector<RegisterKind> registers;
  std::vector<Input> inputs;
  std::vector<Int128> constants;
  int narrow_slots = 0;
  int wide_slots = 0;
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
