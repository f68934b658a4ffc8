#include "engine/plan/fuse.hpp"

#include <algorithm>

#include "engine/plan/tier.hpp"

namespace fenglu::plan {

namespace {

bool is_op(const Node& node, Op op) { return node.from == Node::From::op && node.op == op; }
bool is_constant(const Node& node) { return node.from == Node::From::constant; }
bool is_chain(const Node& node) { return (is_op(node, Op::add) || is_op(node, Op::subtract)) && !node.works_wide; }

class Fusing {
 public:
  Fusing(const Graph& graph, const std::set<NodeId>& reachable, const std::set<NodeId>& kept)
      : graph_(graph), reachable_(reachable), kept_(kept) {
    for (const NodeId id : reachable) {
      for (const NodeId in : graph.node(id).in) ++readers_[in];
    }
  }

  // From the results down, so that a chain is met at its end first.
  Fusion all() {
    for (auto at = reachable_.rbegin(); at != reachable_.rend(); ++at) {
      if (fusion_.absorbed.contains(*at)) continue;
      const Node& node = graph_.node(*at);
      if (is_chain(node)) add_sum(*at, *at, false);
      if (is_op(node, Op::round) && !node.works_wide) add_product(*at, node);
      if (is_op(node, Op::look_up) && !node.wide()) add_two_keys(*at, node);
      if (is_op(node, Op::maximum) && !node.works_wide) add_floored(*at);
      if ((is_op(node, Op::minimum) || is_op(node, Op::maximum)) && !fusion_.sums.contains(*at)) add_bounds(*at);
    }
    return std::move(fusion_);
  }

 private:
  bool is_alone(NodeId id) const { return readers_.at(id) == 1 && !kept_.contains(id); }

  // The operand beside a constant one, and that constant; -1 where there is none.
  NodeId beside_constant(const Node& node, Int128& constant) const {
    for (std::size_t i = 0; i < 2; ++i) {
      const Node& one = graph_.node(node.in[i]);
      if (!is_constant(one) || one.wide()) continue;
      constant = one.constants[0];
      return node.in[1 - i];
    }
    return -1;
  }

  struct Term {
    NodeId id;
    bool minus;
  };

  static bool fits(const std::vector<Term>& terms) {
    const auto minus =
        static_cast<std::size_t>(std::count_if(terms.begin(), terms.end(), [](auto& t) { return t.minus; }));
    return minus <= sum_minus_max && terms.size() - minus <= sum_plus_max;
  }

  void take(NodeId link, bool minus, std::vector<Term>& terms) const {
    const Node& node = graph_.node(link);
    terms.push_back({node.in[0], minus});
    terms.push_back({node.in[1], minus != (node.op == Op::subtract)});
  }

  // One more link of the chain in the place of its own operand, while there is room.
  bool take_another(std::vector<Term>& terms, std::set<NodeId>& inner) const {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const Term term = terms[i];
      if (!is_chain(graph_.node(term.id)) || !is_alone(term.id)) continue;
      std::vector<Term> more = terms;
      more.erase(more.begin() + static_cast<std::ptrdiff_t>(i));
      take(term.id, term.minus, more);
      if (!fits(more)) continue;
      inner.insert(term.id);
      terms = std::move(more);
      return true;
    }
    return false;
  }

  void add_sum(NodeId id, NodeId link, bool floored) {
    std::vector<Term> terms;
    std::set<NodeId> inner;
    take(link, false, terms);
    while (take_another(terms, inner)) continue;
    if (floored) inner.insert(link);
    if (inner.empty()) return;
    Sum sum{{}, {}, floored};
    for (const Term& term : terms) (term.minus ? sum.minus : sum.plus).push_back(term.id);
    fusion_.absorbed.insert(inner.begin(), inner.end());
    fusion_.sums.emplace(id, std::move(sum));
  }

  // Doubles hold both factors, and the product too: Tier::fused keeps it below 2^50.
  void add_product(NodeId id, const Node& node) {
    const Node& of = graph_.node(node.in[0]);
    if (!is_op(of, Op::multiply) || of.works_wide || !is_alone(node.in[0])) return;
    const Integer times = to_integer(node.constants[3]);
    const Tier tier =
        tier_of_round(magnitude(of), to_integer(node.constants[0]) * times, to_integer(node.constants[1]) * times);
    const auto is_exact = [&](NodeId factor) { return magnitude(graph_.node(factor)) < (Integer(1) << 51); };
    if (tier != Tier::fused || !is_exact(of.in[0]) || !is_exact(of.in[1])) return;
    fusion_.absorbed.insert(node.in[0]);
    fusion_.products.emplace(id, Product{of.in[0], of.in[1]});
  }

  // cells[a * stride + b]: nobody else reads the place in the table.
  void add_two_keys(NodeId id, const Node& node) {
    const Node& place = graph_.node(node.in[0]);
    if (!is_op(place, Op::add) || place.works_wide || !is_alone(node.in[0])) return;
    for (std::size_t i = 0; i < 2; ++i) {
      const Node& scaled = graph_.node(place.in[i]);
      if (!is_op(scaled, Op::scale) || scaled.works_wide || !is_alone(place.in[i])) continue;
      fusion_.absorbed.insert({node.in[0], place.in[i]});
      fusion_.two_keys.emplace(id, TwoKeys{scaled.in[0], place.in[1 - i], scaled.constants[0]});
      return;
    }
  }

  // max(a - b, 0)
  void add_floored(NodeId id) {
    Int128 constant = 0;
    const NodeId other = beside_constant(graph_.node(id), constant);
    if (other < 0 || constant != 0 || !is_chain(graph_.node(other)) || !is_alone(other)) return;
    add_sum(id, other, true);
  }

  // min(max(x, low), high), or the other way round where the bounds are in order.
  void add_bounds(NodeId id) {
    const Node& outer = graph_.node(id);
    Int128 bound = 0, inner_bound = 0;
    const NodeId inner = beside_constant(outer, bound);
    if (inner < 0 || !is_alone(inner)) return;
    const Node& within = graph_.node(inner);
    const Op opposite = outer.op == Op::minimum ? Op::maximum : Op::minimum;
    if (!is_op(within, opposite) || within.wide() || outer.wide()) return;
    const NodeId of = beside_constant(within, inner_bound);
    if (of < 0) return;
    const bool floor_first = outer.op == Op::minimum;
    if (!floor_first && bound > inner_bound) return;
    fusion_.absorbed.insert(inner);
    fusion_.bounds.emplace(id, Bounds{of, floor_first ? inner_bound : bound, floor_first ? bound : inner_bound});
  }

  const Graph& graph_;
  const std::set<NodeId>& reachable_;
  const std::set<NodeId>& kept_;
  std::map<NodeId, int> readers_;
  Fusion fusion_;
};

}  // namespace

Fusion fuse(const Graph& graph, const std::set<NodeId>& reachable, const std::set<NodeId>& kept) {
  return Fusing(graph, reachable, kept).all();
}

}  // namespace fenglu::plan
