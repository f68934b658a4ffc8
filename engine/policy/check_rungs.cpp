#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/in_force.hpp"
#include "engine/policy/ladders.hpp"

namespace fenglu::policy {
namespace {

// The cells of one version of a table as lines of grades: which grade each leads to, where everything else is the same.
class Rungs {
 public:
  Rungs(const Policy& policy, const Ladder& ladder, const LadderFormula& formula)
      : policy_(policy), formula_(formula.checked.root) {
    std::size_t stride = 1;
    for (std::size_t i = formula_.children.size(); i-- > 0;) {
      const std::size_t members = members_of(i).size();
      if (formula_.children[i].symbol == ladder.grade) {
        grade_axis_ = i;
        stride_ = stride;
      }
      stride *= members;
    }
    cells_ = stride;
  }

  const Parameter& table() const { return policy_.parameters[static_cast<std::size_t>(formula_.symbol)]; }
  std::size_t grades() const { return members_of(grade_axis_).size(); }
  const std::string& id(std::size_t grade) const { return members_of(grade_axis_)[grade].id; }

  // Every combination of the other axes, by its cell of the first grade.
  std::vector<std::size_t> lines() const {
    std::vector<std::size_t> out;
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      if (cell / stride_ % grades() == 0) out.push_back(cell);
    }
    return out;
  }

  std::size_t leads_to(const Value& value, std::size_t line, std::size_t grade) const {
    return static_cast<std::size_t>(to_int64(value.cells[line + grade * stride_]));
  }

  // "civilian", or nothing where grade is the only axis.
  std::string name_of(std::size_t line) const {
    std::string out;
    for (std::size_t i = formula_.children.size(); i-- > 0;) {
      const std::vector<Member>& members = members_of(i);
      if (i != grade_axis_) out = members[line % members.size()].id + (out.empty() ? "" : ", ") + out;
      line /= members.size();
    }
    return out;
  }

 private:
  const std::vector<Member>& members_of(std::size_t axis) const {
    return policy_.categories[static_cast<std::size_t>(formula_.children[axis].type.category)].members;
  }

  const Policy& policy_;
  const formula::Expression& formula_;
  std::size_t grade_axis_ = 0, stride_ = 1, cells_ = 1;
};

void append_line(const Rungs& rungs, std::size_t line, std::string& out) {
  if (const std::string name = rungs.name_of(line); !name.empty()) out += " (" + name + ")";
}

// From any grade, as many steps as there are grades must end at one that leads to itself.
void hold_line(const Rungs& rungs, const Row& row, std::size_t line, Diagnostics& out) {
  for (std::size_t grade = 0; grade < rungs.grades(); ++grade) {
    std::size_t at = grade;
    for (std::size_t step = 0; step < rungs.grades(); ++step) at = rungs.leads_to(row.value, line, at);
    if (rungs.leads_to(row.value, line, at) == at) continue;
    const std::size_t first = at;
    std::string circle = rungs.id(first);
    do {
      at = rungs.leads_to(row.value, line, at);
      circle += " -> " + rungs.id(at);
    } while (at != first);
    append_line(rungs, line, circle);
    out.add({Code::ladder_circle, row.place, {rungs.table().id, circle}});
    return;
  }
}

void hold_reverse(const Rungs& below, const Row& row, const Rungs& next, const Value& above, Diagnostics& out) {
  for (const std::size_t line : below.lines()) {
    for (std::size_t grade = 0; grade < below.grades(); ++grade) {
      const std::size_t beneath = below.leads_to(row.value, line, grade);
      const std::size_t back = next.leads_to(above, line, beneath);
      if (beneath == grade || back == grade) continue;
      std::string where = below.table().id;
      append_line(below, line, where);
      out.add({Code::ladder_disagrees, row.place, {where, below.id(beneath), below.id(grade), next.id(back)}});
    }
  }
}

bool same_axes(const formula::Expression& a, const formula::Expression& b) {
  return std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                    [](const auto& x, const auto& y) { return x.symbol == y.symbol; });
}

}  // namespace

void check_rungs(const Policy& policy, const Ladder& ladder, Diagnostics& out) {
  const Rungs next(policy, ladder, ladder.next);
  for (const Row& row : next.table().rows) {
    if (row.repeal) continue;
    for (const std::size_t line : next.lines()) hold_line(next, row, line, out);
  }
  if (!ladder.below) return;
  const Rungs below(policy, ladder, *ladder.below);
  if (!same_axes(ladder.next.checked.root, ladder.below->checked.root)) {
    const std::string& grade =
        policy.sheets[static_cast<std::size_t>(ladder.sheet)].facts[static_cast<std::size_t>(ladder.grade)].id;
    out.add({Code::ladder_next, ladder.place, {"below", grade}});
    return;
  }
  const int table = policy.find_parameter(next.table().id);
  for (const Row& row : below.table().rows) {
    if (row.repeal) continue;
    for (const std::size_t line : below.lines()) hold_line(below, row, line, out);
    const std::optional<InForce> above = in_force(policy, table, row.from, {});
    if (above) hold_reverse(below, row, next, above->value, out);
  }
}

}  // namespace fenglu::policy
