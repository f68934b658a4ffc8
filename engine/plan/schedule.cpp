#include "engine/plan/schedule.hpp"

#include <algorithm>
#include <set>

namespace fenglu::plan {

namespace {

bool reads_reduction(const Node& node) {
  if (node.from == Node::From::grouped_aggregate) return true;
  return node.from == Node::From::input && (node.input.of == Input::Of::aggregate || node.input.of == Input::Of::share);
}

int reduction_of(const Node& node) {
  return node.from == Node::From::grouped_aggregate ? static_cast<int>(node.constants[0]) : node.input.index;
}

// Everything that the roots rest on, ascending: operands have lower numbers than what reads them.
std::set<NodeId> reachable(const Graph& graph, const std::vector<NodeId>& roots) {
  std::set<NodeId> found;
  std::vector<NodeId> open = roots;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (!found.insert(id).second) continue;
    const Node& node = graph.node(id);
    open.insert(open.end(), node.in.begin(), node.in.end());
  }
  return found;
}

std::vector<NodeId> operands(const Reduction& reduction) {
  std::vector<NodeId> nodes{reduction.value};
  if (reduction.group >= 0) nodes.push_back(reduction.group);
  if (reduction.total >= 0) nodes.push_back(reduction.total);
  return nodes;
}

int stage_of(const Graph& graph, const Reduction& reduction) {
  int stage = 0;
  for (const NodeId id : operands(reduction)) stage = std::max(stage, graph.node(id).stage);
  return stage;
}

// The reductions that the roots rest on, directly or through other reductions.
std::set<int> needed_reductions(const Graph& graph, const std::vector<NodeId>& roots) {
  std::set<int> needed;
  std::vector<NodeId> open = roots;
  while (!open.empty()) {
    std::vector<NodeId> next;
    for (const NodeId id : reachable(graph, open)) {
      const Node& node = graph.node(id);
      if (!reads_reduction(node) || !needed.insert(reduction_of(node)).second) continue;
      const auto more = operands(graph.reductions()[static_cast<std::size_t>(reduction_of(node))]);
      next.insert(next.end(), more.begin(), more.end());
    }
    open = std::move(next);
  }
  return needed;
}

// One stage under construction: first in registers without reuse, then with slots by liveness.
class Builder {
 public:
  explicit Builder(const Graph& graph) : graph_(graph) {}

  void add(NodeId id) {
    const Node& node = graph_.node(id);
    if (node.from == Node::From::input) {
      add_register(id, {RegisterKind::From::input, node.wide(), static_cast<int>(stage_.inputs.size())});
      stage_.inputs.push_back(node.input);
    } else if (node.from == Node::From::constant) {
      add_register(id, {RegisterKind::From::constant, node.wide(), static_cast<int>(stage_.constants.size())});
      stage_.constants.push_back(node.constants[0]);
    } else {
      add_instruction(id, node);
    }
  }

  Register of(NodeId id) const { return registers_.at(id); }
  bool wide(NodeId id) const { return graph_.node(id).wide(); }
  Stage& stage() { return stage_; }

  // A register that lives to the end of the stage: a result, a flag, something added up.
  void keep(NodeId id) { kept_.insert(of(id)); }

  // The output columns take the place of the registers that hold them.
  void bind_output(NodeId id, int column) {
    RegisterKind& kind = stage_.registers[of(id)];
    if (kind.from == RegisterKind::From::temporary) kind = {RegisterKind::From::output, false, column};
  }

  void assign_slots() {
    const std::vector<std::size_t> last = last_readers();
    std::vector<int> free_narrow, free_wide;
    for (std::size_t i = 0; i < stage_.instructions.size(); ++i) {
      const Instruction& instruction = stage_.instructions[i];
      // The result's slot is taken before the operands' are given back: no primitive writes over what it reads.
      take(stage_.registers[instruction.out], free_narrow, free_wide);
      for (const Register in : read_by(instruction)) {
        if (last[in] == i && !kept_.contains(in)) give_back(in, free_narrow, free_wide);
      }
    }
  }

 private:
  void add_register(NodeId id, RegisterKind kind) {
    registers_[id] = static_cast<Register>(stage_.registers.size());
    stage_.registers.push_back(kind);
  }

  Register operand(NodeId id, bool wide) {
    if (!wide || graph_.node(id).wide()) return of(id);
    const auto found = widened_.find(id);
    if (found != widened_.end()) return found->second;
    const auto made = static_cast<Register>(stage_.registers.size());
    stage_.registers.push_back({RegisterKind::From::temporary, true, -1});
    stage_.instructions.push_back({Op::widen, Width::wide, made, {of(id), no_register, no_register}, {}, {}});
    widened_.emplace(id, made);
    return made;
  }

