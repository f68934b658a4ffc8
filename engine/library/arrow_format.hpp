// How Arrow writes types: "d:18,2" is decimal128(18, 2).
#pragma once

#include "engine/library/frame.hpp"

namespace fenglu::library {

// Nothing where the format is none, or a type whose values can't be facts: `words` then tells which.
std::optional<Storage> storage_of(std::string_view format, std::string& words);

// How many buffers an array of the layout has; of views at least.
std::int64_t buffers_of(Layout layout);

}  // namespace fenglu::library
