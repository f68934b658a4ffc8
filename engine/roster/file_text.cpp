#include "engine/roster/file_text.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "engine/roster/file.hpp"

namespace fenglu::roster {

struct FileText::Mapping {
  int descriptor = -1;
  char* begin = nullptr;
  std::size_t size = 0;
  struct stat status = {};

  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (begin != nullptr) ::munmap(begin, size);
    if (descriptor >= 0) ::close(descriptor);
  }

  // False where it isn't a regular file, is empty, or can't be mapped.
  bool open(const std::string& path) {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) return false;
    if (!S_ISREG(status.st_mode) || status.st_size <= 0) return false;
    size = static_cast<std::size_t>(status.st_size);
    // A small file is mapped whole at once; of a large one, pages come and go.
    constexpr std::size_t small = std::size_t{1} << 26;
    const int how = MAP_PRIVATE | (size <= small ? MAP_POPULATE : 0);
    void* const place = ::mmap(nullptr, size, PROT_READ, how, descriptor, 0);
    if (place == MAP_FAILED) return false;
    begin = static_cast<char*>(place);
    ::madvise(place, size, MADV_SEQUENTIAL);
    return true;
  }
};

FileText::FileText(std::string bytes) : owned_(std::make_shared<const std::string>(std::move(bytes))) {}

Result<FileText> FileText::open(const std::string& path) {
  if (path != "-") {
    auto mapping = std::make_shared<Mapping>();
    if (mapping->open(path)) {
      FileText text;
      text.mapped_ = std::move(mapping);
      return text;
    }
  }
  Result<std::string> bytes = read_file(path);
  if (!bytes) return std::move(bytes.diagnostics());
  return FileText(std::move(*bytes));
}

std::string_view FileText::bytes() const {
  if (mapped_) return {mapped_->begin, mapped_->size};
  return owned_ ? std::string_view(*owned_) : std::string_view();
}

bool FileText::is_unchanged() const {
  if (!mapped_) return true;
  struct stat now = {};
  const auto same = [](const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; };
  return ::fstat(mapped_->descriptor, &now) == 0 && now.st_size == mapped_->status.st_size &&
         same(now.st_mtim, mapped_->status.st_mtim);
}

void FileText::pass_over(std::size_t begin, std::size_t end) const {
  if (!mapped_) return;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  begin = (begin + page - 1) / page * page;
  end = std::min(end, mapped_->size) / page * page;
  if (begin < end) ::madvise(mapped_->begin + begin, end - begin, MADV_DONTNEED);
}

}  // namespace fenglu::roster
