#include "engine/cases/coverage.hpp"

#include <algorithm>

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
std::pair<std::string, std::string> parameter_and_cell(const std::string& id) {
  const std::size_t at = id.find('[');
  if (at == std::string::npos) return {id, {}};
  return {id.substr(0, at), id.substr(at + 1, id.size() - at - 2)};
}

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

// The first month that is read on its first day no earlier than a day.
Month month_from(Day day) { return day.day() == 1 ? day.in_month() : day.in_month() + 1; }

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i == 0 ? "[" : ", [") + names[i] + "]";
  return names.size() > most ? out + " ..." : out;
}

}  // namespace

void Coverage::add(const Case& of, const Outcome& outcome) {
  for (const Node& node : outcome.traces) walk(node, {of.sheet, {}}, of);
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
  const auto [id, cell] = parameter_and_cell(node.id);
  Reads& reads = parameters_[id];
  if (node.from) reads.cells[{*node.from, node.announced}].insert(cell);
  reads.by_day = reads.by_day || of.date.has_value();
  reads.days.insert(of.date.value_or(of.month.first()));
}

Coverage::Report Coverage::report() const {
  Report report;
  for (int sheet = 0; sheet < static_cast<int>(policy_.sheets.size()); ++sheet) report_items(sheet, report);
  for (int sheet = 0; sheet < static_cast<int>(policy_.sheets.size()); ++sheet) {
    for (const policy::Item& item : policy_.sheets[static_cast<std::size_t>(sheet)].items) {
      // What isn't reached at all was said already.
      if (items_.contains({sheet, item.id})) report_operations(item, sheet, report);
    }
  }
  for (std::size_t i = 0; i < policy_.parameters.size(); ++i) report_values(static_cast<int>(i), report);
  return report;
}

void Coverage::report_items(int sheet, Report& report) const {
  for (const policy::Item& item : policy_.sheets[static_cast<std::size_t>(sheet)].items) {
    ++report.items.all;
    if (items_.contains({sheet, item.id})) {
      ++report.items.reached;
    } else {
      report.gaps.emplace_back("项目 " + item.id + "：没有算例", "item " + item.id + ": no case");
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
  const auto found = parameters_.find(parameter.id);
  const Reads reads = found == parameters_.end() ? Reads() : found->second;
  for (const policy::Row& row : parameter.rows) {
    if (row.repeal) continue;
    ++report.values.all;
    if (reads.cells.contains({row.from, row.announced})) {
      ++report.values.reached;
      report_cells(parameter, row, reads, report);
    } else {
      const std::string which = parameter.id + " " + row.from.iso();
      const std::string announced = row.announced ? row.announced->iso() : "";
      report.gaps.emplace_back(
          which + (announced.empty() ? "" : "（" + announced + " 公布）") + "：没有算例读取",
          which + (announced.empty() ? "" : " (announced " + announced + ")") + ": no case reads it");
    }
  }
  if (!reads.days.empty()) report_windows(index, reads, report);
}

void Coverage::report_cells(const policy::Parameter& parameter, const policy::Row& row, const Reads& reads,
                            Report& report) const {
  if (parameter.axes.empty()) return;
  const std::set<std::string>& read = reads.cells.at({row.from, row.announced});
  const std::vector<std::string> names = cell_names(parameter, row.value, policy_);
  std::vector<std::string> unread;
  std::copy_if(names.begin(), names.end(), std::back_inserter(unread),
               [&](const std::string& name) { return !read.contains(name); });
  report.cells.all += names.size();
  report.cells.reached += names.size() - unread.size();
  if (unread.empty()) return;
  const std::string which = parameter.id + " " + row.from.iso();
  report.gaps.emplace_back(which + "：未读取的单元格 " + listed(unread, 12),
                           which + ": cells that no case reads: " + listed(unread, 12));
}

std::vector<Coverage::Window> Coverage::windows(int index) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  const Reads& reads = parameters_.at(parameter.id);
  const std::vector<Day> days = policy::changes(policy_, index, {}, *reads.days.rbegin());
  std::vector<Window> out;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool in_force = policy::in_force(policy_, index, days[i], {}).has_value();
    const std::optional<Day> next = i + 1 < days.size() ? std::optional(days[i + 1]) : std::nullopt;
    if (in_force) out.push_back({days[i], next});
  }
  return out;
}

void Coverage::report_windows(int index, const Reads& reads, Report& report) const {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  for (const Window& window : windows(index)) {
    // A window that nothing reads was named by its value.
    const auto first = reads.days.lower_bound(window.from);
    if (first == reads.days.end() || (window.next && *first >= *window.next)) continue;
    const Text missing = missing_edges(window, reads);
    if (missing.en.empty()) continue;
    const std::string which = parameter.id + " " + window.from.iso();
    report.gaps.emplace_back(which + "：没有算例在" + missing.zh, which + ": no case in " + missing.en);
  }
}

Text Coverage::missing_edges(const Window& window, const Reads& reads) const {
  Text out;
  const auto look = [&](Day day, const char* zh, const char* en) {
    const Month month = month_from(day);
    const bool reached = reads.by_day ? reads.days.contains(day) : reads.days.contains(month.first());
    if (reached) return;
    const std::string when = reads.by_day ? day.iso() : month.iso();
    out.zh += (out.zh.empty() ? "" : "、") + std::string(zh) + " " + when;
    out.en += (out.en.empty() ? "" : ", ") + std::string(en) + " " + when;
  };
  look(window.from, "最初", "its first");
  if (!window.next) return out;
  const Day last = reads.by_day ? *window.next - 1 : (month_from(*window.next) + -1).first();
  if (last >= window.from) look(last, "最后", "its last");
  look(*window.next, "其后", "the one after");
  return out;
}

}  // namespace fenglu::cases
