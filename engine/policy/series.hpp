// Series: the dated rows of a parameter, and the formula that may carry them on.
#pragma once

#include "engine/policy/fields.hpp"
#include "engine/policy/policy.hpp"

namespace fenglu::policy {

// Fills rows (by from, then announced) and recurrence. Requires that the type and axes are understood.
void read_series(const Json& list, Parameter& parameter, const Policy& policy, Diagnostics& out);

// What "value", "rows" and "brackets" of a row hold; nothing where that was reported.
std::optional<Value> read_cells(const Json& rows, const Parameter& parameter, const Policy& policy, Diagnostics& out);
std::optional<Value> read_brackets(const Json& list, const Parameter& parameter, Diagnostics& out);
std::optional<Value> read_rounding(const Json& value, Diagnostics& out);
// "fen", "jiao", "yuan", "10 yuan" in fen; "0.5" as it is. Nothing where it isn't a unit above 0.
std::optional<Rational> rounding_unit(std::string_view text);

}  // namespace fenglu::policy
