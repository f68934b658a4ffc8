// Diagnostic: one mistake in a table, a formula, a roster or a command, told so that it can be mended.
//
// What it is:     a stable code, a place, the things found and expected, in Chinese and English.
// What it is not: an exception or a log line. The engine never prints: it returns diagnostics, and the
//                 command line renders them.
// Example:
//     Diagnostics out;
//     out.add({Code::unknown_name, place, {"pension.employe_rate", "pension.employee_rate"}});
//     if (out.has_errors()) std::cerr << render(out.all()[0], Language::en);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenglu {

enum class Language { en, zh };

// A text in both languages. A name or a figure is the same in both.
struct Text {
  std::string zh;
  std::string en;
  Text() = default;
  Text(std::string same) : zh(same), en(std::move(same)) {}  // NOLINT(google-explicit-constructor)
  Text(std::string_view same) : Text(std::string(same)) {}   // NOLINT(google-explicit-constructor)
  Text(const char* same) : Text(std::string(same)) {}        // NOLINT(google-explicit-constructor)
  Text(std::string chinese, std::string english) : zh(std::move(chinese)), en(std::move(english)) {}
  const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  bool operator==(const Text&) const = default;
};

enum class Severity { error, warning, note };

// What is wrong, by name: engine/diagnostic/code.hpp.
enum class Code : std::uint16_t;

// Where: in a file (line and column from 1, 0 = not known), or in a table of records (row from 1 = the header's
// row, as a spreadsheet counts; column by its header), or both empty (the command line).
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint64_t row = 0;
  std::string cell;  // header of the column, with `row`
  bool operator==(const Place&) const = default;
};

struct Diagnostic {
  Code code;
  Place place;
  std::vector<Text> arguments;     // {0}, {1} ... of the catalogue's wording
  std::string source_line;         // the line itself, to show the caret under
  std::uint32_t caret_column = 0;  // from 1, in characters of source_line
  std::uint32_t caret_length = 1;
};

// The wording of a code: name ("unknown-name"), severity, message and mend with {0} ... in both languages.
struct Wording {
  Code code;
  Severity severity;
  std::string_view name;
  Text message;
  Text mend;
};

const Wording& wording(Code code);
const std::vector<Wording>& catalogue();

// "tables/x.json:4:9: error[unknown-name]: ..." with the quoted line, caret and mend below it. No colour, no
// trailing newline.
std::string render(const Diagnostic& diagnostic, Language language);
// The same as one line of JSON: severity, code, file, line, column, row, cell, message, mend.
std::string render_json(const Diagnostic& diagnostic, Language language);
// Only the sentence of the message, arguments filled in.
std::string message(const Diagnostic& diagnostic, Language language);
std::string mend(const Diagnostic& diagnostic, Language language);

// A growing list. The first `detailed` errors are kept in full, the rest are only counted.
class Diagnostics {
 public:
  static constexpr std::size_t detailed = 100;
  void add(Diagnostic diagnostic);
  void add(Diagnostics&& other);
  const std::vector<Diagnostic>& all() const { return all_; }
  // Completes those that are kept, with the line they quote; their codes must stay.
  template <class Change>
  void amend(Change change) {
    for (Diagnostic& diagnostic : all_) change(diagnostic);
  }
  bool has_errors() const { return errors_ > 0; }
  std::uint64_t errors() const { return errors_; }
  std::uint64_t left_out() const { return left_out_; }
  bool empty() const { return all_.empty(); }

 private:
  std::vector<Diagnostic> all_;
  std::uint64_t errors_ = 0;
  std::uint64_t left_out_ = 0;
};

// The candidate nearest to `name` by edit distance, empty if none is near enough to be a typo of it.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace fenglu
