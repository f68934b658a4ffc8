// Schedule: a graph put in order. Nodes that nothing asks for are dropped; each stage computes what its sums need from
// the inputs; registers are reused as soon as the last reader has read.
#pragma once

#include "engine/plan/graph.hpp"
#include "engine/plan/plan.hpp"

namespace fenglu::plan {

struct Roots {
  std::vector<NodeId> outputs;  // lanes of the result's columns, 64 bits each
  struct Check {
    NodeId flag;
    int rule = -1;
    int parameter = -1;
  };
  std::vector<Check> checks;
};

Program schedule(const Graph& graph, const Roots& roots, Lanes lanes);

}  // namespace fenglu::plan
