#include "engine/roster/titles.hpp"

#include "engine/roster/fold.hpp"

namespace fenglu::roster {

void Titles::add(std::string_view name, int index, Rank rank) {
  if (name.empty()) return;
  names_.emplace_back(name);
  if (rank == Rank::id) ids_.emplace(index, name);
  Entry& entry = entries_.try_emplace(fold(name), Entry{rank, {}}).first->second;
  if (rank < entry.rank) entry = {rank, {}};
  const bool repeated = !entry.indexes.empty() && entry.indexes.back() == index;
  if (rank == entry.rank && !repeated) entry.indexes.push_back(index);
}

const std::vector<int>* Titles::find(std::string_view name) const {
  const auto entry = entries_.find(fold(name));
  return entry == entries_.end() ? nullptr : &entry->second.indexes;
}

std::string Titles::ids(const std::vector<int>& indexes) const {
  std::string out;
  for (const int index : indexes) out += (out.empty() ? "" : ", ") + ids_.at(index);
  return out;
}

Titles titles_of_facts(const policy::Sheet& sheet) {
  Titles titles;
  for (std::size_t i = 0; i < sheet.facts.size(); ++i) {
    const policy::Fact& fact = sheet.facts[i];
    const int index = static_cast<int>(i);
    titles.add(fact.id, index, Titles::Rank::id);
    titles.add(fact.title.zh, index, Titles::Rank::title);
    titles.add(fact.title.en, index, Titles::Rank::title);
    for (const std::string& alias : fact.aliases) titles.add(alias, index, Titles::Rank::alias);
  }
  return titles;
}

Titles titles_of_items(const policy::Sheet& sheet) {
  Titles titles;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const int index = static_cast<int>(i);
    titles.add(sheet.items[i].id, index, Titles::Rank::id);
    titles.add(sheet.items[i].title.zh, index, Titles::Rank::title);
    titles.add(sheet.items[i].title.en, index, Titles::Rank::title);
  }
  return titles;
}

Text nearest(std::string_view name, const Titles& titles) {
  const std::string found = nearest_name(name, titles.names());
  return found.empty() ? Text("（没有相近的）", "none is near") : Text(found);
}

void append_titled(Text& list, const std::string& id, const Text& title) {
  if (!list.en.empty()) {
    list.zh += "、";
    list.en += ", ";
  }
  list.zh += id + (title.zh.empty() ? "" : "（" + title.zh + "）");
  list.en += id + (title.en.empty() ? "" : " (" + title.en + ")");
}

}  // namespace fenglu::roster
