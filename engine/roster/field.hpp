// Field: how one column of a roster is read into the table.
#pragma once

#include "engine/plan/plan.hpp"
#include "engine/roster/cell.hpp"
#include "engine/roster/layout.hpp"
#include "engine/run/columns.hpp"

namespace fenglu::roster {

struct Field {
  enum class Role : std::uint8_t { key, text, lane };
  enum class Blank : std::uint8_t { refuse, fill, absent };  // what an empty cell means
  std::size_t column = 0;                                    // of the document
  Role role = Role::lane;
  Blank blank = Blank::refuse;
  std::int64_t fill = 0;  // the lane of an empty cell
  std::string fill_text;  // of a text: what an empty cell stands for, to be interned
  int fact = -1;          // of a fact: which one
  CellGrammar grammar;
  run::Column* lanes = nullptr;  // none: a key that no formula reads
};

// The columns of a roster that go into the table, in their order. `fill` of a text is left to the reader, who interns.
// Warnings: unused-column.
std::vector<Field> fields_of(const Document& document, const Layout& layout, const plan::Plan& plan, run::Table& table,
                             Diagnostics& warnings);

}  // namespace fenglu::roster
