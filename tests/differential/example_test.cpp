// The 12,300 of examples/shanghai, read from their files as the command reads them: every cell of the run is the
// evaluator's value.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/policy/load.hpp"
#include "engine/roster/opening.hpp"
#include "tests/differential/compare.hpp"

namespace fenglu::test {
namespace {

namespace fs = std::filesystem;

roster::Document open(const fs::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  auto document = roster::Document::open(bytes.str(), path.string());
  EXPECT_TRUE(document);
  return std::move(*document);
}

class Folder {
 public:
  Folder() : path(fs::temp_directory_path() / ("fenglu-example-" + std::to_string(::getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

TEST(Example, EveryCellOfTheTwelveThousandIsTheEvaluators) {
  const Folder folder;
  const std::string staff = (folder.path / "staff.csv").string();
  const std::string opening = (folder.path / "opening.csv").string();
  const std::string command =
      "python3 " FENGLU_ROOT "/examples/shanghai/generate.py --out " + staff + " --opening " + opening;
  ASSERT_EQ(std::system(command.c_str()), 0);

  auto policy = policy::load(FENGLU_ROOT "/tables/shanghai");
  ASSERT_TRUE(policy);
  plan::Request request;
  request.sheet = policy->find_sheet("payroll");
  request.month = Month::make(2025, 10);
  auto plan = plan::compile(*policy, request);
  ASSERT_TRUE(plan);
  const roster::Document document = open(staff);
  const policy::Sheet& sheet = policy->sheets[static_cast<std::size_t>(request.sheet)];
  auto layout = roster::match(document, *policy, sheet);
  ASSERT_TRUE(layout);
  auto roster = roster::read(document, *layout, *plan);
  ASSERT_TRUE(roster);
  auto table = roster::read_opening(open(opening), *layout, *plan, std::move(roster->table));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows, 12'300U);

  const run::Results results = run::run(*plan, *table);
  EXPECT_TRUE(results.refusals.empty());
  const Difference difference = compare(*plan, *table, results);
  EXPECT_EQ(difference.different, 0U) << difference.first;
  EXPECT_EQ(difference.cells, 12'300 * plan->items.size());
}

}  // namespace
}  // namespace fenglu::test
