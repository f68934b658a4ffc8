// How many columns a text takes on a terminal: Chinese and full-width characters take two, combining marks none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fenglu {

// The characters of a UTF-8 text; a byte that begins none stands for itself as U+FFFD.
std::vector<char32_t> characters(std::string_view utf8);
int display_width(char32_t character);
int display_width(std::string_view utf8);

}  // namespace fenglu
