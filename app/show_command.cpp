// fenglu show: the parameters in force, with their sources.
#include "app/commands.hpp"
#include "app/run_flags.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/explain/history.hpp"
#include "engine/policy/show.hpp"

namespace fenglu::app {

namespace {

struct ShowFlags {
  PolicyFlags policy;
  std::string month, as_of, format, out;
  std::vector<std::string> names;
  bool carry = false;
  bool history = false;
  std::string usage = "fenglu show POLICY --month MONTH [NAME...]";
};

void warn_of_idle_flags(const ShowFlags& flags, Diagnostics& out) {
  const Text why{"--history 列出各个时期", "--history lists all windows"};
  if (!flags.month.empty()) out.add({Code::flag_idle, {}, {"--month", why}});
  if (flags.carry) out.add({Code::flag_idle, {}, {"--carry", why}});
}

Result<policy::ShowRequest> understand(const ShowFlags& flags) {
  Diagnostics out;
  if (flags.policy.policy.empty()) out.add({Code::missing_flag, {}, {"POLICY", flags.usage}});
  if (flags.month.empty() && !flags.history) out.add({Code::missing_flag, {}, {"--month", "--month 2025-10"}});
  if (flags.history) warn_of_idle_flags(flags, out);
  if (!flags.format.empty() && flags.format != "text" && flags.format != "json") {
    out.add({Code::flag_value, {}, {"--format", "'" + flags.format + "'", Text{"text 或 json", "text or json"}}});
  }
  const Month month = month_of("--month", flags.month, out).value_or(Month());
  const policy::AsOf as_of = day_of("--as-of", flags.as_of, out);
  if (out.has_errors()) return out;
  return {policy::ShowRequest{month, as_of, flags.carry, flags.names}, std::move(out)};
}

Result<std::string> shown(const Result<nlohmann::ordered_json>& json) {
  if (!json) return json.diagnostics();
  return json->dump(2) + "\n";
}

Result<std::string> answer(const policy::Policy& policy, const policy::ShowRequest& request, const ShowFlags& flags,
                           Language language) {
  const bool json = flags.format == "json";
  if (flags.history && json) return shown(explain::history_json(policy, request.names, request.as_of, language));
  if (flags.history) return explain::history_text(policy, request.names, request.as_of, language);
  if (json) return shown(policy::show_json(policy, request));
  return policy::show_text(policy, request, language);
}

Exit show(const ShowFlags& flags, Console& console) {
  const Result<policy::ShowRequest> request = understand(flags);
  if (!request) return console.refuse(request.diagnostics());
  console.tell(request.diagnostics());
  const std::optional<Day> since = flags.month.empty() ? std::nullopt : std::optional(request->month.first());
  const Result<std::unique_ptr<policy::Policy>> policy = load_policy(flags.policy, flags.usage, since);
  if (!policy) return console.refuse(policy.diagnostics());
  console.tell(policy.diagnostics());
  const Result<std::string> text = answer(**policy, *request, flags, console.language());
  if (!text) return console.refuse(text.diagnostics());
  const auto failure = print(*text, flags.out);
  return failure ? console.refuse(*failure) : Exit::done;
}

}  // namespace

void add_show(CommandLine& line, Console& console) {
  auto flags = std::make_shared<ShowFlags>();
  Verb& verb = line.add(
      "show", {"列出一个月里有效的参数和它们的出处", "list the parameters in force in a month, with their sources"},
      [flags, &console] { return show(*flags, console); });
  add_policy_flags(verb, flags->policy, true);
  verb.words("NAME", flags->names,
             {"参数名，可用 *；不写则全部", "ids of parameters, * stands for anything; all of them by default"});
  verb.value("--month", flags->month, "MONTH", {"月份，如 2025-10", "the month, like 2025-10"});
  verb.value("--as-of", flags->as_of, "DAY",
             {"只看此日（含）以前公布的值", "only what had been announced by the end of this day"});
  verb.flag("--carry", flags->carry,
            {"到期的值继续沿用，状态记为 assumed", "let values that have ended go on, as assumed"});
  verb.flag("--history", flags->history,
            {"列出参数的各个时期；重算的值列出其由来",
             "all windows of the parameters, and what worked out values came from"});
  verb.value("--format", flags->format, "text|json", {"写法", "how it is written"});
  verb.value("--out", flags->out, "FILE", {"写入文件；不写则输出到标准输出", "where it goes; else to standard output"});
  verb.example("fenglu show tables/shanghai --month 2025-10 'pension.*'",
               {"2025 年 10 月的养老保险参数", "the pension's parameters in October 2025"});
  verb.example("fenglu show tables/shanghai/indexed grade.wage --history",
               {"层级工资历年如何随平均工资变动", "how the grade table followed the average wage over the years"});
}

}  // namespace fenglu::app
