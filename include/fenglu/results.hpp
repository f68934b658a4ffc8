// results: what a run came to, a column an item.
//
// What it is:      spans of 64-bit values in Arrow's layout, a row for each row of the roster, in its order. Nothing is
//                  null: an item that doesn't apply is 0.
// What it is not:  text, or rounded again: values are whole in the item's own decimals.
// Example:
//     std::span<const std::int64_t> net = *pay->fen("pay.net");
//     Money first = Money::fen(net[0]);
//     for (const ResultColumn& column : pay->columns()) std::cout << column.id << ' ' << column.values.size() << '\n';
//     Result<ResultColumn> rate = pay->column("hf.rate_used");   // value / 10^decimals
//     std::string_view key = pay->key(0);
// Units, ranges:   money in fen; rates and numbers * 10^decimals; flags 0 and 1; days since 1970-01-01; months since
//                  0000-01; categories as indices into `members`.
// Errors:          an item that the plan doesn't work out, or, for fen(), one that isn't money.
// Cost, threads:   no copies; the spans live as long as any copy of the results. Never changed: any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fenglu/result.hpp"

namespace fenglu_v1 {

enum class Unit { money, number, rate, flag, date, month, category, text };

struct ResultColumn {
  std::string_view id;
  Unit unit = Unit::money;
  int decimals = 2;  // of money, numbers and rates
  std::span<const std::int64_t> values;
  std::span<const std::string> members;  // of a category: ids
};

class FENGLU_API Results {
 public:
  std::size_t rows() const;
  std::string_view key(std::size_t row) const;
  // In the order of the plan's items.
  const std::vector<ResultColumn>& columns() const;
  Result<ResultColumn> column(std::string_view item) const;
  // Of an item of money.
  Result<std::span<const std::int64_t>> fen(std::string_view item) const;

 private:
  friend class Plan;
  friend class Session;
  struct Impl;
  static std::shared_ptr<const Impl> impl_of(std::shared_ptr<const void> held);
  explicit Results(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

}  // namespace fenglu_v1
