// fenglu run: a month's pay for a roster.
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "app/commands.hpp"
#include "app/streamed_pay.hpp"
#include "app/summary.hpp"
#include "app/totals_json.hpp"
#include "engine/roster/next_opening.hpp"

namespace fenglu::app {

namespace {

class Payroll {
 public:
  Payroll(const RunFlags& flags, Console& console) : flags_(flags), console_(console) {}

  Exit run() {
    const Result<Order> order = understand(flags_);
    if (!order) return console_.refuse(order.diagnostics());
    if (const Diagnostics places = check_places(flags_); places.has_errors()) return console_.refuse(places);
    console_.tell(order.diagnostics());
    const bool trusts = flags_.rejects.empty() && can_be_read_twice();
    const std::optional<Exit> paid = trusts ? run(*order, true) : std::nullopt;
    return paid ? *paid : *run(*order, false);
  }

 private:
  static bool is_file(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
  }

  bool can_be_read_twice() const {
    return is_file(flags_.staff) && (flags_.opening.empty() || flags_.opening == "zero" || is_file(flags_.opening));
  }

  // Nothing, and nothing is told or written: the roster was opened on trust, and must be looked at as a whole.
  std::optional<Exit> run(const Order& order, bool on_trust) {
    // Nothing is said while the progress stands on the terminal.
    auto progress = std::make_unique<Progress>(console_.language());
    progress->stage({"读取", "reading"});
    Result<Job> job = prepare_plan(flags_, order, Purpose::run, console_.language(), nullptr, on_trust);
    if (!job) {
      progress.reset();
      if (on_trust) return std::nullopt;
      return console_.refuse(job.diagnostics());
    }
    job_ = &*job;
    Diagnostics warnings = std::move(job.diagnostics());
    if (StreamedPay::can_pay(*job_, flags_)) return pay_in_blocks(std::move(progress), std::move(warnings));
    if (job_->document->is_on_trust()) return std::nullopt;
    return pay_at_once(std::move(*job), std::move(progress), std::move(warnings));
  }

  std::optional<Exit> pay_in_blocks(std::unique_ptr<Progress> progress, Diagnostics told) {
    StreamedPay pay(*job_, flags_);
    pay.pay(*progress);
    progress.reset();
    if (pay.is_on_false_trust()) return std::nullopt;
    told.add(Diagnostics(pay.told()));
    if (told.has_errors()) return console_.refuse(told);
    console_.tell(told);
    if (pay.refusals().has_errors()) return console_.refuse(pay.refusals());
    if (const auto failure = pay.commit()) return console_.refuse(*failure);
    show_summary(pay.findings());
    return Exit::done;
  }

  // With the whole roster in memory.
  Exit pay_at_once(Job planned, std::unique_ptr<Progress> progress, Diagnostics told) {
    Result<Job> job = read_rows(std::move(planned), flags_, console_.language());
    if (job) {
      job_ = &*job;
      compute(*progress);
    }
    progress.reset();
    told.add(std::move(job.diagnostics()));
    if (!job) return console_.refuse(told);
    console_.tell(told);
    if (!judge_refusals()) return Exit::refused;
    findings_ = look_over(*job_, job_->roster.table, results_, left_out_, !flags_.totals.empty());
    if (const auto failure = write()) return console_.refuse(*failure);
    show_summary(findings_);
    return job_->roster.rejected.empty() ? Exit::done : Exit::rows_left_out;
  }

  void compute(Progress& progress) {
    progress.stage({"计算", "computing"});
    run::Options options;
    options.threads = job_->order.threads;
    options.progress = [&](std::size_t done, std::size_t rows) { progress.show(done, rows); };
    results_ = run::run(job_->plan, job_->roster.table, options);
  }

  // Rows that the policy refuses are bad rows like those that can't be read.
  bool judge_refusals() {
    if (results_.refusals.empty()) return true;
    std::vector<roster::Refused> refused;
    for (const run::Refusal& one : results_.refusals) {
      refused.push_back({one.row, describe(one, *job_->document, job_->layout, job_->roster)});
      if (left_out_.empty() || left_out_.back() != one.row) left_out_.push_back(one.row);
    }
    if (!flags_.rejects.empty()) {
      roster::reject(refused, *job_->document, console_.language(), job_->roster);
      return true;
    }
    Diagnostics out;
    for (const roster::Refused& one : refused) out.add(one.diagnostic);
    console_.refuse(out);
    return false;
  }

  bool writes_rows() const { return !flags_.out.empty() || flags_.totals != "-"; }

