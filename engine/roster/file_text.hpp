// FileText: the bytes of a file, looked at where the system keeps them where that can be done, else read into memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/diagnostic/result.hpp"

namespace fenglu::roster {

// Copies share the bytes. A file that is looked at in place must not be cut short meanwhile: the system ends a process
// that reads what is no longer there. One that was written to is found out by is_unchanged().
class FileText {
 public:
  FileText() = default;
  explicit FileText(std::string bytes);
  // "-" is standard input. Errors: file-unreadable.
  static Result<FileText> open(const std::string& path);

  std::string_view bytes() const;
  // False where the file was written to since it was opened: what was read of it can't be trusted.
  bool is_unchanged() const;
  // The bytes before this position won't be looked at for a while: they needn't be kept in memory.
  void pass_over(std::size_t begin, std::size_t end) const;

 private:
  struct Mapping;
  std::shared_ptr<const std::string> owned_;
  std::shared_ptr<const Mapping> mapped_;
};

}  // namespace fenglu::roster
