#include "app/diff_flags.hpp"

#include "engine/diagnostic/code.hpp"

namespace fenglu::app {

namespace {

constexpr std::string_view zero = "zero";

bool has_other_side(const DiffFlags& flags) {
  for (const std::string* flag :
       {&flags.against, &flags.against_month, &flags.against_as_of, &flags.against_run, &flags.against_staff}) {
    if (!flag->empty()) return true;
  }
  return !flags.against_opening.empty();
}

DiffFormat format_of(const std::string& text, Diagnostics& out) {
  if (text == "json") return DiffFormat::json;
  if (text == "csv") return DiffFormat::csv;
  if (!text.empty() && text != "text") {
    out.add({Code::flag_value, {}, {"--format", "'" + text + "'", Text{"text、json 或 csv", "text, json or csv"}}});
  }
  return DiffFormat::text;
}

// A result file is the month before's unless something else is said.
Month month_before(const DiffFlags& flags, Month month, Diagnostics& out) {
  if (const auto given = month_of("--against-month", flags.against_month, out)) return *given;
  return flags.against_run.empty() ? month : month + -1;
}

// What nothing else was said of is the same on both sides.
RunFlags flags_before(const DiffFlags& flags, bool same_month) {
  RunFlags before = flags.run;
  if (!flags.against.empty()) {
    before.policy.policy = flags.against;
    before.policy.sets.clear();
  }
  if (!flags.against_staff.empty()) before.staff = flags.against_staff;
  if (!same_month && before.opening != zero) before.opening.clear();
  if (!flags.against_opening.empty()) before.opening = flags.against_opening;
  return before;
}

void check_inputs(const DiffFlags& flags, Diagnostics& out) {
  std::vector<std::string> from_pipe;
  for (const auto& [flag, value] :
       {std::pair{"--staff -", &flags.run.staff}, std::pair{"--opening -", &flags.run.opening},
        std::pair{"--against-staff -", &flags.against_staff}, std::pair{"--against-opening -", &flags.against_opening},
        std::pair{"--against-run -", &flags.against_run}}) {
    if (*value == "-") from_pipe.emplace_back(flag);
  }
  // The first two are looked at where a run's own flags are.
  const bool told = from_pipe.size() == 2 && from_pipe[1] == "--opening -";
  if (from_pipe.size() < 2 || told) return;
  out.add({Code::flags_clash,
           {},
           {from_pipe[0], from_pipe[1], Text{"标准输入只有一个", "there is only one standard input"}}});
}

}  // namespace

void add_diff_flags(Verb& verb, DiffFlags& flags) {
  add_question_flags(verb, flags.run);
  verb.value("--against", flags.against, "POLICY2",
             {"与另一政策比较；--set 只改变前一个", "compare with another policy; --set moves the first one only"});
  verb.value("--against-month", flags.against_month, "MONTH", {"与另一月份比较", "compare with another month"});
  verb.value("--against-as-of", flags.against_as_of, "DAY",
             {"与此日（含）以前所知比较", "compare with what was known by the end of this day"});
  verb.value("--against-run", flags.against_run, "FILE",
             {"与已发的结果文件比较，默认为上月的",
              "compare with a result file as it was paid, the month before's by default"});
  verb.value("--against-staff", flags.against_staff, "FILE",
             {"另一方的名册；默认相同", "the roster of the other side; the same by default"});
  verb.value(
      "--against-opening", flags.against_opening, "zero|FILE",
      {"另一方的期初；同一月份默认相同", "the opening of the other side; the same by default for the same month"});
  verb.value("--id", flags.id, "KEY", {"只看一个人，逐项列出原因", "one person in full, cause by cause"});
  verb.values(
      "--item", flags.items, "ITEM",
      {"列出原因的项目，可写多个；默认为实发工资", "items whose causes are told, again and again; net pay by default"});
  verb.value("--by", flags.by, "a,b",
             {"逐一分组的事实或项目；默认为层级、类别、单位",
              "what is told group by group, one after the other; grade, post and unit by default"});
  verb.value("--format", flags.format, "text|json|csv", {"写法", "how it is written"});
  verb.value("--out", flags.run.out, "FILE",
             {"文字写法时为变动明细表（CSV），否则为结果文件",
              "the table of all that changed, as CSV; of the other formats the result itself"});
  verb.value("--rejects", flags.run.rejects, "FILE",
             {"剔除有误的行，写入此文件并附原因；退出码为 4",
              "leave bad rows out and list them here, with the reason; the exit code is 4"});
  verb.value("--headers", flags.run.headers, "id|zh|en", {"明细表的表头", "headers of the table"});
  verb.value("--encoding", flags.run.encoding, "NAME",
             {"明细表的编码：utf-8、utf-8-bom、gb18030", "encoding of the table: utf-8, utf-8-bom, gb18030"});
  verb.value("--threads", flags.run.threads, "N", {"线程数；结果与它无关", "how many threads; the result is the same"});
}

Result<DiffOrder> understand(const DiffFlags& flags) {
  Result<Order> after = understand(flags.run);
  Diagnostics out = std::move(after.diagnostics());
  if (!has_other_side(flags)) {
    out.add(
        {Code::missing_flag,
         {},
         {"--against", "--against POLICY2, --against-month MONTH2, --against-as-of DAY, --against-run RESULT.csv"}});
  }
  check_inputs(flags, out);
  DiffOrder order;
  order.format = format_of(flags.format, out);
  const std::optional<Day> as_of = day_of("--against-as-of", flags.against_as_of, out);
  const Month month = month_before(flags, after ? after->month : Month(), out);
  if (out.has_errors() || !after) return out;
  order.after = order.before = std::move(*after);
  order.after.by = split_list(flags.by);
  order.before.month = month;
  if (as_of) order.before.as_of = as_of;
  order.before_flags = flags_before(flags, month == order.after.month);
  order.same_policy = flags.against.empty();
  order.same_staff = flags.against_staff.empty() || flags.against_staff == flags.run.staff;
  return {std::move(order), std::move(out)};
}

}  // namespace fenglu::app