  // Files first; what goes to a pipe can't be taken back. The next opening before all: it is put in its place last.
  std::optional<Diagnostic> write() {
    Progress progress(console_.language());
    progress.stage({"写出", "writing"});
    Diagnostics out;
    Outputs outputs;
    const bool rows_to_pipe = flags_.out.empty() || flags_.out == "-";
    write_next_opening(outputs, out);
    write_rejected(outputs, out);
    if (flags_.totals != "-") write_totals(outputs, out);
    if (!rows_to_pipe) write_rows(outputs, out);
    if (flags_.totals == "-" && !out.has_errors()) write_totals(outputs, out);
    if (rows_to_pipe && writes_rows() && !out.has_errors()) write_rows(outputs, out);
    if (out.has_errors()) return out.all().front();
    return outputs.commit();
  }

  roster::WriteOptions write_options() const {
    return {job_->order.headers, job_->order.encoding, job_->columns, left_out_};
  }

  // What the encoding asked for can't write refuses the run: nothing is committed.
  static void note(std::optional<Diagnostic> error, Diagnostics& out) {
    if (error) out.add(std::move(*error));
  }

  void write_rows(Outputs& outputs, Diagnostics& out) {
    const roster::ResultWriter writer(job_->plan, job_->roster.table, results_, write_options());
    // A pipe can't be taken back: what GB18030 may lack is looked for before the first byte.
    if (job_->order.encoding == roster::Encoding::gb18030) note(writer.write([](std::string_view) {}), out);
    if (out.has_errors() || !outputs.add(flags_.out.empty() ? "-" : flags_.out, out)) return;
    note(writer.write(outputs.sink()), out);
  }

  void write_totals(Outputs& outputs, Diagnostics& out) {
    if (flags_.totals.empty() || !outputs.add(flags_.totals, out)) return;
    outputs.sink()(totals_json(*job_, findings_.totals, findings_.by));
  }

  void write_next_opening(Outputs& outputs, Diagnostics& out) {
    if (flags_.next_opening.empty() || !outputs.add(flags_.next_opening, out)) return;
    note(roster::write_next_opening(job_->plan, job_->roster.table, results_, write_options(), outputs.sink()), out);
  }

  void write_rejected(Outputs& outputs, Diagnostics& out) {
    if (flags_.rejects.empty() || !outputs.add(flags_.rejects, out)) return;
    note(roster::write_rejected(*job_->document, job_->roster.rejected, job_->order.encoding, outputs.sink()), out);
  }

  bool standard_output_is_free() const {
    const auto takes_it = [](const std::string& path) { return path == "-"; };
    return !flags_.out.empty() && !takes_it(flags_.out) && !takes_it(flags_.totals) && !takes_it(flags_.next_opening) &&
           !takes_it(flags_.rejects);
  }

  // To standard output where the rows went elsewhere, else beside the diagnostics, unless those are for programs.
  void show_summary(const Findings& findings) {
    const auto spent = std::chrono::steady_clock::now() - begun_;
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
    const SummaryOf of{*job_, findings, flags_, console_.warnings(), static_cast<std::uint64_t>(milliseconds)};
    const bool free = standard_output_is_free();
    if (!free && console_.json()) return console_.tell(negative_totals(of, console_.language()));
    const std::string text = summary(of, console_.language());
    std::fwrite(text.data(), 1, text.size(), free ? stdout : stderr);
  }

  const RunFlags& flags_;
  Console& console_;
  Job* job_ = nullptr;
  run::Results results_;
  std::vector<std::size_t> left_out_;
  Findings findings_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace

void add_run(CommandLine& line, Console& console) {
  auto flags = std::make_shared<RunFlags>();
  Verb& verb = line.add("run", {"由政策和名册算出一个月的工资", "work out a month's pay from a policy and a roster"},
                        [flags, &console] { return Payroll(*flags, console).run(); });
  add_run_flags(verb, *flags);
  verb.example(
      "fenglu run tables/shanghai --staff staff.csv --month 2025-10 --opening sep.csv --out oct.csv",
      {"上海 2025 年 10 月，九月写出的期初", "Shanghai in October 2025, with the opening that September's run wrote"});
  verb.example("fenglu run shanghai --staff staff.csv --month 2025-10 --opening zero --totals - --by unit",
               {"只看汇总，按单位", "the sums alone, by unit"});
  verb.example(
      "fenglu run shanghai --staff staff.csv --month 2025-10 --opening zero --set 'grade.wage*=1.06' --out raised.csv",
      {"假设层级工资提高 6 %", "what if the grade wage were 6 % higher"});
  flags->usage = "fenglu run POLICY --staff FILE --month MONTH ...";
}

}  // namespace fenglu::app
