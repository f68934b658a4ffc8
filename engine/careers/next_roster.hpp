// The roster as it will be: the rows as they came, byte for byte, but for the cells that a move changes; written as the
// row writes such cells (ids or labels, 2024-07-01 or 2024/7/1). A fact that a move changes and the roster has no
// column for gets one at the end.
#pragma once

#include "engine/careers/careers.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::careers {

// Rows that aren't in the roster's table (rejected ones) are left out. Errors: encoding-unfit, after which what was
// written must not be kept.
std::optional<Diagnostic> write_next(const roster::Document& document, const roster::Layout& layout,
                                     const roster::Roster& roster, const Outcome& outcome, roster::Encoding encoding,
                                     const roster::Sink& sink);

}  // namespace fenglu::careers
