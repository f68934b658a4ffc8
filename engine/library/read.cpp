#include <algorithm>
#include <set>

#include "engine/diagnostic/blanks.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/library/cells.hpp"
#include "engine/library/roster.hpp"

namespace fenglu::library {
namespace {

using Of = Use::Of;

void append_titled(Text& list, const std::string& id, const Text& title) {
  list.zh += (list.zh.empty() ? "" : "、") + id + (title.zh.empty() ? "" : "（" + title.zh + "）");
  list.en += (list.en.empty() ? "" : ", ") + id + (title.en.empty() ? "" : " (" + title.en + ")");
}

class Reader {
 public:
  Reader(const SharedPlan& plan, Frame frame, ReadOptions options)
      : plan_(*plan),
        frame_(std::move(frame)),
        options_(std::move(options)),
        roster_(std::make_shared<Roster>()),
        texts_(roster_->table.texts) {
    roster_->plan = plan;
    roster_->owner = frame_.owner;
    table().rows = frame_.rows;
  }

  Result<SharedRoster> read() {
    for (const Column& column : frame_.columns) read_column(column);
    require_facts();
    out_.add(faults_.take());
    if (!out_.has_errors()) bring_opening();
    if (out_.has_errors()) return std::move(out_);
    return {SharedRoster(std::move(roster_)), std::move(out_)};
  }

 private:
  run::Table& table() { return roster_->table; }

  void read_column(const Column& column) {
    Result<Use> use = use_of(column.name, plan_.sheet());
    if (!use) return out_.add(std::move(use.diagnostics()));
    if (use->of == Of::nothing) return warn_unknown(column.name);
    if (const std::size_t rows = rows_of(column); rows != frame_.rows) {
      return out_.add(
          {Code::column_length, {.cell = column.name}, {std::to_string(rows), std::to_string(frame_.rows)}});
    }
    if (!seen_.insert({use->of, use->index}).second) {
      return out_.add(
          {Code::column_twice,
           {.cell = column.name},
           {name_of(*use, plan_.sheet()), std::to_string(place_of(*use)), std::to_string(number_of(column))}});
    }
    switch (use->of) {
      case Of::nothing: return;
      case Of::key:
      case Of::fact: return read_fact(column, use->index);
      case Of::set_by_hand: return read_set(column, use->index);
      case Of::year_to_date: return read_item(column, use->index, plan_.plan.opening_ranges, table().year_to_date);
      case Of::last_month: return read_item(column, use->index, plan_.plan.last_month_ranges, table().last_month);
    }
  }

  static std::size_t rows_of(const Column& column) {
    std::size_t rows = 0;
    for (const Piece& piece : column.pieces) rows += static_cast<std::size_t>(piece.length);
    return rows;
  }

  std::size_t number_of(const Column& column) const {
    return static_cast<std::size_t>(&column - frame_.columns.data()) + 1;
  }
  // Of the column that stands for the same, counted from 1.
  std::size_t place_of(const Use& use) const {
    for (const Column& column : frame_.columns) {
      const Result<Use> other = use_of(column.name, plan_.sheet());
      if (other && other->of == use.of && other->index == use.index) return number_of(column);
    }
    return 0;
  }

  void warn_unknown(const std::string& name) {
    if (options_.allow_unknown) return;
    std::vector<std::string> known;
    for (const policy::Fact& fact : plan_.sheet().facts) known.push_back(fact.id);
    const std::string near = nearest_name(name, known);
    out_.add({Code::unknown_column,
              {.cell = name},
              {"'" + name + "'", near.empty() ? Text("（没有相近的）", "none is near") : Text(near)}});
  }

  void read_fact(const Column& column, int index) {
    const policy::Fact& fact = plan_.fact(index);
    Field field = field_of(*plan_.policy, fact, column.name);
    const Conversion conversion{column, field, options_.fen, faults_};
    if (auto error = judge_type(conversion)) return out_.add(std::move(*error));
    if (fact.key) return read_key(conversion, index);
    if (fact.type.unit == policy::Unit::text) return read_text(conversion, fact, index);
    read_cells(conversion, table().facts[index]);
  }

  // Where they lie, if they are lanes already.
  void read_cells(const Conversion& conversion, run::Column& out) {
    const std::int64_t* lanes = lanes_in_place(conversion);
    if (lanes == nullptr) return read_lanes(conversion, out);
    out.view = {lanes, run::Storage::i64};
    ++roster_->borrowed;
  }

