#include "engine/roster/field.hpp"

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

}  // namespace

Field field_of(const policy::Policy& policy, const policy::Fact& fact, std::size_t column, run::Column* lanes) {
  const Field::Role role = fact.key                       ? Field::Role::key
                           : fact.type.unit == Unit::text ? Field::Role::text
                                                          : Field::Role::lane;
  return {column, role, blank_of(fact), default_lane(fact), grammar_of(policy, fact), lanes};
}

}  // namespace fenglu::roster
