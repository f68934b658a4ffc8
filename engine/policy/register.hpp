// Register: what policy.json says of each layer: the instruments that values rest on, and the categories.
#pragma once

#include "engine/policy/fields.hpp"
#include "engine/policy/layers.hpp"

namespace fenglu::policy {

// Adds a layer's id, title, sources and categories to the policy of the layers below it.
void read_header(Layer& layer, Policy& policy, Diagnostics& out);

// "id#article" against the register; unknown-source.
Citation read_citation(const Json& value, const Policy& policy, Diagnostics& out);
// The index of a category by its id; unknown-category.
int read_category(const Json& value, const Policy& policy, Diagnostics& out);
// The index of a member by its id; unknown-member.
int read_member(const Json& value, const Category& category, Diagnostics& out);
// The nearest member, or all of them where none is near.
Text nearest_member(std::string_view name, const std::vector<std::string>& ids);
int find_member(const Category& category, std::string_view id);

}  // namespace fenglu::policy
