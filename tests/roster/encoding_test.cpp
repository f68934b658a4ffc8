// Encodings: what a clerk's spreadsheet saves comes out as the same UTF-8, and every character finds its way back.
#include "engine/roster/encoding.hpp"

#include <gtest/gtest.h>

#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using namespace std::string_literals;

std::string utf16(const std::u16string& text, bool little) {
  std::string out;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

std::string in_gb18030(std::string_view utf8) {
  Encoder encoder(Encoding::gb18030);
  return std::string(encoder.encode(utf8));
}

std::string utf8_of(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

std::string decoded(std::string bytes, Encoding encoding = Encoding::automatic) {
  Result<Decoded> out = decode(std::move(bytes), "f.csv", encoding);
  return out ? out->encoding + ":" + out->text : told(out.diagnostics()).front();
}

TEST(Encoding, IsFoundOut) {
  const std::string text = "工号,姓名\n1,张三𠮷\n";
  EXPECT_EQ(decoded(text), "UTF-8:" + text);
  EXPECT_EQ(decoded("\xEF\xBB\xBF" + text), "UTF-8:" + text) << "the mark is taken off";
  EXPECT_EQ(decoded(in_gb18030(text)), "GB18030:" + text);
  EXPECT_EQ(decoded("\xFF\xFE" + utf16(u"工号,姓名\n1,张三𠮷\n", true)), "UTF-16LE:" + text);
  EXPECT_EQ(decoded("\xFE\xFF" + utf16(u"工号,姓名\n1,张三𠮷\n", false)), "UTF-16BE:" + text);
  EXPECT_EQ(decoded("\x84\x31\x95\x33" + in_gb18030(text)), "GB18030:" + text) << "GB18030 has a mark too";
}

TEST(Encoding, OfBytesIsWhatTheStandardSays) {
  EXPECT_EQ(in_gb18030("工"), "\xB9\xA4");
  EXPECT_EQ(in_gb18030("\xC3\xA9"), "\xA8\xA6") << "a Latin letter that GBK has";
  EXPECT_EQ(in_gb18030("𠮷"), "\x95\x34\xB2\x35") << "four bytes: U+20BB7";
  EXPECT_EQ(in_gb18030("€"), "\xA2\xE3");
}

TEST(Encoding, GivenIsNotGuessed) {
  // These four bytes are two Chinese characters in GB18030 and two others in UTF-8.
  const std::string both = "\xC1\xAA\xCD\xA8";
  EXPECT_EQ(decoded(both, Encoding::gb18030), "GB18030:联通");
  EXPECT_EQ(decoded("\xB9\xA4", Encoding::utf8),
            "f.csv: row 1, column 1: error[encoding-invalid]: byte 1, 0xB9, isn't valid UTF-8");
  EXPECT_EQ(decoded("工", Encoding::gb18030).substr(0, 8), "f.csv: r") << "three bytes are one character and a half";
}

TEST(Encoding, ThatCouldBeEitherIsSaid) {
  const std::string either = "name\n\xC4\xA3\n";  // ģ, or 模
  Result<Decoded> out = decode(either, "f.csv", Encoding::automatic);
  ASSERT_TRUE(out);
  EXPECT_EQ(told(out.diagnostics()),
            std::vector<std::string>{"f.csv: warning[encoding-ambiguous]: the encoding can't be told for sure: read as "
                                     "UTF-8, but it could be GB18030"});
  EXPECT_TRUE(decode(either, "f.csv", Encoding::utf8).diagnostics().empty()) << "not where it was given";
  EXPECT_TRUE(decode("\xEF\xBB\xBF" + either, "f.csv", Encoding::automatic).diagnostics().empty())
      << "nor where marked";
}

TEST(Encoding, InvalidBytesHaveTheirPlace) {
  EXPECT_EQ(decoded("id,name\n1,ok\n2,a\xFF\n"),
            "f.csv: row 3, column name: error[encoding-invalid]: byte 17, 0xFF, isn't valid UTF-8");
  EXPECT_EQ(decoded("id,name\n1,\"two\nlines\"\n2,\xE5\xB7", Encoding::utf8),
            "f.csv: row 3, column name: error[encoding-invalid]: byte 25, 0xE5, isn't valid UTF-8");
  EXPECT_EQ(decoded(in_gb18030("工号,姓名\n1,张三\n") + "2,\xFF\n"),
            "f.csv: row 3, column 姓名: error[encoding-invalid]: byte 20, 0xFF, isn't valid GB18030");
  EXPECT_EQ(decoded("\xFF\xFE"s + "a\0,\0b"s),
            "f.csv: row 1, column 2: error[encoding-invalid]: byte 7, 0x62, isn't valid UTF-16LE");
}

TEST(Encoding, RefusesWhatUtf8Forbids) {
  const std::vector<std::pair<std::string, std::string>> forbidden = {
      {"\xC0\xAF", "an overlong slash"},       {"\xE0\x80\xAF", "a longer one"},  {"\xED\xA0\x80", "a surrogate"},
      {"\xF4\x90\x80\x80", "beyond U+10FFFF"}, {"\x80", "a tail without a head"}, {"\xE5\xB7", "a character cut off"}};
  for (const auto& [bytes, why] : forbidden) {
    EXPECT_FALSE(decode("0123456" + bytes, "f.csv", Encoding::utf8)) << why;
  }
}

TEST(Encoding, RefusesWhatIsNoText) {
  EXPECT_EQ(decoded("PK\x03\x04 and so on"),
            "f.csv: error[not-text]: not a text file: it looks like an Excel workbook (xlsx)");
  EXPECT_EQ(decoded("\xD0\xCF\x11\xE0\xA1\xB1"),
            "f.csv: error[not-text]: not a text file: it looks like an old Excel workbook (xls)");
  EXPECT_EQ(decoded("id\n\0\n"s), "f.csv: error[not-text]: not a text file: it looks like binary data");
}

TEST(Encoding, ThatBreaksOffIsStillWhatItWas) {
  // The last character is cut off; the bytes before it would all be GB18030 too.
  EXPECT_EQ(decoded("name\n工资工资工资\xE5\xB7"),
            "f.csv: row 2, column name: error[encoding-invalid]: byte 24, 0xE5, isn't valid UTF-8");
}

TEST(Encoding, EveryCharacterFindsItsWayBackFromGb18030) {
  std::string all;
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    const bool is_private = (c >= 0xE000 && c <= 0xF8FF);  // of these GB18030 lacks a few
    if (!is_private && (c < 0xD800 || c > 0xDFFF)) all += utf8_of(c);
  }
  const Result<Decoded> back = decode(in_gb18030(all), "f.csv", Encoding::gb18030);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->text == all);
}

TEST(Encoding, TellsOfACharacterThatItLacks) {
  Encoder encoder(Encoding::gb18030);
  EXPECT_EQ(encoder.encode("a\xEE\x9E\x8D"
                           "b"),
            "a?b");
  EXPECT_EQ(encoder.unfit(), "\xEE\x9E\x8D");
  Encoder utf8(Encoding::utf8);
  EXPECT_EQ(utf8.encode("a\xEE\x9E\x8D"
                        "b"),
            "a\xEE\x9E\x8D"
            "b");
  EXPECT_EQ(utf8.unfit(), std::nullopt);
}

TEST(Encoding, WordsAreThoseOfTheCommandLine) {
  EXPECT_EQ(parse_encoding("utf-8"), Encoding::utf8);
  EXPECT_EQ(parse_encoding("utf-8-bom"), Encoding::utf8_bom);
  EXPECT_EQ(parse_encoding("gb18030"), Encoding::gb18030);
  EXPECT_EQ(parse_encoding("gbk"), std::nullopt);
}

}  // namespace
}  // namespace fenglu::roster
