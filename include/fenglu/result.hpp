// result: a value, or everything that is wrong.
//
// What it is:      Result<T>: the value that a call came to, or the Diagnostics that say why there is none. Warnings
//                  may come with a value.
// What it is not:  an exception. Nothing here throws, prints or exits; a result that nobody looks at is a warning of
//                  the compiler.
// Example:
//     Result<Policy> policy = Policy::load("shanghai");
//     if (!policy) {
//       for (const Diagnostic& one : policy.diagnostics().all()) std::cerr << one.text(Language::en) << '\n';
//       return 1;
//     }
//     policy->schema("payroll");
// Units, ranges:   rows of a roster are counted from 0, lines and columns of a file from 1.
// Errors:          a hundred are kept in full, the rest counted. Reading a value that isn't there ends the program.
// Cost, threads:   a value costs what T costs; a result is one thread's.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fenglu/version.hpp"

namespace fenglu_v1 {

enum class Language { en, zh };
enum class Severity { error, warning, note };

// One mistake, with its place and how to mend it.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;                // "cell-range", as docs/diagnostics.md lists them; stable
  std::string file;                // of the tables; may be empty
  std::uint32_t line = 0;          // in the file, from 1; 0 = not known
  std::uint32_t column = 0;        // in the line, from 1
  std::optional<std::size_t> row;  // of the roster, from 0
  std::string cell;                // name of the roster's column; may be empty
  std::string message_en, message_zh;
  std::string mend_en, mend_zh;
  std::string text_en, text_zh;  // the whole: place, code, message, mend
  const std::string& message(Language language) const { return language == Language::zh ? message_zh : message_en; }
  const std::string& mend(Language language) const { return language == Language::zh ? mend_zh : mend_en; }
  const std::string& text(Language language) const { return language == Language::zh ? text_zh : text_en; }
};

class Diagnostics {
 public:
  Diagnostics() = default;
  Diagnostics(std::vector<Diagnostic> all, std::uint64_t errors) : all_(std::move(all)), errors_(errors) {}
  const std::vector<Diagnostic>& all() const { return all_; }
  bool has_errors() const { return errors_ > 0; }
  // Those that aren't in all() too.
  std::uint64_t errors() const { return errors_; }
  // Every text, one after the other.
  std::string text(Language language) const {
    std::string out;
    for (const Diagnostic& one : all_) out += one.text(language) + "\n";
    return out;
  }

 private:
  std::vector<Diagnostic> all_;
  std::uint64_t errors_ = 0;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(T value, Diagnostics warnings) : value_(std::move(value)), diagnostics_(std::move(warnings)) {}
  Result(Diagnostics errors) : diagnostics_(std::move(errors)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return value_.has_value(); }
  bool ok() const { return value_.has_value(); }
  T& operator*() & { return held(); }
  const T& operator*() const& { return held(); }
  T&& operator*() && { return std::move(held()); }
  T* operator->() { return &held(); }
  const T* operator->() const { return &held(); }
  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  // Never undefined: who reads a value that isn't there finds out at once.
  T& held() {
    if (!value_) std::abort();
    return *value_;
  }
  const T& held() const {
    if (!value_) std::abort();
    return *value_;
  }
  std::optional<T> value_;
  Diagnostics diagnostics_;
};

}  // namespace fenglu_v1
