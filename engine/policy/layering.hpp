// Layering: which declaration of each parameter, fact, rule and item stands after all layers, before any is understood.
// What replaces something of a lower layer says so; what doesn't must be new: a typo can't become an item.
#pragma once

#include <set>

#include "engine/policy/fields.hpp"
#include "engine/policy/layers.hpp"

namespace fenglu::policy {

// One declaration: a member of a map of its file (of a rule, an element of a list: `member` is null then).
struct Declaration {
  std::string id;
  const Json* map = nullptr;
  const Json::Member* member = nullptr;
  const Json* object = nullptr;
  int layer = 0;
  Diagnostic at(Code code, std::vector<Text> arguments) const;
  Place place() const;
};

// A parameter's parts may come from several layers: each the uppermost that gives it.
struct ParameterDraft {
  Declaration declared;
  const Json* title = nullptr;
  const Json* unit = nullptr;
  const Json* axes = nullptr;
  const Json* of = nullptr;
  const Json* renewed = nullptr;
  const Json* values = nullptr;
  int layer = 0;  // that gave the values
};

struct SheetDraft {
  Declaration declared;
  const Json* title = nullptr;
  const Json* read_on = nullptr;
  const Json* joined = nullptr;
  std::vector<Declaration> facts;
  std::vector<Declaration> rules;
  std::vector<Declaration> items;  // in the order of the result
};

struct LadderDraft {
  Declaration declared;
  const Json* title = nullptr;
  const Json* sheet = nullptr;
  const Json* grade = nullptr;
  const Json* serving = nullptr;
  const Json* next = nullptr;
  const Json* below = nullptr;
  const Json* ties = nullptr;
  std::vector<Declaration> moves;
  std::vector<Declaration> quotas;
};

struct Drafts {
  std::vector<ParameterDraft> parameters;
  std::vector<SheetDraft> sheets;
  std::vector<LadderDraft> ladders;
};

// Names that stand in the files but weren't understood. That was reported; formulas that read them aren't checked, so
// that one mistake isn't told again by everything that rests on it.
using Broken = std::set<std::string>;

// Lays the files of a layer over those below it.
void lay_over(const Layer& layer, int index, Drafts& drafts, Diagnostics& out);

}  // namespace fenglu::policy
