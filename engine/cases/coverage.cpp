#include "engine/cases/coverage.hpp"

#include <algorithm>

#include "engine/cases/reads.hpp"
#include "engine/explain/node.hpp"
#include "engine/policy/in_force.hpp"

namespace fenglu::cases {

namespace {

using explain::Node;
using formula::Expression;
using formula::Kind;

// The explainer shows a + b + c as one step: the left side of such a chain is none of its own.
bool is_chain(Kind kind, Kind left) {
  constexpr Kind chains[] = {Kind::add,    Kind::subtract,    Kind::multiply,
                             Kind::divide, Kind::logical_and, Kind::logical_or};
  return kind == left && std::find(std::begin(chains), std::end(chains), kind) != std::end(chains);
}

// Brackets and rounding rules are read as they are: an `at` around them is no step of its own.
bool is_read_whole(const Expression& e) {
  return e.type.unit == formula::Unit::brackets || e.type.unit == formula::Unit::rounding;
}

// "grade.wage[civilian, chief1]" is a cell of grade.wage.
std::string parameter_of(const std::string& id) { return id.substr(0, id.find('[')); }

// Names of the cells of a table, as the explainer gives them; of a scalar one empty name.
std::vector<std::string> cell_names(const policy::Parameter& parameter, const policy::Value& value,
                                    const policy::Policy& policy) {
  std::vector<std::string> names{""};
  for (std::size_t i = 0; i < parameter.axes.size(); ++i) {
    std::vector<std::string> along;
    if (parameter.axes[i].category >= 0) {
      for (const policy::Member& member :
           policy.categories[static_cast<std::size_t>(parameter.axes[i].category)].members)
        along.push_back(member.id);
    } else {
      for (const Rational& end : value.band_ends[i])
        along.push_back(policy::show_value(end, parameter.axes[i].type, policy));
    }
    std::vector<std::string> longer;
    for (const std::string& name : names) {
      for (const std::string& one : along) longer.push_back(name + (i > 0 ? ", " : "") + one);
    }
    names = std::move(longer);
  }
  return names;
}

// A figure of a row as the file has it: its name, and the cells that it stands for.
struct Figure {
  std::string name;
  std::vector<std::string> cells;
};

std::vector<Figure> brackets_of(const policy::Value& value) {
  std::vector<Figure> out;
  for (std::size_t i = 0; i < value.brackets.size(); ++i) {
    const bool last = i + 1 == value.brackets.size();
    const std::string end =
        last ? (i == 0 ? "*" : "> " + value.bracket_texts[i - 1][0]) : "<= " + value.bracket_texts[i][0];
    out.push_back({end, {std::to_string(i + 1)}});
  }
  return out;
}

// A row that names several members is one figure: any of its cells will do.
std::vector<Figure> figures_of(const policy::Parameter& parameter, const policy::Value& value,
                               const policy::Policy& policy) {
  if (parameter.axes.empty()) return brackets_of(value);
  const std::vector<std::string> names = cell_names(parameter, value, policy);
  std::map<int, Figure> rows;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Figure& figure = rows[value.cell_rows[i]];
    figure.name = figure.cells.empty() ? names[i] : figure.cells.front() + " ...";
    figure.cells.push_back(names[i]);
  }
  std::vector<Figure> out;
  for (auto& [row, figure] : rows) out.push_back(std::move(figure));
  return out;
}

// The first month that is read on its first day no earlier than a day.
Month month_from(Day day) { return day.day() == 1 ? day.in_month() : day.in_month() + 1; }

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i == 0 ? "[" : ", [") + names[i] + "]";
  return names.size() > most ? out + " ..." : out;
}

}  // namespace

Coverage::Coverage(const policy::Policy& policy)
    : policy_(policy),
      by_day_(read_by_day(policy)),
      read_(parameters_read(policy)),
      ladders_(read_by_ladders(policy)) {}

void Coverage::add(const Case& of, const Outcome& outcome) {
  for (const Node& node : outcome.traces) walk(node, {of.sheet, {}}, of);
  for (const Diagnostic& one : outcome.no_values.all()) {
    if (const auto day = Day::parse(one.arguments[1].en)) parameters_[one.arguments[0].en].without.insert(*day);
  }
}

bool Coverage::is_own(const policy::Parameter& parameter) const { return parameter.layer == policy_.id; }

bool Coverage::is_own(const policy::Item& item) const {
  const std::filesystem::path folder = std::filesystem::path(item.place.file).parent_path();
  return folder.lexically_normal() == std::filesystem::path(policy_.directory).lexically_normal();
}

