// Sums of a comparison: of all people, and group by group, before and after.
#pragma once

#include "app/axes.hpp"
#include "app/diff_sides.hpp"

namespace fenglu::app {

struct DiffSums {
  std::size_t people_before = 0, people_after = 0;
  std::vector<Int128> before, after;  // by figure, in its lanes' unit
};

struct DiffGroup {
  std::string key;  // "chief1", a unit's name; empty where it isn't known
  DiffSums sums;
};

struct DiffGroups {
  std::string id;
  Text title;
  std::vector<DiffGroup> groups;  // in the order of the later side, then what only the earlier one has
};

// Amounts of payable items that count to one kind or budget code, in fen.
struct Moved {
  Int128 before = 0, after = 0;
};

class Sums {
 public:
  explicit Sums(const Sides& sides);
  const DiffSums& all() const { return all_; }
  DiffGroups by(const GroupColumn& column) const;
  std::map<policy::ItemKind, Moved> kinds() const;
  std::map<std::string, Moved> budget() const;

 private:
  const policy::Item* item(const comparison::Figure& figure) const;
  void charge(std::size_t figure, std::map<std::string, Moved>& codes) const;
  void charge_by_member(std::size_t figure, const policy::Item& item, std::map<std::string, Moved>& codes) const;

  const Sides& sides_;
  const comparison::Comparison& found_;
  DiffSums all_;
};

// A sum of a figure's lanes, with separators or without; of a difference with its sign.
std::string show_figure(Int128 sum, const comparison::Figure& figure);
// "1,234.50"; "+12.40", "-12.40".
std::string show_amount(Int128 sum, int decimals);
std::string show_difference(Int128 sum, int decimals);

}  // namespace fenglu::app
