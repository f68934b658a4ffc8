#include "app/diff_sides.hpp"

#include <algorithm>

#include "engine/comparison/recorded.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/roster/file.hpp"
#include "engine/roster/rejection.hpp"
#include "engine/run/key_index.hpp"

namespace fenglu::app {

namespace {

Diagnostic describe_refusal(const run::Refusal& refusal, const Job& job) {
  return roster::describe(refusal, *job.document, job.layout, job.roster);
}

class Setting {
 public:
  Setting(const DiffFlags& flags, const DiffOrder& order, Progress& progress, Language language)
      : flags_(flags), order_(order), progress_(progress), language_(language), sides_(std::make_unique<Sides>()) {
    sides_->order = order;
  }

  Result<std::unique_ptr<Sides>> set() {
    progress_.stage({"读取", "reading"});
    if (!prepare_after()) return std::move(out_);
    const bool ready = flags_.against_run.empty() ? prepare_before() : read_record() && prepare_beside_record();
    if (!ready) return std::move(out_);
    progress_.stage({"比较", "comparing"});
    compare();
    return {std::move(sides_), std::move(out_)};
  }

 private:
  bool prepare_after() {
    Result<Job> job = prepare(flags_.run, order_.after, Purpose::run, language_);
    out_.add(std::move(job.diagnostics()));
    if (!job) return false;
    sides_->after = std::move(*job);
    sides_->after_results = run(sides_->after);
    if (!flags_.run.rejects.empty()) reject_refused(sides_->after, sides_->after_results);
    return accept(sides_->after, sides_->after_results);
  }

  // With --rejects, rows that the policy refuses are bad rows like those that can't be read.
  void reject_refused(Job& job, run::Results& results) const {
    std::vector<roster::Refused> refused;
    std::vector<std::size_t> rows;
    for (const run::Refusal& one : results.refusals) {
      refused.push_back({one.row, describe_refusal(one, job)});
      if (rows.empty() || rows.back() != one.row) rows.push_back(one.row);
    }
    if (rows.empty()) return;
    roster::reject(refused, *job.document, language_, job.roster);
    roster::leave_out(rows, job.roster);
    results = run(job);
  }

  run::Results run(const Job& job) const {
    run::Options options;
    options.threads = job.order.threads;
    return run::run(job.plan, job.roster.table, options);
  }

  bool accept(const Job& job, const run::Results& results) {
    for (const run::Refusal& one : results.refusals) out_.add(describe_refusal(one, job));
    return results.refusals.empty();
  }

  Result<Job> make_before(const RunFlags& flags) const {
    const roster::Document* staff = order_.same_staff ? sides_->after.document.get() : nullptr;
    return prepare(flags, order_.before, Purpose::run, language_, staff);
  }

  bool prepare_before() {
    Result<Job> job = make_before(order_.before_flags);
    take_diagnostics(std::move(job.diagnostics()));
    if (!job || !opening_is_of_its_month(*job)) return false;
    sides_->before = std::move(*job);
    sides_->before_results = run(*sides_->before);
    if (order_.same_staff && months_differ()) leave_out_strangers();
    if (!flags_.run.rejects.empty()) reject_refused(*sides_->before, sides_->before_results);
    return accept(*sides_->before, sides_->before_results);
  }

  bool months_differ() const { return order_.before.month != order_.after.month; }

  // What was told of one roster isn't told again, and an opening that lacks is the other side's.
  void take_diagnostics(Diagnostics&& diagnostics) {
    std::set<std::string> told;
    for (const Diagnostic& one : out_.all()) told.insert(render(one, Language::en));
    diagnostics.amend([&](Diagnostic& one) {
      if (one.code == Code::opening_due) one.arguments.front() = order_.before.month.iso() + " (--against-opening)";
    });
    if (diagnostics.has_errors()) return out_.add(std::move(diagnostics));
    for (const Diagnostic& one : diagnostics.all()) {
      const bool idle = one.code == Code::flag_idle && flags_.against_opening.empty();
      if (!idle && !told.contains(render(one, Language::en))) out_.add(one);
    }
  }

  // Columns ytd. of a roster are of the month that the roster is of.
  bool opening_is_of_its_month(const Job& job) {
    const bool wrong = months_differ() && order_.same_staff && job.layout.has_opening() && job.needs_opening() &&
                       flags_.against_run.empty();
    if (!wrong) return true;
    const std::string month = order_.after.month.iso();
    out_.add({Code::flags_clash,
              {},
              {"--against-month", Text{"名册中的 ytd. 列", "the roster's ytd. columns"},
               Text{"它们是 " + month + " 的；用 --against-staff 给出另一月的名册",
                    "they are of " + month + ": give the other month's roster with --against-staff"}}});
    return false;
  }

  // One roster serves for both months: who has no place in the earlier one wasn't there.
  void leave_out_strangers() {
    Job& job = *sides_->before;
    std::vector<std::size_t> rows;
    for (const run::Refusal& one : sides_->before_results.refusals) {
      if (one.rule < 0) continue;
      if (!rows.empty() && rows.back() == one.row) continue;
      rows.push_back(one.row);
      sides_->not_there.emplace_back(job.roster.table.keys[one.row],
                                     job.rules().rules[static_cast<std::size_t>(one.rule)].message);
    }
    if (rows.empty()) return;
    roster::leave_out(rows, job.roster);
    sides_->before_results = run(job);
  }

