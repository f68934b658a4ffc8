#include "engine/plan/schedule.hpp"

#include <algorithm>
#include <set>

#include "engine/plan/stage_builder.hpp"

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

Stage reducing_stage(const Graph& graph, const std::vector<Reduction>& reductions, Lanes lanes) {
  std::vector<NodeId> roots;
  for (const Reduction& reduction : reductions) {
    for (const NodeId id : operands(reduction)) roots.push_back(id);
  }
  StageBuilder builder(graph, lanes);
  const std::set<NodeId> kept(roots.begin(), roots.end());
  builder.add_all(reachable(graph, roots), kept, kept);
  Stage& stage = builder.stage();
  for (const Reduction& reduction : reductions) {
    const Register value = builder.of(reduction.value);
    if (reduction.apportion) {
      stage.apportionments.push_back({builder.of(reduction.total), value, reduction.index});
    } else {
      const Register group = reduction.group < 0 ? no_register : builder.of(reduction.group);
      stage.accumulations.push_back({value, group, reduction.groups, reduction.index});
    }
  }
  return std::move(stage);
}

void final_stage(const Graph& graph, const Roots& roots, const std::vector<NodeId>& all, Lanes lanes,
                 Program& program) {
  StageBuilder builder(graph, lanes);
  std::set<NodeId> flags;
  for (const Roots::Check& check : roots.checks) flags.insert(check.flag);
  builder.add_all(reachable(graph, all), {all.begin(), all.end()}, flags);
  for (const NodeId id : roots.outputs) program.outputs.push_back(builder.of(id));
  for (const Roots::Check& check : roots.checks) {
    program.refusals.push_back({builder.of(check.flag), check.rule, check.parameter});
  }
  program.stages.push_back(std::move(builder.stage()));
}

}  // namespace

Program schedule(const Graph& graph, const Roots& roots, Lanes lanes) {
  std::vector<NodeId> all = roots.outputs;
  for (const Roots::Check& check : roots.checks) all.push_back(check.flag);
  Program program;
  std::map<int, std::vector<Reduction>> stages;
  for (const int index : needed_reductions(graph, all)) {
    const Reduction& reduction = graph.reductions()[static_cast<std::size_t>(index)];
    stages[stage_of(graph, reduction)].push_back(reduction);
  }
  for (const Reduction& reduction : graph.reductions()) program.aggregate_groups.push_back(reduction.groups);
  for (const auto& [number, reductions] : stages) program.stages.push_back(reducing_stage(graph, reductions, lanes));
  final_stage(graph, roots, all, lanes, program);
  return program;
}

}  // namespace fenglu::plan
