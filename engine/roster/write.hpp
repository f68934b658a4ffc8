// Writers: results, rejected rows, an empty roster, as CSV by contracts of docs/: comma, LF,
// RFC 4180 quotes, in the encoding asked for. They round nothing: a lane has its item's decimals.
//
// Text that a spreadsheet would take for a formula (it begins with = + - @, one of their full-width forms, a tab or a
// line break) gets a single quote before it; text that begins with such quotes and then one of those gets one more.
// parse_text takes exactly one off, so keys come back as they were.
#pragma once

#include <functional>

#include "engine/roster/read.hpp"
#include "engine/roster/text_buffer.hpp"
#include "engine/roster/text_kernels.hpp"

namespace fenglu::roster {

enum class Headers : std::uint8_t { id, zh, en };
using Sink = std::function<void(std::string_view bytes)>;

struct WriteOptions {
  Headers headers = Headers::id;
  Encoding encoding = Encoding::utf8;
  std::vector<int> items;             // which and in this order; empty: plan.items
  std::vector<std::size_t> left_out;  // rows not to write, ascending
};

// The rows of a result. Shared by threads: each may format rows of its own.
class ResultWriter {
 public:
  // All must outlive it. Every one of options.items is among plan.items.
  ResultWriter(const plan::Plan& plan, const run::Table& table, const run::Results& results, WriteOptions options);
  std::string header() const;  // with its line end
  // Appends the rows [begin, end) in UTF-8.
  void format_rows(std::size_t begin, std::size_t end, TextBuffer& out) const;
  // Everything, encoded, in blocks. An error (encoding-unfit) means that what was written must not be kept.
  std::optional<Diagnostic> write(const Sink& sink) const;

 private:
  struct Field {
    policy::Type type;
    int decimals = 0;
    bool is_amount = false;  // two decimals
    const std::int64_t* lanes = nullptr;
    const policy::Category* category = nullptr;
    std::string title;
  };
  struct Amounts;
  void prepare_amounts(std::size_t begin, std::size_t end, Amounts& amounts) const;
  void format_row(std::size_t row, std::size_t in_amounts, const Amounts& amounts, TextBuffer& out) const;
  static void append_key(std::string_view key, TextBuffer& out);
  void format_other(const Field& field, std::int64_t lane, std::string& out) const;
  const plan::Plan& plan_;
  const run::Table& table_;
  const TextKernels& kernels_;
  WriteOptions options_;
  std::string key_title_;
  std::vector<Field> fields_;
};

// Rejected rows as they came, in the document's own dialect, and a last column `reason`.
std::optional<Diagnostic> write_rejected(const Document& document, const std::vector<Rejected>& rejected,
                                         Encoding encoding, const Sink& sink);

// An empty roster: the header alone, required facts first.
std::optional<Diagnostic> write_template(const policy::Sheet& sheet, Headers headers, Encoding encoding,
                                         const Sink& sink);

// A cell as RFC 4180 has it, quoted where it must be; `text` also guarded against formulas.
void append_cell(std::string_view cell, char separator, std::string& out);
void append_text(std::string_view text, char separator, std::string& out);

}  // namespace fenglu::roster
