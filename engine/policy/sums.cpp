// "sums" of a total: items, facts of money or kinds, each with a leading '-' where it is taken away; made into the
// formula that it stands for.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/sheets.hpp"

namespace fenglu::policy {
namespace {

struct Term {
  std::string_view name;
  int sign;
};

Term term_of(std::string_view text) {
  if (text.starts_with('-')) return {text.substr(1), -1};
  return {text, 1};
}

std::optional<ItemKind> kind_named(std::string_view word) {
  for (int i = 1; i < static_cast<int>(ItemKind::total); ++i) {
    if (name(static_cast<ItemKind>(i)) == word) return static_cast<ItemKind>(i);
  }
  return std::nullopt;
}

// Works out one total.
class Sums {
 public:
  Sums(Sheet& sheet, Item& total, const Broken& broken, Diagnostics& out)
      : sheet_(sheet), total_(total), broken_(broken), out_(out) {}

  void read(const Json& json);

 private:
  void add_term(const Json& json);
  void add_item(std::size_t index, int sign, const Json& json);
  void add_text(std::string_view name, int sign);
  std::vector<std::string> candidates() const;

  Sheet& sheet_;
  Item& total_;
  const Broken& broken_;
  Diagnostics& out_;
};

void Sums::add_text(std::string_view name, int sign) {
  std::string& text = total_.text.text;
  if (text.empty()) {
    text = sign < 0 ? "-" : "";
  } else {
    text += sign < 0 ? " - " : " + ";
  }
  text += name;
}

void Sums::add_item(std::size_t index, int sign, const Json& json) {
  const Item& item = sheet_.items[index];
  const bool money = !item.stated_type || item.stated_type->unit == Unit::money;
  if (!money) out_.add(at(Code::sum_of_other, json, {item.id, formula::words(item.stated_type->unit)}));
  total_.sums.emplace_back(static_cast<int>(index), sign);
  add_text(item.id, sign);
}

std::vector<std::string> Sums::candidates() const {
  std::vector<std::string> out;
  for (const Item& item : sheet_.items) out.push_back(item.id);
  for (const Fact& fact : sheet_.facts) {
    if (fact.type.unit == Unit::money) out.push_back(fact.id);
  }
  for (int i = 1; i < static_cast<int>(ItemKind::total); ++i) out.emplace_back(name(static_cast<ItemKind>(i)));
  return out;
}

void Sums::add_term(const Json& json) {
  if (!expect(json, Json::Kind::string, out_)) return;
  const Term term = term_of(json.text);
  if (const int item = sheet_.find_item(term.name); item >= 0) {
    add_item(static_cast<std::size_t>(item), term.sign, json);
  } else if (const int fact = sheet_.find_fact(term.name); fact >= 0) {
    const Type& type = sheet_.facts[static_cast<std::size_t>(fact)].type;
    if (type.unit != Unit::money) out_.add(at(Code::sum_of_other, json, {term.name, formula::words(type.unit)}));
    add_text(term.name, term.sign);
  } else if (const std::optional<ItemKind> kind = kind_named(term.name)) {
    for (std::size_t i = 0; i < sheet_.items.size(); ++i) {
      if (sheet_.items[i].kind == *kind) add_item(i, term.sign, json);
    }
  } else if (!broken_.contains(std::string(term.name))) {
    out_.add(unknown_name(json, term.name, candidates()));
  }
}

void Sums::read(const Json& json) {
  const Place place = place_of(json);
  total_.text.file = place.file;
  total_.text.lines = {place.line};
  total_.text.columns = {place.column};
  if (json.kind == Json::Kind::array) {
    for (const Json& element : json.elements) add_term(element);
  } else {
    add_term(json);
  }
  // A kind that no item has: the total is nothing, in money.
  if (total_.text.text.empty()) total_.text.text = "0 yuan";
}

}  // namespace

void read_sums(const SheetDraft& draft, Sheet& sheet, Broken& broken, Diagnostics& out) {
  for (Item& item : sheet.items) {
    const auto same = [&](const Declaration& one) { return one.id == item.id; };
    const auto declared = std::find_if(draft.items.begin(), draft.items.end(), same);
    const Json* sums = declared->object->find("sums");
    if (sums == nullptr) continue;
    const std::uint64_t before = out.errors();
    Sums(sheet, item, broken, out).read(*sums);
    if (out.errors() != before) broken.insert(item.id);
  }
}

}  // namespace fenglu::policy
