#include <algorithm>

#include "engine/plan/lower.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/proof.hpp"
#include "engine/plan/schedule.hpp"

namespace fenglu::plan {

namespace {

std::vector<int> result_items(const policy::Sheet& sheet, const Request& request) {
  if (!request.items.empty()) return request.items;
  std::vector<int> items;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    if (!sheet.items[i].working) items.push_back(static_cast<int>(i));
  }
  return items;
}

// The lane that a result's column holds: 64 bits. A working item has no column: it can't be asked for by name.
void add_output(Lowering& lowering, const policy::Item& item, const Lowering::ItemValue& made, Roots& roots) {
  if (lowering.diagnostics().has_errors()) return;
  try {
    const NodeId lane = lowering.graph().lane_at(made.value.over, lane_scale(item.type, item.decimals));
    if (lowering.graph().node(lane).wide())
      throw Unfit{lowering.graph().node(lane).low, lowering.graph().node(lane).high};
    roots.outputs.push_back(lane);
  } catch (const Unfit&) {
    lowering.report_overflow(item, made.range);
  }
}

void add_rules(Lowering& lowering, const policy::Sheet& sheet, Roots& roots) {
  for (std::size_t i = 0; i < sheet.rules.size(); ++i) {
    const Value good = lowering.flag(sheet.rules[i].formula, sheet.rules[i].text);
    const Value bad = lowering.graph().logical_not(good);
    if (bad.constant && bad.number == 0) continue;
    roots.checks.push_back({lowering.graph().lane_at(bad, 1), static_cast<int>(i), -1});
  }
}

void add_guards(Lowering& lowering, const std::vector<Guard>& guards, Roots& roots) {
  std::map<int, Value> flags;
  for (const Guard& guard : guards) {
    auto [at, added] = flags.try_emplace(guard.parameter, guard.flag);
    if (!added) at->second = lowering.graph().logical_or(at->second, guard.flag);
  }
  for (const auto& [parameter, flag] : flags) {
    if (flag.constant && flag.number == 0) continue;
    roots.checks.push_back({lowering.graph().lane_at(flag, 1), -1, parameter});
  }
}

void finish(Plan& plan, Lowering& lowering) {
  plan.facts = lowering.facts();
  plan.opening_ranges = lowering.openings();
  for (const auto& [item, range] : lowering.last_months()) plan.last_month_items.insert(item);
  plan.last_month_ranges = lowering.last_months();
  plan.rests = lowering.rests();
  plan.slots = lowering.slots();
  plan.slot_lanes = lowering.slot_lanes();
  plan.texts = lowering.texts();
  plan.cross_row = plan.program.stages.size() > 1;
}

// Everything up to the graph and what is asked of it; an error is in the lowering's diagnostics.
Roots lower_all(Plan& plan, Lowering& lowering) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  Roots roots;
  std::vector<Guard> guards = lowering.guards();
  for (const int index : plan.items) {
    const Lowering::ItemValue& made = lowering.item(index);
    guards.insert(guards.end(), made.guards.begin(), made.guards.end());
    plan.ranges.push_back(made.range);
    add_output(lowering, sheet.items[static_cast<std::size_t>(index)], made, roots);
  }
  for (const int index : plan.request.set_by_hand) plan.set_ranges[index] = lowering.item(index).range;
  add_rules(lowering, sheet, roots);
  guards.insert(guards.end(), lowering.guards().begin(), lowering.guards().end());
  if (!lowering.diagnostics().has_errors()) add_guards(lowering, guards, roots);
  return roots;
}

Plan plan_for(const policy::Policy& policy, const Request& request) {
  Plan plan;
  plan.policy = &policy;
  plan.request = request;
  plan.items = result_items(policy.sheets[static_cast<std::size_t>(request.sheet)], request);
  return plan;
}

// The roundings of each item, in the order in which they are worked out.
std::vector<Proof> proofs_of(const Plan& plan, const Graph& graph, const Roots& roots) {
  std::map<int, std::vector<RoundProof>> rounds;
  for (std::size_t id = 0; id < graph.size(); ++id) {
    const Node& node = graph.node(static_cast<NodeId>(id));
    if (auto proof = proof_of(graph, node)) rounds[node.origin].push_back(std::move(*proof));
  }
  std::vector<Proof> proofs;
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    const Node& lane = graph.node(roots.outputs[i]);
    proofs.push_back({plan.items[i], plan.ranges[i], lane.low, lane.high, narrowest(lane.low, lane.high), {}});
    if (const auto found = rounds.find(plan.items[i]); found != rounds.end()) proofs.back().rounds = found->second;
  }
  return proofs;
}

}  // namespace

Result<Plan> compile(const policy::Policy& policy, const Request& request) {
  Plan plan = plan_for(policy, request);
  Lowering lowering(policy, plan.request);
  const Roots roots = lower_all(plan, lowering);
  if (lowering.diagnostics().has_errors()) return std::move(lowering.diagnostics());
  plan.program = schedule(lowering.graph(), roots, request.lanes);
  finish(plan, lowering);
  return plan;
}

Result<std::vector<Proof>> prove(const policy::Policy& policy, const Request& request) {
  Plan plan = plan_for(policy, request);
  Lowering lowering(policy, plan.request);
  const Roots roots = lower_all(plan, lowering);
  if (lowering.diagnostics().has_errors()) return std::move(lowering.diagnostics());
  return proofs_of(plan, lowering.graph(), roots);
}

}  // namespace fenglu::plan
