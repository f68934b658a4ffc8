#include "engine/policy/register.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"

namespace fenglu::policy {
namespace {

constexpr int language_level = 1;

std::string line_of(const Place& place) { return place.file + ":" + std::to_string(place.line); }

void read_language(const Fields& fields) {
  const Json* level = fields.require("language");
  if (level == nullptr || !expect(*level, Json::Kind::number, fields.out())) return;
  if (level->text != std::to_string(language_level)) {
    fields.out().add(at(Code::language_level, *level, {level->text, std::to_string(language_level)}));
  }
}

void read_source(const Json& sources, const Json::Member& member, Policy& policy, Diagnostics& out) {
  if (!expect(member.value, Json::Kind::object, out)) return;
  const Fields fields(member.value, {"来源", "a source"}, {"title", "number", "issuer", "date", "seen", "url", "note"},
                      out);
  if (const int before = policy.find_source(member.key); before >= 0) {
    const Place& place = policy.sources[static_cast<std::size_t>(before)].place;
    out.add(at(Code::shadows, sources, member, {member.key, line_of(place), Text{"换一个名称", "give it another id"}}));
    return;
  }
  Source source;
  source.id = member.key;
  source.title = fields.title();
  source.number = fields.string("number");
  source.issuer = fields.string("issuer");
  if (fields.find("date") != nullptr && fields.day("date")) source.date = fields.find("date")->text;
  static const std::vector<std::string> ways = {"instrument", "page", "two-sources", "known", "none"};
  if (const Json* seen = fields.require("seen"); seen != nullptr && read_word(*seen, ways, out))
    source.seen = seen->text;
  source.url = fields.string("url");
  source.place = place_of(sources, member);
  policy.sources.push_back(std::move(source));
}

bool is_member_id(std::string_view id) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !id.empty() && std::all_of(id.begin(), id.end(), allowed);
}

// An id or label that a member has in common with one before: a cell that holds it could mean either.
std::string shared_name(const Category& category, const Member& member) {
  const std::set<std::string> names{member.id, member.label.zh, member.label.en};
  for (const Member& one : category.members) {
    for (const std::string& name : {one.id, one.label.zh, one.label.en}) {
      if (!name.empty() && names.contains(name)) return name;
    }
  }
  return "";
}

void read_members(const Json& list, Category& category, Diagnostics& out) {
  if (!expect(list, Json::Kind::array, out)) return;
  for (const Json& element : list.elements) {
    if (!expect(element, Json::Kind::object, out)) continue;
    const Fields fields(element, {"成员", "a member"}, {"id", "title"}, out);
    Member member{fields.required_string("id"), fields.title()};
    if (!member.id.empty() && !is_member_id(member.id)) out.add(at(Code::bad_id, *fields.find("id"), {member.id}));
    if (const std::string twice = shared_name(category, member); !twice.empty()) {
      out.add(at(Code::member_twice, element, {twice, category.id}));
      continue;
    }
    category.members.push_back(std::move(member));
  }
}

// A category of its own layer: new, or one of those below with more members, with others, or with its first.
struct CategoryEntry {
  const Json& categories;
  const Json::Member& member;
  const Fields& fields;
};

void read_new_category(const CategoryEntry& entry, Policy& policy) {
  Category category;
  category.id = entry.member.key;
  category.place = place_of(entry.categories, entry.member);
  category.title = entry.fields.title();
  if (const Json* members = entry.fields.find("members")) read_members(*members, category, entry.fields.out());
  policy.categories.push_back(std::move(category));
}

void change_category(const CategoryEntry& entry, Category& category, bool of_this_layer) {
  Diagnostics& out = entry.fields.out();
  const bool replaces = entry.fields.truth("replaces");
  const Json* members = entry.fields.find("members");
  if (of_this_layer || (members != nullptr && !replaces && !category.members.empty())) {
    const Text mend{"加上 \"replaces\": true，或用 \"append\" 追加", "say \"replaces\": true, or \"append\" to it"};
    out.add(at(Code::shadows, entry.categories, entry.member, {category.id, line_of(category.place), mend}));
    if (of_this_layer) return;
  }
  if (replaces || members != nullptr) category.members.clear();
  if (entry.fields.find("title") != nullptr) category.title = entry.fields.title();
  if (members != nullptr) read_members(*members, category, out);
  if (const Json* append = entry.fields.find("append")) read_members(*append, category, out);
  category.place = place_of(entry.categories, entry.member);
}

void read_categories(const Json& categories, Policy& policy, Diagnostics& out) {
  if (!expect(categories, Json::Kind::object, out)) return;
  const int below = static_cast<int>(policy.categories.size());
  for (const Json::Member& member : categories.members) {
    if (!expect_id(categories, member, out) || !expect(member.value, Json::Kind::object, out)) continue;
    const Fields fields(member.value, {"类别", "a category"}, {"title", "members", "append", "replaces"}, out);
    if (formula::is_reserved(member.key)) out.add(at(Code::reserved_name, categories, member, {member.key}));
    const CategoryEntry entry{categories, member, fields};
    const int index = policy.find_category(member.key);
    if (index >= 0) {
      change_category(entry, policy.categories[static_cast<std::size_t>(index)], index >= below);
      continue;
    }
    if (fields.truth("replaces") || fields.find("append") != nullptr) {
      std::vector<std::string> ids;
      for (const Category& category : policy.categories) ids.push_back(category.id);
      const Text otherwise{"删去 replaces 或 append", "leave out replaces or append"};
      out.add(at(Code::replaces_nothing, categories, member, {member.key, nearest_or(member.key, ids, otherwise)}));
    }
    read_new_category(entry, policy);
  }
}

}  // namespace

