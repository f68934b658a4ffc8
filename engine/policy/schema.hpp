// schema: what a roster for a sheet must hold and what is worked out from it, as JSON, for those who build a form or a
// query.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/policy/policy.hpp"

namespace fenglu::policy {

// {"policy", "sheet", "title", "key", "read_on", "facts": {ID: ...}, "items": {ID: ...}, "categories": {ID: ...}}.
nlohmann::ordered_json schema(const Policy& policy, int sheet);

}  // namespace fenglu::policy
