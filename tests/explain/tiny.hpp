// A policy of one sheet, written down in a test, loaded from a temporary folder; and rosters of a few rows for it.
// Example:
//     Tiny tiny;
//     tiny.item("x", "wage * 2");
//     tiny.load();
//     EXPECT_EQ(tiny.worked_out({{"wage", "10.00"}}, "x"), "20.00");
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/explain/evaluate.hpp"
#include "engine/explain/render.hpp"

namespace fenglu::explain {

using Cells = std::map<std::string, std::string>;

// A cell as a person writes it, as a lane of the fact's type: yuan, decimals, yes/no, ISO dates and months, member ids.
std::int64_t lane(const std::string& cell, const formula::Type& type, int decimals, const policy::Policy& policy);

class Tiny {
 public:
  Tiny();
  ~Tiny();
  Tiny(const Tiny&) = delete;
  Tiny& operator=(const Tiny&) = delete;

  // The members of a JSON object, but the title. Categories are grade (low, middle, high) and class (one, two).
  void parameter(const std::string& id, const std::string& json);
  void fact(const std::string& id, const std::string& json);
  // Another category, or other members of one.
  void category(const std::string& id, const std::vector<std::string>& members) { categories_[id] = members; }
  // The title of what is added from here on under this id; the id itself where there is none.
  void title(const std::string& id, const std::string& zh, const std::string& en) { titles_[id] = Text(zh, en); }
  // A working item with a formula; a formula's own quotes are escaped here.
  void item(const std::string& id, const std::string& formula);
  void item_json(const std::string& id, const std::string& json);
  void rules(const std::string& json) { rules_ = json; }
  void read_on(const std::string& fact) { read_on_ = fact; }

  // Fails the test where the policy is refused.
  void load();
  const policy::Policy& policy() const { return policy_; }
  int index_of(const std::string& item) const;

  // Facts by id; `set.x`, `ytd.x` and `last.x` are of item x. The key is "k1" ... unless `key` is given.
  run::Table roster(const std::vector<Cells>& rows) const;
  // A value as exact_value shows it, or "!code" of the refusal.
  std::string worked_out(const Cells& row, const std::string& item, const std::string& month = "2025-10") const;

 private:
  std::string head() const;
  std::string write(const std::map<std::string, std::string>& members) const;
  std::string titled(const std::string& id, const std::string& rest) const;
  void save(const std::string& name, const std::string& text) const;

  std::filesystem::path folder_;
  std::map<std::string, std::string> parameters_, facts_;
  std::vector<std::pair<std::string, std::string>> items_;
  std::map<std::string, std::vector<std::string>> categories_{{"grade", {"low", "middle", "high"}},
                                                              {"class", {"one", "two"}}};
  std::map<std::string, Text> titles_;
  std::string rules_ = "[]";
  std::string read_on_ = "month.first";
  policy::Policy policy_;
};

// The code of a refusal, else the value.
std::string told(const Result<Answer>& answer);

}  // namespace fenglu::explain
