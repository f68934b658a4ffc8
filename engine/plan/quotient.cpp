#include "engine/plan/quotient.hpp"

namespace fenglu::plan {

namespace {

struct Fractions {
  Value a, b;  // over one divisor
  std::optional<Value> under;
};

Value product(Graph& graph, const std::optional<Value>& a, const std::optional<Value>& b) {
  if (!a) return b ? *b : Value::of(1);
  return b ? graph.multiply(*a, *b) : *a;
}

bool same(const Value& a, const Value& b) {
  return a.constant == b.constant && a.number == b.number && a.node == b.node && a.scale == b.scale;
}

Fractions common(Graph& graph, const Quotient& a, const Quotient& b) {
  if (!a.under && !b.under) return {a.over, b.over, std::nullopt};
  if (a.under && b.under && same(*a.under, *b.under)) return {a.over, b.over, a.under};
  const Value one = Value::of(1);
  return {graph.multiply(a.over, b.under.value_or(one)), graph.multiply(b.over, a.under.value_or(one)),
          product(graph, a.under, b.under)};
}

Quotient with_range(Quotient result, const Interval& proven) {
  if (result.under) result.proven = proven;
  return result;
}

}  // namespace

Quotient add(Graph& graph, const Quotient& a, const Quotient& b) {
  const Fractions both = common(graph, a, b);
  return with_range({graph.add(both.a, both.b), both.under, {}}, graph.range(a) + graph.range(b));
}

Quotient subtract(Graph& graph, const Quotient& a, const Quotient& b) {
  const Fractions both = common(graph, a, b);
  return with_range({graph.subtract(both.a, both.b), both.under, {}}, graph.range(a) - graph.range(b));
}

Quotient multiply(Graph& graph, const Quotient& a, const Quotient& b) {
  Quotient result{graph.multiply(a.over, b.over), std::nullopt, {}};
  if (a.under || b.under) result.under = product(graph, a.under, b.under);
  return with_range(std::move(result), graph.range(a) * graph.range(b));
}

Quotient negate(Graph& graph, const Quotient& a) {
  return with_range({graph.negate(a.over), a.under, {}}, -graph.range(a));
}

Quotient divide(Graph& graph, const Quotient& a, const Quotient& b) {
  if (graph.range(b).high < 0) return divide(graph, negate(graph, a), negate(graph, b));
  if (b.over.constant && !b.under) return multiply(graph, a, {Value::of(1 / b.over.number), std::nullopt, {}});
  Quotient result{graph.multiply(a.over, b.under.value_or(Value::of(1))), std::nullopt, {}};
  result.under = a.under ? graph.multiply(*a.under, b.over) : b.over;
  return with_range(std::move(result), graph.range(a) / graph.range(b));
}

Quotient select(Graph& graph, const Value& flag, const Quotient& a, const Quotient& b) {
  if (flag.constant) return flag.number == 0 ? b : a;
  Quotient result{graph.select(flag, a.over, b.over), std::nullopt, {}};
  const Value one = Value::of(1);
  if (a.under || b.under) result.under = graph.select(flag, a.under.value_or(one), b.under.value_or(one));
  return with_range(std::move(result), hull(graph.range(a), graph.range(b)));
}

Quotient minimum(Graph& graph, const Quotient& a, const Quotient& b) {
  if (!a.under && !b.under) return {graph.minimum(a.over, b.over), std::nullopt, {}};
  return with_range(select(graph, less(graph, a, b), a, b), min(graph.range(a), graph.range(b)));
}

Quotient maximum(Graph& graph, const Quotient& a, const Quotient& b) {
  if (!a.under && !b.under) return {graph.maximum(a.over, b.over), std::nullopt, {}};
  return with_range(select(graph, less(graph, a, b), b, a), max(graph.range(a), graph.range(b)));
}

Value less(Graph& graph, const Quotient& a, const Quotient& b) {
  const Fractions both = common(graph, a, b);
  return graph.less(both.a, both.b);
}

Value less_equal(Graph& graph, const Quotient& a, const Quotient& b) {
  const Fractions both = common(graph, a, b);
  return graph.less_equal(both.a, both.b);
}

Value equal(Graph& graph, const Quotient& a, const Quotient& b) {
  const Fractions both = common(graph, a, b);
  return graph.equal(both.a, both.b);
}

}  // namespace fenglu::plan
