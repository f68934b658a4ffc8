#include "engine/roster/field.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/roster/earlier.hpp"

namespace fenglu::roster {
namespace {

using policy::Unit;

Field::Blank blank_of(const policy::Fact& fact) {
  if (fact.key || fact.required) return Field::Blank::refuse;
  // Without a constant default the cell is absent: the plan knows what stands for it.
  const bool constant = fact.default_value || fact.type.unit == Unit::text;
  return fact.optional || fact.default_formula || !constant ? Field::Blank::absent : Field::Blank::fill;
}

std::int64_t default_lane(const policy::Fact& fact) {
  if (!fact.default_value) return 0;
  const bool scaled = fact.type.unit == Unit::number || fact.type.unit == Unit::rate;
  return to_int64(*fact.default_value * power_of_ten(scaled ? fact.decimals : 0));
}

Field field_of(const policy::Policy& policy, const policy::Fact& fact, int index, std::size_t column,
               run::Column* lanes) {
  const Field::Role role = fact.key                       ? Field::Role::key
                           : fact.type.unit == Unit::text ? Field::Role::text
                                                          : Field::Role::lane;
  return {column, role, blank_of(fact), default_lane(fact), fact.default_text, index, grammar_of(policy, fact), lanes};
}

class Fields {
 public:
  Fields(const Document& document, const Layout& layout, const plan::Plan& plan, run::Table& table,
         Diagnostics& warnings)
      : document_(document), layout_(layout), plan_(plan), table_(table), warnings_(warnings) {}

  std::vector<Field> of_all_columns() {
    for (std::size_t column = 0; column < layout_.columns.size(); ++column) add(column);
    return std::move(fields_);
  }

 private:
  using Of = ColumnUse::Of;

  void add(std::size_t column) {
    const ColumnUse use = layout_.columns[column];
    switch (use.of) {
      case Of::nothing: return;
      case Of::fact: return add_fact(column, use.index);
      case Of::set_by_hand:
        if (plan_.set_ranges.contains(use.index))
          return add_item(column, use.index, plan_.set_ranges, table_.set_by_hand);
        warnings_.add({Code::unused_column,
                       document_.place(1, column),
                       {document_.header()[column], layout_.sheet->items[static_cast<std::size_t>(use.index)].id}});
        return;
      case Of::year_to_date: return add_item(column, use.index, opening_columns(plan_), table_.year_to_date);
      case Of::last_month: return add_item(column, use.index, plan_.last_month_ranges, table_.last_month);
    }
  }

  void add_fact(std::size_t column, int index) {
    const policy::Fact& fact = layout_.sheet->facts[static_cast<std::size_t>(index)];
    run::Column* lanes = fact.key && !plan_.facts.contains(index) ? nullptr : &table_.facts[index];
    fields_.push_back(field_of(*layout_.policy, fact, index, column, lanes));
  }

  void add_item(std::size_t column, int index, const std::map<int, Interval>& ranges,
                std::map<int, run::Column>& columns) {
    const auto range = ranges.find(index);
    if (range == ranges.end()) return;
    const policy::Item& item = layout_.sheet->items[static_cast<std::size_t>(index)];
    const CellGrammar grammar = grammar_of(*layout_.policy, item, range->second);
    fields_.push_back({column, Field::Role::lane, Field::Blank::absent, 0, {}, -1, grammar, &columns[index]});
  }

  const Document& document_;
  const Layout& layout_;
  const plan::Plan& plan_;
  run::Table& table_;
  Diagnostics& warnings_;
  std::vector<Field> fields_;
};

}  // namespace

std::vector<Field> fields_of(const Document& document, const Layout& layout, const plan::Plan& plan, run::Table& table,
                             Diagnostics& warnings) {
  return Fields(document, layout, plan, table, warnings).of_all_columns();
}

}  // namespace fenglu::roster
