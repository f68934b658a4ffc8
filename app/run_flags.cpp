#include "app/run_flags.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <thread>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/day_cell.hpp"
#include "engine/roster/fold.hpp"

namespace fenglu::app {

namespace {

Diagnostic bad_value(const std::string& flag, const std::string& value, Text expected) {
  return {Code::flag_value, {}, {flag, "'" + value + "'", std::move(expected)}};
}

unsigned threads_of(const std::string& text, Diagnostics& out) {
  if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
  constexpr unsigned most = 1024;
  unsigned threads = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
  if (error != std::errc() || end != text.data() + text.size() || threads < 1 || threads > most) {
    out.add(bad_value("--threads", text, {"1 至 1024 的整数", "a whole number from 1 to 1024"}));
  }
  return threads;
}

// A place of the file system that the command line names, and how.
struct Place {
  std::string flag, path;
};

bool is_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return !path.empty() && path != "-" && (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status));
}

bool is_same(const Place& a, const Place& b) {
  if (a.path == "-" || b.path == "-") return a.path == b.path;
  if (!is_file(a.path) || !is_file(b.path)) return false;
  std::error_code error;
  if (std::filesystem::equivalent(a.path, b.path, error)) return true;
  const auto whole = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  };
  return whole(a.path) == whole(b.path);
}

void check_together(const RunFlags& flags, Diagnostics& out) {
  if (flags.staff == "-" && flags.opening == "-") {
    out.add({Code::flags_clash,
             {},
             {"--staff -", "--opening -", Text{"标准输入只有一个", "there is only one standard input"}}});
  }
  if (!flags.by.empty() && flags.totals.empty()) {
    out.add({Code::flag_idle, {}, {"--by", Text{"它只为 --totals 分组", "it groups what --totals writes"}}});
  }
}

}  // namespace

void add_question_flags(Verb& verb, RunFlags& flags) {
  add_policy_flags(verb, flags.policy, true);
  verb.value("--staff", flags.staff, "FILE", {"名册（CSV）；- 为标准输入", "the roster, CSV; - is standard input"});
  verb.value("--month", flags.month, "MONTH", {"月份，如 2025-10", "the month, like 2025-10"});
  verb.value("--sheet", flags.sheet, "NAME", {"表单，默认 payroll", "the sheet, payroll by default"});
  verb.value("--as-of", flags.as_of, "DAY",
             {"只用此日（含）以前公布的值", "only what had been announced by the end of this day"});
  verb.value("--opening", flags.opening, "zero|FILE",
             {"年初至上月的累计；zero 为没有；一月不需要",
              "sums of the year's earlier months; zero: nothing so far; January needs none"});
  verb.flag("--carry", flags.carry,
            {"到期的值继续沿用，状态记为 assumed", "let values that have ended go on, as assumed"});
  verb.value("--items", flags.items, "a,b,c", {"只计算这些项目", "work out these items only"});
}

void add_run_flags(Verb& verb, RunFlags& flags) {
  add_question_flags(verb, flags);
  verb.value("--out", flags.out, "FILE",
             {"结果文件；不写则输出到标准输出", "where the result goes; else to standard output"});
  verb.value("--headers", flags.headers, "id|zh|en",
             {"结果的表头：编号或标题", "headers of the result: ids or titles"});
  verb.value("--encoding", flags.encoding, "NAME",
             {"结果的编码：utf-8、utf-8-bom、gb18030；名册的编码无法断定时也依此读取",
              "encoding of the result: utf-8, utf-8-bom, gb18030; a roster that could be either is read in it too"});
  verb.value("--totals", flags.totals, "FILE", {"汇总（JSON）；- 为标准输出", "sums as JSON; - is standard output"});
  verb.value("--by", flags.by, "a,b", {"汇总的分组：文本或类别", "what the sums are grouped by: texts or categories"});
  verb.value("--next-opening", flags.next_opening, "FILE", {"写出下月的期初文件", "write the next month's opening"});
  verb.value("--rejects", flags.rejects, "FILE",
             {"剔除有误的行，写入此文件并附原因；退出码为 4",
              "leave bad rows out and list them here, with the reason; the exit code is 4"});
  verb.value("--threads", flags.threads, "N", {"线程数；结果与它无关", "how many threads; the result is the same"});
}

