#include "engine/roster/opening.hpp"

#include <algorithm>
#include <atomic>
#include <span>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/block_reader.hpp"
#include "engine/roster/earlier.hpp"
#include "engine/roster/in_order.hpp"
#include "engine/roster/titles.hpp"

namespace fenglu::roster {
namespace {

using Of = ColumnUse::Of;

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

}  // namespace

// Which columns are read, each with its field: the key first.
class Opening::Columns {
 public:
  Columns(const Document& opening, const Layout& layout, const plan::Plan& plan, Opening& out)
      : layout_(layout), plan_(plan), header_(opening, layout, plan, out.faults_), out_(out) {
    const policy::Fact& key = layout.sheet->facts[static_cast<std::size_t>(layout.sheet->key_fact())];
    if (header_.key() < 0) append_titled(missing_, key.id, key.title);
    fields_.push_back({static_cast<std::size_t>(header_.key()),
                       Field::Role::key,
                       Field::Blank::refuse,
                       0,
                       {},
                       -1,
                       grammar_of(*layout.policy, key),
                       nullptr});
    find_items();
    if (!missing_.en.empty()) out.faults_.add({Code::missing_column, opening.place(1), {missing_}});
  }
  std::vector<Field> fields() && { return std::move(fields_); }

 private:
  void find_items() {
    for (const auto& [item, range] : opening_columns(plan_)) {
      const int column = header_.of(Of::year_to_date, item);
      const bool is_due = plan_.opening_ranges.contains(item);
      if (column >= 0 || is_due) add(column, item, range, false);
    }
    const bool february = plan_.request.month.month() == 2;
    for (const auto& [item, range] : plan_.last_month_ranges) {
      int column = header_.of(Of::last_month, item);
      if (column < 0 && february) column = header_.of(Of::year_to_date, item);
      add(column, item, range, true);
    }
  }

  void add(int column, int index, const Interval& range, bool last_month) {
    const policy::Item& item = layout_.sheet->items[static_cast<std::size_t>(index)];
    if (column < 0) return append_titled(missing_, (last_month ? "last." : "") + item.id, item.title);
    fields_.push_back({static_cast<std::size_t>(column),
                       Field::Role::lane,
                       Field::Blank::refuse,
                       0,
                       {},
                       -1,
                       opening_grammar(*layout_.policy, item, range),
                       nullptr});
    out_.targets_.push_back({last_month, index, {}});
  }

  const Layout& layout_;
  const plan::Plan& plan_;
  OpeningHeader header_;
  Opening& out_;
  std::vector<Field> fields_;
  Text missing_;
};

// The rows: plain blocks at once, others record by record.
class Opening::Records {
 public:
  Records(const Document& opening, std::vector<Field> fields, Opening& out)
      : opening_(opening), fields_(std::move(fields)), out_(out), trail_(opening) {}

  void read(unsigned threads) {
    if (!opening_.has_lines()) {
      Cursor cursor = opening_.records();
      return take(cursor);
    }
    constexpr std::size_t block_bytes = std::size_t{1} << 16;
    const Extent body = opening_.body();
    threads = static_cast<unsigned>(std::clamp<std::size_t>(threads, 1, (body.end - body.begin) / block_bytes + 1));
    std::vector<std::unique_ptr<Worker>> workers;
    for (unsigned i = 0; i < threads; ++i) workers.push_back(std::make_unique<Worker>(opening_, fields_));
    Cutter cutter(opening_, block_bytes);
    InOrder<Piece, Block> blocks;
    blocks.next = [&] { return cutter.next(); };
    blocks.make = [&](unsigned thread, const Piece& piece) { return workers[thread]->read(piece); };
    blocks.take = [&](Block& block) { take(block); };
    blocks.run(threads);
  }

 private:
  // A piece that was plain, or one that is still to be read record by record.
  struct Block {
    Piece piece;
    bool plain = false;
    BlockKeys keys;
    std::vector<std::vector<std::int64_t>> lanes;  // a column each target
  };