  bool read_record() {
    Result<std::string> bytes = roster::read_file(flags_.against_run);
    if (!bytes) return refuse(std::move(bytes.diagnostics()));
    Result<roster::Document> document = roster::Document::open(std::move(*bytes), flags_.against_run);
    if (!document) return refuse(std::move(document.diagnostics()));
    out_.add(std::move(document.diagnostics()));
    Result<comparison::Recorded> recorded = comparison::read_recorded(*document, sides_->after.plan);
    if (!recorded) return refuse(std::move(recorded.diagnostics()));
    sides_->recorded = std::move(*recorded);
    return true;
  }

  bool refuse(Diagnostics diagnostics) {
    out_.add(std::move(diagnostics));
    return false;
  }

  // The month that the record is of, worked out again as far as it can be: with its own roster and opening, or with
  // this month's roster and the opening that this month's leaves when the record is taken off.
  bool prepare_beside_record() {
    const bool derive = flags_.against_opening.empty();
    RunFlags flags = order_.before_flags;
    if (derive) flags.opening = order_.same_staff && sides_->after.layout.has_opening() ? "" : "zero";
    Result<Job> job = make_before(flags);
    if (!job) {
      if (!order_.same_staff) return refuse(std::move(job.diagnostics()));
      warn_not_redone(message_of(job.diagnostics()));
      return true;
    }
    if (order_.same_staff) job->roster.table.set_by_hand.clear();
    const bool needs = derive && job->needs_opening();
    if (needs && !derive_opening(*job)) {
      warn_not_redone({"缺少其年初至上月的累计", "the sums of its year's earlier months are missing"});
      return true;
    }
    take_diagnostics(std::move(job.diagnostics()));
    sides_->before = std::move(*job);
    return true;
  }

  static Text message_of(const Diagnostics& diagnostics) {
    for (const Diagnostic& one : diagnostics.all()) {
      if (wording(one.code).severity == Severity::error) {
        return {message(one, Language::zh), message(one, Language::en)};
      }
    }
    return {};
  }

  void warn_not_redone(const Text& why) {
    out_.add({Code::not_redone,
              {},
              {order_.before.month.iso(), why,
               Text{"用 --against-staff 和 --against-opening 给出该月的名册和期初",
                    "give its roster with --against-staff and its opening with --against-opening"}}});
  }

  // This month's sums of the year less what the record says: the sums that its month began with.
  bool derive_opening(Job& before) const {
    const Month month = order_.before.month;
    if (month + 1 != order_.after.month || month.month() == 12) return false;
    if (!before.plan.last_month_ranges.empty()) return false;
    const std::vector<std::string>& keys = sides_->recorded->keys;
    run::KeyIndex places(keys);
    for (std::size_t row = 0; row < keys.size(); ++row) places.insert(row);
    for (const auto& [item, range] : before.plan.opening_ranges) {
      if (!derive_column(before, item, places)) return false;
    }
    return true;
  }

  bool derive_column(Job& before, int item, const run::KeyIndex& places) const {
    const int later = sides_->after.rules().find_item(before.item(item).id);
    const auto& sums = sides_->after.roster.table.year_to_date;
    const auto sum = sums.find(later);
    const auto paid = sides_->recorded->items.find(later);
    if (sum == sums.end() || paid == sides_->recorded->items.end()) return false;
    const run::KeyIndex rows = index_of(sides_->after.roster.table.keys);
    run::Column& column = before.roster.table.year_to_date[item];
    column.lanes.assign(before.roster.table.rows, 0);
    column.present.assign(before.roster.table.rows, 0);
    for (std::size_t row = 0; row < before.roster.table.rows; ++row) {
      const std::string& key = before.roster.table.keys[row];
      const std::size_t is = rows.find(key), was = places.find(key);
      if (is == run::KeyIndex::none || was == run::KeyIndex::none || !sum->second.is_present(is)) continue;
      column.lanes[row] = sum->second.lanes[is] - paid->second[was];
      column.present[row] = 1;
    }
    return true;
  }

  static run::KeyIndex index_of(const std::vector<std::string>& keys) {
    run::KeyIndex index(keys);
    for (std::size_t row = 0; row < keys.size(); ++row) index.insert(row);
    return index;
  }

  void compare() {
    comparison::Request request;
    const comparison::World after{&sides_->after.plan, &sides_->after.roster.table, &sides_->after_results};
    comparison::World before;
    if (sides_->before) {
      before = {&sides_->before->plan, &sides_->before->roster.table, &sides_->before_results};
      request.before = &before;
    }
    if (sides_->recorded) request.recorded = &*sides_->recorded;
    request.after = after;
    request.same_policy = order_.same_policy;
    request.threads = order_.after.threads;
    request.progress = [&](std::size_t done, std::size_t all) { progress_.show(done, all); };
    sides_->found = comparison::compare(request);
  }

  const DiffFlags& flags_;
  const DiffOrder& order_;
  Progress& progress_;
  Language language_;
  std::unique_ptr<Sides> sides_;
  Diagnostics out_;
};

}  // namespace

Result<std::unique_ptr<Sides>> set_side_by_side(const DiffFlags& flags, const DiffOrder& order, Progress& progress,
                                                Language language) {
  return Setting(flags, order, progress, language).set();
}

}  // namespace fenglu::app
