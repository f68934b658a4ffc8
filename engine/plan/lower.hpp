// Lowering: the checked formulas of a sheet become nodes of a graph, for one month and as-of. Parameters turn into
// constants (or, where the day read is a fact, into look-ups over all their windows); ranges are proven on the way.
//
// A condition narrows what is known inside its branches: `if(days > 0, pay / days, 0)` divides by a value proven
// positive. Both branches run on every row of a batch, so a narrowed value is held within what was proven; the row
// that isn't meant gets a meaningless figure there, which the select throws away.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/plan/plan.hpp"
#include "engine/plan/quotient.hpp"

namespace fenglu::plan {

// A row is refused where `flag` is 1: the parameter has no value on the row's own day.
struct Guard {
  int parameter = -1;
  Value flag;
};

class Lowering {
 public:
  Lowering(const policy::Policy& policy, const Request& request);

  // The item's value; errors are collected. The guards that a row must pass for it come along.
  struct ItemValue {
    Quotient value;
    Interval range;
    std::vector<Guard> guards;
    bool lacking = false;  // a parameter on the way to it has no value: what follows from that isn't told again
  };
  const ItemValue& item(int index);
  // A flag of a sheet's rule, or another formula of the row.
  Value flag(const formula::Checked& formula, const formula::SourceText& text);

  // The item's lane doesn't fit a column.
  void report_overflow(const policy::Item& item, const Interval& range);

  Graph& graph() { return graph_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  const std::vector<Rest>& rests() const { return rests_; }
  const std::set<int>& facts() const { return facts_; }
  const std::map<int, Interval>& openings() const { return openings_; }
  const std::map<int, Interval>& last_months() const { return last_months_; }
  std::vector<Guard>& guards() { return guards_; }
  const std::vector<SlotPlace>& slots() const { return slots_; }
  const std::vector<std::int64_t>& slot_lanes() const { return slot_lanes_; }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  using Expression = formula::Expression;
  // What is known where an expression stands.
  struct Scope {
    std::map<NodeId, std::pair<Integer, Integer>> narrowed;  // lanes of a node
    Value path = Value::of(1);                               // 1 where the row comes here
    Value day;                                               // on which parameters are read
    std::optional<Value> known;                              // `at`'s third argument
  };
  // Where a formula stands, for messages.
  struct Home {
    const formula::SourceText* text = nullptr;
    std::string id;
  };

  Scope base_scope();
  void lower_item(int index);
  Quotient lower(const Expression& e, const Scope& scope);
  Quotient lower_kind(const Expression& e, const Scope& scope);
  Quotient lower_operator(const Expression& e, const Scope& scope);
  Quotient lower_function(const Expression& e, const Scope& scope);
  Quotient lower_calendar(const Expression& e, const Scope& scope);
  Quotient lower_roster(const Expression& e, const Scope& scope);
  Quotient lower_clamp(const Expression& e, const Scope& scope);
  Quotient lower_choose(const Expression& e, const Scope& scope);
  Quotient lower_logical(const Expression& e, const Scope& scope);
  Quotient lower_divide(const Expression& e, const Scope& scope);
  Quotient lower_extreme(const Expression& e, const Scope& scope);
  Quotient lower_round(const Expression& e, const Scope& scope);
  Quotient lower_schedule(const Expression& e, const Scope& scope);
  Quotient lower_schedule(const Expression& e, const Value& x, const policy::Value& schedule);
  Quotient lower_split(const Expression& e, const Scope& scope);
  Quotient lower_item_reference(const Expression& e, const Scope& scope);
  Quotient lower_year_to_date(const Expression& e);
  Quotient lower_last_month(const Expression& e);
  Quotient lower_text(const Expression& e);
  // Codes of texts: places among the roster's, and below 0 what the policy states and no row has.
  static Interval text_range() { return {-Rational(Graph::rows_max), Rational(Graph::rows_max)}; }
  // A text that the policy states: of a literal, a parameter, a cell.
  Value text(const std::string& text);
  std::int64_t place_of(const std::string& text);        // among texts_
  Value value(const Expression& e, const Scope& scope);  // requires no divisor
  Value compare(const Expression& e, const Scope& scope);

  // Facts.
  Value fact(int index);
  Value fact_given(int index);
  Interval fact_range(const policy::Fact& fact) const;

  // Parameters: the value in force, or a choice among those of all windows where the day varies by row.
  using Use = std::function<Quotient(const policy::InForce&)>;
  Quotient with_parameter(const Expression& e, const Scope& scope, const Use& use);
  Quotient with_windows(int parameter, const Scope& scope, const Use& use);
  Quotient lower_parameter(const Expression& e, const Scope& scope);
  // Slots: a place for each, and the values in force of those that are read.
  void open_slots();
  const SlotPlace* slot_of(int parameter) const;
  Value slot_value(const SlotPlace& place, std::size_t cell);
  Value slot_cell(const SlotPlace& place, const Value& index);
  Quotient lower_cell(const Expression& e, const Scope& scope, const policy::InForce& value);
  Value text_cell(const Value& index, const std::vector<std::string>& cells);
  Value axis_index(const Expression& e, const Scope& scope, const policy::Parameter& parameter,
                   const policy::Value& value, std::size_t axis);
  std::optional<policy::InForce> in_force(int parameter, Day day, const policy::AsOf& as_of);
  policy::Reading reading(const policy::AsOf& as_of) const;

  // What a condition says of the values in it.
  Scope narrow(const Expression& condition, bool truth, Scope scope);
  void narrow_comparison(const Expression& e, bool truth, Scope& scope);
  void narrow_at_most(const Value& x, const Rational& bound, bool strict, Scope& scope);
  void narrow_at_least(const Value& x, const Rational& bound, bool strict, Scope& scope);
  Value apply(const Value& value, const Scope& scope);

  Interval prove_range(const policy::Item& item, const Interval& range);
  Interval stated_range(int index);
  void report(Code code, const Expression& e, std::vector<Text> arguments);
  std::string show(const Interval& range, const formula::Type& type) const;

  const policy::Policy& policy_;
  const Request& request_;
  const policy::Sheet& sheet_;
  Graph graph_;
  Diagnostics diagnostics_;
  Home home_;
  std::map<int, ItemValue> items_;
  std::set<int> under_way_;
  bool lacking_ = false;            // of the formula being lowered
  std::vector<std::string> texts_;  // that the policy states
  std::vector<Guard> guards_;       // of the formula being lowered
  std::vector<Rest> rests_;
  std::set<int> facts_;
  std::map<int, Interval> openings_;
  std::map<int, Interval> last_months_;
  std::set<std::pair<int, std::string>> reported_;
  std::vector<SlotPlace> slots_;
  std::vector<std::int64_t> slot_lanes_;
};

// The scale of a result's lanes: 1 fen for money, 10^-decimals for numbers and rates, else 1.
Rational lane_scale(const formula::Type& type, int decimals);

}  // namespace fenglu::plan
