// fenglu careers: who rises, falls or goes on a day, when the others are due, and the roster as it will be.
#include <algorithm>
#include <memory>
#include <thread>

#include "app/careers_report.hpp"
#include "app/commands.hpp"
#include "app/progress.hpp"
#include "app/run_flags.hpp"
#include "engine/careers/next_roster.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/roster/file.hpp"
#include "engine/roster/rejection.hpp"

namespace fenglu::app {

namespace {

struct CareersFlags {
  PolicyFlags policy;
  std::string staff, as_of, ladder, out, format, states, id, rejects, encoding;
  std::string usage;
};

enum class Format : std::uint8_t { text, json, csv };

class CareersRun {
 public:
  CareersRun(const CareersFlags& flags, Console& console) : flags_(flags), console_(console) {}

  Exit run() {
    if (!understand() || !load() || !open_roster() || !read_roster()) return console_.refuse(out_);
    {
      Progress progress(console_.language());
      progress.stage({"计算", "computing"});
      work_out();
    }
    if (out_.has_errors()) return console_.refuse(out_);
    console_.tell(out_);
    if (const auto failure = write()) return console_.refuse(*failure);
    return roster_.rejected.empty() ? Exit::done : Exit::rows_left_out;
  }

 private:
  template <class T>
  bool take(Result<T> from, T& into) {
    out_.add(std::move(from.diagnostics()));
    if (from) into = std::move(*from);
    return from.ok();
  }

  bool understand() {
    if (flags_.policy.policy.empty()) out_.add({Code::missing_flag, {}, {"POLICY", flags_.usage}});
    if (flags_.staff.empty()) out_.add({Code::missing_flag, {}, {"--staff", "--staff FILE"}});
    if (flags_.as_of.empty()) out_.add({Code::missing_flag, {}, {"--as-of", "--as-of 2025-07-01"}});
    day_ = day_of("--as-of", flags_.as_of, out_).value_or(Day());
    if (!flags_.encoding.empty()) encoding_of(flags_.encoding, out_);
    read_format();
    read_states();
    return !out_.has_errors();
  }

  void read_format() {
    if (flags_.format == "json") format_ = Format::json;
    if (flags_.format == "csv") format_ = Format::csv;
    if (flags_.format.empty() || flags_.format == "text" || format_ != Format::text) return;
    out_.add({Code::flag_value,
              {},
              {"--format", "'" + flags_.format + "'", Text{"text、json 或 csv", "text, json or csv"}}});
  }

  void read_states() {
    for (const std::string& word : split_list(flags_.states)) {
      bool known = false;
      for (const auto state : {careers::State::due, careers::State::held, careers::State::waiting,
                               careers::State::barred, careers::State::apart}) {
        if (word != name(state)) continue;
        states_.insert(state);
        known = true;
      }
      if (known) continue;
      const Text expected{"due、held、waiting、barred、apart", "due, held, waiting, barred, apart"};
      out_.add({Code::flag_value, {}, {"--state", "'" + word + "'", expected}});
    }
  }

  bool load() {
    if (!take(load_policy(flags_.policy, flags_.usage), policy_)) return false;
    std::vector<std::string> ids;
    for (const auto& ladder : policy_->ladders) ids.push_back(ladder->id);
    if (ids.empty()) {
      out_.add({Code::no_ladder, {}, {policy_->id}});
      return false;
    }
    for (const auto& ladder : policy_->ladders) {
      if (flags_.ladder.empty() ? ids.size() == 1 : ladder->id == flags_.ladder) ladder_ = ladder.get();
    }
    if (ladder_ == nullptr) {
      std::string all;
      for (const std::string& id : ids) all += (all.empty() ? "" : ", ") + id;
      out_.add({Code::flag_name,
                {},
                {"--ladder", "'" + flags_.ladder + "'", Text{"阶梯", "ladder"},
                 Text{"可用的：" + all, "there are " + all}}});
    }
    const Text why{"名额依全体名册分配，剔除一行会改变其他人的结果",
                   "places are handed out over the whole roster: a row left out would change what others get"};
    if (ladder_ != nullptr && !ladder_->quotas.empty() && !flags_.rejects.empty()) {
      out_.add({Code::flags_clash, {}, {"--rejects", policy_->id, why}});
    }
    return !out_.has_errors();
  }

