// IndexOf: which row has a key. Keys are compared whole; the order of insertion decides nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace fenglu::run {

// Keys one behind the other: what a list of strings takes four times the room for.
class KeyList {
 public:
  std::string_view operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
    return std::string_view(bytes_).substr(begin, ends_[row] - begin);
  }
  std::size_t size() const { return ends_.size(); }
  void push_back(std::string_view key) {
    bytes_ += key;
    ends_.push_back(bytes_.size());
  }
  // Those from `first` on.
  void append(const std::vector<std::string>& keys, std::size_t first) {
    std::size_t end = bytes_.size();
    for (std::size_t i = first; i < keys.size(); ++i) ends_.push_back(end += keys[i].size());
    const std::size_t before = bytes_.size();
    bytes_.resize(end);
    char* at = bytes_.data() + before;
    for (std::size_t i = first; i < keys.size(); ++i) at += keys[i].copy(at, keys[i].size());
  }
  void append(const KeyList& more) {
    const std::size_t before = bytes_.size();
    bytes_ += more.bytes_;
    for (const std::size_t end : more.ends_) ends_.push_back(before + end);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

template <class Keys>
class IndexOf {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // The keys are looked at where they are: they may grow at the end, to 2^32 - 2 of them, and must outlive the index.
  explicit IndexOf(const Keys& keys) : keys_(&keys), slots_(64) {}
  // Room for `rows` keys from the start.
  IndexOf(const Keys& keys, std::size_t rows) : IndexOf(keys) {
    std::size_t slots = slots_.size();
    while (2 * slots < 3 * (rows + 1)) slots *= 2;
    slots_.resize(slots);
  }
  static std::uint32_t hash_of(std::string_view key) {
    const std::size_t hash = std::hash<std::string_view>()(key);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
  }
  // Row `row` of the keys; the row that has the same key already, or none.
  std::size_t insert(std::size_t row) { return insert(row, hash_of((*keys_)[row])); }
  std::size_t insert(std::size_t row, std::uint32_t hash) {
    if (3 * (size_ + 1) > 2 * slots_.size()) grow();
    const std::string_view key = (*keys_)[row];
    Slot& slot = slots_[slot_of(key, hash)];
    if (slot.row != 0) return slot.row - 1;
    slot = {hash, static_cast<std::uint32_t>(row + 1)};
    ++size_;
    return none;
  }
  std::size_t find(std::string_view key) const { return find(key, hash_of(key)); }
  std::size_t find(std::string_view key, std::uint32_t hash) const {
    const Slot& slot = slots_[slot_of(key, hash)];
    return slot.row == 0 ? none : slot.row - 1;
  }
  // Where a key of this hash will be looked for soon.
  void prefetch(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
  void clear() {
    slots_.assign(64, {});
    size_ = 0;
  }

 private:
  // The hash beside the row spares a look at nearly every key that is another.
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t row = 0;  // row + 1, 0 = free
  };
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
  const Keys* keys_;
  std::vector<Slot> slots_;  // a power of two
  std::size_t size_ = 0;
};

using KeyIndex = IndexOf<std::vector<std::string>>;

}  // namespace fenglu::run
