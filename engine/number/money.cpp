#include "engine/number/money.hpp"

#include <cassert>

namespace fenglu {

Money round(const ExactMoney& exact, const RoundingRule& rule) {
  assert(is_integer(rule.unit));
  return Money::fen(to_int64(round(exact.fen(), rule)));
}

std::string format(Money amount) { return format_decimal(Rational(amount.fen()) / 100, 2); }

}  // namespace fenglu