  const policy::Sheet& sheet() const { return policy_->sheets[static_cast<std::size_t>(ladder_->sheet)]; }

  bool open_roster() {
    std::string bytes;
    if (!take(roster::read_file(flags_.staff), bytes)) return false;
    has_mark_ = bytes.starts_with("\xEF\xBB\xBF");
    Result<roster::Document> document = roster::Document::open(bytes, flags_.staff);
    if (document && !document.diagnostics().empty() && flags_.encoding == "gb18030") {
      document = roster::Document::open(std::move(bytes), flags_.staff, {roster::Encoding::gb18030});
    }
    out_.add(std::move(document.diagnostics()));
    if (!document) return false;
    document_ = std::make_unique<roster::Document>(std::move(*document));
    if (!take(roster::match(*document_, *policy_, sheet(), {.other_sheets = true}), layout_)) return false;
    const int column = layout_.column_of({roster::ColumnUse::Of::fact, sheet().read_on});
    if (column < 0) return true;
    const std::string& day = sheet().facts[static_cast<std::size_t>(sheet().read_on)].id;
    out_.add({Code::day_column, document_->place(1, static_cast<std::size_t>(column)), {day}});
    return false;
  }

  bool read_roster() {
    Progress progress(console_.language());
    progress.stage({"读取", "reading"});
    // Cells are held against the ranges of their facts; nothing is compiled.
    plan::Plan plan;
    plan.policy = policy_.get();
    plan.request.sheet = ladder_->sheet;
    plan.request.month = day_.in_month();
    const roster::ReadOptions options{!flags_.rejects.empty(), console_.language()};
    return take(roster::read(*document_, layout_, plan, options), roster_) && check_rules();
  }

  // Rows that a rule of the sheet refuses.
  bool check_rules() {
    explain::Evaluator evaluator(*policy_, roster_.table, {ladder_->sheet, day_.in_month(), day_, false});
    std::vector<roster::Refused> refused;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < roster_.table.rows; ++row) {
      const std::optional<int> rule = evaluator.broken_rule(row);
      if (!rule) continue;
      refused.push_back({row, describe(run::Refusal{row, *rule}, *document_, layout_, roster_)});
      rows.push_back(row);
    }
    if (!flags_.rejects.empty()) {
      roster::reject(refused, *document_, console_.language(), roster_);
      roster::leave_out(rows, roster_);
      return true;
    }
    for (roster::Refused& one : refused) out_.add(std::move(one.diagnostic));
    return !out_.has_errors();
  }

  void work_out() {
    subject_ = {policy_.get(), ladder_, day_};
    if (!flags_.id.empty() && !examine()) return;
    Result<careers::Outcome> outcome =
        careers::work_out(subject_, roster_.table, std::max(1U, std::thread::hardware_concurrency()));
    if (outcome) outcome_ = std::move(*outcome);
    for (Diagnostic why : outcome.diagnostics().all()) {
      if (why.place.row > 0) why.place.file = document_->name();
      out_.add(std::move(why));
    }
  }

  // The one person asked about, before anybody moves.
  bool examine() {
    run::Table before = roster_.table;
    const auto found = std::find(before.keys.begin(), before.keys.end(), flags_.id);
    if (found == before.keys.end()) {
      const std::string near = nearest_name(flags_.id, before.keys);
      const Text mend =
          near.empty() ? Text{"核对编号", "check the key"} : Text{"最接近的是 " + near, "the nearest is " + near};
      out_.add({Code::no_such_row, {.file = flags_.staff}, {"'" + flags_.id + "'", mend}});
      return false;
    }
    row_ = static_cast<std::size_t>(found - before.keys.begin());
    return take(careers::examine(subject_, before, *row_), findings_);
  }

  std::string report() const {
    const CareersReport report{subject_, roster_.table, outcome_, roster_.rejected.size(), states_, row_, findings_};
    if (format_ == Format::json) return careers_json(report);
    return format_ == Format::csv ? careers_csv(report) : careers_text(report, console_.language());
  }

  // As the roster came, unless something else is asked for. UTF-16 comes back as UTF-8 with a mark.
  roster::Encoding encoding() const {
    if (!flags_.encoding.empty()) return *roster::parse_encoding(flags_.encoding);
    if (document_->encoding() == "GB18030") return roster::Encoding::gb18030;
    return has_mark_ || document_->encoding() != "UTF-8" ? roster::Encoding::utf8_bom : roster::Encoding::utf8;
  }

