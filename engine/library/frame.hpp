// Frame: a table in memory as Arrow lays columns out, whoever made it: pieces of typed buffers that are borrowed, not
// copied. Only its shape has been checked; read.hpp holds the cells.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic/result.hpp"

namespace fenglu::library {

enum class Layout : std::uint8_t { nothing, bit, integer, decimal, day, ticks, utf8, large_utf8, utf8_view, strings };

struct Storage {
  Layout layout = Layout::nothing;
  int bits = 0;            // of an integer or a decimal
  bool is_signed = true;   // of an integer
  int scale = 0;           // of a decimal; may be negative
  std::int64_t a_day = 0;  // of ticks: how many make a day
  std::string words;       // "decimal128(18, 2)", to tell of it
  bool is_text() const { return layout >= Layout::utf8; }
};

// A stretch of a column. Cells are counted from `offset` in the buffers.
struct Piece {
  std::int64_t length = 0;
  std::int64_t offset = 0;
  const std::uint8_t* validity = nullptr;  // none: every cell is given
  const void* values = nullptr;            // or offsets, views, std::strings
  const char* bytes = nullptr;             // of utf8, large_utf8
  const void* const* view_buffers = nullptr;
  const std::int64_t* view_sizes = nullptr;
  std::int64_t view_count = 0;
  std::shared_ptr<const Piece> dictionary;

  bool is_given(std::int64_t cell) const {
    const std::int64_t bit = offset + cell;
    return validity == nullptr || ((validity[bit >> 3] >> (bit & 7)) & 1) != 0;
  }
  // Buffers need not be aligned.
  template <class Value>
  Value at(std::int64_t cell) const {
    Value value;
    std::memcpy(&value, static_cast<const char*>(values) + (offset + cell) * std::int64_t{sizeof(Value)}, sizeof value);
    return value;
  }
  bool bit_at(std::int64_t cell) const {
    const std::int64_t bit = offset + cell;
    return ((static_cast<const std::uint8_t*>(values)[bit >> 3] >> (bit & 7)) & 1) != 0;
  }
};

struct Column {
  std::string name;
  Storage storage;                 // of a dictionary: of its indices
  std::optional<Storage> members;  // of a dictionary: of what they stand for
  bool fen = false;                // whole numbers of it are fen, as its maker says
  std::vector<Piece> pieces;
};

struct Frame {
  std::size_t rows = 0;
  std::vector<Column> columns;
  std::shared_ptr<const void> owner;  // of the buffers; may be empty
};

// More rows than sums are proven for.
constexpr std::int64_t most_rows = std::int64_t{1} << 31;

// The text of a cell, or nothing where its place in the buffers is impossible.
std::optional<std::string_view> text_at(const Storage& storage, const Piece& piece, std::int64_t cell);
// The index of a dictionary's cell; -1 where it is beyond 63 bits.
std::int64_t index_at(const Storage& storage, const Piece& piece, std::int64_t cell);

}  // namespace fenglu::library
