// Figure: digits with a point somewhere, as a decimal or an integer column holds them.
#pragma once

#include "engine/number/rational.hpp"

namespace fenglu::library {

struct Figure {
  Int128 digits = 0;
  int places = 0;  // behind the point; below 0 zeros before it
};

enum class Rescaled : std::uint8_t { exact, finer, too_large };

// figure * 10^decimals as a lane: `finer` where that is no whole number, `too_large` where it needs more than 63 bits.
// `lane` is written only where it is exact.
Rescaled rescale(const Figure& figure, int decimals, std::int64_t& lane);

// "1234.50", "-0.05", "700" (7 hundreds).
std::string show(const Figure& figure);

}  // namespace fenglu::library
