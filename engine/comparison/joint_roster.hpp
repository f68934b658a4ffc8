// JointRoster: the people of both worlds in one table for a joint policy: every column can stand as it was or as it is.
// Who joined stands in it only where pay depends on who else is on the roster, and always as they are.
#pragma once

#include "engine/comparison/joint.hpp"

namespace fenglu::comparison {

class JointRoster {
 public:
  // `everybody`: those who joined too. Everything stands as it was.
  JointRoster(const Joint& joint, const World& before, const World& after, const std::vector<Person>& people,
              bool everybody);

  const run::Table& table() const { return table_; }
  // Of each row, its place among the people.
  const std::vector<std::size_t>& people() const { return people_; }
  // Joint facts and items whose columns differ for somebody who stayed.
  std::vector<int> facts_that_move() const;
  std::vector<int> sets_that_move() const;
  bool opening_moves() const;
  void move_fact(int fact);
  void move_set(int item);
  void move_opening();
  std::set<int> set_by_hand() const;

 private:
  using Columns = std::map<int, run::Column>;
  struct Side {
    Columns facts, set_by_hand, year_to_date, last_month;
  };
  // From a world's columns to the joint table's: which row of the world each has, what its indexes and lanes became.
  run::Column as_was(const run::Column* was, const run::Column* is, const std::vector<std::int64_t>* lanes) const;
  run::Column as_is(const run::Column* is) const;
  void take_facts(const Joint& joint);
  void take_items(const Joint& joint, Columns run::Table::*from, Columns Side::*into);
  const std::vector<std::int64_t>* lanes_of(const Joint& joint, const policy::Fact& fact) const;
  bool complete(const policy::Fact& fact, const run::Column& column) const;
  void find_earlier_rows();
  void number_texts();
  bool differs(const Columns& a, const Columns& b, int index) const;

  const World& before_world_;
  const World& after_world_;
  const std::vector<Person>& all_;
  std::vector<std::size_t> people_;
  std::vector<std::size_t> was_row_;      // of each row, that of the earlier table; nowhere: they stand as they are
  std::vector<std::int64_t> text_codes_;  // by the earlier table's
  Side before_, after_;
  run::Table table_;
};

}  // namespace fenglu::comparison
