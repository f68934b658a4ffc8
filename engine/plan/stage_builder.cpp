#include "engine/plan/stage_builder.hpp"

#include <algorithm>

#include "engine/plan/proof.hpp"

namespace fenglu::plan {

namespace {

bool takes_index(Op op) { return op == Op::look_up || op == Op::group_value; }
bool takes_ends(Op op) { return op == Op::level_from || op == Op::level_above; }
bool is_calendar(Op op) { return op >= Op::month_number && op <= Op::weekdays; }

}  // namespace

Lane StageBuilder::lane(const Integer& low, const Integer& high) const {
  return std::max(narrowest(low, high), small());
}

// Where it is already: the lane of its register, which a choice may have made wider than its range asks for.
Lane StageBuilder::lane(NodeId id) const {
  const auto found = registers_.find(id);
  if (found != registers_.end()) return stage_.registers[found->second].lane;
  return lane(graph_.node(id).low, graph_.node(id).high);
}

Lane StageBuilder::widest(const std::vector<NodeId>& nodes) const {
  Lane made = small();
  for (const NodeId id : nodes) made = std::max(made, lane(id));
  return made;
}

void StageBuilder::add_all(const std::set<NodeId>& nodes, const std::set<NodeId>& kept,
                           const std::set<NodeId>& staying) {
  const Fusion fusion = lanes_ == Lanes::narrowest ? fuse(graph_, nodes, kept) : Fusion{};
  for (const NodeId id : nodes) {
    if (fusion.absorbed.contains(id)) continue;
    const auto sum = fusion.sums.find(id);
    const auto bounds = fusion.bounds.find(id);
    const auto product = fusion.products.find(id);
    const auto keys = fusion.two_keys.find(id);
    if (sum != fusion.sums.end())
      add_sum(id, sum->second);
    else if (bounds != fusion.bounds.end())
      add_bounds(id, bounds->second);
    else if (product != fusion.products.end())
      add_product(id, product->second);
    else if (keys != fusion.two_keys.end())
      add_two_keys(id, keys->second);
    else
      add(id);
  }
  assign_slots(kept, &RegisterKind::index, stage_.slots);
  assign_slots(staying, &RegisterKind::passing, stage_.passing_slots);
}

void StageBuilder::add(NodeId id) {
  const Node& node = graph_.node(id);
  if (node.from == Node::From::input) {
    registers_[id] = add_register({RegisterKind::From::input, lane(id), static_cast<int>(stage_.inputs.size())});
    stage_.inputs.push_back(node.input);
  } else if (node.from == Node::From::constant) {
    in_lane(id, lane(id));
  } else {
    add_op(id, node);
  }
}

Register StageBuilder::add_register(RegisterKind kind) {
  stage_.registers.push_back(kind);
  return static_cast<Register>(stage_.registers.size() - 1);
}

Register StageBuilder::in_lane(NodeId id, Lane lane) {
  const auto own = registers_.find(id);
  if (own != registers_.end() && stage_.registers[own->second].lane == lane) return own->second;
  const auto found = converted_.find({id, lane});
  if (found != converted_.end()) return found->second;
  const Node& node = graph_.node(id);
  Register made;
  if (node.from == Node::From::constant) {
    made = add_register({RegisterKind::From::constant, lane, static_cast<int>(stage_.constants.size())});
    stage_.constants.push_back(node.constants[0]);
    registers_.try_emplace(id, made);
  } else {
    made = add_register({RegisterKind::From::temporary, lane, -1});
    stage_.instructions.push_back(
        {Op::convert, stage_.registers[own->second].lane, lane, made, {own->second, no_register, no_register}, {}, {}});
  }
  converted_.emplace(std::pair(id, lane), made);
  return made;
}

void StageBuilder::emit(NodeId id, Op op, Lane in, Lane out, const std::vector<Register>& operands,
                        std::vector<Int128> constants) {
  Instruction made{op, in, out, no_register, {no_register, no_register, no_register}, {}, std::move(constants)};
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const bool own = op != Op::sum && (i < 1 || (op != Op::split && i < 3));
    if (own)
      made.in[i] = operands[i];
    else
      made.more.push_back(operands[i]);
  }
  registers_[id] = made.out = add_register({RegisterKind::From::temporary, out, -1});
  stage_.instructions.push_back(std::move(made));
}

