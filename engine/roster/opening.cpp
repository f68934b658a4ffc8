#include "engine/roster/opening.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/roster/cell.hpp"
#include "engine/roster/earlier.hpp"
#include "engine/roster/key_index.hpp"
#include "engine/roster/titles.hpp"

namespace fenglu::roster {
namespace {

using Of = ColumnUse::Of;

// An item's column of the opening, and where it goes.
struct Target {
  std::size_t column;
  CellGrammar grammar;
  run::Column* lanes;
};

CellGrammar opening_grammar(const policy::Policy& policy, const policy::Item& item, const Interval& range) {
  CellGrammar grammar = grammar_of(policy, item, range);
  // A sum of rates may pass 1.
  if (grammar.type.unit == policy::Unit::rate) grammar.type.unit = policy::Unit::number;
  return grammar;
}

// The columns of the opening, by what they hold.
class OpeningHeader {
 public:
  OpeningHeader(const Document& opening, const Layout& layout, const plan::Plan& plan, Diagnostics& out)
      : opening_(opening),
        plan_(plan),
        carried_(opening_columns(plan)),
        key_fact_(layout.sheet->key_fact()),
        facts_(titles_of_facts(*layout.sheet)),
        items_(titles_of_items(*layout.sheet)),
        out_(out) {
    for (std::size_t column = 0; column < opening.header().size(); ++column) add(column);
  }
  // The column, -1 where there is none.
  int key() const { return key_; }
  int of(Of use, int item) const {
    const auto& columns = use == Of::last_month ? last_month_ : year_to_date_;
    const auto found = columns.find(item);
    return found == columns.end() ? -1 : found->second;
  }

 private:
  void add(std::size_t column) {
    const std::string name = fold(opening_.header()[column]);
    if (name.starts_with("last.")) return add_item(column, name.substr(5), last_month_, "last.");
    if (name.starts_with("ytd.")) return add_item(column, name.substr(4), year_to_date_, "");
    const std::vector<int>* fact = facts_.find(name);
    if (fact != nullptr && fact->front() == key_fact_) return claim(column, key_, facts_.ids(*fact));
    add_item(column, name, year_to_date_, "");
  }

  void add_item(std::size_t column, const std::string& name, std::map<int, int>& columns, const std::string& prefix) {
    const std::vector<int>* found = items_.find(name);
    if (found == nullptr) return;
    std::vector<int> read;
    for (const int item : *found) {
      if (carried_.contains(item) || plan_.last_month_ranges.contains(item)) read.push_back(item);
    }
    if (read.empty()) return;
    const std::string& header = opening_.header()[column];
    if (found->size() > 1) out_.add({Code::column_ambiguous, opening_.place(1, column), {header, items_.ids(*found)}});
    claim(column, columns.try_emplace(read.front(), -1).first->second, prefix + items_.ids({read.front()}));
  }

  void claim(std::size_t column, int& holder, const std::string& name) {
    if (holder >= 0) {
      out_.add({Code::column_twice,
                opening_.place(1, column),
                {name, std::to_string(holder + 1), std::to_string(column + 1)}});
    }
    holder = static_cast<int>(column);
  }

  const Document& opening_;
  const plan::Plan& plan_;
  std::map<int, Interval> carried_;
  int key_fact_;
  Titles facts_;
  Titles items_;
  Diagnostics& out_;
  int key_ = -1;
  std::map<int, int> year_to_date_, last_month_;  // item -> column
};

class OpeningReader {
 public:
  OpeningReader(const Document& opening, const Layout& layout, const plan::Plan& plan, run::Table table)
      : opening_(opening),
        layout_(layout),
        plan_(plan),
        table_(std::move(table)),
        roster_keys_(table_.keys),
        keys_(seen_) {}

  Result<run::Table> read() {
    for (std::size_t row = 0; row < table_.rows; ++row) roster_keys_.insert(row);
    find_columns();
    if (out_.has_errors()) return std::move(out_);
    Cursor cursor = opening_.records();
    for (Record record; cursor.next(record);) take(record);
    if (unknown_ > 0) {
      out_.add(
          {Code::opening_unknown_keys, {.file = opening_.name()}, {std::to_string(unknown_), quote_cell(an_unknown_)}});
    }
    if (out_.has_errors()) return std::move(out_);
    return {std::move(table_), std::move(out_)};
  }

 private:
  void find_columns() {
    const OpeningHeader header(opening_, layout_, plan_, out_);
    const policy::Fact& key = layout_.sheet->facts[static_cast<std::size_t>(layout_.sheet->key_fact())];
    key_grammar_ = grammar_of(*layout_.policy, key);
    key_column_ = static_cast<std::size_t>(header.key());
    Text missing;
    if (header.key() < 0) append_titled(missing, key.id, key.title);
    for (const auto& [item, range] : opening_columns(plan_)) {
      const int column = header.of(Of::year_to_date, item);
      const bool is_due = plan_.opening_ranges.contains(item);
      if (column >= 0 || is_due) add_target(column, item, range, table_.year_to_date, "", missing);
    }
    const bool february = plan_.request.month.month() == 2;
    for (const auto& [item, range] : plan_.last_month_ranges) {
      int column = header.of(Of::last_month, item);
      if (column < 0 && february) column = header.of(Of::year_to_date, item);
      add_target(column, item, range, table_.last_month, "last.", missing);
    }
    if (!missing.en.empty()) out_.add({Code::missing_column, opening_.place(1), {missing}});
  }

