#include "engine/careers/facts.hpp"

namespace fenglu::careers {

bool Facts::is_given(std::size_t row, int fact) const {
  const auto column = table_.facts.find(fact);
  return column != table_.facts.end() && column->second.is_present(row);
}

Facts::Cell Facts::cell(std::size_t row, int fact) const {
  if (!is_given(row, fact)) return {};
  return {table_.facts.at(fact).lanes[row], true};
}

void Facts::set(std::size_t row, int fact, std::int64_t lane) {
  run::Column& column = table_.facts[fact];
  if (column.lanes.empty()) {
    column.lanes.assign(table_.rows, 0);
    column.present.assign(table_.rows, 0);
  }
  column.lanes[row] = lane;
  if (!column.present.empty()) column.present[row] = 1;
}

void Facts::put_back(std::size_t row, int fact, const Cell& cell) {
  set(row, fact, cell.lane);
  if (!cell.given) table_.facts.at(fact).present[row] = 0;
}

std::int64_t Facts::lane_of(const policy::Fact& fact, const explain::Answer& answer) {
  const bool shifted = fact.type.unit == policy::Unit::number || fact.type.unit == policy::Unit::rate;
  return to_int64(shifted ? Rational(answer.value * power_of_ten(fact.decimals)) : answer.value);
}

formula::Checked Facts::reading(int fact) const {
  formula::Checked out;
  out.root.kind = formula::Kind::fact;
  out.root.type = sheet_.facts[static_cast<std::size_t>(fact)].type;
  out.root.symbol = fact;
  return out;
}

}  // namespace fenglu::careers
