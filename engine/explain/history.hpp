// history: all that a parameter was, is and is known to become, window by window, each with its source; of a value that
// is worked out from others, what it was worked out from.
//     for (const Window& window : history(policy, policy.find_parameter("grade.wage"), std::nullopt)) tell(window);
#pragma once

#include <nlohmann/json.hpp>

#include "engine/explain/evaluate.hpp"
#include "engine/policy/in_force.hpp"

namespace fenglu::explain {

struct Window {
  Day from;
  std::optional<Day> to;         // of an instrument that ends by its own words
  std::optional<Day> announced;  // of a worked out one: the last of what it read
  bool repeal = false;           // no value holds from then on
  policy::Value value;
  policy::Status status = policy::Status::illustrative;
  policy::Citation source;
  bool replaced = false;                // a later notice speaks of the same first day
  bool worked_out = false;              // by the parameter's formula; then:
  std::optional<policy::Value> before;  // what previous() was, where the formula reads it
  std::vector<Node> inputs;             // the other parameters read, each once
  std::vector<Node> steps;              // operations that come to the same for every cell, in their order
};

// Published rows that were known by then (nothing: all), and every value that the formula came to between them; by
// first day, then announcement. A value that isn't known yet isn't there.
std::vector<Window> history(const policy::Policy& policy, int parameter, policy::AsOf as_of);

// {"policy", "as_of", "parameters": {ID: {"title", "unit", "axes", "formula", "every", "since", "windows": [...]}}};
// names as policy::show_json takes them. Errors: unknown-name.
Result<nlohmann::ordered_json> history_json(const policy::Policy& policy, const std::vector<std::string>& names,
                                            policy::AsOf as_of, Language language);
// The same on a terminal, 80 columns wide.
Result<std::string> history_text(const policy::Policy& policy, const std::vector<std::string>& names,
                                 policy::AsOf as_of, Language language);

}  // namespace fenglu::explain
