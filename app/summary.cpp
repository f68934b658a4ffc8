#include "app/summary.hpp"

#include <algorithm>

#include "app/columns.hpp"
#include "app/totals_json.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/diagnostic/display_width.hpp"

namespace fenglu::app {

namespace {

std::size_t width_of(std::string_view text) { return static_cast<std::size_t>(display_width(text)); }

std::string count(std::uint64_t number) { return with_separators(std::to_string(number)); }

// The first few names, and how many more there are.
std::string shortened(const std::vector<std::string>& names, Language language, std::size_t most, std::size_t all) {
  std::string out;
  const std::string_view comma = language == Language::zh ? "、" : ", ";
  for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i == 0 ? "" : std::string(comma)) + names[i];
  if (all <= most) return out;
  const std::string more = std::to_string(all - most);
  return out + (language == Language::zh ? " 等，另有 " + more + " 个" : " and " + more + " more");
}

std::string shortened(const std::vector<std::string>& names, Language language) {
  return shortened(names, language, 8, names.size());
}

using Line = std::pair<std::string, std::string>;

class Summary {
 public:
  Summary(const SummaryOf& of, Language language) : of_(of), job_(of.job), language_(language) {}

  std::string text() {
    heading();
    totals();
    kinds();
    budget();
    rests();
    by_hand();
    negative();
    left_out();
    ending();
    return std::move(out_);
  }

 private:
  std::string in(const Text& text) const { return text.in(language_); }

  void heading() {
    out_ += in(job_.policy->title) + " · " + in(job_.rules().title) + " · " + job_.order.month.iso();
    if (job_.order.as_of)
      out_ += in({" · 截至 " + job_.order.as_of->iso() + " 公布", " · as known on " + job_.order.as_of->iso()});
    out_ += "\n";
    table({}, {{in({"人数（行）", "people (rows)"}), count(of_.findings.totals.all.count)}});
  }

  // Names left, amounts to the right, all amounts of the summary at one edge.
  void table(const Text& title, const std::vector<Line>& lines) {
    constexpr std::size_t left = 48, right = 26;
    if (lines.empty()) return;
    if (!title.en.empty()) out_ += in(title) + "\n";
    for (const auto& [name, amount] : lines) {
      const std::size_t room = left + right - std::min(left + right, width_of(amount) + 1);
      const std::vector<std::string> parts = wrap(name, std::max(left, room) - 2);
      for (std::size_t i = 0; i + 1 < parts.size(); ++i) out_ += "  " + parts[i] + "\n";
      const std::string last = "  " + parts.back();
      out_ += last + pad_left(amount, left + right - std::min(left + right, width_of(last))) + "\n";
    }
  }

  void totals() {
    std::vector<Line> lines;
    for (std::size_t column = 0; column < job_.plan.items.size(); ++column) {
      const policy::Item& item = job_.item(job_.plan.items[column]);
      if (item.kind != policy::ItemKind::total || !run::adds_up(item)) continue;
      lines.emplace_back(in(item.title) + " " + item.id,
                         with_separators(show_sum(of_.findings.totals.all.items[column], item)));
    }
    table({"合计", "Totals"}, lines);
  }

  void kinds() {
    std::vector<Line> lines;
    for (const auto& [kind, fen] : of_.findings.totals.all.kinds)
      lines.emplace_back(in(policy::title(kind)), with_separators(show_fen(fen)));
    table({"按种类", "By kind"}, lines);
  }

  void budget() {
    std::vector<Line> lines;
    for (const auto& [code, fen] : of_.findings.totals.all.budget)
      lines.emplace_back(code, with_separators(show_fen(fen)));
    table({"按预算科目", "By budget code"}, lines);
  }

  void note(const Text& label, const std::string& what) {
    const std::string text = in(label) + (language_ == Language::zh ? "：" : ": ") + what;
    bool first = true;
    for (const std::string& line : wrap(text, terminal_width - 4)) {
      out_ += (first ? "  " : "    ") + line + "\n";
      first = false;
    }
  }

