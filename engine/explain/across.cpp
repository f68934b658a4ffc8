// Sums, means, counts and shares over the whole roster.
#include <algorithm>
#include <numeric>

#include "engine/diagnostic/code.hpp"
#include "engine/explain/arithmetic.hpp"
#include "engine/explain/row.hpp"

namespace fenglu::explain {

using formula::Expression;
using formula::Kind;

// Every row from the first to the last, with a memory of its own; then back to where the asker stands.
template <class Visit>
void Rows::for_each_row(Visit visit) {
  Work around = std::exchange(work_, fresh());
  const std::uint64_t stamp = stamp_;
  std::set<int> shown = std::exchange(shown_, {});
  struct Back {
    Rows& rows;
    Work& around;
    std::uint64_t stamp;
    std::set<int>& shown;
    ~Back() {
      rows.work_ = std::move(around);
      rows.shown_ = std::move(shown);
      rows.stamp_ = stamp;
    }
  } back{*this, around, stamp, shown};
  for (std::size_t row = 0; row < table_.rows; ++row) {
    work_.row = row;
    forget();
    visit(row);
  }
}

// 0, or the row's member of the category that the sums go by.
std::size_t Rows::group(const Expression& aggregate) {
  if (aggregate.by < 0) return 0;
  return static_cast<std::size_t>(to_int64(fact(aggregate.by, nullptr).value));
}

Rows::Totals Rows::add_up(const Expression& aggregate, const formula::SourceText* text) {
  Totals out;
  for_each_row([&](std::size_t) {
    const std::size_t member = group(aggregate);
    if (member >= out.sums.size()) {
      out.sums.resize(member + 1);
      out.counts.resize(member + 1);
    }
    const Answer x = Walk(look_up_, *this, text).compute(aggregate.children[0], nullptr);
    out.sums[member] = sum(out.sums[member], x.value);
    ++out.counts[member];
  });
  return out;
}

// The share of each row: ties go by the key's bytes, never by the order of rows.
std::vector<Rational> Rows::hand_out(const Expression& aggregate, const formula::SourceText* text) {
  const Rational total = Walk(look_up_, *this, text).compute(aggregate.children[0], nullptr).value;
  std::vector<Rational> weights(table_.rows);
  const Expression& weight = aggregate.children[1];
  for_each_row([&](std::size_t row) {
    weights[row] = Walk(look_up_, *this, text).compute(weight, nullptr).value;
    if (weights[row] >= 0) return;
    const std::string shown = policy::show_value(weights[row], weight.type, policy_);
    throw Refused{diagnostic(text, Code::negative_weight, weight.span, {shown})};
  });
  std::vector<std::size_t> by_key(table_.rows);
  std::iota(by_key.begin(), by_key.end(), std::size_t{0});
  std::sort(by_key.begin(), by_key.end(),
            [&](std::size_t a, std::size_t b) { return table_.keys[a] < table_.keys[b]; });
  std::vector<Rational> in_order;
  for (const std::size_t row : by_key) in_order.push_back(weights[row]);
  const std::vector<Rational> handed = shares(total, in_order);
  std::vector<Rational> out(table_.rows);
  for (std::size_t i = 0; i < by_key.size(); ++i) out[by_key[i]] = handed[i];
  return out;
}

Rational Rows::across(const Expression& aggregate, const formula::SourceText* text) {
  if (aggregate.kind == Kind::apportion) {
    auto found = handed_out_.find(&aggregate);
    if (found == handed_out_.end()) found = handed_out_.emplace(&aggregate, hand_out(aggregate, text)).first;
    return found->second[work_.row];
  }
  auto found = totals_.find(&aggregate);
  if (found == totals_.end()) found = totals_.emplace(&aggregate, add_up(aggregate, text)).first;
  const std::size_t member = group(aggregate);
  const Rational& total = found->second.sums[member];
  return aggregate.kind == Kind::mean_of ? Rational(total / found->second.counts[member]) : total;
}

}  // namespace fenglu::explain
