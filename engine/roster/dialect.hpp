// Dialect: how a delimited text is cut up. Plain text in, positions out; no encodings, no policy.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu::roster {

// Of comma, semicolon and tab the one that stands most often in the header's record outside quotes; the comma where
// none does or two are equal.
char find_separator(std::string_view text);

// The position of the first separator or line end at or behind `at`, text.size() if there is none.
std::size_t find_break(std::string_view text, std::size_t at, char separator);

// `at` is a quote that opens a cell: the position behind the one that closes it, text.size() + 1 where none does.
std::size_t behind_quotes(std::string_view text, std::size_t at);

// The first quote that is out of place.
struct QuoteFault {
  std::size_t position = 0;
  Text what;
};
std::optional<QuoteFault> find_quote_fault(std::string_view text, char separator);

}  // namespace fenglu::roster
