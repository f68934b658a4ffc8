// Figure: the digits of a cell that holds an amount, a number or a rate, before it is known where its point belongs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu::roster {

struct Figure {
  bool negative = false;
  std::uint64_t digits = 0;  // all of them, the point taken out
  int places = 0;            // how many stand behind the point
  bool too_long = false;     // more than 18 of them: beyond every range
};

// Plain decimals: digits, separated by thousands or not at all, one point with digits behind it, a leading minus.
// Narrowed and trimmed text. Returns why it is none.
std::optional<Text> scan_figure(std::string_view text, Figure& figure);

}  // namespace fenglu::roster