  void add_target(int column, int index, const Interval& range, std::map<int, run::Column>& columns,
                  const std::string& prefix, Text& missing) {
    const policy::Item& item = layout_.sheet->items[static_cast<std::size_t>(index)];
    if (column < 0) return append_titled(missing, prefix + item.id, item.title);
    run::Column& lanes = columns[index];
    lanes.lanes.assign(table_.rows, 0);
    lanes.present.assign(table_.rows, 0);
    targets_.push_back({static_cast<std::size_t>(column), opening_grammar(*layout_.policy, item, range), &lanes});
  }

  void take(const Record& record) {
    if (record.is_empty()) return out_.add({Code::empty_row, opening_.place(record.row), {}});
    const std::size_t cells = record.cells.size(), columns = opening_.header().size();
    if (cells != columns) {
      return out_.add({Code::ragged_row, opening_.place(record.row), {std::to_string(cells), std::to_string(columns)}});
    }
    const std::size_t row = take_key(record);
    for (const Target& target : targets_) take_cell(target, record, row);
  }

  // The row of the table that has the record's key, or none.
  std::size_t take_key(const Record& record) {
    std::string_view text;
    auto problem = parse_text(record.cells[key_column_], key_grammar_, text);
    if (!problem && text.empty()) problem = Problem{Code::cell_empty, {expected(key_grammar_)}};
    if (problem) {
      fault(record, key_column_, std::move(*problem));
      return KeyIndex::none;
    }
    seen_.emplace_back(text);
    rows_.push_back(record.row);
    const std::size_t earlier = keys_.insert(seen_.size() - 1);
    if (earlier != KeyIndex::none) {
      fault(record, key_column_,
            {Code::key_twice, {quote_cell(text), std::to_string(rows_[earlier]), std::to_string(record.row)}});
    }
    const std::size_t row = roster_keys_.find(text);
    if (row == KeyIndex::none && ++unknown_ == 1) an_unknown_ = text;
    return row;
  }

  void take_cell(const Target& target, const Record& record, std::size_t row) {
    const std::string_view cell = trim(record.cells[target.column]);
    if (cell.empty()) return fault(record, target.column, {Code::cell_empty, {expected(target.grammar)}});
    std::int64_t lane = 0;
    if (auto problem = parse_cell(cell, target.grammar, lane)) return fault(record, target.column, std::move(*problem));
    if (row == KeyIndex::none) return;
    target.lanes->lanes[row] = lane;
    target.lanes->present[row] = 1;
  }

  void fault(const Record& record, std::size_t column, Problem problem) {
    out_.add({problem.code, opening_.place(record.row, column), std::move(problem.arguments)});
  }

  const Document& opening_;
  const Layout& layout_;
  const plan::Plan& plan_;
  run::Table table_;
  KeyIndex roster_keys_;
  std::vector<std::string> seen_;  // the opening's keys, and their rows
  std::vector<std::uint64_t> rows_;
  KeyIndex keys_;
  CellGrammar key_grammar_;
  std::size_t key_column_ = 0;
  std::vector<Target> targets_;
  std::uint64_t unknown_ = 0;
  std::string an_unknown_;
  Diagnostics out_;
};

bool lacks(const std::map<int, Interval>& due, const std::map<int, run::Column>& columns, std::size_t row) {
  for (const auto& [item, range] : due) {
    const auto found = columns.find(item);
    if (found == columns.end() || !found->second.is_present(row)) return true;
  }
  return false;
}

}  // namespace

Result<run::Table> read_opening(const Document& opening, const Layout& layout, const plan::Plan& plan,
                                run::Table table) {
  return OpeningReader(opening, layout, plan, std::move(table)).read();
}

Diagnostics check_opening_columns(const Document& document, const Layout& layout, const plan::Plan& plan) {
  Text missing;
  const auto require = [&](Of of, const std::map<int, Interval>& due, const std::string& prefix) {
    for (const auto& [item, range] : due) {
      const policy::Item& known = layout.sheet->items[static_cast<std::size_t>(item)];
      if (layout.column_of({of, item}) < 0) append_titled(missing, prefix + known.id, known.title);
    }
  };
  require(Of::year_to_date, plan.opening_ranges, "ytd.");
  require(Of::last_month, plan.last_month_ranges, "last.");
  Diagnostics out;
  if (!missing.en.empty()) out.add({Code::missing_column, document.place(1), {missing}});
  return out;
}

std::vector<Refused> check_opening(const run::Table& table, const plan::Plan& plan, const Document& document,
                                   const std::function<bool(std::size_t row)>& joined) {
  std::vector<Refused> out;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const bool incomplete =
        lacks(plan.opening_ranges, table.year_to_date, row) || lacks(plan.last_month_ranges, table.last_month, row);
    if (!incomplete || joined(row)) continue;
    out.push_back(
        {row, {Code::opening_missing, document.place(table.row_numbers[row]), {quote_cell(table.keys[row])}}});
  }
  return out;
}

}  // namespace fenglu::roster