  // The report goes to standard output, or beside the diagnostics where the roster takes that.
  std::optional<Diagnostic> write() {
    const bool to_pipe = flags_.out == "-";
    if (to_pipe && !console_.json()) {
      const std::string text = report();
      std::fwrite(text.data(), 1, text.size(), stderr);
    }
    roster::OutputFiles files;
    if (auto failure = write_rosters(files)) return failure;
    if (!to_pipe) {
      const Result<std::size_t> output = files.add("-");
      if (!output) return output.diagnostics().all().front();
      files.write(*output, report());
    }
    return files.commit();
  }

  std::optional<Diagnostic> write_rosters(roster::OutputFiles& files) {
    for (const bool rejects : {true, false}) {
      const std::string& path = rejects ? flags_.rejects : flags_.out;
      if (path.empty()) continue;
      const Result<std::size_t> file = files.add(path);
      if (!file) return file.diagnostics().all().front();
      const roster::Sink sink = [&](std::string_view bytes) { files.write(*file, bytes); };
      const auto failure = rejects ? roster::write_rejected(*document_, roster_.rejected, encoding(), sink)
                                   : careers::write_next(*document_, layout_, roster_, outcome_, encoding(), sink);
      if (failure) return failure;
    }
    return std::nullopt;
  }

  const CareersFlags& flags_;
  Console& console_;
  Diagnostics out_;
  Day day_;
  Format format_ = Format::text;
  std::set<careers::State> states_;
  std::unique_ptr<policy::Policy> policy_;
  const policy::Ladder* ladder_ = nullptr;
  bool has_mark_ = false;
  std::unique_ptr<roster::Document> document_;
  roster::Layout layout_;
  roster::Roster roster_;
  careers::Subject subject_;
  careers::Outcome outcome_;
  std::optional<std::size_t> row_;
  std::vector<std::vector<careers::Finding>> findings_;
};

}  // namespace

void add_careers(CommandLine& line, Console& console) {
  auto flags = std::make_shared<CareersFlags>();
  flags->usage = "fenglu careers POLICY --staff FILE --as-of DAY";
  Verb& verb = line.add("careers",
                        {"某日谁晋升、降级、离队，其余的人何时到期，各缺什么条件",
                         "who rises, falls or goes on a day, when the others are due, and what they lack"},
                        [flags, &console] { return CareersRun(*flags, console).run(); });
  add_policy_flags(verb, flags->policy, true);
  verb.value("--staff", flags->staff, "FILE", {"名册（CSV）；- 为标准输入", "the roster, CSV; - is standard input"});
  verb.value("--as-of", flags->as_of, "DAY",
             {"所问的那一天；只用此日（含）以前公布的值",
              "the day of the question; only what had been announced by its end counts"});
  verb.value("--out", flags->out, "FILE", {"写出变动之后的名册", "write the roster as it will be"});
  verb.value("--format", flags->format, "text|json|csv", {"报告的格式", "what the report is written as"});
  verb.value("--state", flags->states, "a,b",
             {"只列出这些：due、held、waiting、barred、apart", "list these only: due, held, waiting, barred, apart"});
  verb.value("--id", flags->id, "KEY",
             {"只看此人：每种变动的每个条件", "this person alone: every condition of every move"});
  verb.value("--ladder", flags->ladder, "NAME", {"阶梯；只有一个时不必写", "the ladder, where there are several"});
  verb.value("--rejects", flags->rejects, "FILE",
             {"剔除有误的行，写入此文件并附原因；有名额的阶梯不可用",
              "leave bad rows out and list them here; not for a ladder with quotas"});
  verb.value("--encoding", flags->encoding, "NAME",
             {"写出名册的编码，默认与来时相同：utf-8、utf-8-bom、gb18030",
              "encoding of the roster that is written, as it came by default: utf-8, utf-8-bom, gb18030"});
  verb.example(
      "fenglu careers tables/shanghai --staff staff.csv --as-of 2026-01-01 --out next.csv",
      {"上海 2026 年元旦的晋升，以及之后的名册", "Shanghai on New Year's Day of 2026, and the roster after it"});
  verb.example("fenglu careers shanghai --staff staff.csv --as-of 2026-01-01 --state due,held --format csv",
               {"只列到期和名额已满的人", "only those who are due or held by a quota"});
}

}  // namespace fenglu::app
