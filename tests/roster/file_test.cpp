// Files: a run's outputs are there together, or none of them is.
#include "engine/roster/file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "engine/diagnostic/code.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class Files : public testing::Test {
 protected:
  Files() : folder_(fs::temp_directory_path() / ("fenglu_files_" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Files() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(path(name)) << bytes; }
  std::string get(const std::string& name) const {
    const Result<std::string> bytes = read_file(path(name));
    return bytes ? *bytes : "(nothing)";
  }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder_)) out.push_back(entry.path().filename());
    std::sort(out.begin(), out.end());
    return out;
  }
  // The reason why `path` can't be written.
  std::string refusal(const std::string& path, Language language = Language::en) const {
    OutputFiles files;
    const Result<std::size_t> file = files.add(path);
    if (file) return "accepted";
    return message(file.diagnostics().all().front(), language).substr(("can't write " + path + ": ").size());
  }
  fs::path folder_;
};

TEST_F(Files, AreInPlaceOnlyWhenCommitted) {
  put("b", "old");
  OutputFiles files;
  const std::size_t a = *files.add(path("a")), b = *files.add(path("b"));
  files.write(a, "new ");
  files.write(a, "a");
  files.write(b, "new b");
  EXPECT_FALSE(fs::exists(path("a")));
  EXPECT_EQ(get("b"), "old");
  EXPECT_FALSE(files.commit());
  EXPECT_EQ(get("a"), "new a");
  EXPECT_EQ(get("b"), "new b");
  EXPECT_THAT(names(), ElementsAre("a", "b")) << "nothing is left beside them";
}

TEST_F(Files, AreGoneWhenNotCommitted) {
  put("b", "old");
  {
    OutputFiles files;
    files.write(*files.add(path("a")), "new");
    files.write(*files.add(path("b")), "new");
    EXPECT_EQ(names().size(), 3u) << "b, and two beside their places";
  }
  EXPECT_THAT(names(), ElementsAre("b"));
  EXPECT_EQ(get("b"), "old");
}

TEST_F(Files, KeepModeAndLink) {
  put("real", "old");
  ::chmod(path("real").c_str(), 0640);
  fs::create_symlink("real", path("link"));
  OutputFiles files;
  files.write(*files.add(path("link")), "new");
  EXPECT_FALSE(files.commit());
  EXPECT_EQ(get("real"), "new");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  struct stat status = {};
  ::stat(path("real").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777, 0640u);
}

TEST_F(Files, ThatCantBeWrittenAreNamedAtOnce) {
  EXPECT_EQ(refusal(path("no/such/folder.csv")), "no such file or folder");
  EXPECT_EQ(refusal(folder_.string()), "it is a folder");
  put("file", "");
  EXPECT_EQ(refusal(path("file/x")), "a part of the path isn't a folder");
  OutputFiles files;
  EXPECT_TRUE(files.add(path("x")));
  const Result<std::size_t> again = files.add(folder_.string() + "/./x");
  ASSERT_FALSE(again);
  EXPECT_EQ(message(again.diagnostics().all().front(), Language::zh),
            "无法写入 " + folder_.string() + "/./x：两个输出写到同一处");
}

TEST_F(Files, ThatFailLeaveAllOthersAsTheyWere) {
  put("a", "old");
  OutputFiles files;
  const std::size_t a = *files.add(path("a")), full = *files.add("/dev/full");
  files.write(a, "new");
  files.write(full, "x");
  const std::optional<Diagnostic> error = files.commit();
  ASSERT_TRUE(error);
  EXPECT_EQ(render(*error, Language::en),
            "error[file-unwritable]: can't write /dev/full: the disk is full\n"
            "  mend: check the path, its permissions and the free space; no file was changed");
  EXPECT_EQ(get("a"), "old");
}