roster::Headers headers_of(const std::string& text, Diagnostics& out) {
  if (text == "zh") return roster::Headers::zh;
  if (text == "en") return roster::Headers::en;
  if (!text.empty() && text != "id") out.add(bad_value("--headers", text, {"id、zh 或 en", "id, zh or en"}));
  return roster::Headers::id;
}

roster::Encoding encoding_of(const std::string& text, Diagnostics& out) {
  if (text.empty()) return roster::Encoding::utf8;
  const auto encoding = roster::parse_encoding(text);
  if (!encoding) out.add(bad_value("--encoding", text, {"utf-8、utf-8-bom 或 gb18030", "utf-8, utf-8-bom or gb18030"}));
  return encoding.value_or(roster::Encoding::utf8);
}

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view word = trim(list.substr(begin, end - begin));
    if (!word.empty()) words.emplace_back(word);
    begin = end + 1;
  }
  return words;
}

std::optional<Day> day_of(const std::string& flag, const std::string& text, Diagnostics& out) {
  const std::optional<Day> day = text.empty() ? std::nullopt : roster::read_day(text).day;
  if (!text.empty() && !day)
    out.add(bad_value(flag, text, {"一个存在的日期，如 2025-10-01", "a day that exists, like 2025-10-01"}));
  return day;
}

std::optional<Month> month_of(const std::string& flag, const std::string& text, Diagnostics& out) {
  const std::optional<Month> month = text.empty() ? std::nullopt : roster::read_month(text);
  if (!text.empty() && !month) out.add(bad_value(flag, text, {"一个月份，如 2025-10", "a month, like 2025-10"}));
  return month;
}

Diagnostics check_places(const RunFlags& flags) {
  Diagnostics out;
  const bool writes_rows = !flags.out.empty() || flags.totals != "-";
  std::vector<Place> written;
  const auto add = [&](const std::string& flag, const std::string& path) {
    if (!path.empty()) written.push_back({flag, path});
  };
  if (writes_rows) add("--out", flags.out.empty() ? "-" : flags.out);
  add("--totals", flags.totals);
  add("--next-opening", flags.next_opening);
  add("--rejects", flags.rejects);
  for (std::size_t i = 0; i < written.size(); ++i) {
    for (const Place& read : {Place{"--staff", flags.staff}, Place{"--opening", flags.opening}}) {
      if (read.path == "-" || read.path == "zero" || !is_same(written[i], read)) continue;
      const Text why{"结果会覆盖读入的文件", "the output would replace the file that is read"};
      out.add({Code::same_place, {}, {read.flag + " " + read.path, written[i].flag + " " + written[i].path, why}});
    }
    for (std::size_t j = i + 1; j < written.size(); ++j) {
      if (!is_same(written[i], written[j])) continue;
      const Text why{"两个输出写到同一处", "two outputs go to the same place"};
      out.add({Code::same_place, {}, {written[i].flag, written[j].flag + " " + written[j].path, why}});
    }
  }
  return out;
}

Result<Order> understand(const RunFlags& flags) {
  Diagnostics out;
  Order order;
  if (flags.policy.policy.empty()) out.add({Code::missing_flag, {}, {"POLICY", flags.usage}});
  if (flags.staff.empty()) out.add({Code::missing_flag, {}, {"--staff", "--staff FILE"}});
  if (flags.month.empty()) out.add({Code::missing_flag, {}, {"--month", "--month 2025-10"}});
  order.month = month_of("--month", flags.month, out).value_or(Month());
  order.as_of = day_of("--as-of", flags.as_of, out);
  order.carry = flags.carry;
  order.items = split_list(flags.items);
  order.by = split_list(flags.by);
  order.threads = threads_of(flags.threads, out);
  order.headers = headers_of(flags.headers, out);
  order.encoding = encoding_of(flags.encoding, out);
  check_together(flags, out);
  if (out.has_errors()) return out;
  return {std::move(order), std::move(out)};
}

}  // namespace fenglu::app
