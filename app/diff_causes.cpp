// What is said of a cause: its name, and what it was and is for one person.
#include "app/diff_told.hpp"
#include "engine/roster/lane.hpp"

namespace fenglu::app {

namespace {

using comparison::Cause;
using comparison::nowhere;

std::string id_of(Cause::Of of, const std::string& id) {
  return std::string(comparison::name(of)) + (id.empty() ? "" : ":" + id);
}

// A fact of a row as a result would write it, its default where the roster says nothing; empty where it is absent.
std::string fact_text(const Job& job, const std::string& id, std::size_t row) {
  const int index = job.rules().find_fact(id);
  if (index < 0 || row == nowhere) return {};
  const policy::Fact& fact = job.fact(index);
  const run::Table& table = job.roster.table;
  const auto column = table.facts.find(index);
  const bool given = column != table.facts.end() && column->second.is_present(row);
  if (fact.type.unit == policy::Unit::text) {
    return given ? table.texts[static_cast<std::size_t>(column->second.lanes[row])] : fact.default_text;
  }
  if (given) return roster::format_lane(column->second.lanes[row], fact.type, fact.decimals, *job.policy);
  if (fact.default_value) return policy::show_value(*fact.default_value, fact.type, *job.policy);
  if (!fact.default_formula) return {};
  const Result<explain::Answer> answer = job.evaluator().evaluate(row, *fact.default_formula);
  return answer ? policy::show_value(answer->value, fact.type, *job.policy) : std::string();
}

std::string set_text(const Job& job, const std::string& id, std::size_t row) {
  const int index = job.rules().find_item(id);
  const auto column = job.roster.table.set_by_hand.find(index);
  if (row == nowhere || column == job.roster.table.set_by_hand.end() || !column->second.is_present(row)) return {};
  const policy::Item& item = job.item(index);
  return roster::format_lane(column->second.lanes[row], item.type, item.decimals, *job.policy);
}

void collect_cells(const explain::Node& node, const std::string& id, std::set<std::string>& cells) {
  if (node.kind == explain::Node::Kind::parameter && node.id.starts_with(id + "[")) {
    cells.insert(node.id.substr(id.size() + 1, node.id.size() - id.size() - 2));
  }
  for (const explain::Node& operand : node.operands) collect_cells(operand, id, cells);
}

// The cells of a table on the way to the row's figures.
void collect_cells(const Job& job, std::size_t row, const std::string& id, std::set<std::string>& cells) {
  if (row == nowhere) return;
  explain::Evaluator evaluator = job.evaluator();
  for (const int item : job.columns) {
    if (const Result<explain::Node> node = evaluator.trace(row, item)) collect_cells(*node, id, cells);
  }
}

std::size_t earlier_row(const Sides& sides, const comparison::Person& person) {
  if (!sides.before) return nowhere;
  const auto& keys = sides.before->roster.table.keys;
  const auto found = std::find(keys.begin(), keys.end(), person.key);
  return found == keys.end() ? nowhere : static_cast<std::size_t>(found - keys.begin());
}

}  // namespace

std::vector<Cause::Change> changes_of(const Cause& cause, std::size_t index, const Sides& sides) {
  const comparison::Person& person = sides.found.people[index];
  const std::size_t was = earlier_row(sides, person);
  if (cause.of == Cause::Of::fact || cause.of == Cause::Of::set_by_hand) {
    const auto text = cause.of == Cause::Of::fact ? fact_text : set_text;
    const std::string before = sides.before ? text(*sides.before, cause.id, was) : std::string();
    return {{"", before, text(sides.after, cause.id, person.after)}};
  }
  if (cause.of != Cause::Of::parameter || cause.changes.size() < 2) return cause.changes;
  std::set<std::string> cells;
  collect_cells(sides.after, person.after, cause.id, cells);
  if (sides.before) collect_cells(*sides.before, was, cause.id, cells);
  std::vector<Cause::Change> out;
  for (const Cause::Change& change : cause.changes) {
    if (cells.contains(change.cell)) out.push_back(change);
  }
  return out;
}

std::string cause_id(const Cause& cause) {
  std::string out = id_of(cause.of, cause.id);
  for (const auto& [of, id] : cause.along) out += " + " + id_of(of, id);
  return out;
}

std::string cause_label(const Cause& cause, Language language, bool titled) {
  const auto label = [&](Cause::Of of, const std::string& id) {
    return comparison::title(of).in(language) + (id.empty() ? "" : " " + id);
  };
  std::string out = label(cause.of, cause.id);
  for (const auto& [of, id] : cause.along) out += " + " + label(of, id);
  const std::string& title = cause.title.in(language);
  return titled && !title.empty() ? out + (language == Language::zh ? "（" + title + "）" : " (" + title + ")") : out;
}

}  // namespace fenglu::app
