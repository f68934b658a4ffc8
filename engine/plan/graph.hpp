// Graph: the plan before it is put in order: integer lanes with proven ranges, one node for one meaning.
//
// A Value is an exact number: a constant, or node.lane * scale with scale > 0. Multiplying by a constant moves only the
// scale; nothing is rounded until a policy writes a round, which is one primitive whatever stood before it.
#pragma once

#include <map>
#include <tuple>
#include <utility>

#include "engine/number/interval.hpp"
#include "engine/plan/program.hpp"

namespace fenglu::plan {

using NodeId = int;

struct Node {
  enum class From : std::uint8_t { input, constant, op, grouped_aggregate };
  From from = From::op;
  Op op = Op::add;
  std::vector<NodeId> in;
  std::vector<Int128> constants;
  Input input;
  Integer low, high;        // of its lane, proven
  bool works_wide = false;  // an operand or a step on the way needs 128 bits
  int stage = 0;            // the first in which it can be computed
  int origin = -1;          // the item whose formula made it first; -1: a rule
  bool wide() const { return !fits_int64(low) || !fits_int64(high); }
};

// The greatest absolute value of its lane.
Integer magnitude(const Node& node);

struct Value {
  bool constant = true;
  Rational number;  // of a constant
  NodeId node = -1;
  Rational scale = 1;  // > 0
  static Value of(const Rational& x) { return {true, x, -1, 1}; }
};

// A value over a divisor that varies by row; none = 1. The divisor is proven positive; `proven` is the range of the
// whole where it is known to be narrower than that of its parts (a mean lies among what it is the mean of).
struct Quotient {
  Value over;
  std::optional<Value> under;
  std::optional<Interval> proven;
};

// Thrown inside the plan floor only, where a lane can't be proven to fit; compile() turns it into a diagnostic.
struct Unfit {
  Integer low, high;
};

struct Reduction {    // something added up or handed out over the roster
  NodeId value = -1;  // or the weight
  NodeId group = -1;
  int groups = 1;
  NodeId total = -1;  // of an apportionment
  int index = -1;     // of the aggregate or share
  bool apportion = false;
};

class Graph {
 public:
  // The rows that sums are proven for.
  static constexpr std::int64_t rows_max = std::int64_t{1} << 31;

  Value input(const Input& input, const Interval& range, const Rational& scale);
  Interval range(const Value& value) const;
  const Node& node(NodeId id) const { return nodes_[static_cast<std::size_t>(id)]; }
  std::size_t size() const { return nodes_.size(); }
  const std::vector<Reduction>& reductions() const { return reductions_; }
  // Nodes made from now on are of this item; returns whose they were.
  int of_item(int item) { return std::exchange(origin_, item); }

  Value add(const Value& a, const Value& b);
  Value subtract(const Value& a, const Value& b);
  Value multiply(const Value& a, const Value& b);
  Value negate(const Value& a);
  Value minimum(const Value& a, const Value& b);
  Value maximum(const Value& a, const Value& b);
  Value less(const Value& a, const Value& b);
  Value less_equal(const Value& a, const Value& b);
  Value equal(const Value& a, const Value& b);
  Value logical_not(const Value& a);
  Value logical_and(const Value& a, const Value& b);
  Value logical_or(const Value& a, const Value& b);
  Value select(const Value& flag, const Value& a, const Value& b);
  Value round(const Value& a, const RoundingRule& rule);
  Value round(const Quotient& a, const RoundingRule& rule);
  Interval range(const Quotient& a) const;
  // Takes note that the value lies in a range for every row, by a reason that its parts don't show.
  Value proven(const Value& a, const Interval& range);
  // Holds the value within a range that is proven wherever it matters (a branch not taken may be outside).
  Value within(const Value& a, const Interval& range);
  // Index of the last of the ascending ends that is not above a, from 0; -1 is impossible by range.
  Value band(const Value& a, const std::vector<Rational>& ends);
  // How many of the ascending ends are below a.
  Value bracket(const Value& a, const std::vector<Rational>& ends);
  Value look_up(const Value& index, const std::vector<Rational>& cells);
  // A primitive on lanes as they are (dates, months), with the range that the caller has worked out.
  Value lanes(Op op, const std::vector<Value>& in, const Interval& range, std::vector<Int128> constants = {});
  // A share of a total in whole fen by weights.
  Value split(const Value& total, int index, const std::vector<Value>& weights);
  // Over the roster; `group` nothing: of all rows. `round` of the sum may need 128 bits.
  Value sum(const Value& x, const std::optional<Value>& group, int groups);
  Value apportion(const Value& total, const Value& weight);
  // The lane of a value at a given scale, as a node (constants too). Requires whole multiples.
  NodeId lane_at(const Value& value, const Rational& scale);

 private:
  NodeId intern(Node node);
  NodeId constant(const Integer& lane);
  NodeId apply(Op op, std::vector<NodeId> in, const Integer& low, const Integer& high, const Integer& work = 0,
               std::vector<Int128> constants = {});
  NodeId scaled(NodeId node, const Integer& factor);
  NodeId rounded_times(const Node& of, const Integer& factor);
  Value rounded(NodeId lane, const Rational& factor, const RoundingRule& rule);
  Value as_value(NodeId node, const Rational& scale) const;
  Rational common_scale(const Value& a, const Value& b) const;
  std::pair<NodeId, NodeId> aligned(const Value& a, const Value& b, Rational& scale);
  Value compare(Op op, const Value& a, const Value& b);

  using Key = std::tuple<int, Op, std::vector<NodeId>, std::vector<Int128>, Input>;
  int origin_ = -1;
  std::vector<Node> nodes_;
  std::map<Key, NodeId> interned_;
  std::vector<Reduction> reductions_;
};

}  // namespace fenglu::plan