bool Coverage::Reads::read_on(const std::optional<Version>& version, Day day) const {
  if (!version) return without.contains(day);
  const auto found = versions.find(*version);
  return found != versions.end() && found->second.days.contains(day);
}

void Coverage::walk(const Node& node, const Home& home, const Case& of) {
  Home inside = home;
  switch (node.kind) {
    case Node::Kind::item:
      inside.second = node.id;
      items_.insert(inside);
      break;
    case Node::Kind::set:
    case Node::Kind::fact: inside.second = node.id; break;
    case Node::Kind::parameter:
      // The axes of a table stand in the formula that reads it.
      add_parameter(node, of);
      break;
    case Node::Kind::operation: operations_.insert({home, node.id, node.formula}); break;
  }
  for (const Node& operand : node.operands) walk(operand, inside, of);
}

void Coverage::add_parameter(const Node& node, const Case& of) {
  const std::string id = parameter_of(node.id);
  if (!node.from || !node.read_on) return;
  if (of.what_if) {
    // What the case supposes is no value of the tables.
    const std::vector<std::string>& supposed = of.what_if->set_by_hand;
    if (std::find(supposed.begin(), supposed.end(), id) != supposed.end()) return;
  }
  Read& read = parameters_[id].versions[{*node.from, node.announced}];
  read.cells.insert(node.cell);
  read.days.insert(*node.read_on);
}

Coverage::Report Coverage::report() const {
  Report report;
  for (int sheet = 0; sheet < static_cast<int>(policy_.sheets.size()); ++sheet) report_items(sheet, report);
  for (int sheet = 0; sheet < static_cast<int>(policy_.sheets.size()); ++sheet) {
    for (const policy::Item& item : policy_.sheets[static_cast<std::size_t>(sheet)].items) {
      // What isn't reached at all was said already.
      if (is_own(item) && items_.contains({sheet, item.id})) report_operations(item, sheet, report);
    }
  }
  for (std::size_t i = 0; i < policy_.parameters.size(); ++i) report_values(static_cast<int>(i), report);
  return report;
}

void Coverage::report_items(int sheet, Report& report) const {
  const std::vector<policy::Item>& items = policy_.sheets[static_cast<std::size_t>(sheet)].items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& id = items[i].id;
    if (!is_own(items[i])) {
      ++report.inherited_items;
    } else if (items_.contains({sheet, id})) {
      ++report.items.all;
      ++report.items.reached;
    } else if (ladders_.items.contains({sheet, static_cast<int>(i)})) {
      report.gaps.emplace_back("项目 " + id + "：由阶梯读取，见阶梯的覆盖",
                               "item " + id + ": ladders read it, see what is said of them");
    } else {
      ++report.items.all;
      report.gaps.emplace_back("项目 " + id + "：没有算例", "item " + id + ": no case");
    }
  }
}

// The outermost operation has no node of its own: the item stands for it.
void Coverage::report_operations(const policy::Item& item, int sheet, Report& report) const {
  if (explain::is_operation(item.formula.root.kind)) {
    ++report.operations.all;
    ++report.operations.reached;
  }
  report_children(item, sheet, item.formula.root, report);
}

void Coverage::report_operation(const policy::Item& item, int sheet, const Expression& e, Report& report) const {
  if (explain::is_operation(e.kind) && !is_read_whole(e)) {
    const std::string stretch = explain::stretch(&item.text, e.span);
    ++report.operations.all;
    if (!operations_.contains({{sheet, item.id}, std::string(explain::word(e.kind)), stretch})) {
      report.gaps.emplace_back(item.id + "：没有算例用到 " + stretch, item.id + ": no case reaches " + stretch);
      return;
    }
    ++report.operations.reached;
  }
  report_children(item, sheet, e, report);
}

void Coverage::report_children(const policy::Item& item, int sheet, const Expression& e, Report& report) const {
  for (std::size_t i = 0; i < e.children.size(); ++i) {
    const Expression* child = &e.children[i];
    while (i == 0 && is_chain(e.kind, child->kind)) {
      report_operation(item, sheet, child->children[1], report);
      child = &child->children[0];
    }
    report_operation(item, sheet, *child, report);
  }
}

