#include "engine/plan/proof.hpp"

#include <algorithm>
#include <limits>

namespace fenglu::plan {

namespace {

bool fits_int32(const Integer& x) {
  return x >= std::numeric_limits<std::int32_t>::min() && x <= std::numeric_limits<std::int32_t>::max();
}

}  // namespace

Lane narrowest(const Integer& low, const Integer& high) {
  if (!fits_int64(low) || !fits_int64(high)) return Lane::i128;
  return fits_int32(low) && fits_int32(high) ? Lane::i32 : Lane::i64;
}

std::optional<RoundProof> proof_of(const Graph& graph, const Node& node) {
  if (node.from != Node::From::op) return std::nullopt;
  if (node.op == Op::round) {
    const Integer most = magnitude(graph.node(node.in[0]));
    // Rounded to a unit and told in a smaller one: both sides of the fraction are as many times what they were.
    const Integer up = to_integer(node.constants[0]) * to_integer(node.constants[3]);
    const Integer down = to_integer(node.constants[1]) * to_integer(node.constants[3]);
    const Tier tier = tier_of_round(most, up, down);
    return RoundProof{tier, reason_of_round(tier, most, up, down)};
  }
  if (node.op != Op::round_quotient) return std::nullopt;
  const Integer over = magnitude(graph.node(node.in[0]));
  const Integer& under = graph.node(node.in[1]).high;
  const Tier tier = tier_of_quotient(over, under);
  return RoundProof{tier, reason_of_quotient(tier, over, under)};
}

}  // namespace fenglu::plan
