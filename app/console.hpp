// Console: where a command speaks: diagnostics to standard error, as text or as JSON, one a line; results elsewhere.
#pragma once

#include "app/exit.hpp"
#include "engine/diagnostic/result.hpp"

namespace fenglu::app {

class Console {
 public:
  Console(Language language, bool json) : language_(language), json_(json) {}

  Language language() const { return language_; }
  const std::string& in(const Text& text) const { return text.in(language_); }
  // Tells them all; errors beyond those kept in full are counted in a last line.
  void tell(const Diagnostics& diagnostics);
  void tell(const Diagnostic& diagnostic);
  // Tells them, and says how the command ends: wrong_command where a flag is to blame, else refused.
  Exit refuse(const Diagnostics& diagnostics);
  Exit refuse(const Diagnostic& diagnostic);
  std::uint64_t warnings() const { return warnings_; }
  // Whether standard error is for programs, which a summary would disturb.
  bool json() const { return json_; }

 private:
  Language language_;
  bool json_;
  std::uint64_t warnings_ = 0;
};

// Text to standard output, in one piece. Nothing, or file-unwritable.
std::optional<Diagnostic> print(std::string_view text);
// Text to a file beside its place and renamed, or to standard output where there is no path or it is "-".
std::optional<Diagnostic> print(std::string_view text, const std::string& path);

}  // namespace fenglu::app
