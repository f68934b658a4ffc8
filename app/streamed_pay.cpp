#include "app/streamed_pay.hpp"

#include "app/totals_json.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/roster/cell.hpp"
#include "engine/roster/next_opening.hpp"

namespace fenglu::app {

namespace {

bool is_pipe(const std::string& path) { return path.empty() || path == "-"; }

bool is_first(const run::Table& table) { return table.row_numbers.front() == 2; }

Diagnostic changed(const std::string& path) {
  return {Code::file_unreadable, {}, {path, Text{"读取期间文件被改动", "it was written to while it was being read"}}};
}

}  // namespace

struct StreamedPay::Notes : roster::BlockNotes {
  roster::TextBuffer rows, next_opening;  // in the encoding asked for
  std::optional<Diagnostic> rows_unfit, next_opening_unfit;
  Findings findings;
};

bool StreamedPay::can_pay(const Job& job, const RunFlags& flags) {
  const roster::Extent body = job.document->body();
  return flags.rejects.empty() && body.begin < body.end && roster::can_stream(*job.document, job.plan);
}

StreamedPay::StreamedPay(const Job& job, const RunFlags& flags) : job_(job), flags_(flags) { open_outputs(); }

// In this order: what goes to a pipe comes last, and the next opening, first here, is put in its place last.
void StreamedPay::open_outputs() {
  if (!flags_.next_opening.empty()) open(flags_.next_opening, next_opening_);
  if (!flags_.totals.empty() && flags_.totals != "-") open(flags_.totals, totals_);
  if (!is_pipe(flags_.out)) open(flags_.out, rows_);
  if (flags_.totals == "-" && !failure()) open("-", totals_);
  const bool writes_rows = !flags_.out.empty() || flags_.totals != "-";
  if (is_pipe(flags_.out) && writes_rows && !failure()) open("-", rows_);
}

void StreamedPay::open(const std::string& path, Out& out) {
  if (outputs_.add(path, out.unwritable)) out.sink = outputs_.sink();
}

// The first thing that keeps a file from being written.
std::optional<Diagnostic> StreamedPay::failure() const {
  for (const Out* out : {&next_opening_, &totals_, &rows_}) {
    if (out->unfit) return out->unfit;
    if (out->unwritable.has_errors()) return out->unwritable.all().front();
  }
  return std::nullopt;
}

void StreamedPay::pay(Progress& progress) {
  progress_ = &progress;
  progress.stage({"读取并计算", "reading and computing"});
  if (job_.needs_opening() && !flags_.opening.empty() && flags_.opening != "zero") read_opening();
  roster::StreamOptions options;
  options.threads = job_.order.threads;
  options.opening = opening_.get();
  options.opening_due = job_.needs_opening() && flags_.opening != "zero";
  options.check_only = !pays() || opening_errors_.has_errors();
  for (const GroupColumn& column : job_.by) {
    if (!column.is_item && job_.fact(column.index).type.unit == policy::Unit::text) options.texts.insert(column.index);
  }
  judge(roster::stream(*job_.document, job_.layout, job_.plan, options, *this));
}

void StreamedPay::read_opening() {
  Result<roster::FileText> file = roster::FileText::open(flags_.opening);
  if (!file) {
    opening_errors_ = std::move(file.diagnostics());
    return;
  }
  opening_file_ = *file;
  const Result<roster::Document> document = roster::Document::open(*file, flags_.opening);
  if (!document) {
    opening_errors_ = document.diagnostics();
    return;
  }
  opening_ = std::make_unique<roster::Opening>(*document, job_.layout, job_.plan, job_.order.threads);
  opening_file_.pass_over(0, opening_file_.bytes().size());
}

// As the whole roster, then the opening, then the rows against it would have been judged.
void StreamedPay::judge(roster::Streamed streamed) {
  on_false_trust_ = streamed.on_false_trust;
  told_ = std::move(streamed.reading);
  if (told_.has_errors()) return;
  told_.add(std::move(opening_errors_));
  if (opening_) {
    told_.add(Diagnostics(opening_->faults()));
    if (opening_->has_rows()) told_.add(opening_->unknown_keys());
  }
  if (told_.has_errors()) return;
  told_.add(std::move(streamed.openings));
  if (!job_.document->file().is_unchanged()) told_.add(changed(flags_.staff));
  if (!opening_file_.is_unchanged()) told_.add(changed(flags_.opening));
  refusals_ = std::move(streamed.refusals);
}

roster::WriteOptions StreamedPay::write_options() const {
  return {job_.order.headers, job_.order.encoding, job_.columns, {}};
}

// UTF-8 is handed through.
std::optional<Diagnostic> StreamedPay::encode(roster::TextBuffer text, roster::TextBuffer& out) const {
  if (job_.order.encoding != roster::Encoding::gb18030) {
    out = std::move(text);
    return std::nullopt;
  }
  roster::Encoder encoder(job_.order.encoding);
  out.append(encoder.encode(text.text()));
  if (!encoder.unfit()) return std::nullopt;
  return Diagnostic{Code::encoding_unfit, {}, {roster::quote_cell(*encoder.unfit())}};
}

// What stands before all rows.
void StreamedPay::append_header(const std::string& header, roster::TextBuffer& out) const {
  out.append(roster::Encoder(job_.order.encoding).mark());
  out.append(header);
}

void StreamedPay::format_rows(const run::Table& table, const run::Results& results, Notes& notes) {
  const roster::ResultWriter writer(job_.plan, table, results, write_options());
  roster::TextBuffer text;
  text.reserve(table.rows * bytes_a_row_.load(std::memory_order_relaxed));
  if (is_first(table)) append_header(writer.header(), text);
  writer.format_rows(0, table.rows, text);
  // A little more, so that hardly any block outgrows its room.
  bytes_a_row_.store(text.size() / table.rows * 17 / 16 + 1, std::memory_order_relaxed);
  notes.rows_unfit = encode(std::move(text), notes.rows);
}

void StreamedPay::format_next_opening(const run::Table& table, const run::Results& results, Notes& notes) {
  roster::TextBuffer text;
  if (is_first(table)) append_header(roster::next_opening_header(job_.plan, table), text);
  std::string rows;
  roster::append_next_opening(job_.plan, table, results, {}, rows);
  text.append(rows);
  notes.next_opening_unfit = encode(std::move(text), notes.next_opening);
}

std::unique_ptr<roster::BlockNotes> StreamedPay::look(const run::Table& table, const run::Results& results) {
  auto notes = std::make_unique<Notes>();
  if (rows_.sink) format_rows(table, results, *notes);
  if (next_opening_.sink) format_next_opening(table, results, *notes);
  notes->findings = look_over(job_, table, results, {}, !flags_.totals.empty());
  return notes;
}

void StreamedPay::write(const roster::TextBuffer& text, Out& out) {
  if (out.sink && !text.empty()) out.sink(text.text());
}

void StreamedPay::take(roster::BlockNotes& notes, std::size_t done, std::size_t all) {
  auto& block = static_cast<Notes&>(notes);
  if (!rows_.unfit) rows_.unfit = std::move(block.rows_unfit);
  if (!next_opening_.unfit) next_opening_.unfit = std::move(block.next_opening_unfit);
  write(block.rows, rows_);
  write(block.next_opening, next_opening_);
  add(findings_, std::move(block.findings));
  progress_->show(done, all);
}

std::optional<Diagnostic> StreamedPay::commit() {
  if (auto failed = failure()) return failed;
  if (totals_.sink) totals_.sink(totals_json(job_, findings_.totals, findings_.by));
  return outputs_.commit();
}

}  // namespace fenglu::app
