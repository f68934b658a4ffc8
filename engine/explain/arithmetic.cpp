#include "engine/explain/arithmetic.hpp"

#include <algorithm>
#include <numeric>

namespace fenglu::explain {
namespace {

const Integer& over(const Rational& x) { return x.backend().data().numerator(); }
const Integer& under(const Rational& x) { return x.backend().data().denominator(); }
bool whole(const Rational& a, const Rational& b) { return under(a) == 1 && under(b) == 1; }

// Requires total >= 0.
std::vector<Rational> shares_of_positive(const Rational& total, std::span<const Rational> weights) {
  const Rational all = std::accumulate(weights.begin(), weights.end(), Rational(0));
  const Rational even(1, static_cast<std::int64_t>(weights.size()));
  std::vector<Rational> out;
  std::vector<Rational> remainders;
  Rational left = total;
  for (const Rational& weight : weights) {
    const Rational exact = total * (all == 0 ? even : Rational(weight / all));
    out.emplace_back(floor(exact));
    remainders.emplace_back(exact - out.back());
    left -= out.back();
  }
  std::vector<std::size_t> largest_first(weights.size());
  std::iota(largest_first.begin(), largest_first.end(), std::size_t{0});
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [&](std::size_t a, std::size_t b) { return order(remainders[a], remainders[b]) > 0; });
  for (std::size_t i = 0; left >= 1; ++i, left -= 1) out[largest_first[i]] += 1;
  return out;
}

}  // namespace

Rational sum(const Rational& a, const Rational& b) {
  if (whole(a, b)) return Rational(Integer(over(a) + over(b)));
  return a + b;
}

Rational difference(const Rational& a, const Rational& b) {
  if (whole(a, b)) return Rational(Integer(over(a) - over(b)));
  return a - b;
}

Rational product(const Rational& a, const Rational& b) {
  if (whole(a, b)) return Rational(Integer(over(a) * over(b)));
  return a * b;
}

Rational quotient(const Rational& a, const Rational& b) { return a / b; }

int order(const Rational& a, const Rational& b) {
  const int compared = under(a) == under(b) ? over(a).compare(over(b))
                                            : Integer(over(a) * under(b)).compare(Integer(over(b) * under(a)));
  return compared < 0 ? -1 : (compared > 0 ? 1 : 0);
}

Rational clamp(const Rational& x, const Rational& low, const Rational& high) {
  const Rational& raised = order(x, low) < 0 ? low : x;
  return order(raised, high) > 0 ? high : raised;
}

const policy::Bracket& bracket_of(const Rational& x, std::span<const policy::Bracket> brackets) {
  for (const policy::Bracket& bracket : brackets) {
    if (!bracket.up_to || order(x, *bracket.up_to) <= 0) return bracket;
  }
  return brackets.back();
}

Rational progressive(const Rational& x, std::span<const policy::Bracket> brackets) {
  if (x <= 0) return 0;
  const policy::Bracket& bracket = bracket_of(x, brackets);
  return x * bracket.rate - bracket.quick;
}

int band_of(const Rational& x, std::span<const Rational> lower_ends) {
  int band = -1;
  for (const Rational& end : lower_ends) {
    if (order(end, x) > 0) break;
    ++band;
  }
  return band;
}

std::vector<Rational> shares(const Rational& total, std::span<const Rational> weights) {
  if (total >= 0) return shares_of_positive(total, weights);
  std::vector<Rational> out = shares_of_positive(-total, weights);
  for (Rational& share : out) share = -share;
  return out;
}

}  // namespace fenglu::explain
