#include "engine/policy/layering.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"

namespace fenglu::policy {
namespace {

std::string line_of(const Place& place) { return place.file + ":" + std::to_string(place.line); }

template <class Draft>
std::vector<std::string> ids_of(const std::vector<Draft>& drafts) {
  std::vector<std::string> out;
  for (const Draft& draft : drafts) {
    if constexpr (std::is_same_v<Draft, Declaration>) {
      out.push_back(draft.id);
    } else {
      out.push_back(draft.declared.id);
    }
  }
  return out;
}

bool says_replaces(const Declaration& declared, Diagnostics& out) {
  const Json* replaces = declared.object->find("replaces");
  return replaces != nullptr && read_truth(*replaces, out).value_or(false);
}

// Holds a declaration against the one that it meets; true where it takes its place. One that doesn't say so takes it
// all the same, once that is reported: it was meant to, and the rest is then held against what was meant.
bool may_replace(const Declaration& lower, const Declaration& upper, bool replaces, Diagnostics& out) {
  if (lower.layer == upper.layer) {
    out.add(upper.at(Code::duplicate_name, {upper.id, line_of(lower.place())}));
    return false;
  }
  if (!replaces) {
    const Text mend{"若有意替换，加上 \"replaces\": true", "say \"replaces\": true if that is meant"};
    out.add(upper.at(Code::shadows, {upper.id, line_of(lower.place()), mend}));
  }
  return true;
}

void report_nothing_replaced(const Declaration& declared, const std::vector<std::string>& ids, Diagnostics& out) {
  const Text otherwise{"若是新的，删去 replaces", "leave out replaces if it is new"};
  out.add(declared.at(Code::replaces_nothing, {declared.id, nearest_or(declared.id, ids, otherwise)}));
}

// Where a new declaration goes: behind the one that "after" names, else to the end.
std::size_t place_in(const std::vector<Declaration>& declarations, const Declaration& declared, Diagnostics& out) {
  const Json* after = declared.object->find("after");
  if (after == nullptr || !expect(*after, Json::Kind::string, out)) return declarations.size();
  const auto named = [&](const Declaration& one) { return one.id == after->text; };
  const auto found = std::find_if(declarations.begin(), declarations.end(), named);
  if (found == declarations.end()) {
    out.add(unknown_name(*after, after->text, ids_of(declarations)));
    return declarations.size();
  }
  return static_cast<std::size_t>(found - declarations.begin()) + 1;
}

void lay(std::vector<Declaration>& declarations, Declaration declared, Diagnostics& out) {
  if (!expect(*declared.object, Json::Kind::object, out)) return;
  const bool replaces = says_replaces(declared, out);
  const auto same = [&](const Declaration& one) { return one.id == declared.id; };
  const auto lower = std::find_if(declarations.begin(), declarations.end(), same);
  if (lower == declarations.end()) {
    if (replaces) report_nothing_replaced(declared, ids_of(declarations), out);
  } else if (!may_replace(*lower, declared, replaces, out)) {
    return;
  } else if (declared.object->find("after") == nullptr) {
    *lower = std::move(declared);
    return;
  } else {
    declarations.erase(lower);
  }
  const auto where = static_cast<std::ptrdiff_t>(place_in(declarations, declared, out));
  declarations.insert(declarations.begin() + where, std::move(declared));
}

void lay_map(std::vector<Declaration>& declarations, const Json* map, int layer, Diagnostics& out) {
  if (map == nullptr || !expect(*map, Json::Kind::object, out)) return;
  for (const Json::Member& member : map->members) {
    if (expect_id(*map, member, out)) lay(declarations, {member.key, map, &member, &member.value, layer}, out);
  }
}

// A code may have several conditions. A layer adds to them, or replaces all that the layers below have of it.
void lay_rules(std::vector<Declaration>& rules, const Json* list, int layer, Diagnostics& out) {
  if (list == nullptr || !expect(*list, Json::Kind::array, out)) return;
  for (const Json& rule : list->elements) {
    if (!expect(rule, Json::Kind::object, out)) continue;
    const Json* code = rule.find("code");
    const Declaration declared{code == nullptr ? "" : code->text, list, nullptr, &rule, layer};
    if (says_replaces(declared, out)) {
      const auto below = [&](const Declaration& one) { return one.id == declared.id && one.layer < layer; };
      if (std::none_of(rules.begin(), rules.end(), below)) report_nothing_replaced(declared, ids_of(rules), out);
      std::erase_if(rules, below);
    }
    rules.push_back(declared);
  }
}

// What a sheet has once: its title, the day it is read on, `joined`.
void lay_once(const Json*& part, const char* key, const Declaration& declared, bool replaces, Diagnostics& out) {
  const Json* upper = declared.object->find(key);
  if (upper == nullptr) return;
  if (part != nullptr && !replaces) {
    const Text mend{"删去，或在本文件写 \"replaces\": true", "leave it out, or say \"replaces\": true in this file"};
    out.add(at(Code::shadows, *upper, {declared.id + "." + key, line_of(place_of(*part)), mend}));
    return;
  }
  part = upper;
}

void lay_sheet(const Json& root, int layer, std::vector<SheetDraft>& sheets, Diagnostics& out) {
  const Json& name = *root.find("sheet");
  if (!expect(name, Json::Kind::string, out)) return;
  const Fields fields(root, {"表单", "a sheet"},
                      {"sheet", "title", "read_on", "facts", "rules", "joined", "items", "replaces"}, out);
  const Declaration declared{name.text, &root, nullptr, &name, layer};
  if (!is_id(name.text)) out.add(at(Code::bad_id, name, {name.text}));
  const auto same = [&](const SheetDraft& one) { return one.declared.id == name.text; };
  auto sheet = std::find_if(sheets.begin(), sheets.end(), same);
  if (sheet == sheets.end()) {
    if (fields.truth("replaces")) report_nothing_replaced(declared, ids_of(sheets), out);
    sheets.push_back({declared});
    sheet = sheets.end() - 1;
  }
  const Declaration whole{name.text, &root, nullptr, &root, layer};
  for (const auto& [part, key] :
       {std::pair{&sheet->title, "title"}, {&sheet->read_on, "read_on"}, {&sheet->joined, "joined"}}) {
    lay_once(*part, key, whole, fields.truth("replaces"), out);
  }
  lay_map(sheet->facts, root.find("facts"), layer, out);
  lay_rules(sheet->rules, root.find("rules"), layer, out);
  lay_map(sheet->items, root.find("items"), layer, out);
}

void lay_ladder(const Json& root, int layer, std::vector<LadderDraft>& ladders, Diagnostics& out) {
  const Json& name = *root.find("ladder");
  if (!expect(name, Json::Kind::string, out)) return;
  const Fields fields(
      root, {"阶梯", "a ladder"},
      {"ladder", "title", "sheet", "grade", "serving", "next", "below", "moves", "quotas", "ties", "replaces"}, out);
  if (!is_id(name.text)) out.add(at(Code::bad_id, name, {name.text}));
  const auto same = [&](const LadderDraft& one) { return one.declared.id == name.text; };
  auto ladder = std::find_if(ladders.begin(), ladders.end(), same);
  if (ladder == ladders.end()) {
    const Declaration declared{name.text, &root, nullptr, &name, layer};
    if (fields.truth("replaces")) report_nothing_replaced(declared, ids_of(ladders), out);
    ladders.push_back({declared});
    ladder = ladders.end() - 1;
  }
  const Declaration whole{name.text, &root, nullptr, &root, layer};
  for (const auto& [part, key] : {std::pair{&ladder->title, "title"},
                                  {&ladder->sheet, "sheet"},
                                  {&ladder->grade, "grade"},
                                  {&ladder->serving, "serving"},
                                  {&ladder->next, "next"},
                                  {&ladder->below, "below"},
                                  {&ladder->ties, "ties"}}) {
    lay_once(*part, key, whole, fields.truth("replaces"), out);
  }
  lay_map(ladder->moves, root.find("moves"), layer, out);
  lay_map(ladder->quotas, root.find("quotas"), layer, out);
}

bool has_values(const Json* values) {
  return values != nullptr && !(values->kind == Json::Kind::array && values->elements.empty());
}

void take_parts(ParameterDraft& draft, const Declaration& declared) {
  const auto take = [&](const Json*& part, const char* key) {
    if (const Json* given = declared.object->find(key)) part = given;
  };
  take(draft.title, "title");
  take(draft.unit, "unit");
  take(draft.axes, "axes");
  take(draft.of, "of");
  take(draft.renewed, "renewed");
  if (declared.object->find("values") != nullptr) draft.layer = declared.layer;
  take(draft.values, "values");
}

void lay_parameter(std::vector<ParameterDraft>& drafts, const Declaration& declared, Diagnostics& out) {
  if (!expect(*declared.object, Json::Kind::object, out)) return;
  const Fields fields(*declared.object, {"参数", "a parameter"},
                      {"title", "unit", "axes", "of", "renewed", "replaces", "values", "note"}, out);
  const bool replaces = says_replaces(declared, out);
  const auto same = [&](const ParameterDraft& one) { return one.declared.id == declared.id; };
  const auto lower = std::find_if(drafts.begin(), drafts.end(), same);
  if (lower == drafts.end()) {
    if (replaces) report_nothing_replaced(declared, ids_of(drafts), out);
    // A typo: without a unit of its own it can be nothing new.
    if (replaces && fields.find("unit") == nullptr) return;
    take_parts(drafts.emplace_back(ParameterDraft{declared}), declared);
    return;
  }
  const bool fills = !has_values(lower->values) && lower->declared.layer != declared.layer;
  if (fills || may_replace(lower->declared, declared, replaces, out)) {
    take_parts(*lower, declared);
    lower->declared = declared;
  }
}

}  // namespace

Diagnostic Declaration::at(Code code, std::vector<Text> arguments) const {
  return member == nullptr ? policy::at(code, *object, std::move(arguments))
                           : policy::at(code, *map, *member, std::move(arguments));
}

Place Declaration::place() const { return member == nullptr ? place_of(*object) : place_of(*map, *member); }

void lay_over(const Layer& layer, int index, Drafts& drafts, Diagnostics& out) {
  for (const std::unique_ptr<Document>& document : layer.tables) {
    const Json& root = document->root();
    // A ladder names the sheet that it reads.
    if (root.find("ladder") != nullptr) {
      lay_ladder(root, index, drafts.ladders, out);
      continue;
    }
    if (root.find("sheet") != nullptr) {
      lay_sheet(root, index, drafts.sheets, out);
      continue;
    }
    for (const Json::Member& member : root.members) {
      if (!expect_id(root, member, out)) continue;
      lay_parameter(drafts.parameters, {member.key, &root, &member, &member.value, index}, out);
    }
  }
}

}  // namespace fenglu::policy
