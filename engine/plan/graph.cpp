#include "engine/plan/graph.hpp"

#include <algorithm>

namespace fenglu::plan {

namespace {

Integer magnitude(const Integer& low, const Integer& high) {
  const Integer a = low < 0 ? Integer(-low) : low;
  const Integer b = high < 0 ? Integer(-high) : high;
  return a < b ? b : a;
}

}  // namespace

Integer magnitude(const Node& node) { return magnitude(node.low, node.high); }

namespace {

bool is_zero(const Value& value) { return value.constant && value.number == 0; }

Integer product_low(const Node& a, const Node& b) {
  return std::min({Integer(a.low * b.low), Integer(a.low * b.high), Integer(a.high * b.low), Integer(a.high * b.high)});
}
Integer product_high(const Node& a, const Node& b) {
  return std::max({Integer(a.low * b.low), Integer(a.low * b.high), Integer(a.high * b.low), Integer(a.high * b.high)});
}

}  // namespace

NodeId Graph::intern(Node node) {
  Key key{static_cast<int>(node.from), node.op, node.in, node.constants, node.input};
  const auto found = interned_.find(key);
  if (found != interned_.end()) return found->second;
  if (!fits_int128(node.low) || !fits_int128(node.high)) throw Unfit{node.low, node.high};
  for (const NodeId in : node.in) {
    node.works_wide = node.works_wide || this->node(in).wide();
    node.stage = std::max(node.stage, this->node(in).stage);
  }
  const auto id = static_cast<NodeId>(nodes_.size());
  node.origin = origin_;
  nodes_.push_back(std::move(node));
  interned_.emplace(std::move(key), id);
  return id;
}

NodeId Graph::constant(const Integer& lane) {
  if (!fits_int128(lane)) throw Unfit{lane, lane};
  Node node;
  node.from = Node::From::constant;
  node.constants = {to_int128(lane)};
  node.low = node.high = lane;
  return intern(std::move(node));
}

NodeId Graph::apply(Op op, std::vector<NodeId> in, const Integer& low, const Integer& high, const Integer& work,
                    std::vector<Int128> constants) {
  if (!fits_int128(work)) throw Unfit{low, high};
  Node node;
  node.op = op;
  node.in = std::move(in);
  node.constants = std::move(constants);
  node.low = low;
  node.high = high;
  node.works_wide = !fits_int64(work) || !fits_int64(low) || !fits_int64(high);
  return intern(std::move(node));
}

Value Graph::input(const Input& input, const Interval& range, const Rational& scale) {
  Node node;
  node.from = Node::From::input;
  node.input = input;
  node.low = ceil(range.low / scale);
  node.high = floor(range.high / scale);
  return as_value(intern(std::move(node)), scale);
}

// A lane that can only be one number is that number: the plan needn't look.
Value Graph::as_value(NodeId id, const Rational& scale) const {
  if (node(id).low == node(id).high) return Value::of(Rational(node(id).low) * scale);
  return {false, 0, id, scale};
}

Interval Graph::range(const Value& value) const {
  if (value.constant) return Interval::point(value.number);
  const Node& of = node(value.node);
  return {Rational(of.low) * value.scale, Rational(of.high) * value.scale};
}

namespace {

// A table's cells times a factor: cheaper to hold than to multiply by row. Nothing where it isn't a table, or a cell
// that no row reads doesn't fit.
std::optional<std::vector<Int128>> scaled_cells(const Node& node, const Integer& factor) {
  if (node.from != Node::From::op || node.op != Op::look_up) return std::nullopt;
  std::vector<Int128> cells;
  for (const Int128 cell : node.constants) {
    const Integer scaled = to_integer(cell) * factor;
    if (!fits_int64(scaled)) return std::nullopt;
    cells.push_back(to_int128(scaled));
  }
  return cells;
}

bool is_round(const Node& node) { return node.from == Node::From::op && node.op == Op::round; }

}  // namespace

NodeId Graph::scaled(NodeId id, const Integer& factor) {
  if (factor == 1) return id;
  const Node of = node(id);
  if (!fits_int128(factor)) throw Unfit{factor, factor};
  const Integer a = of.low * factor;
  const Integer b = of.high * factor;
  if (const auto cells = scaled_cells(of, factor)) {
    return apply(Op::look_up, of.in, std::min(a, b), std::max(a, b), 0, *cells);
  }
  if (is_round(of) && factor > 0 && !of.works_wide) return rounded_times(of, factor);
  return apply(Op::scale, {id}, std::min(a, b), std::max(a, b), factor, {to_int128(factor)});
}

// Rounded to whole yuan and told in fen: one primitive.
NodeId Graph::rounded_times(const Node& of, const Integer& factor) {
  const Integer times = to_integer(of.constants[3]) * factor;
  const Integer work = 2 * magnitude(node(of.in[0])) * to_integer(of.constants[0]) + 2 * to_integer(of.constants[1]);
  std::vector<Int128> constants = of.constants;
  constants[3] = to_int128(times);
  return apply(Op::round, of.in, of.low * factor, of.high * factor, work, std::move(constants));
}

NodeId Graph::lane_at(const Value& value, const Rational& scale) {
  if (value.constant) return constant(numerator(value.number / scale));
  return scaled(value.node, numerator(value.scale / scale));
}

Rational Graph::common_scale(const Value& a, const Value& b) const {
  return common_measure(a.constant ? a.number : a.scale, b.constant ? b.number : b.scale);
}

std::pair<NodeId, NodeId> Graph::aligned(const Value& a, const Value& b, Rational& scale) {
  scale = common_scale(a, b);
  return {lane_at(a, scale), lane_at(b, scale)};
}

Value Graph::add(const Value& a, const Value& b) {
  if (a.constant && b.constant) return Value::of(a.number + b.number);
  if (is_zero(a)) return b;
  if (is_zero(b)) return a;
  Rational scale;
  auto [x, y] = aligned(a, b, scale);
  if (y < x) std::swap(x, y);  // one node for a + b and b + a
  const Integer low = node(x).low + node(y).low;
  const Integer high = node(x).high + node(y).high;
  return as_value(apply(Op::add, {x, y}, low, high), scale);
}

Value Graph::subtract(const Value& a, const Value& b) {
  if (a.constant && b.constant) return Value::of(a.number - b.number);
  if (is_zero(b)) return a;
  if (!a.constant && !b.constant && a.node == b.node && a.scale == b.scale) return Value::of(0);
  Rational scale;
  const auto [x, y] = aligned(a, b, scale);
  const Integer low = node(x).low - node(y).high;
  const Integer high = node(x).high - node(y).low;
  return as_value(apply(Op::subtract, {x, y}, low, high), scale);
}

Value Graph::negate(const Value& a) {
  if (a.constant) return Value::of(-a.number);
  return as_value(scaled(a.node, -1), a.scale);
}

Value Graph::multiply(const Value& a, const Value& b) {
  if (a.constant && b.constant) return Value::of(a.number * b.number);
  if (a.constant) return multiply(b, a);
  if (b.constant) {
    if (b.number == 0) return Value::of(0);
    const Value magnitude{false, 0, a.node, a.scale * abs(b.number)};
    return b.number < 0 ? negate(magnitude) : magnitude;
  }
  NodeId x = a.node;
  NodeId y = b.node;
  if (y < x) std::swap(x, y);
  const Integer low = product_low(node(x), node(y));
  const Integer high = product_high(node(x), node(y));
  return as_value(apply(Op::multiply, {x, y}, low, high), a.scale * b.scale);
}

Value Graph::minimum(const Value& a, const Value& b) {
  if (a.constant && b.constant) return Value::of(std::min(a.number, b.number));
  if (range(a).high <= range(b).low) return a;
  if (range(b).high <= range(a).low) return b;
  Rational scale;
  auto [x, y] = aligned(a, b, scale);
  if (y < x) std::swap(x, y);
  const Integer low = std::min(node(x).low, node(y).low);
  const Integer high = std::min(node(x).high, node(y).high);
  return as_value(apply(Op::minimum, {x, y}, low, high), scale);
}

Value Graph::maximum(const Value& a, const Value& b) {
  if (a.constant && b.constant) return Value::of(std::max(a.number, b.number));
  if (range(a).low >= range(b).high) return a;
  if (range(b).low >= range(a).high) return b;
  Rational scale;
  auto [x, y] = aligned(a, b, scale);
  if (y < x) std::swap(x, y);
  const Integer low = std::max(node(x).low, node(y).low);
  const Integer high = std::max(node(x).high, node(y).high);
  return as_value(apply(Op::maximum, {x, y}, low, high), scale);
}

Value Graph::compare(Op op, const Value& a, const Value& b) {
  Rational scale;
  const auto [x, y] = aligned(a, b, scale);
  return as_value(apply(op, {x, y}, 0, 1), 1);
}

// Where the ranges alone decide, there is nothing to compute.
Value Graph::less(const Value& a, const Value& b) {
  if (range(a).high < range(b).low) return Value::of(1);
  if (range(a).low >= range(b).high) return Value::of(0);
  return compare(Op::less, a, b);
}

Value Graph::less_equal(const Value& a, const Value& b) {
  if (range(a).high <= range(b).low) return Value::of(1);
  if (range(a).low > range(b).high) return Value::of(0);
  return compare(Op::less_equal, a, b);
}

Value Graph::equal(const Value& a, const Value& b) {
  if (a.constant && b.constant) return Value::of(a.number == b.number ? 1 : 0);
  if (intersection(range(a), range(b)).is_empty()) return Value::of(0);
  return compare(Op::equal, a, b);
}

Value Graph::logical_not(const Value& a) {
  if (a.constant) return Value::of(1 - a.number);
  return as_value(apply(Op::logical_not, {a.node}, 0, 1), 1);
}

Value Graph::logical_and(const Value& a, const Value& b) {
  if (is_zero(a) || is_zero(b)) return Value::of(0);
  if (a.constant) return b;
  if (b.constant) return a;
  return as_value(apply(Op::logical_and, {a.node, b.node}, 0, 1), 1);
}

Value Graph::logical_or(const Value& a, const Value& b) {
  if (is_zero(a)) return b;
  if (is_zero(b)) return a;
  if (a.constant || b.constant) return Value::of(1);
  return as_value(apply(Op::logical_or, {a.node, b.node}, 0, 1), 1);
}

Value Graph::select(const Value& flag, const Value& a, const Value& b) {
  if (flag.constant) return flag.number == 0 ? b : a;
  if (a.constant && b.constant && a.number == b.number) return a;
  Rational scale;
  const auto [x, y] = aligned(a, b, scale);
  if (x == y) return a;
  const Integer low = std::min(node(x).low, node(y).low);
  const Integer high = std::max(node(x).high, node(y).high);
  return as_value(apply(Op::select, {flag.node, x, y}, low, high), scale);
}

// round(lane * factor): factor = k0 / k1. The work is twice the numerator plus the denominator.
Value Graph::rounded(NodeId lane, const Rational& factor, const RoundingRule& rule) {
  const Integer up = numerator(factor);
  const Integer down = denominator(factor);
  if (down == 1) return as_value(scaled(lane, up), rule.unit);
  if (!fits_int128(up) || !fits_int128(down)) throw Unfit{up, down};
  const Node of = node(lane);
  const Integer low = round_quotient(Integer(of.low * up), down, rule.mode);
  const Integer high = round_quotient(Integer(of.high * up), down, rule.mode);
  const Integer work = 2 * magnitude(of.low, of.high) * up + 2 * down;
  return as_value(
      apply(Op::round, {lane}, low, high, work, {to_int128(up), to_int128(down), static_cast<Int128>(rule.mode), 1}),
      rule.unit);
}

Value Graph::round(const Value& a, const RoundingRule& rule) {
  if (a.constant) return Value::of(fenglu::round(a.number, rule));
  return rounded(a.node, a.scale / rule.unit, rule);
}

Interval Graph::range(const Quotient& a) const {
  if (!a.under) return range(a.over);
  const Interval parts = range(a.over) / range(*a.under);
  return a.proven ? intersection(parts, *a.proven) : parts;
}

Value Graph::round(const Quotient& a, const RoundingRule& rule) {
  if (!a.under) return round(a.over, rule);
  const Value whole = multiply(*a.under, Value::of(rule.unit));
  const Rational scale = common_scale(a.over, whole);
  const NodeId x = lane_at(a.over, scale);
  const NodeId y = lane_at(whole, scale);
  const Interval exact = range(a);
  const Integer low = numerator(fenglu::round(exact.low, rule) / rule.unit);
  const Integer high = numerator(fenglu::round(exact.high, rule) / rule.unit);
  const Integer work = 2 * magnitude(node(x).low, node(x).high) + 2 * node(y).high;
  return as_value(apply(Op::round_quotient, {x, y}, low, high, work, {static_cast<Int128>(rule.mode)}), rule.unit);
}

Value Graph::proven(const Value& a, const Interval& range) {
  if (a.constant) return a;
  Node& of = nodes_[static_cast<std::size_t>(a.node)];
  of.low = std::max(of.low, ceil(range.low / a.scale));
  of.high = std::min(of.high, floor(range.high / a.scale));
  return as_value(a.node, a.scale);
}

Value Graph::within(const Value& a, const Interval& range) {
  if (a.constant || range.holds(this->range(a))) return a;
  const Node of = node(a.node);
  const Integer low = std::max(of.low, ceil(range.low / a.scale));
  const Integer high = std::min(of.high, floor(range.high / a.scale));
  if (low > high) return Value::of(Rational(of.low) * a.scale);  // no row comes here
  return as_value(apply(Op::clamp, {a.node}, low, high, 0, {to_int128(low), to_int128(high)}), a.scale);
}

namespace {

// The ends as whole lanes of the value: x * scale >= end is lane >= ceil(end / scale).
std::vector<Int128> lane_ends(const std::vector<Rational>& ends, const Rational& scale, bool from) {
  std::vector<Int128> lanes;
  for (const Rational& end : ends) {
    const Integer lane = from ? ceil(end / scale) : floor(end / scale);
    if (!fits_int128(lane)) throw Unfit{lane, lane};
    lanes.push_back(to_int128(lane));
  }
  return lanes;
}

Integer count_from(const std::vector<Rational>& ends, const Rational& x) {
  return static_cast<std::int64_t>(std::count_if(ends.begin(), ends.end(), [&](const auto& end) { return end <= x; }));
}
Integer count_above(const std::vector<Rational>& ends, const Rational& x) {
  return static_cast<std::int64_t>(std::count_if(ends.begin(), ends.end(), [&](const auto& end) { return end < x; }));
}

}  // namespace

Value Graph::band(const Value& a, const std::vector<Rational>& ends) {
  const Interval of = range(a);
  const Integer low = count_from(ends, of.low) - 1;
  const Integer high = count_from(ends, of.high) - 1;
  if (low == high) return Value::of(Rational(low));
  const std::vector<Rational> later(ends.begin() + 1, ends.end());
  return as_value(apply(Op::level_from, {a.node}, low < 0 ? Integer(0) : low, high, 0, lane_ends(later, a.scale, true)),
                  1);
}

Value Graph::bracket(const Value& a, const std::vector<Rational>& ends) {
  const Interval of = range(a);
  const Integer low = count_above(ends, of.low);
  const Integer high = count_above(ends, of.high);
  if (low == high) return Value::of(Rational(low));
  return as_value(apply(Op::level_above, {a.node}, low, high, 0, lane_ends(ends, a.scale, false)), 1);
}

Value Graph::look_up(const Value& index, const std::vector<Rational>& cells) {
  if (index.constant) return Value::of(cells[static_cast<std::size_t>(to_int64(index.number))]);
  const Node& of = node(index.node);
  const auto first = cells.begin() + to_int64(of.low * numerator(index.scale));
  const auto last = cells.begin() + to_int64(of.high * numerator(index.scale));
  Rational scale = 0;
  for (const Rational& cell : cells) scale = common_measure(scale, cell);
  if (scale == 0) return Value::of(0);
  if (is_integer(scale)) scale = 1;  // whole yuan are told in fen, as what they meet is
  const NodeId lane = lane_at(index, 1);
  std::vector<Int128> lanes;
  for (const Rational& cell : cells) {
    const Integer one = numerator(cell / scale);
    if (!fits_int128(one)) throw Unfit{one, one};
    lanes.push_back(to_int128(one));
  }
  const Integer low = numerator(*std::min_element(first, last + 1) / scale);
  const Integer high = numerator(*std::max_element(first, last + 1) / scale);
  return as_value(apply(Op::look_up, {lane}, low, high, 0, std::move(lanes)), scale);
}

Value Graph::lanes(Op op, const std::vector<Value>& in, const Interval& range, std::vector<Int128> constants) {
  std::vector<NodeId> nodes;
  for (const Value& value : in) nodes.push_back(lane_at(value, 1));
  return as_value(apply(op, std::move(nodes), floor(range.low), ceil(range.high), 0, std::move(constants)), 1);
}

// The work of a split: total * weight twice over, and the sum of the weights.
Value Graph::split(const Value& total, int index, const std::vector<Value>& weights) {
  Rational scale = 0;
  for (const Value& weight : weights) scale = common_measure(scale, weight.constant ? weight.number : weight.scale);
  if (scale == 0) scale = 1;
  std::vector<NodeId> in{lane_at(total, 1)};
  Integer sum = 0;
  for (const Value& weight : weights) {
    in.push_back(lane_at(weight, scale));
    sum += std::max(node(in.back()).high, Integer(1));
  }
  const Interval of = range(total);
  const Integer bound = magnitude(floor(of.low), ceil(of.high)) + 1;
  return as_value(apply(Op::split, std::move(in), of.low < 0 ? Integer(-bound) : Integer(0),
                        of.high > 0 ? bound : Integer(0), 2 * bound * sum, {index}),
                  1);
}

Value Graph::sum(const Value& x, const std::optional<Value>& group, int groups) {
  const Value lane =
      x.constant ? Value{false, 0, constant(numerator(x.number)), Rational(1) / Rational(denominator(x.number))} : x;
  const bool grouped = group && !group->constant;
  const int index = static_cast<int>(reductions_.size());
  const NodeId group_node = group ? lane_at(*group, 1) : -1;
  reductions_.push_back({lane.node, group_node, group ? groups : 1, -1, index, false});
  Node node;
  node.from = group ? Node::From::grouped_aggregate : Node::From::input;
  node.op = Op::group_value;
  if (group) node.in = {group_node};
  node.constants = {index};
  node.input = {Input::Of::aggregate, index, 0, {}};
  const Node& of = this->node(lane.node);
  node.low = std::min(Integer(of.low * rows_max), Integer(0));
  node.high = std::max(Integer(of.high * rows_max), Integer(0));
  node.stage = std::max(of.stage, grouped ? this->node(group_node).stage : 0) + 1;
  return as_value(intern(std::move(node)), lane.scale);
}

Value Graph::apportion(const Value& total, const Value& weight) {
  const int index = static_cast<int>(reductions_.size());
  const NodeId total_lane = lane_at(total, 1);
  const Rational scale = weight.constant ? (weight.number == 0 ? Rational(1) : weight.number) : weight.scale;
  const NodeId weight_lane = lane_at(weight, scale);
  // Products of total and weight are worked out between two stages, in integers of any size.
  reductions_.push_back({weight_lane, -1, 1, total_lane, index, true});
  Node node;
  node.from = Node::From::input;
  node.input = {Input::Of::share, index, 0, {}};
  node.low = std::min(this->node(total_lane).low, Integer(0));
  node.high = std::max(this->node(total_lane).high, Integer(0));
  if (!fits_int64(node.low) || !fits_int64(node.high)) throw Unfit{node.low, node.high};
  node.stage = std::max(this->node(weight_lane).stage, this->node(total_lane).stage) + 1;
  return as_value(intern(std::move(node)), 1);
}

}  // namespace fenglu::plan
