// CellMemory: what short cells of one column came to. A category, a flag or a rate stands in thousands of rows as the
// same few bytes: they are judged by the full grammar once.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace fenglu::roster {

class CellMemory {
 public:
  static constexpr std::size_t longest = 24;
  // The lane of a cell of 1 to `longest` bytes, null where it isn't known.
  const std::int64_t* find(std::string_view cell) const {
    const Key key(cell);
    const Entry& entry = entries_[key.place()];
    return entry.key == key ? &entry.lane : nullptr;
  }
  // A cell that was read without a fault; it takes the place of another that falls on the same one.
  void remember(std::string_view cell, std::int64_t lane) {
    const Key key(cell);
    entries_[key.place()] = {key, lane};
  }
  void forget() { entries_.fill({}); }

 private:
  static constexpr std::size_t size = 256;
  // All the bytes, in three words that may overlap; with the length they are the cell itself.
  struct Key {
    std::array<std::uint64_t, 3> words{};
    std::uint64_t length = 0;  // 0: nothing is kept here
    Key() = default;
    explicit Key(std::string_view cell) : length(cell.size()) {
      if (cell.size() >= 8) {
        words[0] = load(cell.data());
        words[1] = load(cell.data() + cell.size() - 8);
        if (cell.size() > 16) words[2] = load(cell.data() + 8);
      } else {
        for (const char c : cell) words[0] = words[0] << 8 | static_cast<unsigned char>(c);
      }
    }
    static std::uint64_t load(const char* at) {
      std::uint64_t word;
      std::memcpy(&word, at, sizeof word);
      return word;
    }
    std::size_t place() const {
      const std::uint64_t mixed =
          (words[0] * 0x9E3779B97F4A7C15 ^ words[1] * 0xBF58476D1CE4E5B9 ^ words[2]) * 0x94D049BB133111EB + length;
      return mixed >> 56;
    }
    // Word by word: of an array as a whole it would be a call.
    bool operator==(const Key& other) const {
      return ((words[0] ^ other.words[0]) | (words[1] ^ other.words[1]) | (words[2] ^ other.words[2]) |
              (length ^ other.length)) == 0;
    }
  };
  struct Entry {
    Key key;
    std::int64_t lane = 0;
  };
  std::array<Entry, size> entries_{};
};

}  // namespace fenglu::roster
