// KeyRows: which row has a key. Open addressing over the keys where they are; the order of insertion decides nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fenglu::library {

class KeyRows {
 public:
  // The keys may grow at the end, to 2^32 - 2 of them, and must outlive it. Room for `rows` of them from the start.
  KeyRows(const std::vector<std::string>& keys, std::size_t rows) : keys_(&keys), slots_(64) {
    while (slots_.size() < 2 * rows) slots_.resize(2 * slots_.size());
  }

  // Adds a row of the keys; tells the row that has the same key already.
  std::optional<std::size_t> add(std::size_t row) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    const Slot wanted{hash_of((*keys_)[row]), static_cast<std::uint32_t>(row + 1)};
    Slot& slot = slots_[place_of((*keys_)[row], wanted.hash)];
    if (slot.row != 0) return slot.row - 1;
    slot = wanted;
    ++size_;
    return std::nullopt;
  }
  std::optional<std::size_t> find(std::string_view key) const {
    const Slot& slot = slots_[place_of(key, hash_of(key))];
    return slot.row == 0 ? std::nullopt : std::optional<std::size_t>(slot.row - 1);
  }

 private:
  // The hash beside the row spares a look at nearly every key that is another.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t row = 0;  // row + 1, 0 = free
  };
  static std::uint32_t hash_of(std::string_view key) {
    const std::size_t hash = std::hash<std::string_view>()(key);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
  }
  // Where the key stands, or where it would. There is always a free slot.
  std::size_t place_of(std::string_view key, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].row != 0 && (slots_[at].hash != hash || (*keys_)[slots_[at].row - 1] != key))
      at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : before) {
      if (slot.row == 0) continue;
      std::size_t at = slot.hash & mask;
      while (slots_[at].row != 0) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  const std::vector<std::string>* keys_;
  std::vector<Slot> slots_;  // a power of two
  std::size_t size_ = 0;
};

}  // namespace fenglu::library
