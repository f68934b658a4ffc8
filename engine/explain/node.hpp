// How the steps of a trace are made: nodes for operations, parameters and what stands in them.
#pragma once

#include <span>

#include "engine/explain/look_up.hpp"

namespace fenglu::explain {

// Words and stretches that are steps of their own; the rest (literals, names) stand for themselves.
bool is_operation(formula::Kind kind);
// "round", "+", "if": as it is written in a formula.
std::string_view word(formula::Kind kind);
// What the operation does, in two words.
Text title(formula::Kind kind);

// The stretch of a formula as written, on one line.
std::string stretch(const formula::SourceText* text, formula::Span span);
// "to the fen, half away from zero"; the unit is money's or a bare number's.
Text describe(const RoundingRule& rule, formula::Unit unit);
// The bracket that x falls into: "100.00 < x <= 200.00: x * 0.1 - 5.00".
std::string describe_bracket(const Rational& x, std::span<const policy::Bracket> brackets, formula::Unit unit);
// A category's member by its id, so that a node can be shown without the policy.
void name_member(Answer& answer, const policy::Policy& policy);

Node operation_node(const formula::Expression& e, const formula::SourceText* text);
// `cell` names the cell of a table, empty for a scalar.
Node parameter_node(const policy::Parameter& parameter, const Version& version, const Moment& moment,
                    const std::string& cell, const policy::Policy& policy);
Text describe_source(const policy::Citation& citation, const policy::Policy& policy);

}  // namespace fenglu::explain
