// Messages word for word, in both languages: worded.txt holds what a person reads. FENGLU_WRITE_WORDED=1 writes it
// anew; read the difference line by line.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/check.hpp"
#include "tests/formula/names_in_memory.hpp"

namespace fenglu::formula {
namespace {

const std::string page = FENGLU_ROOT "/tests/formula/worded.txt";

// "item", "parameter" or "row" in front says where the formula stands.
std::optional<Home> home_named(const std::string& word) {
  if (word == "item") return Home::item;
  if (word == "parameter") return Home::parameter;
  if (word == "row") return Home::row_rule;
  return {};
}

std::string worded(const std::string& heading) {
  const std::size_t space = heading.find(' ');
  const SourceText source{heading.substr(space + 1), "payroll.json", {3}, {16}};
  const Result<Checked> checked = check(source, desk(), home_named(heading.substr(0, space)).value());
  std::string text = "== " + heading + "\n";
  for (const Language language : {Language::en, Language::zh})
    for (const Diagnostic& each : checked.diagnostics().all()) text += render(each, language) + "\n";
  return text;
}

std::vector<std::string> headings() {
  std::ifstream file(page);
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("== ")) all.push_back(line.substr(3));
  return all;
}

TEST(Worded, EveryMessageReadsAsWritten) {
  std::string expected;
  for (const std::string& heading : headings()) expected += worded(heading);
  if (std::getenv("FENGLU_WRITE_WORDED") != nullptr) std::ofstream(page) << expected;
  std::ifstream file(page);
  std::ostringstream written;
  written << file.rdbuf();
  EXPECT_EQ(written.str(), expected);
}

TEST(Worded, EveryCodeOfAFormulaIsShown) {
  const std::vector<Code> codes{Code::formula_syntax,
                                Code::unknown_name,
                                Code::wrong_type,
                                Code::wrong_unit,
                                Code::ambiguous_name,
                                Code::unknown_member,
                                Code::argument_count,
                                Code::not_here,
                                Code::table_axes,
                                Code::rounding_unit,
                                Code::rounding_places,
                                Code::not_optional,
                                Code::optional_untested,
                                Code::division_needs_round,
                                Code::mean_needs_round,
                                Code::not_whole,
                                Code::total_varies,
                                Code::split_share,
                                Code::year_to_date_cumulative,
                                Code::not_kept,
                                Code::figure_of_law,
                                Code::division_by_zero};
  std::ifstream file(page);
  std::ostringstream text;
  text << file.rdbuf();
  for (const Code code : codes)
    EXPECT_NE(text.str().find("[" + std::string(wording(code).name) + "]"), std::string::npos) << wording(code).name;
}

}  // namespace
}  // namespace fenglu::formula
