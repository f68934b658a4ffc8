// Fuse: chains of additions that nothing else reads become one sum, a floor at 0 and a pair of bounds are taken along;
// a product that is only rounded is multiplied where it is rounded, two keys are put together where the table is read.
// Reading and writing batches is what a primitive costs; a sum of six terms in one pass moves half of what five
// additions do.
#pragma once

#include <set>

#include "engine/plan/graph.hpp"

namespace fenglu::plan {

// What the kernels take in one pass.
constexpr std::size_t sum_plus_max = 6;
constexpr std::size_t sum_minus_max = 4;

struct Sum {
  std::vector<NodeId> plus, minus;  // at least one plus
  bool floored = false;             // not below 0
};
struct Bounds {
  NodeId of = -1;
  Int128 low = 0, high = 0;
};

// round(a * b ...) of Tier::fused.
struct Product {
  NodeId a = -1, b = -1;
};

// A table's cell a * stride + b.
struct TwoKeys {
  NodeId a = -1, b = -1;
  Int128 stride = 0;
};

struct Fusion {
  std::map<NodeId, Sum> sums;
  std::map<NodeId, Bounds> bounds;
  std::map<NodeId, Product> products;  // by the node that rounds
  std::map<NodeId, TwoKeys> two_keys;  // by the node that looks up
  std::set<NodeId> absorbed;           // computed on the way: no register of their own
};

// `reachable`: the nodes of one stage; `kept`: those among them whose lanes are wanted for themselves.
Fusion fuse(const Graph& graph, const std::set<NodeId>& reachable, const std::set<NodeId>& kept);

}  // namespace fenglu::plan
