#include "engine/policy/schema.hpp"

#include "engine/policy/show.hpp"

namespace fenglu::policy {
namespace {

using nlohmann::ordered_json;

ordered_json text_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

bool has_range(const Type& type) { return type.is_numeric() || type.unit == Unit::date || type.unit == Unit::month; }

ordered_json range_json(const Interval& range, const Type& type, const Policy& policy) {
  return {show_value(range.low, type, policy), show_value(range.high, type, policy)};
}

ordered_json default_json(const Fact& fact, const Policy& policy) {
  if (fact.default_source) return {{"formula", fact.default_source->text}};
  if (fact.type.unit == Unit::flag && fact.default_value) return *fact.default_value != 0;
  if (fact.default_value && has_range(fact.type)) return show_value(*fact.default_value, fact.type, policy);
  return fact.default_text;
}

ordered_json fact_json(const Fact& fact, const Policy& policy) {
  ordered_json out;
  out["title"] = text_json(fact.title);
  out["type"] = type_json(fact.type, policy);
  out["aliases"] = fact.aliases;
  if (has_range(fact.type)) out["range"] = range_json(fact.range, fact.type, policy);
  if (fact.type.is_numeric()) out["decimals"] = fact.decimals;
  out["required"] = fact.required;
  if (fact.key) out["key"] = true;
  if (fact.optional) out["optional"] = true;
  if (!fact.required && !fact.optional) out["default"] = default_json(fact, policy);
  if (!fact.cell.empty()) out["cell"] = fact.cell;
  return out;
}

ordered_json budget_json(const Budget& budget, const Sheet& sheet, const Policy& policy) {
  if (budget.by < 0) return budget.code.empty() ? ordered_json(nullptr) : ordered_json(budget.code);
  const Fact& by = sheet.facts[static_cast<std::size_t>(budget.by)];
  const Category& category = policy.categories[static_cast<std::size_t>(by.type.category)];
  ordered_json out{{"by", by.id}};
  for (std::size_t i = 0; i < budget.codes.size(); ++i) out[category.members[i].id] = budget.codes[i];
  return out;
}

ordered_json item_json(const Item& item, const Sheet& sheet, const Policy& policy) {
  ordered_json out;
  out["title"] = text_json(item.title);
  out["type"] = type_json(item.type, policy);
  if (item.working) {
    out["working"] = true;
  } else {
    out["kind"] = name(item.kind);
    out["budget"] = budget_json(item.budget, sheet, policy);
    if (item.type.is_numeric()) out["decimals"] = item.decimals;
  }
  if (item.cumulative) out["cumulative"] = true;
  if (!item.family.empty()) out["family"] = item.family;
  out["formula"] = item.text.text;
  if (item.range) out["range"] = range_json(*item.range, item.type, policy);
  if (item.source.source >= 0) out["source"] = cite(item.source, policy);
  return out;
}

ordered_json category_json(const Category& category) {
  ordered_json members = ordered_json::object();
  for (const Member& member : category.members) members[member.id] = text_json(member.label);
  return {{"title", text_json(category.title)}, {"members", members}};
}

}  // namespace

ordered_json schema(const Policy& policy, int index) {
  const Sheet& sheet = policy.sheets[static_cast<std::size_t>(index)];
  ordered_json out;
  out["policy"] = policy.id;
  out["sheet"] = sheet.id;
  out["title"] = text_json(sheet.title);
  out["key"] = sheet.facts[static_cast<std::size_t>(sheet.key_fact())].id;
  out["read_on"] = sheet.read_on < 0 ? "month.first" : sheet.facts[static_cast<std::size_t>(sheet.read_on)].id;
  out["facts"] = ordered_json::object();
  out["items"] = ordered_json::object();
  out["categories"] = ordered_json::object();
  for (const Item& item : sheet.items) out["items"][item.id] = item_json(item, sheet, policy);
  for (const Fact& fact : sheet.facts) {
    out["facts"][fact.id] = fact_json(fact, policy);
    if (fact.type.unit != Unit::category) continue;
    const Category& category = policy.categories[static_cast<std::size_t>(fact.type.category)];
    out["categories"][category.id] = category_json(category);
  }
  return out;
}

}  // namespace fenglu::policy