  void add_instruction(NodeId id, const Node& node) {
    const bool works_wide = node.works_wide && node.from == Node::From::op;
    Instruction instruction{node.op, Width::narrow, no_register, {}, {}, node.constants};
    instruction.in = {no_register, no_register, no_register};
    if (works_wide || node.wide()) instruction.width = node.wide() ? Width::wide : Width::narrowing;
    for (std::size_t i = 0; i < node.in.size(); ++i) {
      // A choice's flag and a look-up's index stay narrow.
      const bool flag = (node.op == Op::select && i == 0) || node.op == Op::look_up || node.op == Op::group_value;
      const Register in = operand(node.in[i], works_wide && !flag);
      if (i < 1 || (node.op != Op::split && i < 3))
        instruction.in[i] = in;
      else
        instruction.more.push_back(in);
    }
    add_register(id, {RegisterKind::From::temporary, node.wide(), -1});
    instruction.out = of(id);
    stage_.instructions.push_back(std::move(instruction));
  }

  static std::vector<Register> read_by(const Instruction& instruction) {
    std::vector<Register> read = instruction.more;
    for (const Register in : instruction.in) {
      if (in != no_register && std::find(read.begin(), read.end(), in) == read.end()) read.push_back(in);
    }
    std::sort(read.begin(), read.end());
    read.erase(std::unique(read.begin(), read.end()), read.end());
    return read;
  }

  std::vector<std::size_t> last_readers() const {
    std::vector<std::size_t> last(stage_.registers.size(), 0);
    for (std::size_t i = 0; i < stage_.instructions.size(); ++i) {
      for (const Register in : read_by(stage_.instructions[i])) last[in] = i;
    }
    return last;
  }

  void take(RegisterKind& kind, std::vector<int>& free_narrow, std::vector<int>& free_wide) {
    if (kind.from != RegisterKind::From::temporary) return;
    std::vector<int>& free = kind.wide ? free_wide : free_narrow;
    int& slots = kind.wide ? stage_.wide_slots : stage_.narrow_slots;
    if (free.empty()) {
      kind.index = slots++;
    } else {
      kind.index = free.back();
      free.pop_back();
    }
  }

  void give_back(Register in, std::vector<int>& free_narrow, std::vector<int>& free_wide) {
    const RegisterKind& kind = stage_.registers[in];
    if (kind.from == RegisterKind::From::temporary) (kind.wide ? free_wide : free_narrow).push_back(kind.index);
  }

  const Graph& graph_;
  Stage stage_;
  std::map<NodeId, Register> registers_;
  std::map<NodeId, Register> widened_;
  std::set<Register> kept_;
};

Stage reducing_stage(const Graph& graph, const std::vector<Reduction>& reductions) {
  std::vector<NodeId> roots;
  for (const Reduction& reduction : reductions) {
    for (const NodeId id : operands(reduction)) roots.push_back(id);
  }
  Builder builder(graph);
  for (const NodeId id : reachable(graph, roots)) builder.add(id);
  for (const NodeId id : roots) builder.keep(id);
  builder.assign_slots();
  Stage& stage = builder.stage();
  for (const Reduction& reduction : reductions) {
    const Register value = builder.of(reduction.value);
    if (reduction.apportion) {
      stage.apportionments.push_back({builder.of(reduction.total), value, reduction.index});
    } else {
      const Register group = reduction.group < 0 ? no_register : builder.of(reduction.group);
      stage.accumulations.push_back({value, builder.wide(reduction.value), group, reduction.groups, reduction.index});
    }
  }
  return std::move(stage);
}

void final_stage(const Graph& graph, const Roots& roots, const std::vector<NodeId>& all, Program& program) {
  Builder builder(graph);
  for (const NodeId id : reachable(graph, all)) builder.add(id);
  for (const NodeId id : all) builder.keep(id);
  for (std::size_t i = 0; i < roots.outputs.size(); ++i) builder.bind_output(roots.outputs[i], static_cast<int>(i));
  builder.assign_slots();
  for (const NodeId id : roots.outputs) program.outputs.push_back(builder.of(id));
  for (const Roots::Check& check : roots.checks) {
    program.refusals.push_back({builder.of(check.flag), check.rule, check.parameter});
  }
  program.stages.push_back(std::move(builder.stage()));
}

}  // namespace

Program schedule(const Graph& graph, const Roots& roots) {
  std::vector<NodeId> all = roots.outputs;
  for (const Roots::Check& check : roots.checks) all.push_back(check.flag);
  Program program;
  std::map<int, std::vector<Reduction>> stages;
  for (const int index : needed_reductions(graph, all)) {
    const Reduction& reduction = graph.reductions()[static_cast<std::size_t>(index)];
    stages[stage_of(graph, reduction)].push_back(reduction);
  }
  for (const Reduction& reduction : graph.reductions()) program.aggregate_groups.push_back(reduction.groups);
  for (const auto& [number, reductions] : stages) program.stages.push_back(reducing_stage(graph, reductions));
  final_stage(graph, roots, all, program);
  return program;
}

}  // namespace fenglu::plan
