// fenglu check: every mistake in the tables, and what they hold.
#include <array>

#include "app/columns.hpp"
#include "app/commands.hpp"
#include "app/run_flags.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/proof.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::app {

namespace {

struct CheckFlags {
  PolicyFlags policy;
  std::string month;
  bool proof = false;
};

class Examination {
 public:
  Examination(const CheckFlags& flags, Console& console, std::string usage)
      : flags_(flags), console_(console), usage_(std::move(usage)) {}

  Exit examine() {
    Diagnostics mistakes;
    const std::optional<Month> month = month_of("--month", flags_.month, mistakes);
    if (mistakes.has_errors()) return console_.refuse(mistakes);
    const Result<std::unique_ptr<policy::Policy>> policy = load_policy(flags_.policy, usage_);
    if (!policy) return end(policy.diagnostics());
    Diagnostics found = policy.diagnostics();
    report(**policy, month, found);
    return end(found);
  }

 private:
  // The number of errors closes the report, whatever it is.
  Exit end(const Diagnostics& found) {
    const Exit exit = found.has_errors() ? console_.refuse(found) : Exit::done;
    if (exit == Exit::done) console_.tell(found);
    if (exit == Exit::wrong_command) return exit;
    const std::string errors = std::to_string(found.errors()), warnings = std::to_string(console_.warnings());
    out_ +=
        console_.in({errors + " 处错误，" + warnings + " 处警告\n", errors + " errors, " + warnings + " warnings\n"});
    const auto failure = print(out_);
    return failure ? console_.refuse(*failure) : exit;
  }

  void say(const Text& label, const Text& text) {
    const bool zh = console_.language() == Language::zh;
    out_ += paragraph(console_.in(label) + (zh ? "：" : ": ") + console_.in(text), 2);
  }

  void report(const policy::Policy& policy, std::optional<Month> month, Diagnostics& found) {
    out_ = policy.id + " · " + console_.in(policy.title) + "\n";
    for (int sheet = 0; sheet < static_cast<int>(policy.sheets.size()); ++sheet) {
      plan::Coverage coverage = plan::check_all(policy, sheet);
      say_coverage(policy.sheets[static_cast<std::size_t>(sheet)], coverage);
      if (flags_.proof && coverage.last) say_proofs(policy, sheet, month.value_or(*coverage.last));
      found.add(std::move(coverage.diagnostics));
    }
    say_statuses(policy);
    month ? say_stale(policy, *month) : say_when_stale(policy);
    say_abstract(policy);
  }

  void say_coverage(const policy::Sheet& sheet, const plan::Coverage& coverage) {
    const std::string plans = std::to_string(coverage.plans);
    if (!coverage.first) return say(sheet.title, {"没有一个月份取得到所有的值", "no month has all its values"});
    const std::string months = coverage.first->iso() + " - " + coverage.last->iso();
    say(sheet.title,
        {"所有取值组合共编译 " + plans + " 种，" + months, plans + " distinct sets of values compiled, " + months});
  }

  // A line an item: its lanes; one more for each rounding that it is the first to need.
  void say_proofs(const policy::Policy& policy, int sheet, Month month) {
    plan::Request request;
    request.sheet = sheet;
    request.month = month;
    const auto proofs = plan::prove(policy, request);
    if (!proofs) return;  // the coverage tells the errors
    const policy::Sheet& of = policy.sheets[static_cast<std::size_t>(sheet)];
    say({"证明", "proof"}, {month.iso() + "：范围、存储、舍入", month.iso() + ": range, lane, roundings"});
    for (const plan::Proof& proof : *proofs) {
      const policy::Item& item = of.items[static_cast<std::size_t>(proof.item)];
      out_ += "    " + item.id + ": " + policy::show_value(proof.range.low, item.type, policy) + " ... " +
              policy::show_value(proof.range.high, item.type, policy) + ", " + std::string(name(proof.lane)) + "\n";
      for (const plan::RoundProof& round : proof.rounds)
        out_ += "      " + std::string(name(round.tier)) + ": " + round.reason + "\n";
    }
  }

