#include "engine/diagnostic/display_width.hpp"

#include <gtest/gtest.h>

namespace fenglu {
namespace {

TEST(DisplayWidth, IsTheNumberOfTerminalColumns) {
  struct Row {
    const char* text;
    int width;
    const char* why;
  };
  const Row rows[] = {
      {"", 0, "nothing"},
      {"pay.net", 7, "ASCII"},
      {"应发工资", 8, "Chinese is two wide"},
      {"（￥１２，）", 12, "full-width punctuation and digits"},
      {"café", 4, "Latin letters beyond ASCII"},
      {"é", 1, "a combining accent adds nothing"},
      {"¥12.00", 6, "the half-width yen sign"},
      {"𠮷", 2, "a character beyond the first plane"},
      {"\xEF\xBB\xBFx", 1, "a byte order mark"},
      {"\xE5\xBA", 2, "a character cut short: each byte shows as one replacement"},
      {"\xC0\xAFx", 3, "overlong forms are no characters"},
  };
  for (const Row& row : rows) EXPECT_EQ(display_width(row.text), row.width) << row.why;
}

TEST(Characters, AreCountedNotBytes) {
  EXPECT_EQ(characters("a层\xFF𠮷"), (std::vector<char32_t>{U'a', U'层', 0xFFFD, U'𠮷'}));
}

}  // namespace
}  // namespace fenglu
