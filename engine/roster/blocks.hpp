// Blocks: a document cut behind the ends of records into stretches that stay in a processor's cache.
#pragma once

#include <optional>

#include "engine/roster/document.hpp"

namespace fenglu::roster {

struct Piece {
  Extent extent;
  std::uint64_t row = 0;  // of its first record, as a spreadsheet counts
  std::size_t records = 0;
};

class Cutter {
 public:
  // Requires document.has_lines(); `bytes` (at least 1) is about how much a piece holds: a record isn't cut.
  Cutter(const Document& document, std::size_t bytes)
      : document_(document), bytes_(bytes), at_(document.body().begin) {}
  // Nothing behind the last one.
  std::optional<Piece> next();

 private:
  std::size_t end_of_piece(std::size_t& records) const;
  const Document& document_;
  std::size_t bytes_;
  std::size_t at_;
  std::uint64_t row_ = 2;
};

// Gives the pages of a large document back behind what was read: it needn't stay in memory. Several megabytes at a
// time, as it stops all threads.
class Trail {
 public:
  explicit Trail(const Document& document) : document_(document) {}
  // `done`: how far the text was read; never less than before.
  void follow(std::size_t done);

 private:
  const Document& document_;
  std::size_t passed_ = 0;
};

}  // namespace fenglu::roster