  // Which parameters have values of a sort among those that the plan rests on; `values` counts them.
  template <class Is>
  std::vector<std::string> resting(Is is, std::size_t& values) const {
    std::set<std::string> names;
    for (const plan::Rest& rest : job_.plan.rests) {
      if (!is(rest.value)) continue;
      ++values;
      names.insert(job_.policy->parameters[static_cast<std::size_t>(rest.parameter)].id);
    }
    return {names.begin(), names.end()};
  }

  template <class Is>
  void rests_on(const Text& what, Is is) {
    std::size_t values = 0;
    const std::vector<std::string> names = resting(is, values);
    if (values == 0) return;
    const std::string number = std::to_string(values);
    note({number + " 个" + what.zh, number + " " + what.en}, shortened(names, language_));
  }

  void rests() {
    using policy::InForce;
    using policy::Status;
    std::string before = std::move(out_);
    out_.clear();
    rests_on({"示例值", "illustrative"}, [](const InForce& v) { return v.status == Status::illustrative; });
    rests_on({"假定值", "assumed"}, [](const InForce& v) { return v.status == Status::assumed; });
    rests_on({"应更新而未更新的值", "stale"}, [](const InForce& v) { return v.stale; });
    rests_on({"到期后沿用的值", "carried past their end"}, [](const InForce& v) { return v.carried; });
    rests_on({"公布日不详的值", "of unknown announcement"}, [](const InForce& v) { return v.undated; });
    if (!out_.empty()) before += in({"结果所依据的值中有\n", "Among the values that the result rests on\n"});
    out_ = before + out_;
  }

  void by_hand() {
    std::vector<std::string> items;
    for (const auto& [item, cells] : of_.findings.set_by_hand) {
      if (cells > 0) items.push_back(job_.item(item).id + " " + count(cells));
    }
    if (!items.empty()) note({"手工设定", "Set by hand"}, shortened(items, language_));
    if (!job_.policy->set_by_hand.empty())
      note({"假设的参数", "Supposed parameters"}, shortened(job_.policy->set_by_hand, language_));
  }

  // A negative total is never hidden.
  void negative() {
    for (const Negative& negative : of_.findings.negative) {
      if (negative.rows == 0) continue;
      const std::string& item = job_.item(negative.item).id;
      const std::string number = count(negative.rows);
      note({item + " 为负的有 " + number + " 人", "Negative " + item + ", " + number + " people"},
           shortened(negative.keys, language_, Negative::shown, negative.rows));
    }
  }

  void left_out() {
    const std::size_t rows = job_.roster.rejected.size();
    if (rows > 0) note({"剔除 " + count(rows) + " 行", count(rows) + " rows left out"}, of_.flags.rejects);
  }

  void ending() {
    std::string time = std::to_string(of_.milliseconds % 1000);
    time = std::to_string(of_.milliseconds / 1000) + "." + std::string(3 - time.size(), '0') + time;
    const std::string warnings = std::to_string(of_.warnings);
    if (of_.warnings > 0) note({"警告", "Warnings"}, warnings);
    if (!of_.flags.out.empty()) note({"结果", "Result"}, of_.flags.out);
    note({"用时", "Time"}, time + in({" 秒", " s"}));
  }

  const SummaryOf& of_;
  const Job& job_;
  Language language_;
  std::string out_;
};

}  // namespace

Diagnostics negative_totals(const SummaryOf& of, Language language) {
  Diagnostics out;
  for (const Negative& negative : of.findings.negative) {
    if (negative.rows == 0) continue;
    const std::string people = shortened(negative.keys, language, Negative::shown, negative.rows);
    out.add({Code::negative_total, {}, {of.job.item(negative.item).id, std::to_string(negative.rows), people}});
  }
  return out;
}

std::string summary(const SummaryOf& of, Language language) { return Summary(of, language).text(); }

}  // namespace fenglu::app
