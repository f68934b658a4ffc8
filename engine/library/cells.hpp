// cells: a column's values become lanes, each held against the range that the plan's proof rests on. Nothing is
// rounded, clipped or guessed.
#pragma once

#include <functional>
#include <unordered_map>

#include "engine/library/frame.hpp"
#include "engine/policy/policy.hpp"
#include "engine/run/columns.hpp"

namespace fenglu::library {

// What a column stands for, and within which bounds.
struct Field {
  enum class Blank : std::uint8_t { refuse, fill, absent };  // what a null, or an empty text, means
  std::string column;                                        // its name, to tell of it
  policy::Type type;
  int decimals = 0;      // lanes are value * 10^decimals; of money 2
  std::int64_t low = 0;  // of the lane, both included
  std::int64_t high = 0;
  const policy::Category* category = nullptr;
  Blank blank = Blank::refuse;
  std::int64_t fill = 0;  // the lane of a blank
};
Field field_of(const policy::Policy& policy, const policy::Fact& fact, std::string column);
// As a set.ITEM, ytd.ITEM or last.ITEM column, whose blanks are absent.
Field field_of(const policy::Policy& policy, const policy::Item& item, const Interval& range, std::string column);

// What is wrong with cells. Of each column the first hundred are kept, the rest counted; by row, then by column, when
// all is done.
class Faults {
 public:
  void add(std::size_t row, const Field& field, Code code, std::vector<Text> arguments);
  void add(Diagnostic diagnostic) { others_.push_back(std::move(diagnostic)); }
  bool empty() const { return found_.empty() && others_.empty(); }
  Diagnostics take();

 private:
  std::vector<Diagnostic> found_;
  std::vector<Diagnostic> others_;
  std::map<std::string, std::size_t> kept_;
  std::uint64_t uncounted_ = 0;
  Code last_{};
};

// Every distinct text once.
class Texts {
 public:
  explicit Texts(std::vector<std::string>& texts) : texts_(texts) {}
  std::int64_t code_of(std::string_view text);

 private:
  std::vector<std::string>& texts_;
  std::unordered_map<std::string, std::int64_t> codes_;
};

// What a column of the field is best made of, to tell in a message.
Text expected(const Field& field);
// A text as a message quotes it, cut short where it is long.
Text quote_text(std::string_view text);

struct Conversion {
  const Column& column;
  const Field& field;
  bool fen = false;  // whole numbers are fen
  Faults& faults;
};

// Whether the column's type can stand for the field at all: column-type where it can't.
std::optional<Diagnostic> judge_type(const Conversion& conversion);
// Lanes of every type but text. `out` is written over: of as many rows as the column has.
void read_lanes(const Conversion& conversion, run::Column& out);
// The texts of a column without the blanks around them, as files are read; blank cells as empty ones. Of a key, blank
// cells are faults.
void read_texts(const Conversion& conversion, const std::function<void(std::string_view text, bool given)>& take);
// Whole numbers of fen, 64 bits wide, in one piece without a null, all in range: what needs no copy.
const std::int64_t* lanes_in_place(const Conversion& conversion);

}  // namespace fenglu::library
