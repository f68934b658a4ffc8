// Parameters: from a draft to dated, typed values, held against the final categories and the register.
#pragma once

#include "engine/policy/layering.hpp"

namespace fenglu::policy {

// Understands all drafts; their formulas are checked later (engine/policy/check.hpp).
void read_parameters(const std::vector<ParameterDraft>& drafts, Policy& policy, Broken& broken, Diagnostics& out);

// "money", or {"category": "grade"}; where it is none of `units`, unknown-word.
std::optional<Type> read_type(const Json& value, const std::vector<std::string>& units, const Policy& policy,
                              Diagnostics& out);
// A scalar of a type as tables write it: decimals in strings (money in yuan), true or false, ISO days, member ids.
// A text comes as 0, its words stand in value.text.
std::optional<Rational> read_scalar(const Json& value, const Type& type, const Policy& policy, Diagnostics& out);
// Its text as published.
std::string published(const Json& value);

}  // namespace fenglu::policy
