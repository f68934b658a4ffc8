// What the renderers show alike: a value with its unit, what is said of a parameter's version, words in two languages.
#pragma once

#include "engine/explain/render.hpp"

namespace fenglu::explain {

// "1234.50 元", "yes", "0.16".
std::string shown_value(const Answer& answer, Language language);
// "from 2025-07-01, announced 2025-08-29, verified"; empty where the node is no parameter.
std::string shown_window(const Node& node, Language language);
// A formula on one line, its blanks single.
std::string shown_formula(std::string_view formula);
// A mark behind the value in brackets: set by hand, worked out above; else empty.
std::string shown_mark(const Node& node, Language language);
// "Shanghai, payroll, 2025-10, as of 2025-09-18".
std::string shown_header(const Explanation& explanation, Language language);

}  // namespace fenglu::explain
