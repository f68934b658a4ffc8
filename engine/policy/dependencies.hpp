// Dependencies: an order in which each comes after all that it needs, and the circles that allow none.
#pragma once

#include <cstddef>
#include <vector>

namespace fenglu::policy {

struct Order {
  std::vector<int> order;                 // all that stand in no circle, as near to their own order as can be
  std::vector<std::vector<int>> circles;  // each whole, once: a, b (which needs a's next) ...
};

// `needs[i]` are those that i needs.
Order order_of(const std::vector<std::vector<int>>& needs);

}  // namespace fenglu::policy
