#include "engine/roster/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/sendfile.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/disk_file.hpp"

namespace fenglu::roster {
namespace {

Text reason_of(int error) {
  switch (error) {
    case ENOENT: return {"文件或文件夹不存在", "no such file or folder"};
    case EACCES:
    case EPERM: return {"没有权限", "permission denied"};
    case EISDIR: return {"这是一个文件夹", "it is a folder"};
    case ENOTDIR: return {"路径中有一段不是文件夹", "a part of the path isn't a folder"};
    case ENOSPC:
    case EDQUOT: return {"磁盘空间已满", "the disk is full"};
    case EROFS: return {"文件系统是只读的", "the file system is read-only"};
    case EPIPE: return {"接收方已关闭管道", "the reader has closed the pipe"};
    default: return std::generic_category().message(error);
  }
}

Diagnostic unreadable(const std::string& path, int error) {
  return {Code::file_unreadable, {}, {path, reason_of(error)}};
}
Diagnostic unwritable(const std::string& path, Text why) { return {Code::file_unwritable, {}, {path, std::move(why)}}; }

// A descriptor, closed when it goes out of sight.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// 0, or the error number.
int read_all(int descriptor, std::string& out) {
  struct stat status = {};
  std::size_t step = std::size_t{1} << 16;
  if (::fstat(descriptor, &status) == 0 && status.st_size > 0) step = static_cast<std::size_t>(status.st_size) + 1;
  std::size_t size = 0;
  for (;;) {
    out.resize(std::max(out.size(), size + step));
    const ssize_t got = ::read(descriptor, out.data() + size, out.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    step = std::max<std::size_t>(out.size() - size, std::size_t{1} << 16);
    if (size == out.size()) step = size;  // double it
  }
  out.resize(size);
  return 0;
}

int copy_all(int from, int to) {
  std::string piece(std::size_t{1} << 20, '\0');
  for (;;) {
    const ssize_t got = ::read(from, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 ? errno : 0;
    if (const int error = write_all(to, std::string_view(piece).substr(0, static_cast<std::size_t>(got)))) return error;
  }
}

// Pages of a file go into a pipe as they are, where the system can do that.
int send_all(int from, int to) {
#ifdef __linux__
  for (;;) {
    const ssize_t sent = ::sendfile(to, from, nullptr, std::size_t{1} << 24);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EINVAL || errno == ENOSYS)) break;
    if (sent <= 0) return sent < 0 ? errno : 0;
  }
#endif
  return copy_all(from, to);
}

// A pipe that holds more wakes its reader less often. Where it may not, it holds what it holds.
void widen_pipe([[maybe_unused]] int descriptor) {
#ifdef F_SETPIPE_SZ
  ::fcntl(descriptor, F_SETPIPE_SZ, 1 << 20);
#endif
}

// What waits for a pipe: in memory, and beyond that in a file that has no name.
class Spool {
 public:
  ~Spool() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  // 0, or the error number.
  int add(std::string_view bytes) {
    constexpr std::size_t room = std::size_t{1} << 24;
    if (descriptor_ < 0 && memory_.size() + bytes.size() <= room) {
      memory_ += bytes;
      return 0;
    }
    if (descriptor_ < 0 && (descriptor_ = open_nameless()) < 0) return errno;
    return write_all(descriptor_, bytes);
  }
  int hand_on(int to) {
    if (const int error = write_all(to, memory_)) return error;
    if (descriptor_ < 0) return 0;
    if (::lseek(descriptor_, 0, SEEK_SET) != 0) return errno;
    return send_all(descriptor_, to);
  }

 private:
  static int open_nameless() {
    const char* folder = std::getenv("TMPDIR");
    std::string name = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/fenglu-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0) ::unlink(name.c_str());
    return descriptor;
  }
  std::string memory_;
  int descriptor_ = -1;
};

// The file that a path means: behind a symbolic link, so that the link stays one.
std::string target_of(const std::string& path) {
  std::error_code error;
  const std::filesystem::path resolved =
      std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  return error ? path : resolved.string();
}

bool is_direct(const std::string& path) {
  struct stat status = {};
  return path == "-" || (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode));
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return unreadable(path, errno);
  std::string bytes;
  if (const int error = read_all(file.number(), bytes)) return unreadable(path, error);
  return bytes;
}

struct OutputFiles::File {
  std::string path;    // as the user wrote it
  std::string place;   // where it is to stand
  std::string beside;  // where it is written; empty: straight through
  int descriptor = -1;
  int error = 0;                 // the first one
  std::optional<DiskFile> disk;  // what is written beside
  Spool spool;                   // what isn't
  enum class Moved : std::uint8_t { no, anew, for_another, for_good } moved = Moved::no;

