#include "engine/roster/read.hpp"

#include <algorithm>
#include <map>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/field.hpp"
#include "engine/roster/rejection.hpp"
#include "engine/run/key_index.hpp"

namespace fenglu::roster {
namespace {

class Reader {
 public:
  Reader(const Document& document, const Layout& layout, const plan::Plan& plan, const ReadOptions& options)
      : document_(document),
        layout_(layout),
        plan_(plan),
        options_(options),
        keys_(table().keys),
        texts_(table().texts) {
    fields_ = fields_of(document, layout, plan, table(), out_);
    for (Field& field : fields_) {
      const bool is_text = field.role == Field::Role::text && field.blank == Field::Blank::fill;
      if (is_text) field.fill = code_of(field.fill_text);
    }
  }

  // Some records, keys not compared: what is wrong with them in full.
  RecordsRead read(Extent extent, std::uint64_t row) {
    RecordsRead read;
    records_ = &read;
    Cursor cursor = document_.records(extent, row);
    for (Record record; cursor.next(record);) take(record);
    read.table = std::move(table());
    return read;
  }

  Result<Roster> read() {
    reserve();
    Cursor cursor = document_.records();
    for (Record record; cursor.next(record);) take(record);
    if (out_.has_errors()) return std::move(out_);
    if (!bad_.empty()) leave_out_bad_rows();
    for (auto& [row, rejected] : rejected_) roster_.rejected.push_back(std::move(rejected));
    for (auto& [index, column] : table().facts) drop_full_mask(column);
    return {std::move(roster_), std::move(out_)};
  }

 private:
  run::Table& table() { return roster_.table; }

  // Room for as many rows as there are lines.
  void reserve() {
    const std::string_view text = document_.text();
    const auto rows = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    table().keys.reserve(rows);
    table().row_numbers.reserve(rows);
    roster_.raw.reserve(rows);
    for (const Field& field : fields_) {
      if (field.lanes != nullptr) field.lanes->lanes.reserve(rows);
    }
  }

  void take(const Record& record) {
    if (record.is_empty()) return refuse_whole(record, {Code::empty_row, document_.place(record.row), {}});
    const std::size_t cells = record.cells.size(), columns = document_.header().size();
    if (cells != columns) {
      return refuse_whole(
          record, {Code::ragged_row, document_.place(record.row), {std::to_string(cells), std::to_string(columns)}});
    }
    faults_.clear();
    for (const Field& field : fields_) take_cell(field, record);
    table().row_numbers.push_back(record.row);
    roster_.raw.push_back(record.extent);
    ++table().rows;
    for (const Diagnostic& fault : faults_) blame(table().rows - 1, fault);
  }

  void take_cell(const Field& field, const Record& record) {
    const std::string_view cell = trim(record.cells[field.column]);
    switch (field.role) {
      case Field::Role::key: return take_key(field, cell, record);
      case Field::Role::text: return take_text(field, cell, record);
      case Field::Role::lane: break;
    }
    if (cell.empty()) return take_blank(field, record);
    std::int64_t lane = 0;
    if (auto problem = parse_cell(cell, field.grammar, lane)) fault(field, record, std::move(*problem));
    append(field, lane, true);
  }

  void take_key(const Field& field, std::string_view cell, const Record& record) {
    std::string_view text;
    auto problem = parse_text(cell, field.grammar, text);
    if (!problem && text.empty()) problem = Problem{Code::cell_empty, {expected(field.grammar)}};
    table().keys.emplace_back(text);
    if (field.lanes != nullptr) append(field, code_of(text), true);
    const std::size_t row = table().keys.size() - 1;
    if (problem) {
      if (records_ != nullptr) records_->unkeyed.push_back(row);
      return fault(field, record, std::move(*problem));
    }
    if (records_ != nullptr) return;
    const std::size_t earlier = keys_.insert(row);
    if (earlier == run::KeyIndex::none) return;
    fault(field, record, twice(text, earlier, record.row));
    // Neither of the two can be told to be the right one.
    if (options_.reject_bad_rows) {
      blame(earlier, {Code::key_twice, document_.place(table().row_numbers[earlier], field.column),
                      twice(text, earlier, record.row).arguments});
    }
  }

