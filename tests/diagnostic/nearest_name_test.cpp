// "Did you mean": a typo finds its name, a different word finds nothing.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu {
namespace {

TEST(NearestName, FindsWhatWasMeant) {
  const std::vector<std::string> names = {
      "pension.base", "pension.employee", "pension.employee_rate", "pension.employer_rate", "层级", "岗位", "ab", "x"};
  struct Row {
    const char* typed;
    const char* nearest;
    const char* why;
  };
  const Row rows[] = {
      {"pension.employe_rate", "pension.employee_rate", "a letter left out"},
      {"pension.employee_rates", "pension.employee_rate", "a letter too many"},
      {"pension.emplyoer_rate", "pension.employer_rate", "two neighbours swapped"},
      {"Pension.Base", "pension.base", "capitals"},
      {"pension.bsae", "pension.base", "swapped counts as one mistake"},
      {"层次", "层级", "one of two Chinese characters"},
      {"ba", "ab", "swapped, two letters"},
      {"wage.overtime", "", "another word"},
      {"工号", "", "shares no character"},
      {"y", "", "one letter is no typo of another"},
      {"", "", "nothing was typed"},
  };
  for (const Row& row : rows) EXPECT_EQ(nearest_name(row.typed, names), row.nearest) << row.why;
  EXPECT_EQ(nearest_name("pension", {}), "");
}

TEST(NearestName, DoesNotDependOnTheOrderOfNames) {
  std::vector<std::string> names = {"grade1", "grade2", "grade3", "grade4"};
  do {
    EXPECT_EQ(nearest_name("grade9", names), "grade1");
  } while (std::next_permutation(names.begin(), names.end()));
}

}  // namespace
}  // namespace fenglu
