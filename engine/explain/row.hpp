// Rows: a row of the roster as its formulas see it: facts, items, openings, and the sums over all the others.
#pragma once

#include <set>
#include <unordered_map>

#include "engine/explain/walk.hpp"

namespace fenglu::explain {

class Rows : public Scope {
 public:
  Rows(const policy::Policy& policy, const run::Table& table, const Question& question);

  // Goes to another row; what is remembered of the one before is forgotten.
  void go_to(std::size_t row);
  void forget();
  Answer value(int item);
  Answer evaluate(const formula::Checked& formula, const formula::SourceText* text);
  // Items met for the first time are shown whole, then by their value.
  Node trace(int item);
  Node trace(const formula::Checked& formula);
  const policy::Sheet& sheet() const { return sheet_; }

  Moment moment() override;
  std::optional<Day> known() const override { return question_.as_of; }
  Month month() const override { return question_.month; }
  Answer fact(int fact, Node* node) override;
  bool is_known(int fact) override;
  Answer item(int item, Node* node) override;
  Rational year_to_date(int item) override;
  Rational last_month(int item) override;
  Rational across(const formula::Expression& aggregate, const formula::SourceText* text) override;

 private:
  // What has been worked out of one row. A value holds while its stamp is that of the row.
  struct Remembered {
    std::uint64_t stamp = 0;
    Answer answer;
  };
  struct Work {
    std::size_t row = 0;
    std::vector<Remembered> facts;
    std::vector<Remembered> items;
    std::optional<Day> day;  // that parameters are read on
  };
  struct Totals {
    std::vector<Rational> sums;  // by member, or one
    std::vector<std::int64_t> counts;
  };

  Answer given(int fact, Node* node);
  Answer refuse_absent(int fact) const;
  Answer work_out(int item, Node* node);
  bool is_set(int item) const;
  Node node_of(int item);
  Rational lane_of(const std::map<int, run::Column>& columns, int item) const;
  Work fresh() const;
  std::size_t group(const formula::Expression& aggregate);
  Totals add_up(const formula::Expression& aggregate, const formula::SourceText* text);
  std::vector<Rational> hand_out(const formula::Expression& aggregate, const formula::SourceText* text);
  template <class Visit>
  void for_each_row(Visit visit);

  const policy::Policy& policy_;
  const run::Table& table_;
  Question question_;
  const policy::Sheet& sheet_;
  LookUp look_up_;
  Work work_;
  std::uint64_t stamp_ = 1;
  std::set<int> shown_;  // items that the trace has shown whole
  std::unordered_map<const formula::Expression*, Totals> totals_;
  std::unordered_map<const formula::Expression*, std::vector<Rational>> handed_out_;
};

}  // namespace fenglu::explain
