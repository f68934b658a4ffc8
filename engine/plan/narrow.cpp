// What a condition says of the values in it, inside the branch where it holds (or fails).
#include <algorithm>

#include "engine/plan/lower.hpp"

namespace fenglu::plan {

using formula::Expression;
using formula::Kind;

namespace {

Kind opposite(Kind kind) {
  if (kind == Kind::equal) return Kind::unequal;
  if (kind == Kind::unequal) return Kind::equal;
  if (kind == Kind::less) return Kind::greater_equal;
  if (kind == Kind::less_equal) return Kind::greater;
  if (kind == Kind::greater) return Kind::less_equal;
  return Kind::less;
}

bool is_comparison(Kind kind) { return kind >= Kind::equal && kind <= Kind::greater_equal; }

}  // namespace

Lowering::Scope Lowering::narrow(const Expression& condition, bool truth, Scope scope) {
  if (is_comparison(condition.kind)) {
    narrow_comparison(condition, truth, scope);
  } else if (condition.kind == Kind::logical_not) {
    return narrow(condition.children[0], !truth, std::move(scope));
  } else if (condition.kind == (truth ? Kind::logical_and : Kind::logical_or)) {
    return narrow(condition.children[1], truth, narrow(condition.children[0], truth, std::move(scope)));
  } else if (condition.type.unit == formula::Unit::flag && condition.children.empty()) {
    const Value flag = value(condition, scope);
    narrow_at_most(flag, truth ? 1 : 0, false, scope);
    narrow_at_least(flag, truth ? 1 : 0, false, scope);
  }
  return scope;
}

void Lowering::narrow_comparison(const Expression& e, bool truth, Scope& scope) {
  if (e.children[0].type.unit == formula::Unit::text) return;
  const Quotient left = lower(e.children[0], scope);
  const Quotient right = lower(e.children[1], scope);
  if (left.under || right.under) return;
  const Value& a = left.over;
  const Value& b = right.over;
  const Kind kind = truth ? e.kind : opposite(e.kind);
  const Interval of_a = graph_.range(a);
  const Interval of_b = graph_.range(b);
  if (kind == Kind::unequal) {
    // Only an end of the range can be taken away.
    if (of_b.is_point() && of_a.low == of_b.low) narrow_at_least(a, of_b.low, true, scope);
    if (of_b.is_point() && of_a.high == of_b.low) narrow_at_most(a, of_b.low, true, scope);
    return;
  }
  const bool strict = kind == Kind::less || kind == Kind::greater;
  if (kind != Kind::greater && kind != Kind::greater_equal) {
    narrow_at_most(a, of_b.high, strict, scope);
    narrow_at_least(b, of_a.low, strict, scope);
  }
  if (kind != Kind::less && kind != Kind::less_equal) {
    narrow_at_least(a, of_b.low, strict, scope);
    narrow_at_most(b, of_a.high, strict, scope);
  }
}

void Lowering::narrow_at_most(const Value& x, const Rational& bound, bool strict, Scope& scope) {
  if (x.constant) return;
  const Rational lane = bound / x.scale;
  const Integer high = strict ? Integer(ceil(lane) - 1) : floor(lane);
  const Node& node = graph_.node(x.node);
  auto& range = scope.narrowed.try_emplace(x.node, node.low, node.high).first->second;
  range.second = std::max(std::min(range.second, high), node.low);
}

void Lowering::narrow_at_least(const Value& x, const Rational& bound, bool strict, Scope& scope) {
  if (x.constant) return;
  const Rational lane = bound / x.scale;
  const Integer low = strict ? Integer(floor(lane) + 1) : ceil(lane);
  const Node& node = graph_.node(x.node);
  auto& range = scope.narrowed.try_emplace(x.node, node.low, node.high).first->second;
  range.first = std::min(std::max(range.first, low), node.high);
}

}  // namespace fenglu::plan
