#include "engine/roster/disk_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace fenglu::roster {
namespace {

// Parts begin and end on multiples of the alignment, which no disk asks more of than a page.
constexpr std::size_t alignment = 4096;
constexpr std::size_t part_bytes = std::size_t{1} << 22;
constexpr std::size_t most_parts = 4;
constexpr std::size_t large_page = std::size_t{1} << 21;

// In large pages, where there are any: the system need hold fewer of them while the disk reads them.
char* new_part() {
  void* const part = ::operator new(part_bytes, std::align_val_t(large_page));
#ifdef MADV_HUGEPAGE
  ::madvise(part, part_bytes, MADV_HUGEPAGE);
#endif
  return static_cast<char*>(part);
}

}  // namespace

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return 0;
}

void DiskFile::Free::operator()(char* part) const { ::operator delete(part, std::align_val_t(large_page)); }

int DiskFile::add(std::string_view bytes) {
  if (way_ == Way::unknown) way_ = find_way();
  if (way_ == Way::cached) return add_cached(bytes);
  while (!bytes.empty()) {
    if (!filled_) filled_ = empty_part();
    const std::size_t fitting = std::min(bytes.size(), part_bytes - size_);
    std::memcpy(filled_.get() + size_, bytes.data(), fitting);
    bytes.remove_prefix(fitting);
    size_ += fitting;
    if (size_ == part_bytes) hand_over();
  }
  const std::scoped_lock lock(mutex_);
  return error_;
}

// The disk begins while the rest is made, so that finish() has less to wait for.
int DiskFile::add_cached(std::string_view bytes) {
  if (const int error = write_all(descriptor_, bytes)) return error;
  offset_ += bytes.size();
#ifdef SYNC_FILE_RANGE_WRITE
  constexpr std::size_t step = std::size_t{1} << 21;
  if (offset_ - begun_ < step) return 0;
  ::sync_file_range(descriptor_, static_cast<off_t>(begun_), static_cast<off_t>(offset_ - begun_),
                    SYNC_FILE_RANGE_WRITE);
  begun_ = offset_;
#endif
  return 0;
}

// Whether the file system tells that it writes from memory of such an alignment.
DiskFile::Way DiskFile::find_way() const {
#if defined(O_DIRECT) && defined(STATX_DIOALIGN)
  struct statx status = {};
  const auto fits = [](std::uint32_t asked) { return asked > 0 && alignment % asked == 0; };
  const bool known =
      ::statx(descriptor_, "", AT_EMPTY_PATH, STATX_DIOALIGN, &status) == 0 && (status.stx_mask & STATX_DIOALIGN) != 0;
  if (known && fits(status.stx_dio_mem_align) && fits(status.stx_dio_offset_align)) return Way::past_cache;
#endif
  return Way::cached;
}

// Waits until one is written, where all are under way.
DiskFile::Memory DiskFile::empty_part() {
  std::unique_lock lock(mutex_);
  if (empty_.empty() && made_ < most_parts) {
    ++made_;
    return Memory(new_part());
  }
  moved_.wait(lock, [this] { return !empty_.empty(); });
  Memory part = std::move(empty_.back());
  empty_.pop_back();
  return part;
}

void DiskFile::hand_over() {
  if (!writer_.joinable()) {
#ifdef O_DIRECT
    // Where it is refused after all, the parts go through the cache.
    ::fcntl(descriptor_, F_SETFL, ::fcntl(descriptor_, F_GETFL) | O_DIRECT);
#endif
    writer_ = std::thread([this] { write_parts(); });
  }
  const std::scoped_lock lock(mutex_);
  due_.push_back({std::move(filled_), offset_});
  offset_ += size_;
  size_ = 0;
  moved_.notify_all();
}

// The writer's thread.
void DiskFile::write_parts() {
  std::unique_lock lock(mutex_);
  for (;;) {
    moved_.wait(lock, [this] { return !due_.empty() || ended_; });
    if (due_.empty()) return;
    Part part = std::move(due_.front());
    due_.pop_front();
    const bool failed = error_ != 0;
    lock.unlock();
    const int error = failed ? 0 : write_part(descriptor_, {part.bytes.get(), part_bytes}, part.offset);
    lock.lock();
    if (error != 0) error_ = error;
    empty_.push_back(std::move(part.bytes));
    moved_.notify_all();
  }
}

// 0, or the error number.
int DiskFile::end_writing() {
  if (!writer_.joinable()) return 0;
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
  }
  moved_.notify_all();
  writer_.join();
  return error_;
}

DiskFile::~DiskFile() { end_writing(); }

int DiskFile::write_part(int descriptor, std::string_view bytes, std::size_t offset) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
#ifdef O_DIRECT
    const int flags = ::fcntl(descriptor, F_GETFL);
    if (put < 0 && errno == EINVAL && (flags & O_DIRECT) != 0) {
      ::fcntl(descriptor, F_SETFL, flags & ~O_DIRECT);
      continue;
    }
#endif
    if (put < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(put));
    offset += static_cast<std::size_t>(put);
  }
  return 0;
}

int DiskFile::finish() {
  if (const int error = end_writing()) return error;
  const std::size_t all = offset_ + size_;
  if (offset_ == 0 && size_ > 0) {
    if (const int error = write_all(descriptor_, {filled_.get(), size_})) return error;
  } else if (size_ > 0) {
    const std::size_t rounded = (size_ + alignment - 1) / alignment * alignment;
    std::memset(filled_.get() + size_, 0, rounded - size_);
    if (const int error = write_part(descriptor_, {filled_.get(), rounded}, offset_)) return error;
    if (::ftruncate(descriptor_, static_cast<off_t>(all)) != 0) return errno;
  }
  return ::fsync(descriptor_) == 0 ? 0 : errno;
}

}  // namespace fenglu::roster
