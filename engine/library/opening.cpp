// Openings: the tax year's earlier months.
#include "engine/diagnostic/code.hpp"
#include "engine/explain/evaluate.hpp"
#include "engine/library/cells.hpp"
#include "engine/library/roster.hpp"

namespace fenglu::library {
namespace {

using Of = Use::Of;

// A column of an opening, and where the plan reads it.
struct Part {
  const Column* column = nullptr;
  int item = -1;
  bool last = false;
};

class OpeningReader {
 public:
  OpeningReader(const Frame& opening, const Prepared& plan, bool fen, run::Table& table, Diagnostics& out)
      : opening_(opening), plan_(plan), fen_(fen), table_(table), out_(out) {}

  void read() {
    for (const Column& column : opening_.columns) match(column);
    if (key_ == nullptr) {
      const policy::Fact& key = plan_.fact(plan_.sheet().key_fact());
      out_.add({Code::missing_column, {}, {key.id}});
    }
    if (out_.has_errors()) return;
    find_rows();
    for (const Part& part : parts_) take(part);
    out_.add(faults_.take());
  }

 private:
  bool is_february() const { return plan_.plan.request.month.month() == 2; }

  // Items go by their own name or behind "ytd."; what the plan doesn't read is passed over.
  void match(const Column& column) {
    Result<Use> use = use_of(column.name, plan_.sheet());
    if (!use) return;
    if (use->of == Of::key) {
      key_ = &column;
    } else if (use->of == Of::last_month) {
      add(column, use->index, true);
    } else if (use->of == Of::year_to_date) {
      add(column, use->index, false);
    } else if (use->of == Of::nothing) {
      const Result<Use> item = use_of("ytd." + column.name, plan_.sheet());
      if (!item) return;
      add(column, item->index, false);
      if (is_february()) add(column, item->index, true);
    }
  }

  void add(const Column& column, int item, bool last) {
    const auto& ranges = last ? plan_.plan.last_month_ranges : plan_.plan.opening_ranges;
    if (ranges.contains(item)) parts_.push_back({&column, item, last});
  }

  // Which row of the roster each row of the opening is.
  void find_rows() {
    run::KeyIndex rows(table_.keys, table_.rows);
    for (std::size_t row = 0; row < table_.rows; ++row) rows.insert(row);
    const policy::Fact& fact = plan_.fact(plan_.sheet().key_fact());
    const Field field = field_of(*plan_.policy, fact, key_->name);
    const Conversion conversion{*key_, field, fen_, faults_};
    if (auto error = judge_type(conversion)) return out_.add(std::move(*error));
    std::vector<std::string> keys;
    run::KeyIndex seen(keys, opening_.rows);
    std::size_t unknown = 0;
    std::string an_unknown;
    read_texts(conversion, [&](std::string_view text, bool given) {
      const std::size_t at = keys.size();
      keys.emplace_back(text);
      rows_.push_back(rows.find(text));
      if (!given) return faults_.add(at, field, Code::cell_empty, {expected(field)});
      if (const std::size_t earlier = seen.insert(at); earlier != nowhere) {
        faults_.add(at, field, Code::key_twice, {quote_text(text), std::to_string(earlier), std::to_string(at)});
      }
      if (rows_.back() == nowhere && ++unknown == 1) an_unknown = std::string(text);
    });
    if (unknown > 0) out_.add({Code::opening_unknown_keys, {}, {std::to_string(unknown), quote_text(an_unknown)}});
  }

  void take(const Part& part) {
    const auto& ranges = part.last ? plan_.plan.last_month_ranges : plan_.plan.opening_ranges;
    Field field = field_of(*plan_.policy, plan_.item(part.item), ranges.at(part.item), part.column->name);
    field.blank = Field::Blank::refuse;
    const Conversion conversion{*part.column, field, fen_, faults_};
    if (auto error = judge_type(conversion)) return out_.add(std::move(*error));
    run::Column lanes;
    read_lanes(conversion, lanes);
    run::Column& to = (part.last ? table_.last_month : table_.year_to_date)[part.item];
    to.lanes.assign(table_.rows, 0);
    to.present.assign(table_.rows, 0);
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      if (rows_[at] == nowhere) continue;
      to.lanes[rows_[at]] = lanes.lanes[at];
      to.present[rows_[at]] = 1;
    }
  }

  static constexpr std::size_t nowhere = run::KeyIndex::none;
  const Frame& opening_;
  const Prepared& plan_;
  bool fen_;
  run::Table& table_;
  Diagnostics& out_;
  const Column* key_ = nullptr;
  std::vector<Part> parts_;
  std::vector<std::size_t> rows_;
  Faults faults_;
};

bool lacks(const std::map<int, Interval>& due, const std::map<int, run::Column>& columns, std::size_t row) {
  for (const auto& [item, range] : due) {
    const auto found = columns.find(item);
    if (found == columns.end() || !found->second.is_present(row)) return true;
  }
  return false;
}

}  // namespace

void join_opening(const Frame& opening, const Prepared& plan, bool fen, run::Table& table, Diagnostics& out) {
  OpeningReader(opening, plan, fen, table, out).read();
}

void check_opening(const Prepared& plan, const run::Table& table, Diagnostics& out) {
  Text missing;
  const auto require = [&](const auto& due, const auto& columns, const char* prefix) {
    for (const auto& [item, range] : due) {
      if (columns.contains(item)) continue;
      const std::string name = prefix + plan.item(item).id;
      missing.zh += (missing.zh.empty() ? "" : "、") + name;
      missing.en += (missing.en.empty() ? "" : ", ") + name;
    }
  };
  require(plan.plan.opening_ranges, table.year_to_date, "ytd.");
  require(plan.plan.last_month_ranges, table.last_month, "last.");
  if (!missing.en.empty()) return out.add({Code::missing_column, {}, {missing}});
  std::optional<explain::Evaluator> evaluator;
  const plan::Request& request = plan.plan.request;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (!lacks(plan.plan.opening_ranges, table.year_to_date, row) &&
        !lacks(plan.plan.last_month_ranges, table.last_month, row))
      continue;
    if (!evaluator)
      evaluator.emplace(*plan.policy, table,
                        explain::Question{request.sheet, request.month, request.as_of, request.carry});
    if (plan.sheet().joined) {
      const Result<explain::Answer> joined = evaluator->evaluate(row, *plan.sheet().joined);
      if (joined && joined->value == 1) continue;
    }
    out.add({Code::opening_missing, {.row = row + 1}, {quote_text(table.keys[row])}});
  }
}

}  // namespace fenglu::library
