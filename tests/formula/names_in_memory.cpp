#include "tests/formula/names_in_memory.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace fenglu::formula {
namespace {

std::optional<Unit> unit_named(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, Unit>, 9> units{{{"money", Unit::money},
                                                                    {"number", Unit::number},
                                                                    {"rate", Unit::rate},
                                                                    {"flag", Unit::flag},
                                                                    {"date", Unit::date},
                                                                    {"month", Unit::month},
                                                                    {"text", Unit::text},
                                                                    {"brackets", Unit::brackets},
                                                                    {"rounding", Unit::rounding}}};
  for (const auto& [name, unit] : units)
    if (name == word) return unit;
  return {};
}

Rational fraction(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return parse_decimal(text)->value;
  return parse_decimal(text.substr(0, slash))->value / parse_decimal(text.substr(slash + 1))->value;
}

}  // namespace

bool NamesInMemory::declare(const std::string& line) {
  std::istringstream words(line);
  std::string kind, name, type_word, word;
  if (!(words >> kind) || kind[0] == '#') return true;
  if (!(words >> name)) return false;
  if (kind == "category") {
    Category category{name, {}};
    while (words >> word) category.members.push_back(word);
    categories_.push_back(std::move(category));
    return true;
  }
  Symbol symbol;
  symbol.of = kind == "fact" ? Symbol::Of::fact : kind == "item" ? Symbol::Of::item : Symbol::Of::parameter;
  symbol.index = static_cast<int>(symbols_.size());
  const std::optional<Type> found = words >> type_word ? type(type_word) : std::nullopt;
  if (!found) return false;
  symbol.type = *found;
  while (words >> word)
    if (!detail(symbol, word)) return false;
  return symbols_.emplace(name, symbol).second;
}

bool NamesInMemory::detail(Symbol& symbol, const std::string& word) {
  if (word == "optional") return symbol.optional = true;
  if (word == "constant") return symbol.constant = true;
  if (word == "cumulative") return symbol.cumulative = true;
  if (word == "working") return symbol.working = true;
  if (word == "divided") return symbol.divided = true;
  if (word.starts_with("grain=")) return (symbol.grain = fraction(word.substr(6))).has_value();
  if (word.starts_with("axes=")) return declare_axes(symbol, word.substr(5));
  if (!word.starts_with("of=")) return false;
  symbol.bracket_unit = unit_named(word.substr(3)).value();
  return true;
}

bool NamesInMemory::declare_axes(Symbol& symbol, const std::string& list) {
  std::istringstream axes_in(list);
  for (std::string axis; std::getline(axes_in, axis, ',');) {
    const bool bands = axis.starts_with("band:");
    const std::optional<Type> found = type(bands ? axis.substr(5) : "category:" + axis);
    if (!found) return false;
    symbol.axes.push_back({bands, *found});
  }
  return true;
}

std::optional<Type> NamesInMemory::type(const std::string& word) const {
  constexpr std::string_view prefix = "category:";
  if (word.starts_with(prefix)) {
    const int category = find_category(word.substr(prefix.size()));
    return category < 0 ? std::nullopt : std::optional(Type{Unit::category, category});
  }
  const std::optional<Unit> unit = unit_named(word);
  return unit ? std::optional(Type{*unit}) : std::nullopt;
}

int NamesInMemory::find_category(std::string_view id) const {
  for (std::size_t i = 0; i < categories_.size(); ++i)
    if (categories_[i].id == id) return static_cast<int>(i);
  return -1;
}

NamesInMemory NamesInMemory::of_file(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no such file: " + path);
  NamesInMemory names;
  for (std::string line; std::getline(file, line);)
    if (!names.declare(line)) throw std::runtime_error(path + ": can't be read: " + line);
  return names;
}

Symbol NamesInMemory::find(std::string_view name) const {
  const auto axis = std::find(axes.begin(), axes.end(), name);
  if (axis != axes.end()) {
    Symbol symbol;
    symbol.of = Symbol::Of::axis;
    symbol.index = static_cast<int>(axis - axes.begin());
    symbol.type = {Unit::category, find_category(name)};
    return symbol;
  }
  const auto found = symbols_.find(name);
  return found == symbols_.end() ? Symbol{} : found->second;
}

int NamesInMemory::member(int category, std::string_view id) const {
  const std::vector<std::string>& members = categories_[static_cast<std::size_t>(category)].members;
  const auto found = std::find(members.begin(), members.end(), id);
  return found == members.end() ? -1 : static_cast<int>(found - members.begin());
}

std::vector<std::string> NamesInMemory::all_names() const {
  std::vector<std::string> names;
  for (const auto& [name, symbol] : symbols_) names.push_back(name);
  return names;
}

std::vector<std::string> NamesInMemory::all_members(int category) const {
  return categories_[static_cast<std::size_t>(category)].members;
}

const NamesInMemory& desk() {
  static const NamesInMemory names = NamesInMemory::of_file(FENGLU_ROOT "/tests/formula/names.txt");
  return names;
}

}  // namespace fenglu::formula
