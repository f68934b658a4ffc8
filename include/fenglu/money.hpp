// money: amounts, rates, and their exact products.
//
// What it is:      Money, a whole number of fen; Rate, an exact decimal; ExactMoney, what a rate of an amount comes to
//                  before it is rounded.
// What it is not:  a number. There is no way in from a double and none out; a rate isn't an amount, and a product isn't
//                  payable until a written round makes it so.
// Example:
//     constexpr Money base = Money::fen(1'234'567);                    // 12,345.67 yuan
//     constexpr ExactMoney exact = base * Rate::percent(8);            // 987.6536 yuan
//     constexpr Money due = round(exact, Money::fen(1));               // 987.65 yuan, half a fen away from zero
//     constexpr Money up = round(exact, Money::yuan(1), Rounding::up); // 988.00 yuan
//     std::string text = base.text();                                  // "12345.67"
// Units, ranges:   fen, 64 bits: up to 92 million million yuan. A rate has nine decimals at most, up to 9,000 million.
// Errors:          none at run time: sums and products of figures of pay stay far inside 64 and 128 bits.
// Cost, threads:   an integer each, constexpr; values, shared by nobody.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>

#include "fenglu/version.hpp"

namespace fenglu_v1 {

// Half away from zero (四舍五入), away from zero, towards it; below zero too, as a spreadsheet does.
enum class Rounding { half, up, down };

// A whole number: char and bool are none.
template <class T>
concept Whole = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

class ExactMoney;

// An exact decimal: 0.08, 7 %, 1/10^9 at the finest.
class Rate {
 public:
  constexpr Rate() = default;
  static constexpr Rate percent(Whole auto whole) { return Rate(static_cast<std::int64_t>(whole) * (one / 100)); }
  // digits / 10^places: decimal(75, 3) is 0.075. places is 0 ... 9.
  static constexpr Rate decimal(Whole auto digits, int places) {
    std::int64_t unit = one;
    for (; places > 0; --places) unit /= 10;
    return Rate(static_cast<std::int64_t>(digits) * unit);
  }
  // In thousand-millionths.
  constexpr std::int64_t billionths() const { return billionths_; }
  constexpr auto operator<=>(const Rate&) const = default;
  friend constexpr Rate operator+(Rate a, Rate b) { return Rate(a.billionths_ + b.billionths_); }
  friend constexpr Rate operator-(Rate a, Rate b) { return Rate(a.billionths_ - b.billionths_); }

  static constexpr std::int64_t one = 1'000'000'000;

 private:
  constexpr explicit Rate(std::int64_t billionths) : billionths_(billionths) {}
  std::int64_t billionths_ = 0;
};

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money fen(Whole auto whole) { return Money(static_cast<std::int64_t>(whole)); }
  static constexpr Money yuan(Whole auto whole) { return Money(static_cast<std::int64_t>(whole) * 100); }
  constexpr std::int64_t fen() const { return fen_; }
  // "1234.50", "-0.05": two decimals, no separators.
  std::string text() const {
    const std::uint64_t size = fen_ < 0 ? 0 - static_cast<std::uint64_t>(fen_) : static_cast<std::uint64_t>(fen_);
    const std::string cents = std::to_string(size % 100);
    return (fen_ < 0 ? "-" : "") + std::to_string(size / 100) + (cents.size() < 2 ? ".0" : ".") + cents;
  }
  constexpr auto operator<=>(const Money&) const = default;
  friend constexpr Money operator+(Money a, Money b) { return Money(a.fen_ + b.fen_); }
  friend constexpr Money operator-(Money a, Money b) { return Money(a.fen_ - b.fen_); }
  friend constexpr Money operator-(Money a) { return Money(-a.fen_); }
  friend constexpr ExactMoney operator*(Money a, Rate rate);

 private:
  constexpr explicit Money(std::int64_t value) : fen_(value) {}
  std::int64_t fen_ = 0;
};

// An exact, not yet payable, amount, in thousand-millionths of a fen.
class ExactMoney {
 public:
  __extension__ using Wide = __int128;
  constexpr ExactMoney() = default;
  constexpr auto operator<=>(const ExactMoney&) const = default;
  friend constexpr ExactMoney operator+(ExactMoney a, ExactMoney b) { return ExactMoney(a.exact_ + b.exact_); }
  friend constexpr ExactMoney operator-(ExactMoney a, ExactMoney b) { return ExactMoney(a.exact_ - b.exact_); }
  friend constexpr ExactMoney operator*(Money a, Rate rate) {
    return ExactMoney(static_cast<Wide>(a.fen()) * rate.billionths());
  }
  // To whole multiples of `unit`, which is above 0.
  friend constexpr Money round(ExactMoney exact, Money unit, Rounding mode = Rounding::half) {
    const Wide divisor = static_cast<Wide>(unit.fen()) * Rate::one;
    const Wide whole = exact.exact_ / divisor, rest = exact.exact_ % divisor;
    const Wide size = rest < 0 ? -rest : rest, away = rest < 0 ? -1 : 1;
    // The remainder is doubled rather than the divisor halved: an odd divisor has no exact half.
    const bool goes_on = mode == Rounding::up ? size > 0 : mode == Rounding::half && 2 * size >= divisor;
    return Money::fen(static_cast<std::int64_t>((whole + (goes_on ? away : 0)) * unit.fen()));
  }

 private:
  constexpr explicit ExactMoney(Wide exact) : exact_(exact) {}
  Wide exact_ = 0;
};

}  // namespace fenglu_v1
