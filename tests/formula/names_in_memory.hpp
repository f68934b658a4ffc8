// Names for tests: read from lines of text, in the format that tests/formula/names.txt shows.
#pragma once

#include <istream>
#include <map>
#include <string>
#include <vector>

#include "engine/formula/check.hpp"

namespace fenglu::formula {

class NamesInMemory : public Names {
 public:
  // One line: "fact wage money grain=1". Empty lines and comments declare nothing. False where it can't be read.
  bool declare(const std::string& line);
  static NamesInMemory of_file(const std::string& path);

  Symbol find(std::string_view name) const override;
  int member(int category, std::string_view id) const override;
  std::string category_id(int category) const override { return categories_[static_cast<std::size_t>(category)].id; }
  std::vector<std::string> all_names() const override;
  std::vector<std::string> all_members(int category) const override;
  Grain previous_grain() const override { return previous; }
  int find_category(std::string_view id) const;             // -1: none
  std::optional<Type> type(const std::string& word) const;  // "money", "category:grade"

  Grain previous;
  // Names of tables that a parameter's formula stands in: axes are found by their category's id.
  std::vector<std::string> axes;

 private:
  struct Category {
    std::string id;
    std::vector<std::string> members;
  };
  bool declare_axes(Symbol& symbol, const std::string& list);
  bool detail(Symbol& symbol, const std::string& word);

  std::vector<Category> categories_;
  std::map<std::string, Symbol, std::less<>> symbols_;
};

// The names of names.txt.
const NamesInMemory& desk();

}  // namespace fenglu::formula