void read_header(Layer& layer, Policy& policy, Diagnostics& out) {
  const Json& root = layer.header->root();
  const Fields fields(root, {"policy.json ", "policy.json"},
                      {"id", "title", "language", "extends", "currency", "sources", "categories"}, out);
  layer.id = fields.required_string("id");
  policy.id = layer.id;
  policy.title = fields.title();
  policy.directory = layer.directory.generic_string();
  policy.layers.push_back(layer.id);
  read_language(fields);
  fields.string("extends");
  fields.string("currency");
  if (const Json* sources = fields.find("sources"); sources != nullptr && expect(*sources, Json::Kind::object, out)) {
    for (const Json::Member& member : sources->members) read_source(*sources, member, policy, out);
  }
  if (const Json* categories = fields.find("categories")) read_categories(*categories, policy, out);
}

Citation read_citation(const Json& value, const Policy& policy, Diagnostics& out) {
  const std::optional<std::string> text = read_string(value, out);
  if (!text) return {};
  const std::size_t hash = text->find('#');
  Citation citation{policy.find_source(text->substr(0, hash)), ""};
  if (hash != std::string::npos) citation.article = text->substr(hash + 1);
  if (citation.source < 0) {
    std::vector<std::string> ids;
    for (const Source& source : policy.sources) ids.push_back(source.id);
    const Text otherwise{"登记到 policy.json 的 sources", "register it in \"sources\" of policy.json"};
    out.add(
        at(Code::unknown_source, value, {text->substr(0, hash), nearest_or(text->substr(0, hash), ids, otherwise)}));
  }
  return citation;
}

int read_category(const Json& value, const Policy& policy, Diagnostics& out) {
  if (!expect(value, Json::Kind::string, out)) return -1;
  const int index = policy.find_category(value.text);
  if (index < 0) {
    std::vector<std::string> ids;
    for (const Category& category : policy.categories) ids.push_back(category.id);
    const Text otherwise{"在 policy.json 的 categories 中声明", "declare it in \"categories\" of policy.json"};
    out.add(at(Code::unknown_category, value, {value.text, nearest_or(value.text, ids, otherwise)}));
  }
  return index;
}

int find_member(const Category& category, std::string_view id) {
  for (std::size_t i = 0; i < category.members.size(); ++i) {
    if (category.members[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

Text nearest_member(std::string_view name, const std::vector<std::string>& ids) {
  const std::string nearest = nearest_name(name, ids);
  if (!nearest.empty()) return nearest;
  return {"没有相近的；成员有 " + listed(ids), "none is near; there are " + listed(ids)};
}

int read_member(const Json& value, const Category& category, Diagnostics& out) {
  if (!expect(value, Json::Kind::string, out)) return -1;
  const int index = find_member(category, value.text);
  if (index < 0) {
    std::vector<std::string> ids;
    for (const Member& member : category.members) ids.push_back(member.id);
    out.add(at(Code::unknown_member, value, {value.text, category.id, nearest_member(value.text, ids)}));
  }
  return index;
}

}  // namespace fenglu::policy
