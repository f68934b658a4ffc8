#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/parameters.hpp"
#include "engine/policy/register.hpp"
#include "engine/policy/sheets.hpp"

namespace fenglu::policy {
namespace {

constexpr int most_decimals = 9;
constexpr int money_decimals = 2;

const std::vector<std::string>& item_units() {
  static const std::vector<std::string> units = {"money", "number", "rate", "flag", "date", "month", "text"};
  return units;
}

const std::vector<std::string>& kind_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out;
    for (int i = 1; i <= static_cast<int>(ItemKind::total); ++i) out.emplace_back(name(static_cast<ItemKind>(i)));
    return out;
  }();
  return words;
}

// A working item has none; every other says what it is.
ItemKind read_kind(const Fields& fields, bool working) {
  const Json* kind = working ? fields.find("kind") : fields.require("kind");
  if (kind != nullptr && working) {
    const Text mend{"去掉 kind 或 working", "leave \"kind\" or \"working\" out"};
    fields.out().add(
        at(Code::wrong_type, *kind, {"kind", Text{"无（中间项没有种类）", "none: a working item has no kind"}, mend}));
    return ItemKind::none;
  }
  const std::optional<std::size_t> word = kind == nullptr ? std::nullopt : read_word(*kind, kind_words(), fields.out());
  return word ? static_cast<ItemKind>(*word + 1) : ItemKind::none;
}

// The fact of category type that a budget goes by.
int category_fact(const Json& by, const Sheet& sheet, Diagnostics& out) {
  if (!expect(by, Json::Kind::string, out)) return -1;
  const int fact = sheet.find_fact(by.text);
  if (fact < 0) {
    std::vector<std::string> facts;
    for (const Fact& one : sheet.facts) {
      if (one.type.unit == Unit::category) facts.push_back(one.id);
    }
    out.add(unknown_name(by, by.text, facts));
    return -1;
  }
  const Unit unit = sheet.facts[static_cast<std::size_t>(fact)].type.unit;
  if (unit == Unit::category) return fact;
  const Text mend{"写一个类别事实", "name a fact that is of a category"};
  out.add(at(Code::wrong_type, by, {formula::words(unit), formula::words(Unit::category), mend}));
  return -1;
}

// {"by": fact, member: code, ...}: a code for every member.
void read_budget_by(const Json& json, const Policy& policy, const Sheet& sheet, Budget& budget, Diagnostics& out) {
  const Json* by = json.find("by");
  if (by == nullptr) {
    out.add(at(Code::missing_key, json, {Text{"预算科目", "a budget"}, "by"}));
    return;
  }
  const int fact = category_fact(*by, sheet, out);
  if (fact < 0) return;
  const Type& type = sheet.facts[static_cast<std::size_t>(fact)].type;
  const Category& category = policy.categories[static_cast<std::size_t>(type.category)];
  budget.by = fact;
  budget.codes.resize(category.members.size());
  std::vector<std::string> ids;
  for (const Member& member : category.members) ids.push_back(member.id);
  for (const Json::Member& member : json.members) {
    if (member.key == "by") continue;
    const int index = find_member(category, member.key);
    if (index < 0) {
      out.add(at(Code::unknown_member, json, member, {member.key, category.id, nearest_member(member.key, ids)}));
    } else {
      budget.codes[static_cast<std::size_t>(index)] = read_string(member.value, out).value_or("");
    }
  }
  std::erase_if(ids, [&](const std::string& id) { return json.find(id) != nullptr; });
  if (!ids.empty()) out.add(at(Code::table_gap, json, {"budget", listed(ids)}));
}

void read_budget(const Json* json, const Policy& policy, const Sheet& sheet, Item& item, Diagnostics& out) {
  if (json == nullptr || json->kind == Json::Kind::null) return;
  if (json->kind == Json::Kind::object) {
    read_budget_by(*json, policy, sheet, item.budget, out);
  } else {
    item.budget.code = read_string(*json, out).value_or("");
  }
}

// What is known of the type before the formula is checked: needed to read `range` and `decimals`.
Type supposed_type(const Item& item) { return item.stated_type.value_or(Type{Unit::money, -1}); }

void read_proofs(const Fields& fields, const Policy& policy, Item& item) {
  if (const Json* type = fields.find("type")) item.stated_type = read_type(*type, item_units(), policy, fields.out());
  item.type = supposed_type(item);
  item.decimals = item.type.unit == Unit::money ? money_decimals : 0;
  if (const Json* decimals = fields.find("decimals")) {
    item.decimals = read_count(*decimals, most_decimals, fields.out()).value_or(0);
    const bool takes_none = item.stated_type && item.type.unit != Unit::number && item.type.unit != Unit::rate;
    const Text mend{"去掉 decimals", "leave \"decimals\" out"};
    if (takes_none) {
      fields.out().add(at(Code::wrong_type, *decimals,
                          {formula::words(item.type.unit), Text{"数或比例", "a number or a rate"}, mend}));
    }
    // Only numbers and rates state decimals: without a type, this is a number.
    if (!item.stated_type) item.type.unit = Unit::number;
  }
  if (const Json* range = fields.find("range")) item.range = read_range(*range, item.type, policy, fields.out());
}

std::optional<Item> read_item(const Declaration& declared, const Policy& policy, const Sheet& sheet, Diagnostics& out) {
  const Fields fields(*declared.object, {"项目", "an item"},
                      {"title", "kind", "formula", "sums", "family", "budget", "working", "cumulative", "decimals",
                       "range", "type", "source", "note", "replaces", "after"},
                      out);
  Item item;
  item.id = declared.id;
  item.place = declared.place();
  item.title = fields.title();
  item.working = fields.truth("working");
  item.cumulative = fields.truth("cumulative");
  item.kind = read_kind(fields, item.working);
  item.family = fields.string("family");
  read_budget(fields.find("budget"), policy, sheet, item, out);
  read_proofs(fields, policy, item);
  if (const Json* source = fields.find("source")) item.source = read_citation(*source, policy, out);
  if (const Json* note = fields.find("note")) {
    item.note = note->kind == Json::Kind::string ? Text(note->text) : read_title(*note, out).value_or(Text());
  }
  const Json* formula = fields.find("formula");
  const Json* sums = fields.find("sums");
  if ((formula == nullptr) == (sums == nullptr) || (sums != nullptr && item.kind != ItemKind::total)) {
    out.add(declared.at(Code::formula_or_sums, {item.id}));
    return std::nullopt;
  }
  if (sums == nullptr && !item.family.empty()) {
    out.add(at(Code::missing_key, *declared.object, {Text{"有 family 的合计", "a total with a family"}, "sums"}));
  }
  if (formula != nullptr) {
    const std::optional<formula::SourceText> text = read_formula(*formula, out);
    if (!text) return std::nullopt;
    item.text = *text;
  }
  return item;
}

}  // namespace

void read_items(const SheetDraft& draft, const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out) {
  for (const Declaration& declared : draft.items) {
    std::optional<Item> item = read_item(declared, policy, sheet, out);
    if (!item) broken.insert(declared.id);
    if (item) sheet.items.push_back(std::move(*item));
  }
}

}  // namespace fenglu::policy
