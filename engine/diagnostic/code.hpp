// Code: the name of each mistake that fenglu can report. A header of its own, so that a new one doesn't rebuild what
// only passes diagnostics on.
#pragma once

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu {

// The names are stable and stand in docs/diagnostics.md.
enum class Code : std::uint16_t {
#define FENGLU_CODE(identifier, severity, name, zh, en, mend_zh, mend_en) identifier,
#include "engine/diagnostic/codes.def"
#undef FENGLU_CODE
};

}  // namespace fenglu
