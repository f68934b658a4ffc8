// The graph: what is folded, what is proven, what stays exact.
#include <gtest/gtest.h>

#include "engine/plan/quotient.hpp"

namespace fenglu::plan {
namespace {

class GraphTest : public ::testing::Test {
 protected:
  // A money fact in whole fen.
  Value money(int index, std::int64_t low, std::int64_t high) {
    return graph.input({Input::Of::fact, index, low, {}}, {low, high}, 1);
  }
  std::string lanes(const Value& value) const {
    if (value.constant) return value.number.str();
    const Node& node = graph.node(value.node);
    return node.low.str() + " ... " + node.high.str() + " x " + value.scale.str();
  }
  Op op(const Value& value) const { return graph.node(value.node).op; }
  Graph graph;
};

TEST_F(GraphTest, AProductWithAConstantMovesOnlyTheScale) {
  const Value x = money(0, 0, 1000);
  const Value scaled = graph.multiply(x, Value::of(Rational(4, 87)));
  EXPECT_EQ(scaled.node, x.node);
  EXPECT_EQ(lanes(scaled), "0 ... 1000 x 4/87");
}

TEST_F(GraphTest, ARoundingIsOneDivisionWhateverStoodBeforeIt) {
  // wage / 21.75 / 8 * 29 * 3, the overtime of a holiday: reduced to wage / 2 before anything runs.
  const Value wage = money(0, 0, 10'000'000);
  Value pay = wage;
  for (const Rational& factor : {Rational(4, 87), Rational(1, 8), Rational(29), Rational(3)}) {
    pay = graph.multiply(pay, Value::of(factor));
  }
  const Value due = graph.round(pay, {1, RoundingMode::half});
  EXPECT_EQ(op(due), Op::round);
  EXPECT_EQ(graph.node(due.node).constants, (std::vector<Int128>{1, 2, 0, 1}));
  EXPECT_EQ(graph.node(due.node).in, std::vector<NodeId>{wage.node});
}

TEST_F(GraphTest, OneMeaningIsOneNode) {
  const Value a = money(0, 0, 10);
  const Value b = money(1, 0, 10);
  EXPECT_EQ(graph.add(a, b).node, graph.add(b, a).node);
  EXPECT_EQ(graph.minimum(a, b).node, graph.minimum(b, a).node);
  EXPECT_NE(graph.subtract(a, b).node, graph.subtract(b, a).node);
}

TEST_F(GraphTest, WhatRangesDecideIsNotComputed) {
  const Value low = money(0, 0, 10);
  const Value high = money(1, 11, 20);
  EXPECT_EQ(lanes(graph.less(low, high)), "1");
  EXPECT_EQ(lanes(graph.less_equal(high, low)), "0");
  EXPECT_EQ(lanes(graph.equal(low, high)), "0");
  EXPECT_EQ(graph.minimum(low, high).node, low.node);
  EXPECT_EQ(graph.maximum(low, high).node, high.node);
  EXPECT_EQ(graph.within(low, {0, 10}).node, low.node);
}

TEST_F(GraphTest, ALaneThatCanBeOneNumberIsThatNumber) {
  EXPECT_EQ(lanes(money(0, 7, 7)), "7");
  EXPECT_EQ(lanes(graph.subtract(money(1, 0, 9), money(1, 0, 9))), "0");
  EXPECT_EQ(lanes(graph.multiply(money(1, 0, 9), Value::of(0))), "0");
}

TEST_F(GraphTest, RangesHoldEveryResult) {
  const Value a = money(0, -30, 20);
  const Value b = money(1, 5, 7);
  EXPECT_EQ(lanes(graph.add(a, b)), "-25 ... 27 x 1");
  EXPECT_EQ(lanes(graph.subtract(a, b)), "-37 ... 15 x 1");
  EXPECT_EQ(lanes(graph.multiply(a, b)), "-210 ... 140 x 1");
  EXPECT_EQ(lanes(graph.negate(a)), "-20 ... 30 x 1");
  EXPECT_EQ(lanes(graph.minimum(a, b)), "-30 ... 7 x 1");
  EXPECT_EQ(lanes(graph.maximum(a, b)), "5 ... 20 x 1");
  EXPECT_EQ(lanes(graph.round(graph.multiply(a, Value::of(Rational(1, 4))), {1, RoundingMode::half})), "-8 ... 5 x 1");
}

TEST_F(GraphTest, UnlikeScalesMeetAtTheirCommonMeasure) {
  const Value yuan = graph.round(money(0, 0, 100'000), {100, RoundingMode::half});
  EXPECT_EQ(lanes(yuan), "0 ... 1000 x 100");
  EXPECT_EQ(lanes(graph.add(yuan, money(1, 0, 5))), "0 ... 100005 x 1");
  const Value third = graph.multiply(money(1, 0, 5), Value::of(Rational(1, 3)));
  EXPECT_EQ(lanes(graph.add(third, yuan)), "0 ... 300005 x 1/3");
}

TEST_F(GraphTest, WhatSixtyFourBitsCannotHoldIsWide) {
  const Value big = money(0, 0, std::int64_t{1} << 40);
  const Value square = graph.multiply(big, big);
  EXPECT_TRUE(graph.node(square.node).wide());
  const Value rounded =
      graph.round(graph.multiply(square, Value::of(Rational(1, std::int64_t{3} << 40))), {1, RoundingMode::down});
  EXPECT_FALSE(graph.node(rounded.node).wide());
  EXPECT_TRUE(graph.node(rounded.node).works_wide);
}

TEST_F(GraphTest, WhatA128BitsCannotHoldIsRefused) {
  const Value big = money(0, 0, std::int64_t{1} << 60);
  const Value square = graph.multiply(big, big);
  EXPECT_THROW((void)graph.multiply(square, big), Unfit);
}

TEST_F(GraphTest, BandsHoldTheirLowerEndAndBracketsTheirUpper) {
  const Value years = graph.input({Input::Of::fact, 0, 0, {}}, {0, 40}, 1);
  const Value band = graph.band(years, {0, 2, 4});
  EXPECT_EQ(graph.node(band.node).constants, (std::vector<Int128>{2, 4}));
  EXPECT_EQ(lanes(graph.look_up(band, {10, 20, 30})), "10 ... 30 x 1");
  EXPECT_EQ(lanes(graph.band(Value::of(2), {0, 2, 4})), "1");
  EXPECT_EQ(lanes(graph.bracket(Value::of(36'000), {36'000, 144'000})), "0");
  EXPECT_EQ(lanes(graph.bracket(Value::of(36'001), {36'000, 144'000})), "1");
}

TEST_F(GraphTest, DivisorsStayApartUntilARound) {
  const Quotient a{money(0, 0, 1000), std::nullopt, {}};
  const Quotient days{money(1, -9, -1), std::nullopt, {}};
  const Quotient share = divide(graph, a, days);
  ASSERT_TRUE(share.under);
  EXPECT_EQ(lanes(*share.under), "1 ... 9 x 1");  // made positive
  const Value due = graph.round(share, {1, RoundingMode::half});
  EXPECT_EQ(op(due), Op::round_quotient);
  EXPECT_EQ(lanes(due), "-1000 ... 0 x 1");
}

TEST_F(GraphTest, AMeanLiesAmongWhatItIsTheMeanOf) {
  const Value pay = money(0, 500, 900);
  const Value sum = graph.sum(pay, std::nullopt, 1);
  EXPECT_TRUE(graph.node(sum.node).stage == 1);
  const Value count = graph.proven(graph.sum(Value::of(1), std::nullopt, 1), {1, Rational(Graph::rows_max)});
  Quotient mean = divide(graph, {sum, std::nullopt, {}}, {count, std::nullopt, {}});
  mean.proven = graph.range(pay);
  EXPECT_EQ(lanes(graph.round(mean, {1, RoundingMode::half})), "500 ... 900 x 1");
}

}  // namespace
}  // namespace fenglu::plan
