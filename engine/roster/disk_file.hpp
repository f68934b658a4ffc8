// DiskFile: the bytes of a new file on their way to the disk, one behind the other.
//     DiskFile file(descriptor);
//     if (const int error = file.add(bytes)) ...
//     if (const int error = file.finish()) ...
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace fenglu::roster {

// 0, or the error number: of all bytes, however often the system takes only some of them.
int write_all(int descriptor, std::string_view bytes);

// What outgrows a part of some megabytes goes to the disk past the system's cache, where the file system can do that,
// on a thread of its own while the next part is filled: into the cache and out of it would cost the processor as much
// as making the bytes, and sync() would have to wait for them.
class DiskFile {
 public:
  // A file that is empty, open for writing; the descriptor stays the caller's and must outlive this.
  explicit DiskFile(int descriptor) : descriptor_(descriptor) {}
  ~DiskFile();  // what isn't finished may lack its end
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  // 0, or the error number; also one of bytes added before.
  int add(std::string_view bytes);
  // All bytes and the file's size outlast a power cut.
  int finish();

 private:
  struct Free {
    void operator()(char* part) const;
  };
  using Memory = std::unique_ptr<char[], Free>;
  struct Part {
    Memory bytes;
    std::size_t offset = 0;
  };
  enum class Way : unsigned char { unknown, cached, past_cache };

  Way find_way() const;
  int add_cached(std::string_view bytes);
  Memory empty_part();
  void hand_over();
  void write_parts();
  int end_writing();
  static int write_part(int descriptor, std::string_view bytes, std::size_t offset);

  int descriptor_;
  Way way_ = Way::unknown;
  std::size_t offset_ = 0;  // bytes handed to the system, or to the thread
  std::size_t begun_ = 0;   // of them, on their way from the system's cache
  Memory filled_;
  std::size_t size_ = 0;  // of what is filled

  std::mutex mutex_;
  std::condition_variable moved_;
  std::size_t made_ = 0;       // parts there are
  std::deque<Part> due_;       // to be written
  std::vector<Memory> empty_;  // to be filled again
  int error_ = 0;              // the first one
  bool ended_ = false;         // no part comes any more
  std::thread writer_;
};

}  // namespace fenglu::roster
