// The caller's error, filled in: codes of the C ABI for what the engine says.
#pragma once

#include "engine/diagnostic/result.hpp"
#include "fenglu/fenglu.h"

namespace fenglu::library {

// Writes every member that is "out" of an error that isn't null and has the size it says.
void clear(fenglu_error* error);
void tell(const Diagnostics& found, fenglu_error* error);
// The language that messages are asked for in.
Language language_of(std::int32_t language);

}  // namespace fenglu::library
