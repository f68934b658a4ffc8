// load: a folder of JSON tables, and the folders that it extends, become a Policy; every mistake is found in one go.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "engine/policy/policy.hpp"

namespace fenglu::policy {

struct LoadOptions {
  std::vector<std::filesystem::path> search;  // where "extends" without a slash is looked for
  unsigned threads = 0;  // files and sheets side by side; 0: as many as there are processors, four at most
};

// `directory` holds policy.json. Errors: everything that docs/diagnostics.md lists under "tables".
Result<Policy> load(const std::filesystem::path& directory, const LoadOptions& options = {});

// A what-if: "NAME=VALUE", "NAME@DAY=VALUE", "NAME*=FACTOR", "NAME+=X", "NAME-=X". `=` takes
// the place of the value that the tables have in force on the day `since`, and of all later ones: what stood before
// stays, so that a growth is one from it to VALUE; without a day, of the whole history. NAME@DAY puts a value in force
// from that day on and leaves what was before; the last three move every value of the series. What is set or moved
// becomes illustrative. Exact: nothing is rounded.
Result<Policy> with_value(Policy policy, std::string_view assignment, const std::optional<Day>& since = std::nullopt);
// Several, in their order, checked once.
Result<Policy> with_values(Policy policy, std::span<const std::string> assignments,
                           const std::optional<Day>& since = std::nullopt);

}  // namespace fenglu::policy
