// Columns: a roster or a result in memory, a column a fact or item, one 64-bit lane a row. Money lanes are fen, numbers
// and rates value * 10^decimals, flags 0/1, dates Day::number(), months Month::number(), categories the member's index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fenglu::run {

// How a lane is stored. Flags and categories fit in 8 bits, most money in 32.
enum class Storage : std::uint8_t { i8, i16, i32, i64 };
constexpr std::size_t storage_count = 4;
constexpr std::size_t size_of(Storage storage) { return std::size_t{1} << static_cast<std::size_t>(storage); }

// Lanes that stand elsewhere; whoever owns them keeps them for as long as they are looked at.
struct View {
  const void* lanes = nullptr;  // nothing: no view
  Storage storage = Storage::i64;
};

struct Column {
  std::vector<std::int64_t> lanes;    // text columns: codes into Table::texts, or none
  std::vector<std::uint8_t> present;  // empty: every cell is given
  View view;                          // in the place of `lanes`
  bool is_present(std::size_t row) const { return present.empty() || present[row] != 0; }
  std::int64_t lane(std::size_t row) const;
};

inline std::int64_t Column::lane(std::size_t row) const {
  if (view.lanes == nullptr) return lanes[row];
  switch (view.storage) {
    case Storage::i8: return static_cast<const std::int8_t*>(view.lanes)[row];
    case Storage::i16: return static_cast<const std::int16_t*>(view.lanes)[row];
    case Storage::i32: return static_cast<const std::int32_t*>(view.lanes)[row];
    case Storage::i64: return static_cast<const std::int64_t*>(view.lanes)[row];
  }
  return 0;
}

// A roster read for one sheet of one policy. Maps go from the index of the sheet's fact or item to its column. A fact
// that the roster has no column for is missing here; its default (a value) or absence counts for every row.
struct Table {
  std::size_t rows = 0;
  std::vector<std::string> keys;           // the key column
  std::vector<std::uint64_t> row_numbers;  // as a spreadsheet counts, for messages; may be empty
  std::map<int, Column> facts;
  std::map<int, Column> year_to_date;  // by item; absent = 0
  std::map<int, Column> last_month;    // by item; absent = 0
  std::map<int, Column> set_by_hand;   // by item; `present` marks the cells that are set
  std::vector<std::string> texts;      // distinct texts of text facts; a lane is an index
};

}  // namespace fenglu::run