  void say_statuses(const policy::Policy& policy) {
    constexpr std::array statuses = {policy::Status::verified, policy::Status::reported, policy::Status::assumed,
                                     policy::Status::illustrative};
    std::map<policy::Status, std::size_t> counts;
    for (const policy::Parameter& parameter : policy.parameters) {
      for (const policy::Row& row : parameter.rows) ++counts[row.status];
      if (parameter.recurrence) ++counts[parameter.recurrence->status];
    }
    Text text;
    for (const policy::Status status : statuses) {
      const std::string number = std::to_string(counts[status]) + " ";
      text.zh += (text.zh.empty() ? "" : "，") + number + policy::title(status).zh;
      text.en += (text.en.empty() ? "" : ", ") + number + policy::title(status).en;
    }
    say({"值", "values"}, text);
  }

  static bool is_stale(const policy::Policy& policy, int parameter, Month month) {
    const policy::Reading reading{.as_of = {}, .carry = false, .judged_on = month.last()};
    const auto value = policy::in_force(policy, parameter, month.first(), reading);
    return value && value->stale;
  }

  void say_stale(const policy::Policy& policy, Month month) {
    std::string names;
    for (int i = 0; i < static_cast<int>(policy.parameters.size()); ++i) {
      if (!is_stale(policy, i, month)) continue;
      names += (names.empty() ? "" : ", ") + policy.parameters[static_cast<std::size_t>(i)].id;
    }
    const Text label{month.iso() + " 应更新而未更新", "stale in " + month.iso()};
    say(label, names.empty() ? Text{"无", "none"} : Text(names));
  }

  // Without a month to judge by, and never by the clock: since when each will be stale.
  void say_when_stale(const policy::Policy& policy) {
    constexpr int months_ahead = 36;
    std::map<Month, std::string> names;
    for (int i = 0; i < static_cast<int>(policy.parameters.size()); ++i) {
      const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(i)];
      if (!parameter.renewed || parameter.rows.empty()) continue;
      const Month last = parameter.rows.back().from.in_month();
      int months = 0;
      while (months < months_ahead && !is_stale(policy, i, last + months)) ++months;
      if (months == months_ahead) continue;
      std::string& list = names[last + months];
      list += (list.empty() ? "" : ", ") + parameter.id;
    }
    for (const auto& [month, list] : names) say({month.iso() + " 起应更新而未更新", "stale from " + month.iso()}, list);
  }

  void say_abstract(const policy::Policy& policy) {
    std::string names;
    const auto add = [&](const std::string& id) { names += (names.empty() ? "" : ", ") + id; };
    for (const policy::Category& category : policy.categories) {
      if (category.members.empty()) add(category.id);
    }
    for (const policy::Parameter& parameter : policy.parameters) {
      if (parameter.is_abstract()) add(parameter.id);
    }
    if (!names.empty()) say({"尚未填写", "abstract"}, names);
  }

  const CheckFlags& flags_;
  Console& console_;
  std::string usage_;
  std::string out_;
};

}  // namespace

void add_check(CommandLine& line, Console& console) {
  auto flags = std::make_shared<CheckFlags>();
  const std::string usage = "fenglu check POLICY";
  Verb& verb = line.add("check",
                        {"检查政策的所有表，逐一指出错误，并说明值的可靠程度",
                         "check all tables of a policy: every mistake, and how sure its values are"},
                        [flags, &console, usage] { return Examination(*flags, console, usage).examine(); });
  add_policy_flags(verb, flags->policy, false);
  verb.value("--month", flags->month, "MONTH",
             {"按此月判断哪些值应更新；不写则说明各自从何月起",
              "judge what is stale in this month; without it since when each is"});
  verb.flag("--proof", flags->proof,
            {"列出每个项目的取值范围、存储宽度，以及每次舍入为何精确的不等式（按 --month 或最后一个月）",
             "print each item's range and lane, and for each rounding the inequality by which it is exact (of --month, "
             "or the last month)"});
  verb.example("fenglu check tables/shanghai", {"上海的表有没有错", "are Shanghai's tables right"});
}

}  // namespace fenglu::app
