#include "engine/library/figure.hpp"

#include <algorithm>
#include <array>

namespace fenglu::library {
namespace {

constexpr std::array<std::int64_t, 19> make_powers() {
  std::array<std::int64_t, 19> powers = {1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr std::array<std::int64_t, 19> powers = make_powers();
constexpr int most_power = static_cast<int>(powers.size()) - 1;

bool fits_lane(Int128 x) {
  return x >= std::numeric_limits<std::int64_t>::min() && x <= std::numeric_limits<std::int64_t>::max();
}

Rescaled enlarge(Int128 digits, int by, std::int64_t& lane) {
  if (digits == 0) by = 0;
  if (!fits_lane(digits) || by > most_power) return Rescaled::too_large;
  const Int128 scaled = digits * powers[static_cast<std::size_t>(by)];
  if (!fits_lane(scaled)) return Rescaled::too_large;
  lane = static_cast<std::int64_t>(scaled);
  return Rescaled::exact;
}

}  // namespace

Rescaled rescale(const Figure& figure, int decimals, std::int64_t& lane) {
  if (figure.places <= decimals) return enlarge(figure.digits, decimals - figure.places, lane);
  Int128 rest = figure.digits;
  for (int by = figure.places - decimals; by > 0 && rest != 0;) {
    const int step = std::min(by, most_power);
    const Int128 divisor = powers[static_cast<std::size_t>(step)];
    if (rest % divisor != 0) return Rescaled::finer;
    rest /= divisor;
    by -= step;
  }
  return enlarge(rest, 0, lane);
}

std::string show(const Figure& figure) {
  std::string digits = to_integer(figure.digits).str();
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (figure.places < 0 && digits != "0") digits.append(static_cast<std::size_t>(-figure.places), '0');
  if (figure.places > 0) {
    const auto places = static_cast<std::size_t>(figure.places);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
  }
  return (negative ? "-" : "") + digits;
}

}  // namespace fenglu::library
