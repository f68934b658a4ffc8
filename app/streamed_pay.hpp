// StreamedPay: a run whose rows are read, paid and written block by block, never all of them in memory.
#pragma once

#include <atomic>

#include "app/findings.hpp"
#include "app/outputs.hpp"
#include "app/progress.hpp"
#include "engine/roster/stream.hpp"
#include "engine/roster/text_buffer.hpp"

namespace fenglu::app {

class StreamedPay : private roster::BlockReceiver {
 public:
  // Whether the job's rows can go this way: not where rows are to be left out, or a plan looks across rows.
  static bool can_pay(const Job& job, const RunFlags& flags);

  // Both must outlive it. Places that can't be written are found here, and told by commit().
  StreamedPay(const Job& job, const RunFlags& flags);
  // Reads the opening and the roster to the end, whatever is wrong with them.
  void pay(Progress& progress);
  // The roster was opened on trust and isn't like its beginning: nothing else means anything.
  bool is_on_false_trust() const { return on_false_trust_; }
  // What reading came to: nothing is paid where there are errors.
  const Diagnostics& told() const { return told_; }
  const Diagnostics& refusals() const { return refusals_; }  // rows that the policy refuses
  const Findings& findings() const { return findings_; }
  // Requires that there are neither errors nor refusals. Puts all files in place.
  std::optional<Diagnostic> commit();

 private:
  struct Notes;
  // A file that is written block by block, and what its encoding couldn't hold.
  struct Out {
    roster::Sink sink;
    Diagnostics unwritable;
    std::optional<Diagnostic> unfit;
  };
  void open_outputs();
  void open(const std::string& path, Out& out);
  void write(const roster::TextBuffer& text, Out& out);
  void read_opening();
  void judge(roster::Streamed streamed);
  bool pays() const { return !failure(); }
  std::optional<Diagnostic> failure() const;
  std::optional<Diagnostic> encode(roster::TextBuffer text, roster::TextBuffer& out) const;
  void append_header(const std::string& header, roster::TextBuffer& out) const;
  void format_rows(const run::Table& table, const run::Results& results, Notes& notes);
  void format_next_opening(const run::Table& table, const run::Results& results, Notes& notes);
  std::unique_ptr<roster::BlockNotes> look(const run::Table& table, const run::Results& results) override;
  void take(roster::BlockNotes& notes, std::size_t done, std::size_t all) override;
  roster::WriteOptions write_options() const;

  const Job& job_;
  const RunFlags& flags_;
  Outputs outputs_;
  Out rows_, next_opening_, totals_;
  std::atomic<std::size_t> bytes_a_row_ = 0;  // of the last block that was formatted
  roster::FileText opening_file_;
  std::unique_ptr<roster::Opening> opening_;
  Diagnostics opening_errors_;  // of its document
  Diagnostics told_, refusals_;
  bool on_false_trust_ = false;
  Findings findings_;
  Progress* progress_ = nullptr;
};

}  // namespace fenglu::app
