// A result of many megabytes goes to the disk in parts, on a thread of its own: every byte in its place, whatever its
// size, and what the disk refuses is told.
#include "engine/roster/disk_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "engine/roster/file.hpp"

namespace fenglu::roster {
namespace {

namespace fs = std::filesystem;

// Bytes that tell their place.
std::string numbered(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 2654435761U) >> 13);
  return bytes;
}

class DiskFiles : public testing::TestWithParam<std::size_t> {
 protected:
  DiskFiles() {
    path_ = (fs::temp_directory_path() / ("fenglu_disk_" + std::to_string(::getpid()))).string();
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  }
  ~DiskFiles() override {
    ::close(descriptor_);
    fs::remove(path_);
  }
  std::string path_;
  int descriptor_;
};

TEST_P(DiskFiles, HoldWhatWasAddedInPiecesOfAnySize) {
  const std::string bytes = numbered(GetParam());
  DiskFile file(descriptor_);
  std::size_t piece = 1;
  for (std::size_t at = 0; at < bytes.size(); at += piece, piece = piece * 7 % 1'000'003 + 1)
    ASSERT_EQ(file.add(std::string_view(bytes).substr(at, piece)), 0);
  ASSERT_EQ(file.finish(), 0);
  const Result<std::string> kept = read_file(path_);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->size(), bytes.size());
  EXPECT_TRUE(*kept == bytes);
}

constexpr std::size_t part = std::size_t{1} << 22;
INSTANTIATE_TEST_SUITE_P(OfSizes, DiskFiles,
                         testing::Values(0, 1, 4096, part - 1, part, part + 1, 2 * part, 5 * part + 4095,
                                         6 * part + 4097));

TEST_F(DiskFiles, TellWhatTheDiskRefuses) {
  struct rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handled = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small = {3 * part / 2, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string bytes = numbered(part);
  int error = 0;
  {
    DiskFile file(descriptor_);
    for (int i = 0; i < 12 && error == 0; ++i) error = file.add(bytes);
    if (error == 0) error = file.finish();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handled);
  EXPECT_EQ(error, EFBIG);
}

TEST_F(DiskFiles, TellThatTheyCannotBeWrittenAtAll) {
  const int readable = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  DiskFile file(readable);
  const int error = file.add("staff_id,pay.net\n");
  EXPECT_EQ(error != 0 ? error : file.finish(), EBADF);
  ::close(readable);
}

}  // namespace
}  // namespace fenglu::roster
