// fenglu explain: the way to the figures of one row, step by step.
#include "app/commands.hpp"
#include "app/job.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/explain/render.hpp"

namespace fenglu::app {

namespace {

struct ExplainFlags {
  RunFlags run;
  std::string id, format;
  std::vector<std::string> items;
};

class Inquiry {
 public:
  Inquiry(const ExplainFlags& flags, Console& console) : flags_(flags), console_(console) {}

  Exit answer() {
    Result<Order> order = understand(flags_.run);
    Diagnostics mistakes = std::move(order.diagnostics());
    if (flags_.id.empty()) mistakes.add({Code::missing_flag, {}, {"--id", "--id KEY"}});
    check_format(mistakes);
    warn_of_idle_flags(mistakes);
    if (mistakes.has_errors()) return console_.refuse(mistakes);
    console_.tell(mistakes);
    // What a run works out and what is explained of it go by one list.
    for (const std::string& list : flags_.items) {
      for (const std::string& item : split_list(list)) order->items.push_back(item);
    }
    Result<Job> job = prepare(flags_.run, *order, Purpose::explain, console_.language());
    if (!job) return console_.refuse(job.diagnostics());
    console_.tell(job.diagnostics());
    return explain(*job);
  }

 private:
  void check_format(Diagnostics& out) const {
    if (flags_.format.empty() || flags_.format == "text" || flags_.format == "json" || flags_.format == "html") return;
    out.add({Code::flag_value,
             {},
             {"--format", "'" + flags_.format + "'", Text{"text、json 或 html", "text, json or html"}}});
  }

  void warn_of_idle_flags(Diagnostics& out) const {
    const Text why{"explain 不写结果表", "explain writes no result"};
    for (const auto& [flag, value] : {std::pair{"--totals", &flags_.run.totals}, std::pair{"--by", &flags_.run.by},
                                      std::pair{"--next-opening", &flags_.run.next_opening}}) {
      if (!value->empty()) out.add({Code::flag_idle, {}, {flag, why}});
    }
  }

  Exit explain(const Job& job) {
    const auto& keys = job.roster.table.keys;
    const auto found = std::find(keys.begin(), keys.end(), flags_.id);
    if (found == keys.end()) {
      const std::string near = nearest_name(flags_.id, keys);
      const Text mend =
          near.empty() ? Text{"核对编号", "check the key"} : Text{"最接近的是 " + near, "the nearest is " + near};
      return console_.refuse({Code::no_such_row, {.file = flags_.run.staff}, {"'" + flags_.id + "'", mend}});
    }
    const auto row = static_cast<std::size_t>(found - keys.begin());
    explain::Evaluator evaluator = job.evaluator();
    if (const auto rule = evaluator.broken_rule(row)) {
      return console_.refuse(describe({row, *rule, -1}, *job.document, job.layout, job.roster));
    }
    explain::Explanation explanation{job.policy->title, job.rules().title, *found,
                                     job.order.month,   job.order.as_of,   {}};
    for (const int item : job.columns) {
      Result<explain::Node> node = evaluator.trace(row, item);
      if (!node) return console_.refuse(node.diagnostics());
      explanation.items.push_back(std::move(*node));
    }
    const auto failure = print(render(explanation), flags_.run.out);
    return failure ? console_.refuse(*failure) : Exit::done;
  }

  std::string render(const explain::Explanation& explanation) const {
    if (flags_.format == "json") return render_json(explanation, console_.language());
    if (flags_.format == "html") return render_html(explanation, console_.language());
    return render_text(explanation, console_.language());
  }

  const ExplainFlags& flags_;
  Console& console_;
};

}  // namespace

void add_explain(CommandLine& line, Console& console) {
  auto flags = std::make_shared<ExplainFlags>();
  Verb& verb =
      line.add("explain", {"逐步展示一个人的每一分钱是怎么来的", "show the way to one person's figures, step by step"},
               [flags, &console] { return Inquiry(*flags, console).answer(); });
  add_run_flags(verb, flags->run);
  verb.value("--id", flags->id, "KEY", {"名册中的键，如工号", "the key of the row, like a staff number"});
  verb.values("--item", flags->items, "ITEM",
              {"要解释的项目，可写多个；默认为各合计", "what to explain, again and again; the totals by default"});
  verb.value("--format", flags->format, "text|json|html", {"写法", "how it is written"});
  verb.example(
      "fenglu explain tables/shanghai --staff staff.csv --month 2025-10 --opening zero --id SH000001 --item pay.net",
      {"实发工资是怎么来的", "the way to the net pay"});
  flags->run.usage = "fenglu explain POLICY --staff FILE --month MONTH --id KEY ...";
}

}  // namespace fenglu::app
