// Every key and value has its place, whatever stands around it.
#include "engine/policy/json_document.hpp"

#include <gtest/gtest.h>

#include "engine/policy/written_day.hpp"
#include "tests/seed.hpp"

namespace fenglu::policy {
namespace {

std::string at_place(const Place& place) { return std::to_string(place.line) + ":" + std::to_string(place.column); }

TEST(JsonDocument, PlacesCountLinesAndCharactersFromOne) {
  Diagnostics out;
  const auto document = Document::parse("f.json",
                                        "{\n"
                                        "  \"甲\" : [ 1, \"乙\\\"\\\\\", true ],\r\n"
                                        "\t\"c\":{\"d\":null , \"e\" :-20}\n"
                                        "}",
                                        out);
  ASSERT_TRUE(document);
  EXPECT_TRUE(out.empty());
  const Json& root = document->root();
  EXPECT_EQ(at_place(place_of(root)), "1:1");
  EXPECT_EQ(at_place(place_of(root, root.members[0])), "2:3");
  const Json& list = root.members[0].value;
  EXPECT_EQ(at_place(place_of(list)), "2:9");
  EXPECT_EQ(at_place(place_of(list.elements[0])), "2:11");
  EXPECT_EQ(at_place(place_of(list.elements[1])), "2:14");
  EXPECT_EQ(list.elements[1].text, "乙\"\\");
  EXPECT_EQ(at_place(place_of(list.elements[2])), "2:23");
  EXPECT_EQ(at_place(place_of(root.members[1].value)), "3:6");
  EXPECT_EQ(at_place(place_of(*root.members[1].value.find("d"))), "3:11");
  EXPECT_EQ(at_place(place_of(*root.members[1].value.find("e"))), "3:23");
  EXPECT_EQ(root.members[1].value.find("e")->text, "-20");
}

TEST(JsonDocument, NothingIsHiddenBehindANulCharacter) {
  using namespace std::string_literals;
  for (const std::string& text : {"{}\0"s, "{} \0 {"s, "[1]\n\0"s}) {
    Diagnostics out;
    EXPECT_FALSE(Document::parse("f.json", text, out));
    ASSERT_EQ(out.all().size(), 1U);
    EXPECT_EQ(message(out.all().front(), Language::en),
              "JSON can't be read: found a NUL character, expected the end of the file");
  }
}

TEST(JsonDocument, NumbersKeepTheirText) {
  Diagnostics out;
  const auto document = Document::parse("f.json", "[7460, -1, 123456789012345678901234567890, 0]", out);
  ASSERT_TRUE(document);
  EXPECT_TRUE(out.empty());
  std::string texts;
  for (const Json& one : document->root().elements) texts += one.text + " ";
  EXPECT_EQ(texts, "7460 -1 123456789012345678901234567890 0 ");
}

// Writes a random document and remembers the bytes at which each value begins, in the order in which they do.
class Writer {
 public:
  explicit Writer(Seeded& random) : random_(random) {}
  std::string text;
  std::vector<std::size_t> begins;

  void value(int depth) {
    blanks();
    begins.push_back(text.size());
    switch (pick(depth > 3 ? 4 : 6)) {
      case 0: text += "null"; break;
      case 1: text += pick(2) == 0 ? "true" : "false"; break;
      case 2: text += std::to_string(pick(100000) - 50000); break;
      case 3: string(); break;
      case 4: sequence(depth, '[', ']', false); break;
      default: sequence(depth, '{', '}', true); break;
    }
    blanks();
  }

 private:
  int pick(int n) { return static_cast<int>(random_.between(0, n - 1)); }
  void blanks() {
    constexpr std::string_view all[] = {"", "", " ", "\n", "\t", "\r\n", "  \n "};
    text += all[pick(7)];
  }
  void string() {
    constexpr std::string_view pieces[] = {"a", "俸", "\\\"", "\\\\", "{", "]", ",", ":", "\\u4e00", " ", "\\n"};
    text += '"';
    for (int i = pick(6); i > 0; --i) text += pieces[pick(11)];
    text += '"';
  }
  void sequence(int depth, char open, char close, bool keyed) {
    text += open;
    blanks();
    for (int i = 0, n = pick(5); i < n; ++i) {
      if (i > 0) text += ',';
      if (keyed) {
        blanks();
        text += "\"k" + std::to_string(i) + "{,:\\\"\"";
        blanks();
        text += ':';
      }
      value(depth + 1);
    }
    text += close;
  }
  Seeded& random_;
};

void collect(const Json& value, std::vector<std::size_t>& begins) {
  begins.push_back(value.stretch.begin);
  for (const Json& element : value.elements) collect(element, begins);
  for (const Json::Member& member : value.members) collect(member.value, begins);
}

TEST(JsonDocument, EveryValueOfARandomDocumentIsWhereItWasWritten) {
  Seeded random("values are where they were written");
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < 300; ++round) {
    Writer writer(random);
    writer.value(0);
    Diagnostics out;
    const auto document = Document::parse("f.json", writer.text, out);
    ASSERT_TRUE(document) << writer.text;
    std::vector<std::size_t> begins;
    collect(document->root(), begins);
    ASSERT_EQ(begins, writer.begins) << writer.text;
  }
}

TEST(JsonDocument, AnyDamageIsASyntaxErrorOrAnotherDocumentButNeverAFault) {
  Seeded random("damage is a syntax error");
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < 2000; ++round) {
    Writer writer(random);
    writer.value(0);
    std::string text = writer.text;
    const std::size_t at = random.bits() % text.size();
    if (random.bits() % 2 == 0) {
      text.erase(at, 1 + random.bits() % 3);
    } else {
      text[at] = static_cast<char>(random.bits());
    }
    Diagnostics out;
    const auto document = Document::parse("f.json", text, out);
    EXPECT_EQ(document == nullptr, out.has_errors() && wording(out.all().back().code).name == "json-syntax") << text;
  }
}

TEST(WrittenDay, SaysWhatIsWrong) {
  struct Case {
    std::string_view text;
    std::string_view why;
  };
  const Case cases[] = {
      {"2025-00-10", "month 0, month and day look swapped"},
      {"2025-13-32", "month 13"},
      {"2025-04-31", "2025-04 has 30 days"},
      {"2024-02-30", "2024-02 has 29 days"},
      {"2025-06-00", "2025-06 has 30 days"},
      {"31/12/2025", "looks day-first, write it as 2025-07-01 (year-month-day)"},
      {"20250701", "write it as 2025-07-01 (year-month-day)"},
      {"2025年7月1日", "write it as 2025-07-01 (year-month-day)"},
      {"2025-7-1", "write it as 2025-07-01 (year-month-day)"},
      {"0000-07-01", "write it as 2025-07-01 (year-month-day)"},
      {"99999999999999999999-07-01", "write it as 2025-07-01 (year-month-day)"},
      {"", "write it as 2025-07-01 (year-month-day)"},
      {"--", "write it as 2025-07-01 (year-month-day)"},
  };
  for (const Case& one : cases) EXPECT_EQ(why_not_a_day(one.text).en, one.why) << one.text;
}

}  // namespace
}  // namespace fenglu::policy
