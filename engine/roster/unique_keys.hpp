// UniqueKeys: the keys of a roster in their order, and which row has one. A roster most often goes by its key: while
// each is behind the one before it none can stand twice, and no index is made.
//     UniqueKeys keys;
//     const std::size_t earlier = keys.add("A017");  // none, or the row that has it already
#pragma once

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/run/key_index.hpp"

namespace fenglu::roster {

// Shorter keys first, so that 9 comes before 10; of one length by their bytes. Most keys differ in their last eight
// bytes alone, and those before are looked at without a call.
inline bool comes_before(std::string_view a, std::string_view b) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (a.size() != b.size()) return a.size() < b.size();
  if (a.size() < word || a.size() > 3 * word) return a < b;
  const auto words_before = [&](std::size_t at) {
    std::uint64_t of_a, of_b;
    std::memcpy(&of_a, a.data() + at, word);
    std::memcpy(&of_b, b.data() + at, word);
    return std::pair(of_a, of_b);
  };
  for (std::size_t at = 0;; at = std::min(at + word, a.size() - word)) {
    const auto [of_a, of_b] = words_before(at);
    if (of_a != of_b) return __builtin_bswap64(of_a) < __builtin_bswap64(of_b);
    if (at == a.size() - word) return false;
  }
}

// The keys of a block, and whether they are in order among themselves.
class BlockKeys {
 public:
  void push_back(std::string_view key) {
    if (size() > 0 && !comes_before(keys_[size() - 1], key)) in_order_ = false;
    keys_.push_back(key);
  }
  // The same for all of them.
  void append(const std::vector<std::string>& keys) {
    if (keys.empty()) return;
    push_back(keys.front());
    for (std::size_t i = 1; i < keys.size(); ++i) in_order_ = in_order_ && comes_before(keys[i - 1], keys[i]);
    keys_.append(keys, 1);
  }
  std::size_t size() const { return keys_.size(); }
  std::string_view operator[](std::size_t i) const { return keys_[i]; }
  bool in_order() const { return in_order_; }
  const run::KeyList& list() const { return keys_; }

 private:
  run::KeyList keys_;
  bool in_order_ = true;
};

class UniqueKeys {
 public:
  static constexpr std::size_t none = run::IndexOf<run::KeyList>::none;

  UniqueKeys() : index_(keys_) {}
  UniqueKeys(const UniqueKeys&) = delete;
  UniqueKeys& operator=(const UniqueKeys&) = delete;

  // Also of a key that stands twice: each add() makes a row.
  std::size_t size() const { return keys_.size(); }
  std::string_view operator[](std::size_t row) const { return keys_[row]; }

  // Requires that `key` comes behind all keys, and that they are in order.
  bool is_next(std::string_view key) const {
    return in_order_ && (keys_.size() == 0 || comes_before(keys_[keys_.size() - 1], key));
  }
  // The row that has the same key already, or none.
  std::size_t add(std::string_view key) {
    if (!is_next(key)) return add(key, run::IndexOf<run::KeyList>::hash_of(key));
    keys_.push_back(key);
    return none;
  }
  std::size_t add(std::string_view key, std::uint32_t hash) {
    const bool next = is_next(key);
    keys_.push_back(key);
    if (next) return none;
    if (in_order_) index_all_but_last();
    return index_.insert(keys_.size() - 1, hash);
  }
  // Whether all of them come behind all keys, in order: none can stand twice.
  bool goes_on(const BlockKeys& keys) const { return keys.size() > 0 && keys.in_order() && is_next(keys[0]); }
  // Requires goes_on().
  void add_in_order(const BlockKeys& keys) { keys_.append(keys.list()); }

  std::size_t find(std::string_view key) const {
    if (!in_order_) return index_.find(key);
    std::size_t first = 0;
    for (std::size_t count = keys_.size(); count > 0;) {
      const std::size_t half = count / 2;
      const bool behind = comes_before(keys_[first + half], key);
      first = behind ? first + half + 1 : first;
      count = behind ? count - half - 1 : half;
    }
    return first < keys_.size() && keys_[first] == key ? first : none;
  }
  void prefetch(std::uint32_t hash) const {
    if (!in_order_) index_.prefetch(hash);
  }

 private:
  void index_all_but_last() {
    in_order_ = false;
    for (std::size_t row = 0; row + 1 < keys_.size(); ++row) index_.insert(row);
  }
  run::KeyList keys_;
  run::IndexOf<run::KeyList> index_;
  bool in_order_ = true;
};

}  // namespace fenglu::roster
