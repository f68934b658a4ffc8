// Arithmetic on quotients: exact fractions whose divisor may vary by row, kept apart until a round puts them together.
#pragma once

#include "engine/plan/graph.hpp"

namespace fenglu::plan {

Quotient add(Graph& graph, const Quotient& a, const Quotient& b);
Quotient subtract(Graph& graph, const Quotient& a, const Quotient& b);
Quotient multiply(Graph& graph, const Quotient& a, const Quotient& b);
// Requires that b's range doesn't hold 0.
Quotient divide(Graph& graph, const Quotient& a, const Quotient& b);
Quotient negate(Graph& graph, const Quotient& a);
Quotient select(Graph& graph, const Value& flag, const Quotient& a, const Quotient& b);
Quotient minimum(Graph& graph, const Quotient& a, const Quotient& b);
Quotient maximum(Graph& graph, const Quotient& a, const Quotient& b);
Value less(Graph& graph, const Quotient& a, const Quotient& b);
Value less_equal(Graph& graph, const Quotient& a, const Quotient& b);
Value equal(Graph& graph, const Quotient& a, const Quotient& b);

}  // namespace fenglu::plan
