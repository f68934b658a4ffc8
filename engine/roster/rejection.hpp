// Rejection: bad rows are taken out of a roster and kept as they came, with the reason in words.
#pragma once

#include "engine/roster/read.hpp"

namespace fenglu::roster {

// "grade: 'foo' isn't a member of grade"
std::string reason(const Diagnostic& why, Language language);
// Adds one more, behind "; ".
void append_reason(const Diagnostic& why, Language language, std::string& reasons);
// Takes rows (ascending) out of every column of the table, and out of the raw extents.
void leave_out(const std::vector<std::size_t>& rows, Roster& roster);

}  // namespace fenglu::roster
