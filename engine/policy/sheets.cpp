#include "engine/policy/sheets.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/policy/register.hpp"

namespace fenglu::policy {
namespace {

constexpr std::string_view first_of_month = "month.first";

void read_read_on(const SheetDraft& draft, Sheet& sheet, Diagnostics& out) {
  if (draft.read_on == nullptr) {
    out.add(draft.declared.at(Code::missing_key, {Text{"表单", "a sheet"}, "read_on"}));
    return;
  }
  if (!expect(*draft.read_on, Json::Kind::string, out) || draft.read_on->text == first_of_month) return;
  sheet.read_on = sheet.find_fact(draft.read_on->text);
  std::vector<std::string> dates;
  for (const Fact& fact : sheet.facts) {
    if (fact.type.unit == Unit::date && !fact.optional) dates.push_back(fact.id);
  }
  const bool good = sheet.read_on >= 0 && std::count(dates.begin(), dates.end(), draft.read_on->text) > 0;
  if (!good) out.add(at(Code::read_on, *draft.read_on, {draft.read_on->text, listed(dates)}));
  if (!good) sheet.read_on = -1;
}

void read_rule(const Declaration& declared, Sheet& sheet, Diagnostics& out) {
  const Fields fields(*declared.object, {"行规则", "a row rule"}, {"code", "formula", "fact", "message", "replaces"},
                      out);
  RowRule rule;
  rule.code = fields.required_string("code");
  rule.message = fields.title("message");
  rule.place = declared.place();
  const Json* formula = fields.require("formula");
  const std::optional<formula::SourceText> text = formula == nullptr ? std::nullopt : read_formula(*formula, out);
  if (const std::string fact = fields.string("fact"); !fact.empty()) {
    rule.fact = sheet.find_fact(fact);
    std::vector<std::string> facts;
    for (const Fact& one : sheet.facts) facts.push_back(one.id);
    if (rule.fact < 0) out.add(unknown_name(*fields.find("fact"), fact, facts));
  }
  if (!text) return;
  rule.text = *text;
  sheet.rules.push_back(std::move(rule));
}

Sheet read_sheet(const SheetDraft& draft, const Policy& policy, Broken& broken, Diagnostics& out) {
  Sheet sheet;
  sheet.id = draft.declared.id;
  sheet.place = draft.declared.place();
  if (draft.title == nullptr) out.add(draft.declared.at(Code::missing_key, {Text{"表单", "a sheet"}, "title"}));
  if (draft.title != nullptr) sheet.title = read_title(*draft.title, out).value_or(Text());
  read_facts(draft, policy, sheet, broken, out);
  read_read_on(draft, sheet, out);
  for (const Declaration& rule : draft.rules) read_rule(rule, sheet, out);
  if (draft.joined != nullptr) sheet.joined_source = read_formula(*draft.joined, out);
  read_items(draft, policy, sheet, broken, out);
  read_sums(draft, sheet, broken, out);
  return sheet;
}

// Facts, items and parameters share one set of names for formulas.
void hold_names(const SheetDraft& draft, const Sheet& sheet, const Policy& policy, Diagnostics& out) {
  const Text a_fact{"事实", "a fact"};
  const Text a_parameter{"参数", "a parameter"};
  for (const std::vector<Declaration>* declarations : {&draft.facts, &draft.items}) {
    for (const Declaration& declared : *declarations) {
      if (formula::is_reserved(declared.id)) out.add(declared.at(Code::reserved_name, {declared.id}));
      const Text what = declarations == &draft.facts ? a_fact : Text{"项目", "an item"};
      const int parameter = policy.find_parameter(declared.id);
      const int fact = declarations == &draft.items ? sheet.find_fact(declared.id) : -1;
      if (parameter < 0 && fact < 0) continue;
      const Place& place = fact >= 0 ? sheet.facts[static_cast<std::size_t>(fact)].place
                                     : policy.parameters[static_cast<std::size_t>(parameter)].place;
      out.add(declared.at(Code::name_clash, {declared.id, what, fact >= 0 ? a_fact : a_parameter,
                                             place.file + ":" + std::to_string(place.line)}));
    }
  }
}

}  // namespace

void read_sheets(const std::vector<SheetDraft>& drafts, Policy& policy, Broken& broken, Diagnostics& out) {
  for (const SheetDraft& draft : drafts) {
    Sheet sheet = read_sheet(draft, policy, broken, out);
    hold_names(draft, sheet, policy, out);
    policy.sheets.push_back(std::move(sheet));
  }
}

}  // namespace fenglu::policy