  ~File() {
    disk.reset();
    if (descriptor > STDERR_FILENO) ::close(descriptor);
    if (!beside.empty()) ::unlink(beside.c_str());
  }

  int open() {
    if (is_direct(path)) {
      descriptor = path == "-" ? STDOUT_FILENO : ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
      open_beside();
    }
    return descriptor < 0 ? errno : 0;
  }

  void open_beside() {
    struct stat status = {};
    const bool replaces = ::stat(place.c_str(), &status) == 0;
    if (replaces && ::access(place.c_str(), W_OK) != 0) return;
    for (int attempt = 0; attempt < 100; ++attempt) {
      const std::string name = place + "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part";
      descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor < 0 && errno == EEXIST) continue;
      if (descriptor < 0) return;
      beside = name;
      disk.emplace(descriptor);
      if (replaces) ::fchmod(descriptor, status.st_mode & 07777);
      return;
    }
  }

  void write(std::string_view bytes) {
    if (error != 0) return;
    error = disk ? disk->add(bytes) : spool.add(bytes);
  }

  void hand_on() {
    if (error != 0 || !beside.empty()) return;
    widen_pipe(descriptor);
    error = spool.hand_on(descriptor);
  }

  void sync() {
    if (error == 0 && disk) error = disk->finish();
  }

  // What stood there before is kept beside until all files are in place, where the system can do that.
  void move_into_place() {
    if (beside.empty()) return;
    struct stat status = {};
    const bool replaces = ::lstat(place.c_str(), &status) == 0 && S_ISREG(status.st_mode);
    if (replaces && change_places()) {
      moved = Moved::for_another;
    } else if (::rename(beside.c_str(), place.c_str()) == 0) {
      moved = replaces ? Moved::for_good : Moved::anew;
    } else {
      error = errno;
    }
  }

  void take_back() {
    if (moved == Moved::for_another) change_places();
    if (moved == Moved::anew) ::rename(place.c_str(), beside.c_str());
    if (moved == Moved::for_good) beside.clear();
    moved = Moved::no;
  }

  // Once nothing is taken back any more.
  void settle() {
    if (moved == Moved::no) return;
    if (moved == Moved::for_another) ::unlink(beside.c_str());
    beside.clear();
    // The new name must outlive a power cut too; a file system that can't sync a folder has done what it can.
    const Descriptor folder(
        ::open(std::filesystem::path(place).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() >= 0) ::fsync(folder.number());
  }

  // With the file that stands there, at one stroke; false where the system can't.
  bool change_places() const {
#ifdef RENAME_EXCHANGE
    return ::renameat2(AT_FDCWD, beside.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) == 0;
#else
    return false;
#endif
  }
};

OutputFiles::OutputFiles() = default;
OutputFiles::~OutputFiles() = default;

Result<std::size_t> OutputFiles::add(const std::string& path) {
  auto file = std::make_unique<File>();
  file->path = path;
  file->place = path == "-" ? path : target_of(path);
  struct stat status = {};
  if (path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
    return unwritable(path, reason_of(EISDIR));
  const auto same = [&](const std::unique_ptr<File>& other) { return other->place == file->place; };
  if (std::any_of(files_.begin(), files_.end(), same)) {
    return unwritable(path, {"两个输出写到同一处", "two outputs go to the same place"});
  }
  if (const int error = file->open()) return unwritable(path, reason_of(error));
  files_.push_back(std::move(file));
  return files_.size() - 1;
}

void OutputFiles::write(std::size_t file, std::string_view bytes) { files_[file]->write(bytes); }

std::optional<Diagnostic> OutputFiles::commit() {
  const auto first_error = [&]() -> std::optional<Diagnostic> {
    for (const auto& file : files_) {
      if (file->error != 0) return unwritable(file->path, reason_of(file->error));
    }
    return std::nullopt;
  };
  for (const auto& file : files_) file->sync();
  if (auto error = first_error()) return error;
  for (const auto& file : files_) file->hand_on();
  if (auto error = first_error()) return error;
  // The last one that was added first: whoever is stopped in between finds what the first one said not yet done.
  for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
    (*file)->move_into_place();
    if ((*file)->error == 0) continue;
    for (const auto& other : files_) other->take_back();
    return first_error();
  }
  for (const auto& file : files_) file->settle();
  return std::nullopt;
}

}  // namespace fenglu::roster
