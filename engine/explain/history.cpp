#include "engine/explain/history.hpp"

#include <algorithm>

#include "engine/explain/look_up.hpp"
#include "engine/explain/render.hpp"

namespace fenglu::explain {
namespace {

Day known_from(const std::optional<Day>& announced, Day from) { return announced.value_or(from); }

bool comes_first(const Window& a, const Window& b) {
  return a.from != b.from ? a.from < b.from : known_from(a.announced, a.from) < known_from(b.announced, b.from);
}

void collect(const policy::Policy& policy, int index, std::set<int>& met) {
  if (!met.insert(index).second) return;
  const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  if (!parameter.recurrence) return;
  for (const int read : parameter.recurrence->formula.parameters) collect(policy, read, met);
}

// A year behind the last value that anything on the way has: nothing new can come after it.
Day last_change(const policy::Policy& policy, int index) {
  std::set<int> read;
  collect(policy, index, read);
  Day last = *Day::make(1, 1, 1);
  for (const int one : read) {
    for (const policy::Row& row : policy.parameters[static_cast<std::size_t>(one)].rows)
      last = std::max(last, row.from);
  }
  return add_months(last, 12) - 1;
}

bool same_step(const Node& a, const Node& b) {
  return a.kind == b.kind && a.id == b.id && a.formula == b.formula && exact_value(a.answer) == exact_value(b.answer);
}

bool holds(const std::vector<Node>& nodes, const Node& node) {
  return std::any_of(nodes.begin(), nodes.end(), [&](const Node& one) { return same_step(one, node); });
}

// What a trace is made of, the innermost first, each once; without what lies below.
void flatten(const Node& node, Node::Kind kind, std::vector<Node>& out) {
  for (const Node& operand : node.operands) {
    // How a parameter came about is its own history.
    if (operand.kind != Node::Kind::parameter) flatten(operand, kind, out);
    if (operand.kind != kind || holds(out, operand)) continue;
    out.push_back(operand);
    out.back().operands.clear();
  }
}

class Past {
 public:
  Past(const policy::Policy& policy, int index, policy::AsOf as_of)
      : policy_(policy),
        index_(index),
        parameter_(policy.parameters[static_cast<std::size_t>(index)]),
        as_of_(as_of),
        last_(last_change(policy, index)),
        look_up_(policy, false, as_of.value_or(last_)) {}

  std::vector<Window> windows() {
    for (const policy::Row& row : parameter_.rows) add_row(row);
    if (parameter_.recurrence) {
      for (const Day day : policy::changes(policy_, index_, {as_of_, false, std::nullopt}, last_)) add_step(day);
    }
    std::stable_sort(out_.begin(), out_.end(), comes_first);
    for (std::size_t i = 0; i + 1 < out_.size(); ++i) out_[i].replaced = out_[i].from == out_[i + 1].from;
    return std::move(out_);
  }

 private:
  void add_row(const policy::Row& row) {
    if (as_of_ && known_from(row.announced, row.from) > *as_of_) return;
    Window window;
    window.from = row.from;
    window.to = row.to;
    window.announced = row.announced;
    window.repeal = row.repeal;
    window.value = row.value;
    window.status = row.status;
    window.source = row.source;
    out_.push_back(std::move(window));
  }

  void add_step(Day day) {
    const Moment moment{day, as_of_};
    const Version* version = look_up_.find(index_, moment);
    if (version == nullptr || version->row != nullptr || version->from != day) return;
    Window window;
    window.from = day;
    window.announced = version->announced;
    window.value = version->value();
    window.status = version->status;
    window.source = version->source;
    window.worked_out = true;
    if (parameter_.recurrence->text.text.find("previous") != std::string::npos) {
      const Version* before = look_up_.find(index_, {day - 1, as_of_});
      if (before != nullptr) window.before = before->value();
    }
    add_way(*version, moment, window);
    out_.push_back(std::move(window));
  }

  // Cells share most inputs; of the operations only what is the same for all of them is told.
  void add_way(const Version& version, const Moment& moment, Window& window) {
    const std::size_t cells = std::max<std::size_t>(1, version.value().cells.size());
    std::vector<Node> steps;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      Node node;
      look_up_.trace(index_, version, moment, cell, node);
      flatten(node, Node::Kind::parameter, window.inputs);
      std::erase_if(window.inputs, [&](const Node& input) { return is_own(input); });
      std::vector<Node> operations;
      flatten(node, Node::Kind::operation, operations);
      if (cell == 0) steps = operations;
      std::erase_if(steps, [&](const Node& step) { return !holds(operations, step); });
    }
    window.steps = std::move(steps);
  }

  // What previous() read: `before` holds it, cell by cell.
  bool is_own(const Node& input) const { return input.id.substr(0, input.id.find('[')) == parameter_.id; }

  const policy::Policy& policy_;
  int index_;
  const policy::Parameter& parameter_;
  policy::AsOf as_of_;
  Day last_;
  LookUp look_up_;
  std::vector<Window> out_;
};

}  // namespace

std::vector<Window> history(const policy::Policy& policy, int parameter, policy::AsOf as_of) {
  return Past(policy, parameter, as_of).windows();
}

}  // namespace fenglu::explain
