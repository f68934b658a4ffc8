// A random policy: parameters of every unit, facts of every type, items whose formulas use every word of the language,
// typed so that nearly all of them are accepted.
#pragma once

#include <filesystem>
#include <map>
#include <set>

#include "tests/differential/random.hpp"

namespace fenglu::test {

class RandomPolicy {
 public:
  explicit RandomPolicy(std::uint64_t seed) : random_(seed), of_texts_(~seed) { make(); }
  // Writes policy.json, parameters.json and sheet.json into a new folder.
  void write(const std::filesystem::path& folder) const;
  // The words that its formulas use.
  const std::set<std::string>& words() const { return words_; }

 private:
  using Names = std::vector<std::string>;
  void make();
  void make_parameters();
  void make_facts();
  void make_items();
  std::string series(const std::string& id, const std::string& unit, const Names& values);
  std::string money(int depth);
  std::string money_leaf();
  std::string number(int depth);
  std::string number_leaf();
  std::string rate();
  std::string flag(int depth);
  std::string date(int depth);
  std::string category();
  std::string text();
  std::string cross_row();
  std::string rounding();
  std::string call(const std::string& word, const Names& arguments);
  std::string use(const std::string& word) {
    words_.insert(word);
    return word;
  }

  Random random_;
  Random of_texts_;  // of its own, so that the figures stay what they were
  const Names texts_ = {"east", "west", "north", "nowhere", ""};
  std::set<std::string> words_;
  std::string parameters_, facts_, items_;
  Names money_names_, number_names_, flag_names_, date_names_;
  bool across_ = false;
};

}  // namespace fenglu::test
