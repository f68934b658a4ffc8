// Decimals and days: what is read is written back as the same, and nothing else is read.
#include "engine/calendar/day.hpp"
#include "engine/diagnostic/display_width.hpp"
#include "engine/number/rational.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace fenglu::fuzz {
namespace {

void decimal(std::string_view text) {
  const auto read = parse_decimal(text);
  if (!read) return;
  const auto again = parse_decimal(format_decimal(read->value, read->places));
  demand(again && again->value == read->value && again->places == read->places, "a decimal isn't read back", text);
  demand(parse_decimal(format_exact(read->value))->value == read->value, "a decimal isn't read back exactly", text);
}

void day(std::string_view text) {
  if (const auto read = Day::parse(text)) demand(read->iso() == text, "a day isn't written as it was read", text);
  if (const auto read = Month::parse(text)) demand(read->iso() == text, "a month isn't written as it was read", text);
  if (const auto read = MonthDay::parse(text))
    demand(read->in_year(2024).iso().substr(5) == text, "a day of the year", text);
}

}  // namespace
}  // namespace fenglu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fenglu::fuzz::text_of(data, size);
  fenglu::fuzz::decimal(text);
  fenglu::fuzz::day(text);
  fenglu::fuzz::demand(fenglu::display_width(text) <= 2 * static_cast<int>(text.size()), "too wide", text);
  return 0;
}
