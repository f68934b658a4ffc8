// How cells and headers are compared: blanks, full-width forms and letter case make no difference where a clerk sees
// none.
#pragma once

#include <string>
#include <string_view>

namespace fenglu::roster {

// Blanks taken off both ends: ASCII ones, the full-width one, the no-break space, zero-width ones, the byte order mark.
std::string_view trim(std::string_view text);
// Full-width ASCII forms (０ － ． ／ ％ Ａ) as ASCII; all else as it is.
std::string narrow(std::string_view text);
// Narrowed, in lower case (ASCII letters), all blanks taken out: what headers and labels are compared by.
std::string fold(std::string_view text);
// Length in bytes of the blank that `text` begins with; 0 if it begins with none.
std::size_t blank_length(std::string_view text);

}  // namespace fenglu::roster
