// apportion: a total handed out over people by weight, in whole lanes, so that the shares add up: largest remainder,
// ties by the key's bytes, never by the order of rows.
#pragma once

#include <string>
#include <vector>

#include "engine/number/rational.hpp"

namespace fenglu::run {

// Weights are not negative; all 0 stands for all equal. One share a weight. A negative total gives negative shares.
std::vector<std::int64_t> apportion(Int128 total, const std::vector<Int128>& weights,
                                    const std::vector<std::string>& keys);

}  // namespace fenglu::run
