// How cells and headers are compared: blanks, full-width forms and letter case make no difference where a clerk sees
// none.
#pragma once

#include <string>
#include <string_view>

#include "engine/diagnostic/blanks.hpp"

namespace fenglu::roster {

// Full-width ASCII forms (０ － ． ／ ％ Ａ) as ASCII; all else as it is.
std::string narrow(std::string_view text);
// Narrowed, in lower case (ASCII letters), all blanks taken out: what headers and labels are compared by.
std::string fold(std::string_view text);

}  // namespace fenglu::roster
