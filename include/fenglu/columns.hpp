// columns: a roster in memory: columns of facts in Arrow's layout, lent to the library.
//
// What it is:      Columns, names with spans behind them. What the spans point at stays the caller's and has to live,
//                  and not change, while a run or an explanation reads it; a Session reads it anew each time.
// What it is not:  a copy, or a check: cells are held against the policy's ranges when a plan reads them. Tables that
//                  come as Arrow arrays or streams go through fenglu.h as they are.
// Example:
//     std::vector<std::string> ids = {"SH1", "SH2"}, grades = {"grade1", "chief3"};
//     std::vector<std::int64_t> wage = {812'345, 1'022'000};      // fen
//     std::vector<std::int32_t> hired = {18'000, 17'211};         // days since 1970-01-01
//     Columns staff(2);
//     staff.add("staff_id", Strings{ids}).add("grade", Strings{grades}).add("si.declared_wage", Fen{wage});
//     staff.add("hired_on", Days{hired});
// Units, ranges:   money in fen; rates and numbers as digits with a fixed number of decimals; days as Day::number(). A
//                  cell whose bit in the validity bitmap is 0 isn't given: the fact's default stands in, or it is
//                  absent.
// Errors:          none here; a run tells every bad cell: column, row, what was found, what was expected.
// Cost, threads:   a few words a column. Columns are read by any number of threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "fenglu/version.hpp"

namespace fenglu_v1 {

// A bit a row, the lowest of a byte first, 1 = given: as Arrow has it. Null: every cell is given.
using Validity = const std::uint8_t*;

// Money, in fen.
struct Fen {
  std::span<const std::int64_t> fen;
  Validity validity = nullptr;
};
// Rates and numbers: digits / 10^decimals. {75, 3} is 0.075.
struct Decimals {
  std::span<const std::int64_t> digits;
  int decimals = 0;
  Validity validity = nullptr;
};
// Days since 1970-01-01.
struct Days {
  std::span<const std::int32_t> days;
  Validity validity = nullptr;
};
// A bit a row, as in a validity bitmap.
struct Flags {
  const std::uint8_t* bits = nullptr;
  std::size_t rows = 0;
  Validity validity = nullptr;
};
// Categories: indices into a list of ids or labels. A blank in the list, or an empty one, is a category that isn't
// given.
struct Codes {
  std::span<const std::int32_t> codes;
  std::span<const std::string> members;
  Validity validity = nullptr;
};
// Text in Arrow's layout, UTF-8: row i is the bytes from offsets[i] to offsets[i + 1]. One offset more than rows.
struct Utf8 {
  std::span<const std::int32_t> offsets;
  const char* bytes = nullptr;
  Validity validity = nullptr;
};
// Text as C++ has it, read without the blanks around it; an empty one isn't given. For keys, names, categories and
// months ("2025-10").
struct Strings {
  std::span<const std::string> texts;
};

class Columns;

// One row of a roster.
struct Row {
  const Columns& columns;
  std::size_t index = 0;
};

class FENGLU_API Columns {
 public:
  explicit Columns(std::size_t rows);
  ~Columns();
  Columns(Columns&&) noexcept;
  Columns& operator=(Columns&&) noexcept;

  // `name` is a fact's id, title or alias, or "set.ITEM", "ytd.ITEM", "last.ITEM".
  Columns& add(std::string name, const Fen& column);
  Columns& add(std::string name, const Decimals& column);
  Columns& add(std::string name, const Days& column);
  Columns& add(std::string name, const Flags& column);
  Columns& add(std::string name, const Codes& column);
  Columns& add(std::string name, const Utf8& column);
  Columns& add(std::string name, const Strings& column);
  // Floating point holds neither money nor rates.
  Columns& add(std::string name, std::span<const double> column) = delete;
  Columns& add(std::string name, std::span<const float> column) = delete;

  std::size_t rows() const;
  Row row(std::size_t index) const { return {*this, index}; }

 private:
  friend class Plan;
  friend class Session;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenglu_v1
