// The catalogue is complete in both languages, and its names are what other programs hold on to. That the
// documentation tells of each code and a test shows it is held by tests/diagnostics_page.py.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu {
namespace {

// The placeholders of a wording, as a set: {"{0}", "{1}"}.
std::set<std::string> placeholders(const std::string& text) {
  static const std::regex pattern(R"(\{[0-9]+\})");
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) out.insert(at->str());
  return out;
}

TEST(Catalogue, StandsInTheOrderOfItsCodes) {
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(catalogue()[i].code), i);
    EXPECT_EQ(wording(catalogue()[i].code).name, catalogue()[i].name);
  }
}

TEST(Catalogue, SaysEverythingInBothLanguages) {
  for (const Wording& words : catalogue()) {
    for (const Language language : {Language::zh, Language::en}) {
      EXPECT_FALSE(words.message.in(language).empty()) << words.name;
      EXPECT_FALSE(words.mend.in(language).empty()) << words.name;
    }
  }
}

TEST(Catalogue, TellsTheSameInBothLanguages) {
  for (const Wording& words : catalogue()) {
    EXPECT_EQ(placeholders(words.message.zh), placeholders(words.message.en)) << words.name;
    EXPECT_EQ(placeholders(words.mend.zh), placeholders(words.mend.en)) << words.name;
  }
}

TEST(Catalogue, NamesAreLowerCaseWordsAndUnique) {
  static const std::regex pattern("[a-z0-9]+(-[a-z0-9]+)*");
  std::set<std::string_view> seen;
  for (const Wording& words : catalogue()) {
    EXPECT_TRUE(std::regex_match(std::string(words.name), pattern)) << words.name;
    EXPECT_TRUE(seen.insert(words.name).second) << words.name << " stands twice";
  }
}

}  // namespace
}  // namespace fenglu
