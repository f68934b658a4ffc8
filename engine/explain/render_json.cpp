#include <map>
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

// A program looks at one node, not above it: an item that is met again is told whole again, unless that grows without
// bounds. Then it says that it is told elsewhere.
class Tree {
 public:
  Tree(const Node& root, Language language) : language_(language) { remember(root); }

  Json of(const Node& node) {
    const auto first = node.repeated ? first_.find(node.id) : first_.end();
    const bool again = first != first_.end() && nodes_ < many_nodes;
    Json out = whole(again ? *first->second : node);
    if (node.repeated && !again) out["repeated"] = true;
    return out;
  }

 private:
  static constexpr std::size_t many_nodes = std::size_t{1} << 14;

  void remember(const Node& node) {
    if (node.kind == Node::Kind::item && !node.repeated) first_.emplace(node.id, &node);
    for (const Node& operand : node.operands) remember(operand);
  }

  Json whole(const Node& node) {
    ++nodes_;
    Json out;
    out["id"] = node.id;
    out["kind"] = name(node.kind);
    out["title"] = node.title.in(language_);
    out["value"] = exact_value(node.answer);
    out["unit"] = unit_name(node.answer.type);
    out["formula"] = text(node.formula);
    out["rounding"] = text(node.rounding.in(language_));
    if (node.kind == Node::Kind::parameter) {
      out["from"] = day(node.from);
      out["to"] = day(node.to);
      out["announced"] = day(node.announced);
      out["source"] = text(node.source.in(language_));
      out["status"] = node.status;
      out["stale"] = node.stale;
    }
    out["operands"] = Json::array();
    for (const Node& operand : node.operands) out["operands"].push_back(of(operand));
    return out;
  }

  Language language_;
  std::map<std::string, const Node*> first_;  // by item: where it is told whole
  std::size_t nodes_ = 0;
};

}  // namespace

std::string render_json(const Explanation& explanation, Language language) {
  Json out = Json::array();
  for (const Node& item : explanation.items) out.push_back(Tree(item, language).of(item));
  return (out.size() == 1 ? out[0] : out).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fenglu::explain
