// Files: whole in, all or nothing out.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic/result.hpp"

namespace fenglu::roster {

// "-" is standard input. Errors: file-unreadable.
Result<std::string> read_file(const std::string& path);

// The outputs of one run: written beside their places, then all synced and renamed at once by commit(). What isn't
// committed is removed when this goes away. What goes to "-", and to whatever isn't a regular file (a pipe, a device),
// is kept (beyond some megabytes in a file without a name in TMPDIR) and handed on by commit(), before anything is
// renamed: a pipe gets its first byte when nothing can go wrong any more. Example:
//     OutputFiles files;
//     auto out = files.add("result.csv");
//     writer.write([&](std::string_view bytes) { files.write(*out, bytes); });
//     if (auto error = files.commit()) report(*error);
class OutputFiles {
 public:
  OutputFiles();
  ~OutputFiles();
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;

  // Errors: file-unwritable (no such folder, no permission, is a directory, the same place twice).
  Result<std::size_t> add(const std::string& path);
  // A failure is remembered and told by commit(); what follows it is dropped.
  void write(std::size_t file, std::string_view bytes);
  // Nothing: all is in place. An error: file-unwritable, and no file was replaced. The file that was added last is put
  // in its place first: a run that is killed in between has left the first one, say an opening, as it was.
  std::optional<Diagnostic> commit();

 private:
  struct File;
  std::vector<std::unique_ptr<File>> files_;
};

}  // namespace fenglu::roster
