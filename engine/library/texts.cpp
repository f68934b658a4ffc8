// Columns of text, and columns that need no reading at all.
#include <algorithm>

#include "engine/diagnostic/blanks.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/library/cells.hpp"

namespace fenglu::library {
namespace {

// The bytes after the first of a character, and the first code point that isn't written shorter.
struct Lead {
  std::size_t more;
  std::uint32_t bits, least;
};
std::optional<Lead> lead_of(unsigned char byte) {
  if (byte < 0x80) return Lead{0, byte, 0};
  if ((byte & 0xE0) == 0xC0) return Lead{1, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0) == 0xE0) return Lead{2, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8) == 0xF0) return Lead{3, byte & 0x07u, 0x10000};
  return std::nullopt;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<Lead> lead = lead_of(static_cast<unsigned char>(text[at]));
    if (!lead || at + lead->more >= text.size()) return false;
    std::uint32_t point = lead->bits;
    for (std::size_t i = 1; i <= lead->more; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      if ((byte & 0xC0) != 0x80) return false;
      point = (point << 6) | (byte & 0x3Fu);
    }
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point < lead->least || point > 0x10FFFF || is_surrogate) return false;
    at += lead->more + 1;
  }
  return true;
}

class TextReading {
 public:
  TextReading(const Conversion& conversion, const std::function<void(std::string_view, bool)>& take)
      : conversion_(conversion), column_(conversion.column), take_(take) {}

  void read() {
    for (const Piece& piece : column_.pieces) {
      for (std::int64_t cell = 0; cell < piece.length; ++cell, ++row_) read_cell(piece, cell);
    }
  }

 private:
  void read_cell(const Piece& piece, std::int64_t cell) {
    if (column_.storage.layout == Layout::nothing || !piece.is_given(cell)) return take_("", false);
    if (!column_.members) return take_text(text_at(column_.storage, piece, cell));
    const Piece& members = *piece.dictionary;
    const std::int64_t index = index_at(column_.storage, piece, cell);
    if (index < 0 || index >= members.length) return take_text(std::nullopt);
    if (column_.members->layout == Layout::nothing || !members.is_given(index)) return take_("", false);
    take_text(text_at(*column_.members, members, index));
  }

  void take_text(std::optional<std::string_view> text) {
    if (!text) {
      fault(Code::arrow_malformed, {{"单元格指向缓冲区之外", "a cell points outside of its buffers"}});
    } else if (!is_utf8(*text)) {
      fault(Code::cell_format,
            {quote_text(*text), {"不是有效的 UTF-8", "it isn't valid UTF-8"}, expected(conversion_.field)});
    } else {
      const std::string_view trimmed = trim(*text);
      return take_(trimmed, !trimmed.empty());
    }
    take_("", false);
  }

  void fault(Code code, std::vector<Text> arguments) {
    conversion_.faults.add(row_, conversion_.field, code, std::move(arguments));
  }

  const Conversion& conversion_;
  const Column& column_;
  const std::function<void(std::string_view, bool)>& take_;
  std::size_t row_ = 0;
};

}  // namespace

Text quote_text(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string shown(text.substr(0, most));
  if (text.size() > most) {
    while (!shown.empty() && (static_cast<unsigned char>(text[shown.size()]) & 0xC0) == 0x80) shown.pop_back();
    shown += "...";
  }
  for (char& c : shown) c = static_cast<unsigned char>(c) < ' ' || c == '\x7F' ? ' ' : c;
  return {"“" + shown + "”", "'" + shown + "'"};
}

void read_texts(const Conversion& conversion, const std::function<void(std::string_view text, bool given)>& take) {
  TextReading(conversion, take).read();
}

const std::int64_t* lanes_in_place(const Conversion& conversion) {
  const Column& column = conversion.column;
  const Storage& storage = column.storage;
  const bool is_lane = storage.layout == Layout::integer && storage.bits == 64 && storage.is_signed;
  if (!is_lane || column.members || conversion.field.type.unit != policy::Unit::money || column.pieces.size() != 1)
    return nullptr;
  const Piece& piece = column.pieces.front();
  if (piece.validity != nullptr || piece.length == 0) return nullptr;
  const char* at = static_cast<const char*>(piece.values) + piece.offset * std::int64_t{sizeof(std::int64_t)};
  if (reinterpret_cast<std::uintptr_t>(at) % alignof(std::int64_t) != 0) return nullptr;
  const auto* lanes = reinterpret_cast<const std::int64_t*>(at);
  const auto [low, high] = std::minmax_element(lanes, lanes + piece.length);
  return *low >= conversion.field.low && *high <= conversion.field.high ? lanes : nullptr;
}

}  // namespace fenglu::library