  void read_key(const Conversion& conversion, int index) {
    std::vector<std::string>& keys = table().keys;
    keys.reserve(frame_.rows);
    run::KeyIndex rows(keys, frame_.rows);
    run::Column* codes = plan_.plan.facts.contains(index) ? &table().facts[index] : nullptr;
    read_texts(conversion, [&](std::string_view text, bool given) {
      const std::size_t row = keys.size();
      keys.emplace_back(text);
      if (codes != nullptr) codes->lanes.push_back(texts_.code_of(text));
      if (!given) return faults_.add(row, conversion.field, Code::cell_empty, {expected(conversion.field)});
      if (const std::size_t earlier = rows.insert(row); earlier != run::KeyIndex::none) {
        faults_.add(row, conversion.field, Code::key_twice,
                    {quote_text(text), std::to_string(earlier), std::to_string(row)});
      }
    });
  }

  void read_text(const Conversion& conversion, const policy::Fact& fact, int index) {
    run::Column& lanes = table().facts[index];
    const Field& field = conversion.field;
    const std::int64_t fill = field.blank == Field::Blank::fill ? texts_.code_of(fact.default_text) : 0;
    lanes.lanes.reserve(frame_.rows);
    read_texts(conversion, [&](std::string_view text, bool given) {
      const std::size_t row = lanes.lanes.size();
      lanes.lanes.push_back(given ? texts_.code_of(text) : fill);
      if (given || field.blank == Field::Blank::fill) return;
      if (field.blank == Field::Blank::refuse) return faults_.add(row, field, Code::cell_empty, {expected(field)});
      if (lanes.present.empty()) lanes.present.assign(frame_.rows, 1);
      lanes.present[row] = 0;
    });
  }

  void read_set(const Column& column, int index) {
    const policy::Item& item = plan_.item(index);
    if (!plan_.plan.request.set_by_hand.contains(index)) {
      return out_.add({Code::missing_flag, {.cell = column.name}, {"set_by_hand", "set_by_hand: \"" + item.id + "\""}});
    }
    if (!plan_.plan.set_ranges.contains(index)) {
      return out_.add({Code::unused_column, {.cell = column.name}, {column.name, item.id}});
    }
    read_item(column, index, plan_.plan.set_ranges, table().set_by_hand);
  }

  // One that the plan doesn't read is passed over.
  void read_item(const Column& column, int index, const std::map<int, Interval>& ranges,
                 std::map<int, run::Column>& columns) {
    const auto range = ranges.find(index);
    if (range == ranges.end()) return;
    const Field field = field_of(*plan_.policy, plan_.item(index), range->second, column.name);
    const Conversion conversion{column, field, options_.fen, faults_};
    if (auto error = judge_type(conversion)) return out_.add(std::move(*error));
    read_cells(conversion, columns[index]);
  }

  void require_facts() {
    Text missing;
    const policy::Sheet& sheet = plan_.sheet();
    for (std::size_t i = 0; i < sheet.facts.size(); ++i) {
      const policy::Fact& fact = sheet.facts[i];
      const int index = static_cast<int>(i);
      const bool due = fact.key || (fact.required && plan_.plan.facts.contains(index));
      if (due && !seen_.contains({fact.key ? Of::key : Of::fact, index})) append_titled(missing, fact.id, fact.title);
    }
    if (!missing.en.empty()) out_.add({Code::missing_column, {}, {missing}});
  }

  void bring_opening() {
    if (!plan_.needs_opening()) return;
    if (options_.opening) {
      join_opening(*options_.opening, plan_, options_.fen, table(), out_);
    } else if (options_.opening_zero) {
      return;
    }
    if (!out_.has_errors()) check_opening(plan_, table(), out_);
  }

  const Prepared& plan_;
  Frame frame_;
  ReadOptions options_;
  std::shared_ptr<Roster> roster_;
  Texts texts_;
  std::set<std::pair<Of, int>> seen_;
  Faults faults_;
  Diagnostics out_;
};

}  // namespace

Result<SharedRoster> read(const SharedPlan& plan, Frame frame, ReadOptions options) {
  return Reader(plan, std::move(frame), std::move(options)).read();
}

std::optional<std::size_t> Roster::find(std::string_view key) const {
  std::call_once(indexed_, [this] {
    rows_.emplace(table.keys, table.rows);
    for (std::size_t row = 0; row < table.rows; ++row) rows_->insert(row);
  });
  const std::size_t row = rows_->find(trim(key));
  return row == run::KeyIndex::none ? std::nullopt : std::optional(row);
}

}  // namespace fenglu::library
