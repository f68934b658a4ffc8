// fenglu diff: two runs side by side, and what moved each figure from the one to the other.
#include <algorithm>

#include "app/commands.hpp"
#include "app/diff_told.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/roster/file.hpp"

namespace fenglu::app {

namespace {

// Standard names: what most want to see first.
constexpr std::string_view usual_item = "pay.net";
constexpr std::string_view usual_groups[] = {"grade", "post", "unit"};

class Difference {
 public:
  Difference(const DiffFlags& flags, Console& console) : flags_(flags), console_(console) {}

  Exit tell() {
    const Result<DiffOrder> order = understand(flags_);
    if (!order) return console_.refuse(order.diagnostics());
    console_.tell(order.diagnostics());
    auto progress = std::make_unique<Progress>(console_.language());
    Result<std::unique_ptr<Sides>> sides = set_side_by_side(flags_, *order, *progress, console_.language());
    progress.reset();
    if (!sides) return console_.refuse(sides.diagnostics());
    console_.tell(sides.diagnostics());
    DiffTold told{**sides, {}, {}, {}};
    Diagnostics mistakes;
    choose(told, mistakes);
    if (mistakes.has_errors()) return console_.refuse(mistakes);
    if (const auto failure = write_rejected(told.sides)) return console_.refuse(*failure);
    if (const auto failure = write(told)) return console_.refuse(*failure);
    return told.sides.after.roster.rejected.empty() ? Exit::done : Exit::rows_left_out;
  }

 private:
  void choose(DiffTold& told, Diagnostics& out) const {
    choose_figures(told, out);
    choose_groups(told);
    if (!flags_.id.empty()) choose_person(told, out);
  }

  void choose_figures(DiffTold& told, Diagnostics& out) const {
    std::vector<std::string> names;
    for (const std::string& list : flags_.items) {
      for (std::string& name : split_list(list)) names.push_back(std::move(name));
    }
    const auto& figures = told.sides.found.figures;
    if (names.empty()) return choose_usual_figures(told);
    for (const int item : find_items("--item", names, told.sides.after.rules(), false, out)) {
      const auto found =
          std::find_if(figures.begin(), figures.end(), [&](const auto& one) { return one.after == item; });
      if (found != figures.end()) {
        told.figures.push_back(static_cast<std::size_t>(found - figures.begin()));
        continue;
      }
      const Text why{"它不在所比较的项目之中", "it isn't among the items that are compared"};
      out.add({Code::flag_idle, {}, {"--item " + told.sides.after.item(item).id, why}});
    }
    console_.tell(out);
  }

  // Of one person all; else net pay, or the last figure.
  void choose_usual_figures(DiffTold& told) const {
    const auto& figures = told.sides.found.figures;
    for (std::size_t f = 0; f < figures.size(); ++f) {
      if (!flags_.id.empty() || figures[f].id == usual_item) told.figures.push_back(f);
    }
    if (told.figures.empty() && !figures.empty()) told.figures.push_back(figures.size() - 1);
  }

  void choose_groups(DiffTold& told) const {
    const Job& job = told.sides.after;
    if (!flags_.by.empty()) {
      told.by = job.by;
      return;
    }
    for (const std::string_view name : usual_groups) {
      Diagnostics none;
      const int fact = job.rules().find_fact(name);
      if (fact < 0) continue;
      for (const GroupColumn& column : find_groups({std::string(name)}, job.rules(), none)) told.by.push_back(column);
    }
  }

  void choose_person(DiffTold& told, Diagnostics& out) const {
    const auto& people = told.sides.found.people;
    const auto found =
        std::find_if(people.begin(), people.end(), [&](const auto& one) { return one.key == flags_.id; });
    if (found != people.end()) {
      told.person = static_cast<std::size_t>(found - people.begin());
      return;
    }
    std::vector<std::string> keys;
    for (const comparison::Person& person : people) keys.push_back(person.key);
    const std::string near = nearest_name(flags_.id, keys);
    const Text mend =
        near.empty() ? Text{"核对编号", "check the key"} : Text{"最接近的是 " + near, "the nearest is " + near};
    out.add({Code::no_such_row, {.file = flags_.run.staff}, {"'" + flags_.id + "'", mend}});
  }

  std::optional<Diagnostic> write(const DiffTold& told) {
    const Language language = console_.language();
    const DiffFormat format = told.sides.order.format;
    if (format == DiffFormat::json) return print(diff_json(told, language), flags_.run.out);
    if (format == DiffFormat::csv) return write_table(told, flags_.run.out);
    const std::string page = diff_text(told, language);
    if (told.person) return print(page, flags_.run.out);
    if (!flags_.run.out.empty()) {
      if (auto failure = write_table(told, flags_.run.out)) return failure;
      if (flags_.run.out == "-") return std::nullopt;
    }
    return print(page);
  }

  std::optional<Diagnostic> write_rejected(const Sides& sides) const {
    if (flags_.run.rejects.empty()) return std::nullopt;
    std::string bytes;
    const auto sink = [&](std::string_view piece) { bytes += piece; };
    const Job& job = sides.after;
    if (auto unfit = roster::write_rejected(*job.document, job.roster.rejected, job.order.encoding, sink)) return unfit;
    return print(bytes, flags_.run.rejects);
  }

  std::optional<Diagnostic> write_table(const DiffTold& told, const std::string& path) const {
    const Order& order = told.sides.order.after;
    roster::Encoder encoder(order.encoding);
    std::string bytes(encoder.mark());
    bytes += encoder.encode(diff_csv(told, order.headers));
    if (encoder.unfit()) return Diagnostic{Code::encoding_unfit, {}, {*encoder.unfit()}};
    return print(bytes, path);
  }

  const DiffFlags& flags_;
  Console& console_;
};

}  // namespace

void add_diff(CommandLine& line, Console& console) {
  auto flags = std::make_shared<DiffFlags>();
  Verb& verb = line.add(
      "diff", {"比较两次计算，并说明每个人每一分变动的原因", "compare two runs, and say what moved each figure"},
      [flags, &console] { return Difference(*flags, console).tell(); });
  add_diff_flags(verb, *flags);
  verb.example(
      "fenglu diff tables/shanghai --staff oct.csv --month 2025-10 --opening sep.opening.csv --against-run sep.csv "
      "--id SH000001",
      {"“为什么我这个月少了 12.40 元？”", "\"why is my pay 12.40 less this month?\""});
  verb.example(
      "fenglu diff shanghai --staff staff.csv --month 2025-08 --opening zero --against-as-of 2025-09-17 --out "
      "backpay.csv",
      {"公布以前与现在所知之差：补发多少", "what is owed since the announcement: now against the day before it"});
  verb.example(
      "fenglu diff shanghai --staff staff.csv --month 2025-10 --opening zero --set 'grade.wage*=1.06' --against "
      "shanghai",
      {"假设层级工资提高 6 %，谁多谁少", "who gains if the grade wage were 6 % higher"});
  flags->run.usage = flags->usage;
}

}  // namespace fenglu::app
