// Titles: the names by which a column of a roster or an opening may go.
#pragma once

#include <map>

#include "engine/policy/policy.hpp"

namespace fenglu::roster {

class Titles {
 public:
  // Ids outrank titles, titles outrank aliases; a lower rank comes first.
  enum class Rank : std::uint8_t { id, title, alias };
  void add(std::string_view name, int index, Rank rank);
  // The indexes that go by a name, compared folded: more than one where it is ambiguous, null where it is unknown.
  const std::vector<int>* find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }
  // "wage.base, wage.grade"
  std::string ids(const std::vector<int>& indexes) const;

 private:
  struct Entry {
    Rank rank;
    std::vector<int> indexes;
  };
  std::map<std::string, Entry> entries_;
  std::map<int, std::string> ids_;
  std::vector<std::string> names_;
};

Titles titles_of_facts(const policy::Sheet& sheet);
Titles titles_of_items(const policy::Sheet& sheet);

// The known name that is nearest to an unknown one, or words that say there is none.
Text nearest(std::string_view name, const Titles& titles);
// Appends "staff_id (staff number)" to a list in both languages.
void append_titled(Text& list, const std::string& id, const Text& title);

}  // namespace fenglu::roster
