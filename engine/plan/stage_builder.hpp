// StageBuilder: nodes become instructions over registers, each in the narrowest lane that its range fits; then
// registers share slots by liveness.
#pragma once

#include "engine/plan/fuse.hpp"
#include "engine/plan/plan.hpp"

namespace fenglu::plan {

class StageBuilder {
 public:
  StageBuilder(const Graph& graph, Lanes lanes) : graph_(graph), lanes_(lanes) {}

  // All nodes of the stage, operands among them; `kept` live to its end: results, flags, what is added up. `staying`:
  // those of them that do so even where results leave as they are made.
  void add_all(const std::set<NodeId>& nodes, const std::set<NodeId>& kept, const std::set<NodeId>& staying);
  Register of(NodeId id) const { return registers_.at(id); }
  Stage& stage() { return stage_; }

 private:
  // The narrowest that a range fits.
  Lane lane(const Integer& low, const Integer& high) const;
  Lane lane(NodeId id) const;
  // Flags, indexes and dates.
  Lane small() const { return lanes_ == Lanes::plain ? Lane::i64 : Lane::i32; }

  void add(NodeId id);
  void add_sum(NodeId id, const Sum& sum);
  void add_bounds(NodeId id, const Bounds& bounds);
  void add_product(NodeId id, const Product& product);
  void add_two_keys(NodeId id, const TwoKeys& keys);
  void add_op(NodeId id, const Node& node);
  void add_select(NodeId id, const Node& node);
  void add_round(NodeId id, const Node& node);
  void add_quotient(NodeId id, const Node& node);
  Lane widest(const std::vector<NodeId>& nodes) const;
  // The register of a node's lanes in a given lane: a conversion, once, where it isn't in it.
  Register in_lane(NodeId id, Lane lane);
  Register add_register(RegisterKind kind);
  void emit(NodeId id, Op op, Lane in, Lane out, const std::vector<Register>& operands, std::vector<Int128> constants);

  void assign_slots(const std::set<NodeId>& lasting, int RegisterKind::*slot, std::array<int, lane_count>& slots);
  std::vector<std::size_t> last_readers() const;

  const Graph& graph_;
  Lanes lanes_;
  Stage stage_;
  std::map<NodeId, Register> registers_;
  std::map<std::pair<NodeId, Lane>, Register> converted_;
};

}  // namespace fenglu::plan
