#include "engine/roster/block_reader.hpp"

#include <algorithm>
#include <array>

namespace fenglu::roster {
namespace {

using policy::Unit;

constexpr std::size_t many_texts = 4096;

// The first days of the months of two centuries: nearly every date in a roster is in one of them.
class FirstDays {
 public:
  static constexpr int begin = 1900, end = 2100;
  FirstDays() {
    for (std::size_t i = 0; i < days_.size(); ++i)
      days_[i] = (Month::make(begin, 1) + static_cast<int>(i)).first().number();
  }
  // False where the month has no such day, or isn't among these.
  bool find(int year, int month, int day, std::int64_t& number) const {
    if (year < begin || year >= end || month < 1 || month > 12) return false;
    const auto at = static_cast<std::size_t>((year - begin) * 12 + month - 1);
    number = days_[at] + day - 1;
    return day >= 1 && number < days_[at + 1];
  }

 private:
  std::array<std::int32_t, (end - begin) * 12 + 1> days_;
};

// "2024-07-01" and nothing else; false leaves the cell to the grammar.
bool read_iso_day(std::string_view cell, std::int64_t& lane) {
  static const FirstDays first_days;
  if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return false;
  std::array<unsigned, 10> digit;
  unsigned most = 0;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    digit[i] = static_cast<unsigned char>(cell[i]) - unsigned{'0'};
    most = std::max(most, digit[i]);
  }
  if (most > 9) return false;
  const auto number = [&](std::size_t at) { return static_cast<int>(digit[at] * 10 + digit[at + 1]); };
  return first_days.find(number(0) * 100 + number(2), number(5), number(8), lane);
}

}  // namespace

BlockReader::BlockReader(const Document& document, std::vector<Field> fields, run::Table& table,
                         const TextKernels& kernels)
    : document_(document),
      fields_(std::move(fields)),
      own_(fields_.size()),
      table_(table),
      kernels_(kernels),
      texts_(table.texts),
      columns_(document.header().size()) {}

bool BlockReader::read(const Piece& piece) {
  if (!document_.is_plain() || !find_cells(piece)) return false;
  table_.rows = piece.records;
  table_.row_numbers.resize(piece.records);
  for (std::size_t row = 0; row < piece.records; ++row) table_.row_numbers[row] = piece.row + row;
  keep_texts_short();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (!read_field(fields_[i], own_[i])) return false;
  }
  return true;
}

// Whether each record has as many cells as the header.
bool BlockReader::find_cells(const Piece& piece) {
  const std::string_view text = document_.raw(piece.extent);
  text_ = text.data();
  before_ = piece.extent.begin;
  constexpr std::size_t most = 0xFFFFFF00;
  if (text.size() >= most) return false;
  if (ends_.size() < text.size() + 18) ends_.resize(text.size() + 18);
  ends_[0] = 0xFFFFFFFF;
  const Breaks breaks = kernels_.find_breaks(text.data(), text.size(), document_.separator(), ends_.data() + 1);
  std::size_t count = breaks.count;
  if (!text.ends_with('\n')) ends_[++count] = static_cast<std::uint32_t>(text.size());
  if (count != piece.records * columns_) return false;
  for (std::size_t row = 1; row <= piece.records; ++row) {
    const std::size_t end = ends_[row * columns_];
    if (end < text.size() && text[end] != '\n') return false;
  }
  return breaks.lines + (text.ends_with('\n') ? 0 : 1) == piece.records;
}

std::string_view BlockReader::cell(std::size_t row, std::size_t column) const {
  const std::uint32_t* const end = ends_.data() + row * columns_ + column + 1;
  const std::uint32_t begin = end[-1] + 1;
  return {text_ + begin, *end - begin};
}

bool BlockReader::read_field(const Field& field, Own& own) {
  if (field.lanes != nullptr) {
    field.lanes->lanes.resize(table_.rows);
    if (field.blank == Field::Blank::absent) field.lanes->present.assign(table_.rows, 1);
  }
  switch (field.role) {
    case Field::Role::key: return read_keys(field);
    case Field::Role::text: return read_texts(field, own);
    case Field::Role::lane: break;
  }
  return read_lanes(field, own);
}

// Texts that nobody has asked for before are forgotten from time to time: a block's codes have a meaning in it alone.
void BlockReader::keep_texts_short() {
  if (has_texts_ && table_.texts.size() <= many_texts) return;
  has_texts_ = true;
  table_.texts.clear();
  texts_.clear();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    Field& field = fields_[i];
    if (field.role != Field::Role::text || field.lanes == nullptr) continue;
    own_[i].memory.forget();
    if (field.blank == Field::Blank::fill) field.fill = code_of(field.fill_text);
  }
}

