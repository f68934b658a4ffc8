#include "engine/comparison/recorded.hpp"

#include <algorithm>

#include "engine/comparison/pairing.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/roster/cell.hpp"
#include "engine/roster/titles.hpp"
#include "engine/run/key_index.hpp"

namespace fenglu::comparison {
namespace {

using roster::CellGrammar;

// Nothing is proven from what a file says: a bound that keeps sums within 64 bits is enough.
Interval any_figure() { return {-power_of_ten(12), power_of_ten(12)}; }

class Reading {
 public:
  Reading(const roster::Document& document, const plan::Plan& plan)
      : document_(document), plan_(plan), sheet_(sheet_of(plan)), keys_(out_.keys) {}

  Result<Recorded> read() {
    find_columns();
    if (mistakes_.has_errors()) return std::move(mistakes_);
    roster::Cursor cursor = document_.records();
    for (roster::Record record; cursor.next(record);) take(record);
    if (mistakes_.has_errors()) return std::move(mistakes_);
    return std::move(out_);
  }

 private:
  struct Target {
    std::size_t column;
    int item;
    CellGrammar grammar;
  };

  void find_columns() {
    const roster::Titles facts = roster::titles_of_facts(sheet_), items = roster::titles_of_items(sheet_);
    for (std::size_t column = 0; column < document_.header().size(); ++column) {
      const std::string& header = document_.header()[column];
      const std::vector<int>* fact = facts.find(header);
      if (fact != nullptr && fact->front() == sheet_.key_fact()) {
        if (key_ >= 0) twice(facts.ids(*fact), static_cast<std::size_t>(key_), column);
        key_ = static_cast<int>(column);
      } else if (const std::vector<int>* item = items.find(header)) {
        add_target(item->front(), column, items);
      }
    }
    const policy::Fact& key = sheet_.facts[static_cast<std::size_t>(sheet_.key_fact())];
    key_grammar_ = roster::grammar_of(*plan_.policy, key);
    Text missing;
    if (key_ < 0) roster::append_titled(missing, key.id, key.title);
    if (targets_.empty() && !plan_.items.empty()) {
      const policy::Item& first = sheet_.items[static_cast<std::size_t>(plan_.items.back())];
      roster::append_titled(missing, first.id, first.title);
    }
    if (!missing.en.empty()) mistakes_.add({Code::missing_column, document_.place(1), {missing}});
  }

  void add_target(int index, std::size_t column, const roster::Titles& items) {
    const policy::Item& item = sheet_.items[static_cast<std::size_t>(index)];
    const bool wanted = std::find(plan_.items.begin(), plan_.items.end(), index) != plan_.items.end();
    const bool compared = item.type.is_numeric() || item.type.unit == policy::Unit::flag;
    if (!wanted || !compared || item.working) return;
    for (const Target& target : targets_) {
      if (target.item == index) return twice(items.ids({index}), target.column, column);
    }
    targets_.push_back({column, index, roster::grammar_of(*plan_.policy, item, any_figure())});
    out_.items[index];
  }

  void twice(const std::string& name, std::size_t first, std::size_t second) {
    mistakes_.add({Code::column_twice,
                   document_.place(1, second),
                   {name, std::to_string(first + 1), std::to_string(second + 1)}});
  }

  void take(const roster::Record& record) {
    if (record.is_empty()) return mistakes_.add({Code::empty_row, document_.place(record.row), {}});
    const std::size_t cells = record.cells.size(), columns = document_.header().size();
    if (cells != columns) {
      return mistakes_.add(
          {Code::ragged_row, document_.place(record.row), {std::to_string(cells), std::to_string(columns)}});
    }
    take_key(record);
    for (const Target& target : targets_) take_cell(target, record);
  }

  void take_key(const roster::Record& record) {
    std::string_view text;
    auto problem = roster::parse_text(record.cells[static_cast<std::size_t>(key_)], key_grammar_, text);
    if (!problem && text.empty()) problem = roster::Problem{Code::cell_empty, {roster::expected(key_grammar_)}};
    if (problem) fault(record, static_cast<std::size_t>(key_), std::move(*problem));
    out_.keys.emplace_back(text);
    rows_.push_back(record.row);
    const std::size_t earlier = keys_.insert(out_.keys.size() - 1);
    if (earlier == run::KeyIndex::none) return;
    fault(record, static_cast<std::size_t>(key_),
          {Code::key_twice, {roster::quote_cell(text), std::to_string(rows_[earlier]), std::to_string(record.row)}});
  }

  void take_cell(const Target& target, const roster::Record& record) {
    const std::string_view cell = trim(record.cells[target.column]);
    std::int64_t lane = 0;
    if (cell.empty()) {
      fault(record, target.column, {Code::cell_empty, {roster::expected(target.grammar)}});
    } else if (auto problem = roster::parse_cell(cell, target.grammar, lane)) {
      fault(record, target.column, std::move(*problem));
    }
    out_.items[target.item].push_back(lane);
  }

  void fault(const roster::Record& record, std::size_t column, roster::Problem problem) {
    mistakes_.add({problem.code, document_.place(record.row, column), std::move(problem.arguments)});
  }

  const roster::Document& document_;
  const plan::Plan& plan_;
  const policy::Sheet& sheet_;
  Recorded out_;
  run::KeyIndex keys_;
  std::vector<std::uint64_t> rows_;
  CellGrammar key_grammar_;
  int key_ = -1;
  std::vector<Target> targets_;
  Diagnostics mistakes_;
};

}  // namespace

Result<Recorded> read_recorded(const roster::Document& document, const plan::Plan& plan) {
  return Reading(document, plan).read();
}

}  // namespace fenglu::comparison
