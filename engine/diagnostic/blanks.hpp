// Blanks around a text: a spreadsheet leaves them behind, and no key or name has any.
#pragma once

#include <string_view>

namespace fenglu {

// Blanks taken off both ends: ASCII ones, the full-width one, the no-break space, zero-width ones, the byte order mark.
std::string_view trim(std::string_view text);
// Length in bytes of the blank that `text` begins with; 0 if it begins with none.
std::size_t blank_length(std::string_view text);

}  // namespace fenglu