std::int64_t BlockReader::code_of(std::string_view text) {
  std::size_t code = texts_.find(text);
  if (code == run::KeyIndex::none) {
    code = table_.texts.size();
    table_.texts.emplace_back(text);
    texts_.insert(code);
  }
  return static_cast<std::int64_t>(code);
}

bool BlockReader::read_keys(const Field& field) {
  table_.keys.resize(table_.rows);
  for (std::size_t row = 0; row < table_.rows; ++row) {
    std::string_view text;
    if (parse_text(cell(row, field.column), field.grammar, text) || text.empty()) return false;
    table_.keys[row].assign(text);
    if (field.lanes != nullptr) put(field, row, code_of(text), true);
  }
  return true;
}

bool BlockReader::read_texts(const Field& field, Own& own) {
  for (std::size_t row = 0; row < table_.rows; ++row) {
    const std::string_view raw = cell(row, field.column);
    const bool is_short = !raw.empty() && raw.size() <= CellMemory::longest;
    if (const std::int64_t* known = is_short && field.lanes != nullptr ? own.memory.find(raw) : nullptr) {
      put(field, row, *known, true);
      continue;
    }
    std::string_view text;
    if (parse_text(raw, field.grammar, text)) return false;
    if (text.empty()) {
      if (!read_blank(field, row)) return false;
    } else if (field.lanes != nullptr) {
      const std::int64_t code = code_of(text);
      if (is_short) own.memory.remember(raw, code);
      put(field, row, code, true);
    }
  }
  return true;
}

bool BlockReader::read_lanes(const Field& field, Own& own) {
  const Unit unit = field.grammar.type.unit;
  if (unit == Unit::money || unit == Unit::number) return read_numbers(field);
  for (std::size_t row = 0; row < table_.rows; ++row) {
    const std::string_view raw = cell(row, field.column);
    std::int64_t lane = 0;
    if (unit == Unit::date && read_iso_day(raw, lane) && lane >= field.grammar.low && lane <= field.grammar.high) {
      field.lanes->lanes[row] = lane;
      continue;
    }
    const bool is_short = !raw.empty() && raw.size() <= CellMemory::longest && unit != Unit::date;
    if (const std::int64_t* known = is_short ? own.memory.find(raw) : nullptr) {
      field.lanes->lanes[row] = *known;
      continue;
    }
    if (!read_cell(field, raw, row)) return false;
    const bool is_given = field.blank != Field::Blank::absent || field.lanes->present[row] != 0;
    if (is_short && is_given) own.memory.remember(raw, field.lanes->lanes[row]);
  }
  return true;
}

bool BlockReader::read_numbers(const Field& field) {
  const CellGrammar& grammar = field.grammar;
  std::int64_t* const lanes = field.lanes->lanes.data();
  plain_.assign(table_.rows, 0);
  std::size_t others = table_.rows;
  if (grammar.decimals <= 6) {
    const CellColumn column{text_, before_, ends_.data() + field.column + 1, columns_, table_.rows};
    others = kernels_.read_figures(column, {grammar.decimals, grammar.low, grammar.high}, lanes, plain_.data());
  }
  for (std::size_t row = 0; others > 0 && row < table_.rows; ++row) {
    if (plain_[row] != 0) continue;
    --others;
    if (!read_cell(field, cell(row, field.column), row)) return false;
  }
  return true;
}

// By the full grammar; false where it finds a mistake.
bool BlockReader::read_cell(const Field& field, std::string_view raw, std::size_t row) {
  const std::string_view trimmed = trim(raw);
  if (trimmed.empty()) return read_blank(field, row);
  std::int64_t lane = 0;
  if (parse_cell(trimmed, field.grammar, lane)) return false;
  put(field, row, lane, true);
  return true;
}

bool BlockReader::read_blank(const Field& field, std::size_t row) {
  put(field, row, field.fill, field.blank != Field::Blank::absent);
  return field.blank != Field::Blank::refuse;
}

void BlockReader::put(const Field& field, std::size_t row, std::int64_t lane, bool present) {
  if (field.lanes == nullptr) return;
  field.lanes->lanes[row] = lane;
  if (field.blank == Field::Blank::absent) field.lanes->present[row] = present ? 1 : 0;
}

}  // namespace fenglu::roster
