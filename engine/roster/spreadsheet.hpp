// What spreadsheets do to cells on their way through them, and what keeps text from being taken for a formula.
#pragma once

#include <string_view>

namespace fenglu::roster {

// #N/A and its like, or a column too narrow to show its value (####).
bool is_error_value(std::string_view cell);
// 1.23457E+17: a long number of which a spreadsheet has kept the first digits only.
bool is_destroyed(std::string_view cell);
// The idiom ="00123" by which exports keep a spreadsheet from reading a number.
bool is_text_formula(std::string_view cell);

// Text that a spreadsheet would take for a formula (= + - @, their full-width forms, a tab or a line break stand
// first), or that begins with single quotes and then one of those: it is written with one more single quote before it.
bool needs_guard(std::string_view text);
// What needs_guard's quote was put before: exactly one is taken off where one may have been put.
std::string_view without_guard(std::string_view cell);

}  // namespace fenglu::roster