  // One thread's reader and the table that it reads into.
  class Worker {
   public:
    Worker(const Document& opening, std::vector<Field> fields)
        : columns_(fields.size()), reader_(opening, on(std::move(fields)), table_) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    Block read(const Piece& piece) {
      Block block{piece, reader_.read(piece), {}, {}};
      if (!block.plain) return block;
      for (const std::string& key : std::span(table_.keys).first(table_.rows)) block.keys.push_back(key);
      for (std::size_t i = 1; i < columns_.size(); ++i) block.lanes.push_back(columns_[i].lanes);
      return block;
    }

   private:
    std::vector<Field> on(std::vector<Field> fields) {
      for (std::size_t i = 1; i < fields.size(); ++i) fields[i].lanes = &columns_[i];
      return fields;
    }
    std::vector<run::Column> columns_;
    run::Table table_;
    BlockReader reader_;
  };

  void take(const Block& block) {
    take_rows(block);
    trail_.follow(block.piece.extent.end);
  }

  void take_rows(const Block& block) {
    if (!block.plain) {
      Cursor cursor = opening_.records(block.piece.extent, block.piece.row);
      return take(cursor);
    }
    if (out_.keys_.goes_on(block.keys)) {
      out_.keys_.add_in_order(block.keys);
      for (std::size_t i = 0; i < block.keys.size(); ++i) rows_.push_back(block.piece.row + i);
    } else {
      for (std::size_t i = 0; i < block.keys.size(); ++i) take_key(block.keys[i], block.piece.row + i);
    }
    for (std::size_t i = 0; i < out_.targets_.size(); ++i) {
      std::vector<std::int64_t>& lanes = out_.targets_[i].lanes;
      lanes.insert(lanes.end(), block.lanes[i].begin(), block.lanes[i].end());
    }
  }

  void take(Cursor& cursor) {
    for (Record record; cursor.next(record);) take(record);
  }

  void take(const Record& record) {
    Diagnostics& out = out_.faults_;
    if (record.is_empty()) return out.add({Code::empty_row, opening_.place(record.row), {}});
    const std::size_t cells = record.cells.size(), columns = opening_.header().size();
    if (cells != columns) {
      return out.add({Code::ragged_row, opening_.place(record.row), {std::to_string(cells), std::to_string(columns)}});
    }
    const bool has_key = take_key(record);
    for (std::size_t i = 0; i < out_.targets_.size(); ++i) {
      const std::int64_t lane = take_cell(fields_[i + 1], record);
      if (has_key) out_.targets_[i].lanes.push_back(lane);
    }
  }

  bool take_key(const Record& record) {
    std::string_view text;
    auto problem = parse_text(record.cells[fields_[0].column], fields_[0].grammar, text);
    if (!problem && text.empty()) problem = Problem{Code::cell_empty, {expected(fields_[0].grammar)}};
    if (problem) {
      fault(fields_[0], record.row, std::move(*problem));
      return false;
    }
    take_key(text, record.row);
    return true;
  }

  void take_key(std::string_view key, std::uint64_t row) {
    const std::size_t earlier = out_.keys_.add(key);
    rows_.push_back(row);
    if (earlier == UniqueKeys::none) return;
    fault(fields_[0], row, {Code::key_twice, {quote_cell(key), std::to_string(rows_[earlier]), std::to_string(row)}});
  }

  std::int64_t take_cell(const Field& field, const Record& record) {
    const std::string_view cell = trim(record.cells[field.column]);
    std::int64_t lane = 0;
    if (cell.empty()) {
      fault(field, record.row, {Code::cell_empty, {expected(field.grammar)}});
    } else if (auto problem = parse_cell(cell, field.grammar, lane)) {
      fault(field, record.row, std::move(*problem));
    }
    return lane;
  }