void StageBuilder::add_sum(NodeId id, const Sum& sum) {
  std::vector<NodeId> terms = sum.plus;
  terms.insert(terms.end(), sum.minus.begin(), sum.minus.end());
  const Lane out = lane(id);
  // A floor looks at the sign: the work must hold the sum as it is before it.
  Lane in = widest(terms);
  if (sum.floored) {
    Integer low = 0, high = 0;
    for (const NodeId one : sum.plus) low += graph_.node(one).low, high += graph_.node(one).high;
    for (const NodeId one : sum.minus) low -= graph_.node(one).high, high -= graph_.node(one).low;
    in = std::max(in, lane(low, high));
  }
  std::vector<Register> operands;
  for (const NodeId term : terms) operands.push_back(in_lane(term, in));
  emit(id, Op::sum, in, out, operands, {static_cast<Int128>(sum.plus.size()), sum.floored ? 1 : 0});
}

void StageBuilder::add_bounds(NodeId id, const Bounds& bounds) {
  const Lane in = std::max(lane(bounds.of), lane(to_integer(bounds.low), to_integer(bounds.high)));
  emit(id, Op::clamp, in, lane(id), {in_lane(bounds.of, in)}, {bounds.low, bounds.high});
}

void StageBuilder::add_product(NodeId id, const Product& product) {
  const Node& node = graph_.node(id);
  const Lane in = widest({product.a, product.b});
  std::vector<Int128> constants = node.constants;
  constants.push_back(graph_.node(node.in[0]).low >= 0 ? 1 : 0);
  emit(id, Op::round_product_fused, in, lane(id), {in_lane(product.a, in), in_lane(product.b, in)},
       std::move(constants));
}

void StageBuilder::add_two_keys(NodeId id, const TwoKeys& keys) {
  std::vector<Int128> constants = graph_.node(id).constants;
  constants.insert(constants.begin(), keys.stride);
  emit(id, Op::look_up_two, small(), lane(id), {in_lane(keys.a, small()), in_lane(keys.b, small())},
       std::move(constants));
}

void StageBuilder::add_op(NodeId id, const Node& node) {
  if (node.from == Node::From::op) {
    if (node.op == Op::select) return add_select(id, node);
    if (node.op == Op::round) return add_round(id, node);
    if (node.op == Op::round_quotient) return add_quotient(id, node);
  }
  Lane in = takes_index(node.op) ? small() : widest(node.in);
  if (node.works_wide && !takes_index(node.op)) in = Lane::i128;
  if (node.op == Op::split) in = std::max(in, Lane::i64);
  if (takes_ends(node.op)) {
    for (const Int128 end : node.constants) in = std::max(in, lane(to_integer(end), to_integer(end)));
  }
  std::vector<Register> operands;
  for (const NodeId one : node.in) operands.push_back(in_lane(one, in));
  emit(id, node.op, in, is_calendar(node.op) ? in : lane(id), operands, node.constants);
}

// The flag in its own lane, both values in that of the result.
void StageBuilder::add_select(NodeId id, const Node& node) {
  const Lane out = std::max({lane(id), lane(node.in[1]), lane(node.in[2])});
  emit(id, Op::select, small(), out, {in_lane(node.in[0], small()), in_lane(node.in[1], out), in_lane(node.in[2], out)},
       {});
}

