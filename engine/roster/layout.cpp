#include "engine/roster/layout.hpp"

#include <algorithm>
#include <array>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/fold.hpp"
#include "engine/roster/titles.hpp"

namespace fenglu::roster {
namespace {

using Of = ColumnUse::Of;

struct Prefix {
  std::string_view word;
  Of of;
};
constexpr std::array<Prefix, 3> prefixes = {
    {{"set.", Of::set_by_hand}, {"ytd.", Of::year_to_date}, {"last.", Of::last_month}}};

bool same(const ColumnUse& a, const ColumnUse& b) { return a.of == b.of && a.index == b.index; }

class Matcher {
 public:
  Matcher(const Document& document, const policy::Policy& policy, const policy::Sheet& sheet)
      : document_(document), facts_(titles_of_facts(sheet)), items_(titles_of_items(sheet)) {
    layout_.policy = &policy;
    layout_.sheet = &sheet;
  }

  Result<Layout> match(const MatchOptions& options) {
    if (options.other_sheets) know_other_sheets();
    for (const std::string& header : document_.header()) add(header);
    if (!options.allow_missing) require_facts();
    if (out_.has_errors()) return std::move(out_);
    return {std::move(layout_), std::move(out_)};
  }

 private:
  void know_other_sheets() {
    for (const policy::Sheet& sheet : layout_.policy->sheets) {
      if (&sheet == layout_.sheet) continue;
      others_.push_back(titles_of_facts(sheet));
      other_items_.push_back(titles_of_items(sheet));
    }
  }

  static bool knows(const std::vector<Titles>& sheets, const std::string& name) {
    return std::any_of(sheets.begin(), sheets.end(),
                       [&](const Titles& titles) { return titles.find(name) != nullptr; });
  }

  void add(const std::string& header) {
    const ColumnUse use = resolve(header);
    const int earlier = use.of == Of::nothing ? -1 : layout_.column_of(use);
    if (earlier >= 0) {
      complain(Code::column_twice, header,
               {name_of(use), std::to_string(earlier + 1), std::to_string(layout_.columns.size() + 1)});
    }
    layout_.columns.push_back(use);
  }

  ColumnUse resolve(const std::string& header) {
    if (const std::vector<int>* found = facts_.find(header)) return {Of::fact, single(header, *found, facts_)};
    const std::string folded = fold(header);
    for (const Prefix& prefix : prefixes) {
      if (folded.starts_with(prefix.word)) return resolve_item(header, folded.substr(prefix.word.size()), prefix.of);
    }
    if (!knows(others_, header)) complain(Code::unknown_column, header, {shown(header), nearest(header, facts_)});
    return {};
  }

  ColumnUse resolve_item(const std::string& header, const std::string& name, Of of) {
    const std::vector<int>* found = items_.find(name);
    if (found == nullptr && knows(other_items_, name)) return {};
    if (found == nullptr) {
      complain(Code::unknown_item, header, {header, nearest(name, items_)});
      return {};
    }
    const int index = single(header, *found, items_);
    const policy::Item& item = layout_.sheet->items[static_cast<std::size_t>(index)];
    if (of == Of::set_by_hand && item.working) complain(Code::set_working, header, {item.id});
    return {of, index};
  }

  int single(const std::string& header, const std::vector<int>& found, const Titles& titles) {
    if (found.size() > 1) complain(Code::column_ambiguous, header, {header, titles.ids(found)});
    return found.front();
  }

  void require_facts() {
    Text missing;
    for (std::size_t i = 0; i < layout_.sheet->facts.size(); ++i) {
      const policy::Fact& fact = layout_.sheet->facts[i];
      const bool due = fact.key || fact.required;
      if (due && layout_.column_of({Of::fact, static_cast<int>(i)}) < 0) append_titled(missing, fact.id, fact.title);
    }
    if (!missing.en.empty()) out_.add({Code::missing_column, document_.place(1), {missing}});
  }

  void complain(Code code, const std::string& header, std::vector<Text> arguments) {
    Place place = document_.place(1, layout_.columns.size());
    if (code == Code::unknown_column && header.empty()) place.cell.clear();
    out_.add({code, std::move(place), std::move(arguments)});
  }

  Text shown(const std::string& header) const {
    if (!header.empty()) return header;
    const std::string number = std::to_string(layout_.columns.size() + 1);
    return {"（第 " + number + " 列，没有表头）", "(column " + number + ", without a header)"};
  }

  std::string name_of(const ColumnUse& use) const {
    if (use.of == Of::fact) return layout_.sheet->facts[static_cast<std::size_t>(use.index)].id;
    std::string name = layout_.sheet->items[static_cast<std::size_t>(use.index)].id;
    for (const Prefix& prefix : prefixes) {
      if (prefix.of == use.of) name.insert(0, prefix.word);
    }
    return name;
  }

  const Document& document_;
  Titles facts_;
  Titles items_;
  std::vector<Titles> others_, other_items_;  // of the policy's other sheets, where they are asked for
  Layout layout_;
  Diagnostics out_;
};

}  // namespace

std::set<int> Layout::set_by_hand() const {
  std::set<int> items;
  for (const ColumnUse& use : columns) {
    if (use.of == Of::set_by_hand) items.insert(use.index);
  }
  return items;
}

bool Layout::has_opening() const {
  for (const ColumnUse& use : columns) {
    if (use.of == Of::year_to_date || use.of == Of::last_month) return true;
  }
  return false;
}

int Layout::column_of(ColumnUse use) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (same(columns[i], use)) return static_cast<int>(i);
  }
  return -1;
}

Result<Layout> match(const Document& document, const policy::Policy& policy, const policy::Sheet& sheet,
                     const MatchOptions& options) {
  return Matcher(document, policy, sheet).match(options);
}

}  // namespace fenglu::roster
