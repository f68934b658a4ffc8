#include <nlohmann/json.hpp>

#include "engine/explain/render.hpp"

namespace fenglu::explain {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::item: return "item";
    case Node::Kind::fact: return "fact";
    case Node::Kind::parameter: return "parameter";
    case Node::Kind::operation: return "operation";
    case Node::Kind::set: return "set";
  }
  return {};
}

Json day(const std::optional<Day>& day) { return day ? Json(day->iso()) : Json(nullptr); }
Json text(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json tree(const Node& node, Language language) {
  Json out;
  out["id"] = node.id;
  out["kind"] = name(node.kind);
  out["title"] = node.title.in(language);
  out["value"] = exact_value(node.answer);
  out["unit"] = unit_name(node.answer.type);
  out["formula"] = text(node.formula);
  out["rounding"] = text(node.rounding.in(language));
  if (node.kind == Node::Kind::parameter) {
    out["from"] = day(node.from);
    out["to"] = day(node.to);
    out["announced"] = day(node.announced);
    out["source"] = text(node.source.in(language));
    out["status"] = node.status;
    out["stale"] = node.stale;
  }
  out["operands"] = Json::array();
  for (const Node& operand : node.operands) out["operands"].push_back(tree(operand, language));
  return out;
}

}  // namespace

std::string render_json(const Explanation& explanation, Language language) {
  Json out = Json::array();
  for (const Node& item : explanation.items) out.push_back(tree(item, language));
  return (out.size() == 1 ? out[0] : out).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fenglu::explain
