// KeyIndex: which row has a key. Keys are compared whole; the order of insertion decides nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace fenglu::roster {

class KeyIndex {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // The keys are looked at where they are: they may grow at the end, and must outlive the index.
  explicit KeyIndex(const std::vector<std::string>& keys) : keys_(&keys), slots_(64, 0) {}
  // Row `row` of the keys; the row that has the same key already, or none.
  std::size_t insert(std::size_t row) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    const std::size_t slot = slot_of((*keys_)[row]);
    if (slots_[slot] != 0) return slots_[slot] - 1;
    slots_[slot] = row + 1;
    ++size_;
    return none;
  }
  std::size_t find(std::string_view key) const {
    const std::size_t slot = slot_of(key);
    return slots_[slot] == 0 ? none : slots_[slot] - 1;
  }

 private:
  // Where the key stands, or where it would. Open addressing; there is always a free slot.
  std::size_t slot_of(std::string_view key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>()(key) & mask;
    while (slots_[slot] != 0 && (*keys_)[slots_[slot] - 1] != key) slot = (slot + 1) & mask;
    return slot;
  }
  void grow() {
    std::vector<std::size_t> rows;
    rows.swap(slots_);
    slots_.assign(rows.size() * 2, 0);
    for (const std::size_t row : rows) {
      if (row != 0) slots_[slot_of((*keys_)[row - 1])] = row;
    }
  }
  const std::vector<std::string>* keys_;
  std::vector<std::size_t> slots_;  // row + 1, 0 = free; a power of two
  std::size_t size_ = 0;
};

}  // namespace fenglu::roster