  Problem twice(std::string_view key, std::size_t earlier, std::uint64_t row) {
    return {Code::key_twice, {quote_cell(key), std::to_string(table().row_numbers[earlier]), std::to_string(row)}};
  }

  void take_text(const Field& field, std::string_view cell, const Record& record) {
    std::string_view text;
    auto problem = parse_text(cell, field.grammar, text);
    if (!problem && text.empty()) return take_blank(field, record);
    if (problem) fault(field, record, std::move(*problem));
    append(field, code_of(text), true);
  }

  void take_blank(const Field& field, const Record& record) {
    if (field.blank == Field::Blank::refuse) fault(field, record, {Code::cell_empty, {expected(field.grammar)}});
    append(field, field.fill, field.blank != Field::Blank::absent);
  }

  static void append(const Field& field, std::int64_t lane, bool present) {
    field.lanes->lanes.push_back(lane);
    if (field.blank == Field::Blank::absent) field.lanes->present.push_back(present ? 1 : 0);
  }

  std::int64_t code_of(std::string_view text) {
    std::size_t code = texts_.find(text);
    if (code == run::KeyIndex::none) {
      code = table().texts.size();
      table().texts.emplace_back(text);
      texts_.insert(code);
    }
    return static_cast<std::int64_t>(code);
  }

  void fault(const Field& field, const Record& record, Problem problem) {
    faults_.push_back({problem.code, document_.place(record.row, field.column), std::move(problem.arguments)});
  }

  void tell(const Diagnostic& why) {
    if (records_ != nullptr) {
      records_->faults.push_back(why);
    } else {
      out_.add(why);
    }
  }

  // A row that has no row of the table.
  void refuse_whole(const Record& record, const Diagnostic& why) {
    if (!options_.reject_bad_rows) return tell(why);
    rejected_[record.row] = {record.row, record.extent, record.cells.size(), reason(why, options_.language)};
  }

  void blame(std::size_t row, const Diagnostic& why) {
    if (!options_.reject_bad_rows) return tell(why);
    append_reason(why, options_.language, bad_[row]);
  }

  void leave_out_bad_rows() {
    for (auto& [row, why] : bad_) {
      const std::uint64_t number = table().row_numbers[row];
      rejected_[number] = {number, roster_.raw[row], document_.header().size(), std::move(why)};
    }
    std::vector<std::size_t> rows;
    for (const auto& [row, why] : bad_) rows.push_back(row);
    leave_out(rows, roster_);
  }

  static void drop_full_mask(run::Column& column) {
    const bool full =
        std::all_of(column.present.begin(), column.present.end(), [](std::uint8_t given) { return given != 0; });
    if (full) column.present.clear();
  }

  const Document& document_;
  const Layout& layout_;
  const plan::Plan& plan_;
  const ReadOptions& options_;
  Roster roster_;
  run::KeyIndex keys_;
  run::KeyIndex texts_;
  std::vector<Field> fields_;
  RecordsRead* records_ = nullptr;              // where only some of the records are read
  std::vector<Diagnostic> faults_;              // of the row being read
  std::map<std::size_t, std::string> bad_;      // row of the table -> reason
  std::map<std::uint64_t, Rejected> rejected_;  // by row of the file
  Diagnostics out_;
};

}  // namespace

Result<Roster> read(const Document& document, const Layout& layout, const plan::Plan& plan,
                    const ReadOptions& options) {
  return Reader(document, layout, plan, options).read();
}

RecordsRead read_records(const Document& document, const Layout& layout, const plan::Plan& plan, Extent extent,
                         std::uint64_t row) {
  const ReadOptions options;
  return Reader(document, layout, plan, options).read(extent, row);
}

}  // namespace fenglu::roster
