// show: the parameters in force on the first day of a month, with where each comes from: JSON for programs, text for
// people.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/policy/in_force.hpp"

namespace fenglu::policy {

struct ShowRequest {
  Month month;
  AsOf as_of;
  bool carry = false;
  std::vector<std::string> names;  // ids or patterns with '*'; empty: all
};

// {"policy", "month", "as_of", "parameters": {ID: {...}}}: decimals as strings, as published; rows as in the tables. A
// name that fits no parameter is an error, with the nearest one.
Result<nlohmann::ordered_json> show_json(const Policy& policy, const ShowRequest& request);
// The same in aligned lines, each parameter with its title and source.
Result<std::string> show_text(const Policy& policy, const ShowRequest& request, Language language);

// The parameters that the names mean, in the policy's order.
Result<std::vector<int>> parameters_named(const Policy& policy, const std::vector<std::string>& names);
// "id#article", as the tables write it.
std::string cite(const Citation& citation, const Policy& policy);
// A type or an axis as the tables write it: "money", {"category": "grade"}; "grade", {"bands": "number"}.
nlohmann::ordered_json type_json(const Type& type, const Policy& policy);
nlohmann::ordered_json axes_json(const Parameter& parameter);
// Every case of a table: the members (of bands: lower ends) of each axis, then the value as published.
std::vector<std::vector<std::string>> table_rows(const Value& value, const Parameter& parameter, const Policy& policy);

}  // namespace fenglu::policy