void StageBuilder::add_round(NodeId id, const Node& node) {
  const Node& of = graph_.node(node.in[0]);
  const Integer times = to_integer(node.constants[3]);
  const Tier tier = lanes_ == Lanes::plain ? (node.works_wide ? Tier::wide : Tier::whole)
                                           : tier_of_round(magnitude(of), to_integer(node.constants[0]) * times,
                                                           to_integer(node.constants[1]) * times);
  Lane in = lane(node.in[0]);
  Op op = Op::round;
  if (tier == Tier::fused) op = Op::round_fused;
  if (tier == Tier::corrected) op = Op::round_corrected;
  if (tier != Tier::fused) in = std::max(in, tier == Tier::wide ? Lane::i128 : Lane::i64);
  if (in == Lane::i128) op = Op::round;
  std::vector<Int128> constants = node.constants;
  constants.push_back(of.low >= 0 ? 1 : 0);
  emit(id, op, in, lane(id), {in_lane(node.in[0], in)}, std::move(constants));
}

void StageBuilder::add_quotient(NodeId id, const Node& node) {
  const Node& over = graph_.node(node.in[0]);
  const Node& under = graph_.node(node.in[1]);
  const Tier tier = lanes_ == Lanes::plain ? (node.works_wide ? Tier::wide : Tier::whole)
                                           : tier_of_quotient(magnitude(over), under.high);
  Lane in = widest(node.in);
  if (tier != Tier::fused) in = std::max(in, tier == Tier::wide ? Lane::i128 : Lane::i64);
  const bool fused = tier == Tier::fused && in != Lane::i128;
  emit(id, fused ? Op::round_quotient_fused : Op::round_quotient, in, lane(id),
       {in_lane(node.in[0], in), in_lane(node.in[1], in)}, node.constants);
}

namespace {

std::vector<Register> read_by(const Instruction& instruction) {
  std::vector<Register> read = instruction.more;
  for (const Register in : instruction.in) {
    if (in != no_register) read.push_back(in);
  }
  std::sort(read.begin(), read.end());
  read.erase(std::unique(read.begin(), read.end()), read.end());
  return read;
}

}  // namespace

std::vector<std::size_t> StageBuilder::last_readers() const {
  std::vector<std::size_t> last(stage_.registers.size(), 0);
  for (std::size_t i = 0; i < stage_.instructions.size(); ++i) {
    for (const Register in : read_by(stage_.instructions[i])) last[in] = i;
  }
  return last;
}

void StageBuilder::assign_slots(const std::set<NodeId>& lasting, int RegisterKind::*slot,
                                std::array<int, lane_count>& slots) {
  std::set<Register> to_the_end;
  for (const NodeId id : lasting) to_the_end.insert(of(id));
  const std::vector<std::size_t> last = last_readers();
  std::array<std::vector<int>, lane_count> free;
  const auto free_of = [&](const RegisterKind& kind) -> auto& { return free[static_cast<std::size_t>(kind.lane)]; };
  const auto give_back = [&](Register which) {
    const RegisterKind& kind = stage_.registers[which];
    const bool may_go = kind.from == RegisterKind::From::temporary && !to_the_end.contains(which);
    if (may_go) free_of(kind).push_back(kind.*slot);
  };
  for (std::size_t i = 0; i < stage_.instructions.size(); ++i) {
    const Instruction& instruction = stage_.instructions[i];
    // The result's slot is taken before the operands' are given back: no primitive writes over what it reads.
    RegisterKind& out = stage_.registers[instruction.out];
    if (free_of(out).empty()) {
      out.*slot = slots[static_cast<std::size_t>(out.lane)]++;
    } else {
      out.*slot = free_of(out).back();
      free_of(out).pop_back();
    }
    for (const Register in : read_by(instruction)) {
      if (last[in] == i) give_back(in);
    }
    // A result that nothing reads has left by the next instruction. Readers come behind, so 0 says that there is none.
    if (last[instruction.out] == 0) give_back(instruction.out);
  }
}

}  // namespace fenglu::plan
