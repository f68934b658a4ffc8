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
  // The keys are looked at where they are: they may grow at the end, to 2^32 - 2 of them, and must outlive the index.
  explicit KeyIndex(const std::vector<std::string>& keys) : keys_(&keys), slots_(64) {}
  // Row `row` of the keys; the row that has the same key already, or none.
  std::size_t insert(std::size_t row) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    const std::string_view key = (*keys_)[row];
    const std::uint32_t hash = hash_of(key);
    Slot& slot = slots_[slot_of(key, hash)];
    if (slot.row != 0) return slot.row - 1;
    slot = {hash, static_cast<std::uint32_t>(row + 1)};
    ++size_;
    return none;
  }
  std::size_t find(std::string_view key) const {
    const Slot& slot = slots_[slot_of(key, hash_of(key))];
    return slot.row == 0 ? none : slot.row - 1;
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
  // Where the key stands, or where it would. Open addressing; there is always a free slot.
  std::size_t slot_of(std::string_view key, std::uint32_t hash) const {
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

}  // namespace fenglu::roster
