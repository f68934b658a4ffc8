// Columns: a roster or a result in memory, a column a fact or item, one 64-bit lane a row. Money lanes are fen, numbers
// and rates value * 10^decimals, flags 0/1, dates Day::number(), months Month::number(), categories the member's index.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fenglu::run {

struct Column {
  std::vector<std::int64_t> lanes;    // text columns: codes into Table::texts, or none
  std::vector<std::uint8_t> present;  // empty: every cell is given
  bool is_present(std::size_t row) const { return present.empty() || present[row] != 0; }
};

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
