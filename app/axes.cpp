#include "app/axes.hpp"

#include <algorithm>

#include "engine/roster/lane.hpp"

namespace fenglu::app {

namespace {

std::int64_t lane_of(const Rational& value, const policy::Fact& fact) {
  const bool scaled = fact.type.unit == policy::Unit::number || fact.type.unit == policy::Unit::rate;
  return to_int64(scaled ? Rational(value * power_of_ten(fact.decimals)) : value);
}

// What stands for a fact where the roster says nothing.
class Default {
 public:
  Default(const Job& job, const run::Table& table, const policy::Fact& fact) : fact_(fact) {
    if (fact.default_formula) evaluator_.emplace(job.evaluator(table));
  }
  std::int64_t lane(std::size_t row) {
    if (fact_.default_value) return lane_of(*fact_.default_value, fact_);
    if (!fact_.default_formula) return run::no_lane;
    const Result<explain::Answer> answer = evaluator_->evaluate(row, *fact_.default_formula);
    return answer ? lane_of(answer->value, fact_) : run::no_lane;
  }

 private:
  const policy::Fact& fact_;
  std::optional<explain::Evaluator> evaluator_;
};

// A text of each row, its place among the distinct ones: the order of rows decides nothing.
void number_texts(const std::vector<const std::string*>& cells, NamedAxis& axis) {
  std::map<std::string, std::int64_t> places;
  for (const std::string* cell : cells) places.emplace(*cell, 0);
  for (auto& [text, place] : places) {
    place = static_cast<std::int64_t>(axis.texts.size());
    axis.texts.push_back(text);
  }
  for (const std::string* cell : cells) axis.lanes.push_back(places.at(*cell));
}

std::vector<const std::string*> texts_of(const Job& job, const run::Table& table, int index) {
  const policy::Fact& fact = job.fact(index);
  std::vector<const std::string*> cells;
  for (std::size_t row = 0; fact.key && row < table.rows; ++row) cells.push_back(&table.keys[row]);
  if (fact.key) return cells;
  const auto found = table.facts.find(index);
  for (std::size_t row = 0; row < table.rows; ++row) {
    const bool given = found != table.facts.end() && found->second.is_present(row);
    cells.push_back(given ? &table.texts[static_cast<std::size_t>(found->second.lanes[row])] : &fact.default_text);
  }
  return cells;
}

}  // namespace

run::Axis lanes_of(const Job& job, const run::Table& table, int index) {
  const auto found = table.facts.find(index);
  Default otherwise(job, table, job.fact(index));
  run::Axis lanes(table.rows);
  for (std::size_t row = 0; row < table.rows; ++row) {
    const bool given = found != table.facts.end() && found->second.is_present(row);
    lanes[row] = given ? found->second.lanes[row] : otherwise.lane(row);
  }
  return lanes;
}

NamedAxis axis_of(const Job& job, const run::Table& table, const GroupColumn& column, const run::Results& results) {
  NamedAxis axis;
  if (column.is_item) {
    const policy::Item& item = job.item(column.index);
    const auto at = std::find(job.plan.items.begin(), job.plan.items.end(), column.index) - job.plan.items.begin();
    const std::vector<std::int64_t>& lanes = results.columns[static_cast<std::size_t>(at)];
    axis = {item.id, item.title, item.type, {}, {}};
    if (item.type.unit != policy::Unit::text) {
      axis.lanes = lanes;
    } else {
      std::vector<const std::string*> cells;
      for (const std::int64_t lane : lanes) cells.push_back(&run::text_of(job.plan, table, lane));
      number_texts(cells, axis);
    }
    return axis;
  }
  const policy::Fact& fact = job.fact(column.index);
  axis = {fact.id, fact.title, fact.type, {}, {}};
  if (fact.type.unit != policy::Unit::text) {
    axis.lanes = lanes_of(job, table, column.index);
  } else {
    number_texts(texts_of(job, table, column.index), axis);
  }
  return axis;
}

std::string name_of(std::int64_t lane, const NamedAxis& axis, const policy::Policy& policy) {
  if (lane == run::no_lane) return {};
  if (!axis.texts.empty()) return axis.texts[static_cast<std::size_t>(lane)];
  return roster::format_lane(lane, axis.type, 0, policy);
}

}  // namespace fenglu::app