// A run that is stopped in between has left what was added first, its next opening, as it was.
TEST_F(Files, ArePutInPlaceFromTheLastThatWasAdded) {
  put("opening", "old");
  const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  ASSERT_GE(watch, 0);
  OutputFiles files;
  for (const char* const name : {"opening", "totals", "result"}) files.write(*files.add(path(name)), name);
  ASSERT_GE(::inotify_add_watch(watch, folder_.c_str(), IN_MOVED_TO), 0);
  EXPECT_FALSE(files.commit());
  alignas(inotify_event) std::array<char, 4096> events{};
  const ssize_t size = ::read(watch, events.data(), events.size());
  ::close(watch);
  std::vector<std::string> order;
  for (ssize_t at = 0; at < size;) {
    const auto* event = reinterpret_cast<const inotify_event*>(events.data() + at);
    const std::string name = event->name;
    if (!name.ends_with(".part")) order.push_back(name);
    at += static_cast<ssize_t>(sizeof *event + event->len);
  }
  EXPECT_THAT(order, ElementsAre("result", "totals", "opening"));
  EXPECT_EQ(get("opening"), "opening");
}

// A folder has come to stand where the first one goes, after all was written.
TEST_F(Files, ThatCantBePutInPlaceTakeTheOthersBack) {
  put("old", "old");
  OutputFiles files;
  const std::size_t blocked = *files.add(path("blocked")), fresh = *files.add(path("fresh")),
                    old = *files.add(path("old"));
  for (const std::size_t file : {blocked, fresh, old}) files.write(file, "new");
  fs::create_directories(path("blocked") + "/full");
  const auto error = files.commit();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, Code::file_unwritable);
  EXPECT_EQ(get("old"), "old");
  EXPECT_FALSE(fs::exists(path("fresh")));
}

TEST_F(Files, OfDevicesAreWrittenStraightThrough) {
  OutputFiles files;
  files.write(*files.add("/dev/null"), "x");
  EXPECT_FALSE(files.commit());
  EXPECT_FALSE(fs::is_regular_file("/dev/null"));
}

// More than waits in memory: the rest waits in a file without a name, and both come out in their order.
TEST_F(Files, ToAPipeComeWholeHoweverLong) {
  std::string large;
  for (int line = 0; large.size() < (std::size_t{20} << 20); ++line) large += std::to_string(line) + '\n';
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const pid_t reader = ::fork();
  if (reader == 0) {
    put("copy", get("pipe"));
    ::_exit(0);
  }
  {
    OutputFiles files;
    const auto pipe = files.add(path("pipe"));
    ASSERT_TRUE(pipe);
    constexpr std::size_t block = 300'000;
    for (std::size_t at = 0; at < large.size(); at += block)
      files.write(*pipe, std::string_view(large).substr(at, block));
    EXPECT_FALSE(files.commit());
  }
  ::waitpid(reader, nullptr, 0);
  EXPECT_TRUE(get("copy") == large) << get("copy").size() << " bytes of " << large.size();
}

TEST_F(Files, AreReadWhole) {
  put("empty", "");
  EXPECT_EQ(get("empty"), "");
  const std::string large(300'000, 'x');
  put("large", large);
  EXPECT_EQ(get("large"), large);
  std::string name(path("pipe"));
  ASSERT_EQ(::mkfifo(name.c_str(), 0600), 0);
  if (::fork() == 0) {
    std::ofstream(name) << large;
    ::_exit(0);
  }
  EXPECT_EQ(get("pipe"), large) << "whose size isn't known before";
}

TEST_F(Files, ThatCantBeReadAreNamed) {
  EXPECT_EQ(told(read_file("/no/such.csv").diagnostics()).front(),
            "error[file-unreadable]: can't read /no/such.csv: no such file or folder");
  EXPECT_EQ(told(read_file("/no/such.csv").diagnostics(), Language::zh).front(),
            "error[file-unreadable]: 无法读取 /no/such.csv：文件或文件夹不存在");
  EXPECT_EQ(told(read_file(folder_.string()).diagnostics()).front(),
            "error[file-unreadable]: can't read " + folder_.string() + ": it is a folder");
}

}  // namespace
}  // namespace fenglu::roster
