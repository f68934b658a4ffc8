#include "engine/policy/load.hpp"

#include <algorithm>
#include <thread>

#include "engine/policy/check.hpp"
#include "engine/policy/ladders.hpp"
#include "engine/policy/parameters.hpp"
#include "engine/policy/register.hpp"
#include "engine/policy/sheets.hpp"

namespace fenglu::policy {

namespace {

// More would wait for the largest file and the largest sheet.
constexpr unsigned most_threads = 4;

}  // namespace

Result<Policy> load(const std::filesystem::path& directory, const LoadOptions& asked) {
  LoadOptions options = asked;
  if (options.threads == 0) options.threads = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
  Diagnostics out;
  std::vector<Layer> layers = read_layers(directory, options, out);
  if (layers.empty()) return out;
  Policy policy;
  for (Layer& layer : layers) read_header(layer, policy, out);
  Drafts drafts;
  for (std::size_t i = 0; i < layers.size(); ++i) lay_over(layers[i], static_cast<int>(i), drafts, out);
  Broken broken;
  read_parameters(drafts.parameters, policy, broken, out);
  read_sheets(drafts.sheets, policy, broken, out);
  std::vector<Ladder> ladders = read_ladders(drafts.ladders, policy, out);
  check_policy(policy, broken, out, options.threads);
  // What a ladder rests on is right first: a mistake isn't told again by everything that reads it.
  const bool good = !out.has_errors();
  for (Ladder& ladder : ladders) {
    if (good) check_ladder(policy, broken, ladder, out);
    policy.ladders.push_back(std::make_shared<const Ladder>(std::move(ladder)));
  }
  quote(layers, out);
  if (out.has_errors()) return out;
  return {std::move(policy), std::move(out)};
}

}  // namespace fenglu::policy
