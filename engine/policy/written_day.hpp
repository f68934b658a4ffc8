// What is wrong with a day that isn't one, in words: a month that doesn't exist, a day that its month lacks, an order
// that looks turned round.
#pragma once

#include <string_view>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu::policy {

// Requires that Day::parse refuses the text.
Text why_not_a_day(std::string_view text);

}  // namespace fenglu::policy
