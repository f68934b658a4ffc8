#include "app/job.hpp"

#include <algorithm>
#include <filesystem>
#include <future>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/file.hpp"
#include "engine/roster/next_opening.hpp"
#include "engine/roster/rejection.hpp"

namespace fenglu::app {

namespace {

class Preparation {
 public:
  Preparation(const RunFlags& flags, const Order& order, Purpose purpose, Language language,
              const roster::Document* staff, bool on_trust)
      : flags_(flags), purpose_(purpose), language_(language), staff_(staff), on_trust_(on_trust) {
    job_.order = order;
  }

  Preparation(Job job, const RunFlags& flags, Language language)
      : flags_(flags), purpose_(Purpose::run), language_(language), job_(std::move(job)) {}

  Result<Job> prepare_plan() {
    open_early();
    if (load() && find_names() && open_roster() && compile() && check_flags()) {
      return {std::move(job_), std::move(out_)};
    }
    return std::move(out_);
  }

  Result<Job> read_rows() {
    if (read_roster() && read_opening()) return {std::move(job_), std::move(out_)};
    return std::move(out_);
  }

 private:
  // Takes the value, or its errors; warnings in any case.
  template <class T>
  bool take(Result<T> from, T& into) {
    out_.add(std::move(from.diagnostics()));
    if (from) into = std::move(*from);
    return from.ok();
  }

  bool load() {
    const Day since = job_.order.month.first();
    return take(load_policy(flags_.policy, flags_.usage, since, job_.order.threads), job_.policy);
  }

  bool find_names() {
    const std::optional<int> sheet = find_sheet(*job_.policy, flags_.sheet, out_);
    if (!sheet) return false;
    job_.sheet = *sheet;
    const bool explain = purpose_ == Purpose::explain;
    job_.columns = find_items(explain ? "--item" : "--items", job_.order.items, job_.rules(), explain, out_);
    job_.by = find_groups(job_.order.by, job_.rules(), out_);
    if (out_.has_errors()) return false;
    if (job_.columns.empty()) add_all_columns();
    return true;
  }

  // All columns of a result; of an explanation the totals.
  void add_all_columns() {
    const auto& items = job_.rules().items;
    const auto wanted = [&](const policy::Item& item) {
      return purpose_ == Purpose::run || item.kind == policy::ItemKind::total;
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].working && wanted(items[i])) job_.columns.push_back(static_cast<int>(i));
    }
  }

  static Result<roster::Document> open_document(const std::string& path, roster::Encoding encoding, bool on_trust) {
    Result<roster::FileText> file = roster::FileText::open(path);
    if (!file) return std::move(file.diagnostics());
    Result<roster::Document> document = roster::Document::open(*file, path, {.on_trust = on_trust});
    // What could be read either way is read as the command says.
    if (document && !document.diagnostics().empty() && encoding == roster::Encoding::gb18030) {
      document = roster::Document::open(*file, path, {roster::Encoding::gb18030});
    }
    return document;
  }

  // A large file is looked through while the policy is loaded; never a pipe, which nobody may read in vain.
  void open_early() {
    constexpr std::uintmax_t large = std::uintmax_t{1} << 20;
    std::error_code error;
    const bool is_file = std::filesystem::is_regular_file(flags_.staff, error);
    if (staff_ != nullptr || job_.order.threads < 2 || !is_file ||
        std::filesystem::file_size(flags_.staff, error) < large)
      return;
    early_ = std::async(std::launch::async, open_document, flags_.staff, job_.order.encoding, on_trust_);
  }

  bool open_roster() {
    if (staff_ != nullptr) {
      job_.document = std::make_unique<roster::Document>(*staff_);
      return take(roster::match(*job_.document, *job_.policy, job_.rules()), job_.layout);
    }
    Result<roster::Document> document =
        early_.valid() ? early_.get() : open_document(flags_.staff, job_.order.encoding, on_trust_);
    out_.add(std::move(document.diagnostics()));
    if (!document) return false;
    job_.document = std::make_unique<roster::Document>(std::move(*document));
    return take(roster::match(*job_.document, *job_.policy, job_.rules()), job_.layout);
  }

  plan::Request request() const {
    plan::Request request;
    request.sheet = job_.sheet;
    request.month = job_.order.month;
    request.as_of = job_.order.as_of;
    request.carry = job_.order.carry;
    request.set_by_hand = job_.layout.set_by_hand();
    // The next opening needs all that any item carries from month to month, whatever the result shows.
    if (!flags_.next_opening.empty()) return request;
    const auto is_working = [&](int item) { return job_.item(item).working; };
    // A working item has no column: what it needs is a part of what all items need.
    if (std::any_of(job_.columns.begin(), job_.columns.end(), is_working)) return request;
    request.items = job_.columns;
    for (const GroupColumn& by : job_.by) {
      if (by.is_item) add_once(by.index, request.items);
    }
    return request;
  }

  static void add_once(int item, std::vector<int>& items) {
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
  }

