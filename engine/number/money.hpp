// Money: a whole number of fen. A rate times it is exact and not yet payable: only a written round makes it
// Money again. There is no way in from a float.
//     constexpr Money base = Money::fen(1'234'567);          // 12 345.67 yuan
//     const ExactMoney exact = base * Rate::percent(8);
//     const Money due = round(exact, RoundingRule{1, RoundingMode::half});
#pragma once

#include <compare>
#include <concepts>

#include "engine/number/rounding.hpp"

namespace fenglu {

class Rate {
 public:
  static Rate percent(std::integral auto whole) { return Rate(Rational(whole) / 100); }
  static Rate of(Rational exact) { return Rate(std::move(exact)); }
  const Rational& value() const { return value_; }
  bool operator==(const Rate&) const = default;
  friend Rate operator+(const Rate& a, const Rate& b) { return Rate(a.value_ + b.value_); }

 private:
  explicit Rate(Rational value) : value_(std::move(value)) {}
  Rational value_;
};

// An exact, not yet payable, amount in fen.
class ExactMoney {
 public:
  static ExactMoney fen(Rational exact) { return ExactMoney(std::move(exact)); }
  const Rational& fen() const { return fen_; }
  bool operator==(const ExactMoney&) const = default;
  friend ExactMoney operator+(const ExactMoney& a, const ExactMoney& b) { return ExactMoney(a.fen_ + b.fen_); }
  friend ExactMoney operator-(const ExactMoney& a, const ExactMoney& b) { return ExactMoney(a.fen_ - b.fen_); }

 private:
  explicit ExactMoney(Rational value) : fen_(std::move(value)) {}
  Rational fen_;
};

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money fen(std::integral auto whole) { return Money(static_cast<std::int64_t>(whole)); }
  static constexpr Money yuan(std::integral auto whole) { return Money(static_cast<std::int64_t>(whole) * 100); }
  constexpr std::int64_t fen() const { return fen_; }
  constexpr auto operator<=>(const Money&) const = default;
  friend constexpr Money operator+(Money a, Money b) { return Money(a.fen_ + b.fen_); }
  friend constexpr Money operator-(Money a, Money b) { return Money(a.fen_ - b.fen_); }
  friend constexpr Money operator-(Money a) { return Money(-a.fen_); }
  friend ExactMoney operator*(Money a, const Rate& rate) { return ExactMoney::fen(a.fen_ * rate.value()); }

 private:
  constexpr explicit Money(std::int64_t value) : fen_(value) {}
  std::int64_t fen_ = 0;
};

// Requires a rule whose unit is a whole number of fen.
Money round(const ExactMoney& exact, const RoundingRule& rule);
// "1234.50", "-0.05": two decimals, no separators.
std::string format(Money amount);

}  // namespace fenglu