  void fault(const Field& field, std::uint64_t row, Problem problem) {
    out_.faults_.add({problem.code, opening_.place(row, field.column), std::move(problem.arguments)});
  }

  const Document& opening_;
  std::vector<Field> fields_;  // the key's, then the targets'
  Opening& out_;
  Trail trail_;
  std::vector<std::uint64_t> rows_;  // of each key, for messages
};

Opening::Opening(const Document& opening, const Layout& layout, const plan::Plan& plan, unsigned threads)
    : name_(opening.name()) {
  std::vector<Field> fields = Columns(opening, layout, plan, *this).fields();
  if (faults_.has_errors()) return;
  Records(opening, std::move(fields), *this).read(threads);
  joined_ = std::make_unique<std::uint8_t[]>(keys_.size());
}

Opening::~Opening() = default;

void Opening::join(run::Table& table) {
  std::vector<std::size_t> places(table.rows);
  std::size_t next = 0;  // where the row behind the last one's stands: most openings go in the roster's order
  for (std::size_t row = 0; row < table.rows; ++row) {
    const std::string_view key = table.keys[row];
    const bool is_next = next < keys_.size() && keys_[next] == key && !faults_.has_errors();
    places[row] = is_next ? next : keys_.find(key);
    if (places[row] == UniqueKeys::none) continue;
    next = places[row] + 1;
    std::atomic_ref(joined_[places[row]]).store(1, std::memory_order_relaxed);
  }
  for (const Target& target : targets_) {
    run::Column& column = target.last_month ? table.last_month[target.item] : table.year_to_date[target.item];
    column.lanes.resize(table.rows);
    column.present.resize(table.rows);
    for (std::size_t row = 0; row < table.rows; ++row) {
      const bool found = places[row] != UniqueKeys::none;
      column.present[row] = found ? 1 : 0;
      column.lanes[row] = found ? target.lanes[places[row]] : 0;
    }
  }
}

Diagnostics Opening::unknown_keys() const {
  std::uint64_t unknown = 0;
  std::string_view first;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const std::size_t place = faults_.has_errors() ? keys_.find(keys_[i]) : i;
    if (joined_[place] == 0 && ++unknown == 1) first = keys_[i];
  }
  Diagnostics out;
  if (unknown > 0) {
    out.add({Code::opening_unknown_keys, {.file = name_}, {std::to_string(unknown), quote_cell(first)}});
  }
  return out;
}

namespace {

// The columns that each row must have something in; nothing where one isn't there at all.
std::optional<std::vector<const run::Column*>> due_columns(const plan::Plan& plan, const run::Table& table) {
  std::vector<const run::Column*> out;
  for (const auto& [due, columns] :
       {std::pair{&plan.opening_ranges, &table.year_to_date}, std::pair{&plan.last_month_ranges, &table.last_month}}) {
    for (const auto& [item, range] : *due) {
      const auto found = columns->find(item);
      if (found == columns->end()) return std::nullopt;
      out.push_back(&found->second);
    }
  }
  return out;
}

}  // namespace

Result<run::Table> read_opening(const Document& opening, const Layout& layout, const plan::Plan& plan,
                                run::Table table) {
  Opening read(opening, layout, plan);
  Diagnostics out = read.faults();
  if (read.has_rows()) {
    read.join(table);
    out.add(read.unknown_keys());
  }
  if (out.has_errors()) return out;
  return {std::move(table), std::move(out)};
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
  const auto columns = due_columns(plan, table);
  for (std::size_t row = 0; row < table.rows; ++row) {
    const auto has_cell = [row](const run::Column* column) { return column->is_present(row); };
    const bool incomplete = !columns || !std::all_of(columns->begin(), columns->end(), has_cell);
    if (!incomplete || joined(row)) continue;
    out.push_back(
        {row, {Code::opening_missing, document.place(table.row_numbers[row]), {quote_cell(table.keys[row])}}});
  }
  return out;
}

}  // namespace fenglu::roster
