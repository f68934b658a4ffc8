#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/parameters.hpp"
#include "engine/policy/register.hpp"
#include "engine/policy/sheets.hpp"

namespace fenglu::policy {
namespace {

const std::vector<std::string>& fact_units() {
  static const std::vector<std::string> units = {"money", "number", "rate", "flag", "date", "month", "text"};
  return units;
}

// How a cell is written where the type leaves it open, and what that says of its decimals and range.
struct CellForm {
  std::string_view name;
  int decimals;
  int most;
};
constexpr CellForm hours{"hours", 2, 24 * 31};
constexpr CellForm days{"days", 2, 31};

constexpr int most_decimals = 9;
constexpr int rate_decimals = 4;
constexpr int most_money_in_fen = 999'999'999;  // 9,999,999.99 yuan

Interval dates_of_format() {
  return {Rational(Day::make(1900, 1, 1)->number()), Rational(Day::make(2099, 12, 31)->number())};
}

// What a fact may hold where its range isn't stated. A number has none: it must be.
std::optional<Interval> default_range(const Fact& fact, const Policy& policy) {
  if (fact.cell == hours.name) return Interval{0, hours.most};
  if (fact.cell == days.name) return Interval{0, days.most};
  switch (fact.type.unit) {
    case Unit::money: return Interval{0, most_money_in_fen};
    case Unit::rate:
    case Unit::flag: return Interval{0, 1};
    case Unit::date: return dates_of_format();
    case Unit::month: return Interval{Month::make(1900, 1).number(), Month::make(2099, 12).number()};
    case Unit::category: {
      const auto members = policy.categories[static_cast<std::size_t>(fact.type.category)].members.size();
      return Interval{0, Rational(members) - 1};
    }
    case Unit::text: return Interval{};
    case Unit::number:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return std::nullopt;
}

int default_decimals(const Fact& fact) {
  if (fact.cell == hours.name || fact.cell == days.name || fact.type.unit == Unit::money) return 2;
  return fact.type.unit == Unit::rate ? rate_decimals : 0;
}

bool takes_range(const Type& type) { return type.is_numeric() || type.unit == Unit::date || type.unit == Unit::month; }

void read_cell_form(const Fields& fields, Fact& fact) {
  static const std::vector<std::string> forms = {"hours", "days", "identity"};
  const Json* cell = fields.find("cell");
  if (cell == nullptr || !read_word(*cell, forms, fields.out())) return;
  const Unit due = cell->text == "identity" ? Unit::text : Unit::number;
  if (fact.type.unit != due) {
    fields.out().add(at(
        Code::wrong_type, *cell,
        {formula::words(fact.type.unit), formula::words(due), Text{"改 type 或 cell", "change \"type\" or \"cell\""}}));
    return;
  }
  fact.cell = cell->text;
}

void read_fact_range(const Fields& fields, const Policy& policy, Fact& fact) {
  const Json* range = fields.find("range");
  const std::optional<Interval> unstated = default_range(fact, policy);
  if (range != nullptr && !takes_range(fact.type)) {
    const Text mend{"去掉 range", "leave \"range\" out"};
    fields.out().add(
        at(Code::wrong_type, *range,
           {formula::words(fact.type.unit), Text{"金额、数、比例或日期", "money, a number, a rate or a date"}, mend}));
    range = nullptr;
  }
  if (range == nullptr && !unstated) fields.require("range");
  const std::optional<Interval> stated =
      range == nullptr ? std::nullopt : read_range(*range, fact.type, policy, fields.out());
  fact.range = stated.value_or(unstated.value_or(Interval{}));
}

void read_decimals(const Fields& fields, Fact& fact) {
  fact.decimals = default_decimals(fact);
  const Json* decimals = fields.find("decimals");
  if (decimals == nullptr) return;
  if (fact.type.unit != Unit::number && fact.type.unit != Unit::rate) {
    const Text mend{"去掉 decimals", "leave \"decimals\" out"};
    fields.out().add(at(Code::wrong_type, *decimals,
                        {formula::words(fact.type.unit), Text{"数或比例", "a number or a rate"}, mend}));
    return;
  }
  fact.decimals = read_count(*decimals, most_decimals, fields.out()).value_or(fact.decimals);
}

// A default must be a cell that a roster could have held.
void hold_default(const Json& json, const Fact& fact, const Policy& policy, Diagnostics& out) {
  if (!takes_range(fact.type)) return;
  if (fact.type.is_numeric()) read_decimal(json, fact.decimals, out);
  if (fact.range.holds(*fact.default_value)) return;
  out.add(at(Code::default_outside, json,
             {published(json), show_value(fact.range.low, fact.type, policy),
              show_value(fact.range.high, fact.type, policy)}));
}

void read_default(const Fields& fields, const Policy& policy, Fact& fact) {
  const Json* json = fields.find("default");
  if (json == nullptr) return;
  if (json->kind == Json::Kind::object) {
    const Fields formula(*json, {"默认值", "a default"}, {"formula"}, fields.out());
    const Json* text = formula.require("formula");
    if (text != nullptr) fact.default_source = read_formula(*text, fields.out());
    return;
  }
  // A category that is still abstract has no member to hold the default against.
  const bool is_abstract = fact.type.unit == Unit::category &&
                           policy.categories[static_cast<std::size_t>(fact.type.category)].members.empty();
  fact.default_text = published(*json);
  if (is_abstract) return;
  fact.default_value = read_scalar(*json, fact.type, policy, fields.out());
  if (fact.default_value) hold_default(*json, fact, policy, fields.out());
}

void read_aliases(const Fields& fields, Fact& fact) {
  const Json* aliases = fields.find("aliases");
  if (aliases == nullptr || !expect(*aliases, Json::Kind::array, fields.out())) return;
  for (const Json& alias : aliases->elements) {
    if (const auto text = read_string(alias, fields.out())) fact.aliases.push_back(*text);
  }
}

std::optional<Fact> read_fact(const Declaration& declared, const Policy& policy, Diagnostics& out) {
  const Fields fields(*declared.object, {"事实", "a fact"},
                      {"title", "type", "aliases", "range", "decimals", "default", "optional", "key", "cell",
                       "replaces", "after", "note"},
                      out);
  Fact fact;
  fact.id = declared.id;
  fact.place = declared.place();
  fact.title = fields.title();
  fact.key = fields.truth("key");
  fact.optional = fields.truth("optional");
  read_aliases(fields, fact);
  const Json* type = fields.require("type");
  const std::optional<Type> understood = type == nullptr ? std::nullopt : read_type(*type, fact_units(), policy, out);
  if (!understood) return std::nullopt;
  fact.type = *understood;
  read_cell_form(fields, fact);
  read_decimals(fields, fact);
  read_fact_range(fields, policy, fact);
  read_default(fields, policy, fact);
  const bool has_default = fields.find("default") != nullptr;
  fact.required = !has_default && !fact.optional;
  if (has_default && fact.optional) out.add(declared.at(Code::optional_default, {fact.id}));
  return fact;
}

void hold_key(const SheetDraft& draft, const Sheet& sheet, Diagnostics& out) {
  std::size_t keys = 0;
  bool good = true;
  for (const Fact& fact : sheet.facts) {
    if (!fact.key) continue;
    ++keys;
    good = good && fact.required && fact.type.unit == Unit::text;
  }
  if (keys != 1 || !good) out.add(draft.declared.at(Code::key_fact, {sheet.id, std::to_string(keys)}));
}

// A column is found by a fact's id, titles or aliases: none may mean two facts.
void hold_headers(const SheetDraft& draft, const Sheet& sheet, Diagnostics& out) {
  std::map<std::string, std::string> facts;
  for (std::size_t i = 0; i < sheet.facts.size(); ++i) {
    const Fact& fact = sheet.facts[i];
    std::set<std::string> headers(fact.aliases.begin(), fact.aliases.end());
    headers.insert({fact.id, fact.title.zh, fact.title.en});
    for (const std::string& header : headers) {
      const auto [first, is_new] = facts.emplace(header, fact.id);
      if (is_new || header.empty()) continue;
      const auto same = [&](const Declaration& one) { return one.id == fact.id; };
      const auto declared = std::find_if(draft.facts.begin(), draft.facts.end(), same);
      out.add(declared->at(Code::header_twice, {header, first->second, fact.id}));
    }
  }
}

}  // namespace

std::optional<Interval> read_range(const Json& value, const Type& type, const Policy& policy, Diagnostics& out) {
  if (!expect(value, Json::Kind::array, out)) return std::nullopt;
  if (value.elements.size() != 2) {
    const std::string length = std::to_string(value.elements.size());
    const Text count{length + " 个值", "an array of " + length};
    const Text mend{"写作 [下限, 上限]", "write [low, high]"};
    out.add(at(Code::wrong_type, value, {count, Text{"两个值", "two values"}, mend}));
    return std::nullopt;
  }
  const std::optional<Rational> low = read_scalar(value.elements[0], type, policy, out);
  const std::optional<Rational> high = read_scalar(value.elements[1], type, policy, out);
  if (!low || !high) return std::nullopt;
  if (*high < *low) {
    out.add(at(Code::range_swapped, value, {published(value.elements[0]), published(value.elements[1])}));
    return std::nullopt;
  }
  return Interval{*low, *high};
}

void read_facts(const SheetDraft& draft, const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out) {
  for (const Declaration& declared : draft.facts) {
    std::optional<Fact> fact = read_fact(declared, policy, out);
    if (!fact) broken.insert(declared.id);
    if (fact) sheet.facts.push_back(std::move(*fact));
  }
  hold_key(draft, sheet, out);
  hold_headers(draft, sheet, out);
}

}  // namespace fenglu::policy
