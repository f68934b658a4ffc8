// Proof: why a plan can't overflow and why its roundings are exact: for each item the range of its lanes, the lane that
// holds them, and for each rounding on the way the arithmetic that is exact there, with the inequality that says so.
#pragma once

#include "engine/plan/graph.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/tier.hpp"

namespace fenglu::plan {

struct RoundProof {
  Tier tier = Tier::fused;
  std::string reason;  // "2 * 999999999 * 2 + 25 = 4000000021 < 2^51"
};

struct Proof {
  int item = -1;
  Interval range;     // in the item's own unit
  Integer low, high;  // of its lanes
  Lane lane = Lane::i64;
  std::vector<RoundProof> rounds;  // those that its formula is the first to need
};

// Of every item of the request, or the errors of compile().
Result<std::vector<Proof>> prove(const policy::Policy& policy, const Request& request);

// Nothing for a node that doesn't round.
std::optional<RoundProof> proof_of(const Graph& graph, const Node& node);

// The narrowest lane that holds a range.
Lane narrowest(const Integer& low, const Integer& high);

}  // namespace fenglu::plan
