// BlockReader: records that hold no surprise are read column by column. Whatever isn't plain (quotes, a row cut short,
// a cell with a mistake) is left to the reader of records, who knows the full grammar and tells what is wrong: the two
// agree on every block that this one takes.
#pragma once

#include "engine/roster/blocks.hpp"
#include "engine/roster/cell_memory.hpp"
#include "engine/roster/field.hpp"
#include "engine/run/key_index.hpp"

namespace fenglu::roster {

class BlockReader {
 public:
  // The fields' lanes lie in `table`, which is filled anew by each block. A text or key field without lanes is only
  // checked. Both must outlive the reader.
  BlockReader(const Document& document, std::vector<Field> fields, run::Table& table,
              const TextKernels& kernels = text_kernels());
  // False: the block isn't plain, and the table has no meaning.
  bool read(const Piece& piece);

 private:
  struct Own {  // what is kept for a field
    CellMemory memory;
  };
  bool find_cells(const Piece& piece);
  std::string_view cell(std::size_t row, std::size_t column) const;
  bool read_field(const Field& field, Own& own);
  bool read_keys(const Field& field);
  bool read_texts(const Field& field, Own& own);
  bool read_lanes(const Field& field, Own& own);
  bool read_numbers(const Field& field);
  bool read_cell(const Field& field, std::string_view cell, std::size_t row);
  bool read_blank(const Field& field, std::size_t row);
  void put(const Field& field, std::size_t row, std::int64_t lane, bool present);
  std::int64_t code_of(std::string_view text);
  void keep_texts_short();

  const Document& document_;
  std::vector<Field> fields_;
  std::vector<Own> own_;  // one a field
  run::Table& table_;
  const TextKernels& kernels_;
  run::KeyIndex texts_;
  bool has_texts_ = false;           // those that stand for empty cells at least
  std::vector<std::uint32_t> ends_;  // of all cells; before the first one stands the end of the line before
  std::vector<std::uint8_t> plain_;
  const char* text_ = nullptr;  // of the block
  std::size_t before_ = 0;      // bytes of the document before it
  std::size_t columns_ = 0;
};

}  // namespace fenglu::roster
