// Every mistake of a table, word for word, in both languages: mistakes.txt holds edits to a good policy and what a
// person then reads. FENGLU_WRITE_WORDED=1 writes the readings anew; the difference is to be read line by line.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/policy/policy_folder.hpp"

namespace fenglu::policy {
namespace {

const std::filesystem::path pages = FENGLU_ROOT "/tests/policy/mistakes";

// "## what", then lines "FILE: BEFORE => AFTER" ("\n" is a line break; without "=>" the whole file is written),
// "remove FILE", "load NAME"; then "--" and the reading.
struct Case {
  std::vector<std::string> given;
  std::string reading;
};

std::vector<Case> cases_of(const std::filesystem::path& page) {
  std::ifstream in(page);
  std::vector<Case> out;
  bool reading = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) {
      out.emplace_back();
      reading = false;
    }
    if (out.empty()) continue;
    if (reading) {
      out.back().reading += line + "\n";
    } else if (line == "--") {
      reading = true;
    } else {
      out.back().given.push_back(line);
    }
  }
  return out;
}

std::string unescaped(std::string text) {
  for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at)) text.replace(at, 2, "\n");
  return text;
}

void follow(PolicyFolder& folder, const std::string& line, std::string& loaded) {
  if (line.starts_with("load ")) {
    loaded = line.substr(5);
  } else if (line.starts_with("remove ")) {
    folder.remove(line.substr(7));
  } else {
    const std::size_t colon = line.find(": ");
    const std::string file = line.substr(0, colon);
    const std::string rest = line.substr(colon + 2);
    const std::size_t arrow = rest.find(" => ");
    if (arrow == std::string::npos) {
      folder.write(file, unescaped(rest));
    } else {
      folder.edit(file, unescaped(rest.substr(0, arrow)), unescaped(rest.substr(arrow + 4)));
    }
  }
}

std::string reading_of(const Case& one) {
  PolicyFolder folder;
  std::string loaded = "lower";
  for (std::size_t i = 1; i < one.given.size(); ++i) follow(folder, one.given[i], loaded);
  const Result<Policy> policy = folder.load(loaded);
  const std::string fine = policy ? "loads\n" : "";
  return folder.messages(policy.diagnostics(), Language::en) + folder.messages(policy.diagnostics(), Language::zh) +
         fine;
}

void read_page(const std::filesystem::path& page, bool writes) {
  std::ostringstream written;
  for (const Case& one : cases_of(page)) {
    const std::string reading = reading_of(one);
    if (!writes) {
      EXPECT_EQ(one.reading, reading) << one.given.front();
    }
    for (const std::string& line : one.given) written << line << "\n";
    written << "--\n" << reading;
  }
  if (writes) std::ofstream(page) << written.str();
}

TEST(Mistakes, AreReadWordForWord) {
  const bool writes = std::getenv("FENGLU_WRITE_WORDED") != nullptr;
  for (const auto& page : std::filesystem::directory_iterator(pages)) read_page(page.path(), writes);
}

TEST(Mistakes, AreAllFoundInOneGo) {
  PolicyFolder folder;
  folder.edit("lower/policy.json", "\"seen\": \"none\"", "\"seen\": \"nowhere\"");
  folder.edit("lower/rates.json", "\"value\": \"0.07\"", "\"value\": 0.07");
  folder.edit("lower/rates.json", "[\"civilian\", \"10\", \"150.50\"],", "");
  folder.edit("lower/payroll.json", "\"formula\": \"wage\"", "\"formula\": \"wages\"");
  const Result<Policy> policy = folder.load();
  ASSERT_FALSE(policy);
  std::vector<std::string_view> codes;
  for (const Diagnostic& diagnostic : policy.diagnostics().all()) codes.push_back(wording(diagnostic.code).name);
  EXPECT_EQ(codes, (std::vector<std::string_view>{"json-float", "unknown-word", "table-gap", "unknown-name"}));
}

}  // namespace
}  // namespace fenglu::policy