  bool compile() {
    plan::Request wanted = request();
    if (!take(plan::compile(*job_.policy, wanted), job_.plan)) return false;
    if (flags_.next_opening.empty()) return true;
    const std::vector<int> missing = roster::missing_for_next_opening(job_.plan);
    if (missing.empty()) return true;
    for (const int item : missing) add_once(item, wanted.items);
    return take(plan::compile(*job_.policy, wanted), job_.plan);
  }

  bool check_flags() {
    if (job_.plan.cross_row && !flags_.rejects.empty()) {
      const Text why{"有的项目依全体名册计算，剔除一行会改变其他人的结果",
                     "some items are worked out over the whole roster: a row left out would change other people's pay"};
      out_.add({Code::flags_clash, {}, {"--rejects", job_.policy->id, why}});
    }
    if (!flags_.opening.empty() && job_.layout.has_opening()) {
      const Text why{"期初只能有一个来源", "an opening has one source"};
      out_.add({Code::flags_clash, {}, {"--opening", Text{"名册中的 ytd. 列", "the roster's ytd. columns"}, why}});
    }
    if (out_.has_errors()) return false;
    if (job_.needs_opening()) return has_opening();
    return flags_.opening.empty() || flags_.opening == "zero" || pass_over_opening();
  }

  // A file that isn't needed must be there all the same: its name may be wrong, and so may the month.
  bool pass_over_opening() {
    if (flags_.opening != "-" && !take(roster::FileText::open(flags_.opening), file_)) return false;
    out_.add({Code::flag_idle,
              {},
              {"--opening", Text{"这一月不读取年初累计", "this month reads nothing of the year's earlier months"}}});
    return true;
  }

  bool has_opening() {
    if (job_.layout.has_opening()) {
      out_.add(roster::check_opening_columns(*job_.document, job_.layout, job_.plan));
    } else if (flags_.opening.empty()) {
      out_.add({Code::opening_due, {}, {job_.order.month.iso()}});
    }
    return !out_.has_errors();
  }

  bool read_roster() {
    const roster::ReadOptions options{!flags_.rejects.empty(), language_};
    return take(roster::read(*job_.document, job_.layout, job_.plan, options), job_.roster);
  }

  bool read_opening() {
    if (!job_.needs_opening() || flags_.opening == "zero") return true;
    if (!flags_.opening.empty()) {
      Result<roster::FileText> file = roster::FileText::open(flags_.opening);
      if (!file) return take(std::move(file), file_);
      const Result<roster::Document> opening = roster::Document::open(*file, flags_.opening);
      if (!opening) {
        out_.add(Diagnostics(opening.diagnostics()));
        return false;
      }
      if (!take(roster::read_opening(*opening, job_.layout, job_.plan, std::move(job_.roster.table)),
                job_.roster.table))
        return false;
    }
    return check_opening();
  }

  // Everybody who was here before this month has a row in the opening.
  bool check_opening() {
    explain::Evaluator evaluator = job_.evaluator();
    const auto joined = [&](std::size_t row) {
      if (!job_.rules().joined) return false;
      const Result<explain::Answer> answer = evaluator.evaluate(row, *job_.rules().joined);
      return answer && answer->value == 1;
    };
    const auto missing = roster::check_opening(job_.roster.table, job_.plan, *job_.document, joined);
    if (!flags_.rejects.empty()) {
      std::vector<std::size_t> rows;
      for (const roster::Refused& one : missing) rows.push_back(one.row);
      roster::reject(missing, *job_.document, language_, job_.roster);
      roster::leave_out(rows, job_.roster);
      return true;
    }
    for (const roster::Refused& one : missing) out_.add(one.diagnostic);
    return !out_.has_errors();
  }

  const RunFlags& flags_;
  Purpose purpose_;
  Language language_;
  const roster::Document* staff_ = nullptr;
  bool on_trust_ = false;
  Job job_;
  roster::FileText file_;
  std::future<Result<roster::Document>> early_;
  Diagnostics out_;
};

}  // namespace

explain::Evaluator Job::evaluator(const run::Table& table) const {
  return {*policy, table, {sheet, order.month, order.as_of, order.carry}};
}

Result<Job> prepare(const RunFlags& flags, const Order& order, Purpose purpose, Language language,
                    const roster::Document* staff) {
  Result<Job> planned = prepare_plan(flags, order, purpose, language, staff);
  if (!planned) return planned;
  Diagnostics out = std::move(planned.diagnostics());
  Result<Job> job = read_rows(std::move(*planned), flags, language);
  out.add(std::move(job.diagnostics()));
  if (!job) return out;
  return {std::move(*job), std::move(out)};
}

Result<Job> prepare_plan(const RunFlags& flags, const Order& order, Purpose purpose, Language language,
                         const roster::Document* staff, bool on_trust) {
  return Preparation(flags, order, purpose, language, staff, on_trust).prepare_plan();
}

Result<Job> read_rows(Job job, const RunFlags& flags, Language language) {
  return Preparation(std::move(job), flags, language).read_rows();
}

}  // namespace fenglu::app