void Coverage::report_values(int index, Report& report) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  const auto has_value = [](const policy::Row& row) { return !row.repeal; };
  const auto values = static_cast<std::size_t>(std::count_if(parameter.rows.begin(), parameter.rows.end(), has_value));
  if (!is_own(parameter)) {
    report.inherited_values += values;
  } else if (values > 0 && ladders_.parameters.contains(index) && !parameters_.contains(parameter.id)) {
    report.gaps.emplace_back(parameter.id + "：由阶梯读取，见阶梯的覆盖",
                             parameter.id + ": ladders read it, see what is said of them");
  } else if (values > 0 && !read_.contains(index)) {
    report.gaps.emplace_back(parameter.id + "：没有公式读取它，只供查看",
                             parameter.id + ": no formula reads it, it is only shown");
  } else {
    const auto found = parameters_.find(parameter.id);
    report_rows(index, found == parameters_.end() ? Reads() : found->second, report);
  }
}

void Coverage::report_rows(int index, const Reads& reads, Report& report) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  for (const policy::Row& row : parameter.rows) {
    if (row.repeal) continue;
    ++report.values.all;
    if (const auto read = reads.versions.find({row.from, row.announced}); read != reads.versions.end()) {
      ++report.values.reached;
      report_figures(parameter, row, read->second, report);
    } else {
      const std::string which = parameter.id + " " + row.from.iso();
      const std::string announced = row.announced ? row.announced->iso() : "";
      report.gaps.emplace_back(
          which + (announced.empty() ? "" : "（" + announced + " 公布）") + "：没有算例读取",
          which + (announced.empty() ? "" : " (announced " + announced + ")") + ": no case reads it");
    }
  }
  if (!reads.versions.empty()) report_windows(index, reads, report);
}

void Coverage::report_figures(const policy::Parameter& parameter, const policy::Row& row, const Read& read,
                              Report& report) const {
  std::vector<std::string> unread;
  for (const Figure& figure : figures_of(parameter, row.value, policy_)) {
    const auto is_read = [&](const std::string& cell) { return read.cells.contains(cell); };
    const bool reached = std::any_of(figure.cells.begin(), figure.cells.end(), is_read);
    ++report.figures.all;
    report.figures.reached += reached ? 1U : 0U;
    if (!reached) unread.push_back(figure.name);
  }
  if (unread.empty()) return;
  const std::string which = parameter.id + " " + row.from.iso();
  report.gaps.emplace_back(which + "：没有算例读取的数 " + listed(unread, 12),
                           which + ": figures that no case reads: " + listed(unread, 12));
}

std::vector<Coverage::Window> Coverage::windows(int index) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  Day until = parameter.rows.empty() ? Day() : parameter.rows.back().from;
  for (const auto& [version, read] : parameters_.at(parameter.id).versions)
    until = std::max(until, *read.days.rbegin());
  const std::vector<Day> days = policy::changes(policy_, index, {}, until);
  std::vector<Window> out;
  std::optional<Version> after;
  for (std::size_t i = days.size(); i-- > 0;) {
    const auto found = policy::in_force(policy_, index, days[i], {});
    std::optional<Version> version;
    if (found) version = Version{found->from, found->announced};
    const std::optional<Day> next = i + 1 < days.size() ? std::optional(days[i + 1]) : std::nullopt;
    if (version) out.push_back({days[i], *version, next, after});
    after = version;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

void Coverage::report_windows(int index, const Reads& reads, Report& report) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  for (const Window& window : windows(index)) {
    // A window that nothing reads was named by its value.
    if (!reads.versions.contains(window.version)) continue;
    const Text missing = missing_edges(window, reads, by_day_.contains(index));
    if (missing.en.empty()) continue;
    const std::string which = parameter.id + " " + window.from.iso();
    report.gaps.emplace_back(which + "：没有算例在" + missing.zh, which + ": no case in " + missing.en);
  }
}

Text Coverage::missing_edges(const Window& window, const Reads& reads, bool by_day) const {
  Text out;
  const auto look = [&](Day edge, const std::optional<Version>& version, const char* zh, const char* en) {
    const Month month = month_from(edge);
    if (reads.read_on(version, by_day ? edge : month.first())) return;
    const std::string when = by_day ? edge.iso() : month.iso();
    out.zh += (out.zh.empty() ? "" : "、") + std::string(zh) + " " + when;
    out.en += (out.en.empty() ? "" : ", ") + std::string(en) + " " + when;
  };
  look(window.from, window.version, "最初", "its first");
  if (!window.next) return out;
  const Day last = by_day ? *window.next - 1 : (month_from(*window.next) + -1).first();
  if (last >= window.from) look(last, window.version, "最后", "its last");
  look(*window.next, window.next_version, "其后", "the one after");
  return out;
}

}  // namespace fenglu::cases
