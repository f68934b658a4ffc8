// BlockWriter: gathers text into blocks and hands them on, encoded.
#pragma once

#include "engine/diagnostic/code.hpp"
#include "engine/roster/cell.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::roster {

class BlockWriter {
 public:
  // `sink` must outlive it. The mark of the encoding is written at once.
  BlockWriter(Encoding encoding, const Sink& sink) : encoder_(encoding), sink_(sink) {
    if (!encoder_.mark().empty()) sink_(encoder_.mark());
    block_.reserve(block_bytes + block_bytes / 4);
  }
  BlockWriter(const BlockWriter&) = delete;
  BlockWriter& operator=(const BlockWriter&) = delete;
  // Hands on what is left, and tells what couldn't be written in the encoding.
  std::optional<Diagnostic> finish() {
    flush();
    if (!encoder_.unfit()) return std::nullopt;
    return Diagnostic{Code::encoding_unfit, {}, {quote_cell(*encoder_.unfit())}};
  }
  // To append whole records to.
  std::string& block() {
    if (block_.size() >= block_bytes) flush();
    return block_;
  }

 private:
  static constexpr std::size_t block_bytes = std::size_t{1} << 18;
  void flush() {
    if (!block_.empty()) sink_(encoder_.encode(block_));
    block_.clear();
  }
  Encoder encoder_;
  const Sink& sink_;
  std::string block_;
};

// The column of one of plan.items.
const std::vector<std::int64_t>& lanes_of(const plan::Plan& plan, const run::Results& results, int item);

// Calls `act` for the rows of [begin, end) that aren't left out.
template <class Act>
void for_kept_rows(std::size_t begin, std::size_t end, const std::vector<std::size_t>& left_out, const Act& act) {
  auto next = std::lower_bound(left_out.begin(), left_out.end(), begin);
  for (std::size_t row = begin; row < end; ++row) {
    if (next != left_out.end() && *next == row) {
      ++next;
      continue;
    }
    act(row);
  }
}

}  // namespace fenglu::roster
