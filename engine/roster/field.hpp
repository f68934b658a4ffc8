// Field: how one column of a roster is read into the table.
#pragma once

#include "engine/roster/cell.hpp"
#include "engine/run/columns.hpp"

namespace fenglu::roster {

struct Field {
  enum class Role : std::uint8_t { key, text, lane };
  enum class Blank : std::uint8_t { refuse, fill, absent };  // what an empty cell means
  std::size_t column = 0;                                    // of the document
  Role role = Role::lane;
  Blank blank = Blank::refuse;
  std::int64_t fill = 0;  // the lane of an empty cell
  CellGrammar grammar;
  run::Column* lanes = nullptr;  // none: a key that no formula reads
};

// The fill of a text fact is left to the reader, who knows its texts.
Field field_of(const policy::Policy& policy, const policy::Fact& fact, std::size_t column, run::Column* lanes);

}  // namespace fenglu::roster
