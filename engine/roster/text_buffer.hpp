// TextBuffer: text under way, in memory that isn't cleared before it is written.
//     TextBuffer text;
//     char* at = text.room(64);
//     text.end_at(write_decimal(lane, 2, at));
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace fenglu::roster {

class TextBuffer {
 public:
  std::string_view text() const { return {bytes_.get(), size_}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // Empty again; its room stays.
  void clear() { size_ = 0; }
  // Room for so many bytes in all.
  void reserve(std::size_t bytes) {
    if (bytes > room_) move_to(bytes);
  }
  // Where the text goes on: at least so many bytes, to be written to before the next call. What was written before is
  // somewhere else then.
  char* room(std::size_t bytes) {
    if (room_ - size_ < bytes) move_to(std::max(2 * room_, size_ + bytes));
    return bytes_.get() + size_;
  }
  // The text ends there, within what room() gave.
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.get()); }
  void append(std::string_view more) {
    if (more.empty()) return;
    char* const at = room(more.size());
    std::memcpy(at, more.data(), more.size());
    end_at(at + more.size());
  }

 private:
  void move_to(std::size_t room) {
    auto bytes = std::make_unique_for_overwrite<char[]>(room);
    if (size_ > 0) std::memcpy(bytes.get(), bytes_.get(), size_);
    bytes_ = std::move(bytes);
    room_ = room;
  }
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

}  // namespace fenglu::roster
