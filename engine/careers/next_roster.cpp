#include "engine/careers/next_roster.hpp"

#include <algorithm>

#include "engine/careers/facts.hpp"
#include "engine/roster/block_writer.hpp"
#include "engine/roster/dialect.hpp"
#include "engine/roster/fold.hpp"
#include "engine/roster/lane.hpp"

namespace fenglu::careers {

using roster::ColumnUse;
using roster::Extent;
using roster::Headers;

namespace {

// A day as the other one is spelled: 2024-07-01, 2024/7/1, 20240701, 2024年7月1日.
std::string spelled_like(std::string_view pattern, Day day) {
  const auto figure = [](int number) { return std::to_string(number); };
  const std::string iso = day.iso();
  if (pattern.find('/') != std::string_view::npos) {
    return figure(day.year()) + "/" + figure(day.month()) + "/" + figure(day.day());
  }
  if (pattern.find("年") != std::string_view::npos) {
    return figure(day.year()) + "年" + figure(day.month()) + "月" + figure(day.day()) + "日";
  }
  if (!pattern.empty() && pattern.find('-') == std::string_view::npos) {
    return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2);
  }
  return iso;
}

std::string_view without_quotes(std::string_view cell) {
  const std::string_view trimmed = trim(cell);
  const bool quoted = trimmed.size() >= 2 && trimmed.front() == '"' && trimmed.back() == '"';
  return quoted ? trim(trimmed.substr(1, trimmed.size() - 2)) : trimmed;
}

class NextRoster {
 public:
  NextRoster(const roster::Document& document, const roster::Layout& layout, const roster::Roster& roster,
             const Outcome& outcome)
      : document_(document),
        layout_(layout),
        roster_(roster),
        outcome_(outcome),
        headers_(style_of(layout.sheet->key_fact())) {
    for (const Standing& standing : outcome.standings) {
      if (standing.state != State::due) continue;
      for (const Change& change : standing.changes) {
        const bool has_column = layout.column_of({ColumnUse::Of::fact, change.fact}) >= 0;
        if (!has_column && std::count(added_.begin(), added_.end(), change.fact) == 0) added_.push_back(change.fact);
      }
    }
    std::sort(added_.begin(), added_.end());
  }

  void append_header(std::string& out) const {
    out += document_.raw_header();
    for (const int fact : added_) {
      out += document_.separator();
      const policy::Fact& of = fact_of(fact);
      const std::string& title = headers_ == Headers::id ? of.id : headers_ == Headers::zh ? of.title.zh : of.title.en;
      roster::append_cell(title, document_.separator(), out);
    }
    out += line_end(document_.raw_header().size());
  }

  void append_row(std::size_t row, std::string& out) const {
    const Extent extent = roster_.raw[row];
    const Standing& standing = outcome_.standings[row];
    if (standing.state == State::due) {
      append_changed(extent, standing.changes, out);
    } else {
      out += document_.raw(extent);
      out.append(added_.size(), document_.separator());
    }
    out += line_end(extent.end);
  }

 private:
  const policy::Fact& fact_of(int fact) const { return layout_.sheet->facts[static_cast<std::size_t>(fact)]; }

  // How the roster writes names: by the header of a fact that it has.
  Headers style_of(int fact) const {
    const int column = layout_.column_of({ColumnUse::Of::fact, fact});
    const std::string header = roster::fold(document_.header()[static_cast<std::size_t>(column)]);
    if (header == roster::fold(fact_of(fact).id)) return Headers::id;
    return header == roster::fold(fact_of(fact).title.en) ? Headers::en : Headers::zh;
  }

  std::string_view line_end(std::size_t at) const {
    const std::string_view rest = document_.text().substr(at);
    if (rest.empty()) return "\n";
    return rest.starts_with("\r\n") ? "\r\n" : rest.substr(0, 1);
  }

  std::vector<std::string_view> cells_of(Extent extent) const {
    const std::string_view row = document_.raw(extent);
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at <= row.size(); ++at) {
      const bool quoted = at < row.size() && row[at] == '"';
      const std::size_t end = std::min(
          quoted ? roster::behind_quotes(row, at) : roster::find_break(row, at, document_.separator()), row.size());
      out.push_back(row.substr(at, end - at));
      at = end;
    }
    return out;
  }

  void append_changed(Extent extent, const std::vector<Change>& changes, std::string& out) const {
    const std::vector<std::string_view> cells = cells_of(extent);
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (column > 0) out += document_.separator();
      const ColumnUse use = layout_.columns[column];
      const Change* change = use.of == ColumnUse::Of::fact ? find(changes, use.index) : nullptr;
      if (change == nullptr) {
        out += cells[column];
      } else {
        roster::append_cell(cell_of(*change, cells[column], cells), document_.separator(), out);
      }
    }
    for (const int fact : added_) {
      out += document_.separator();
      const Change* change = find(changes, fact);
      if (change != nullptr) roster::append_cell(cell_of(*change, "", cells), document_.separator(), out);
    }
  }

  static const Change* find(const std::vector<Change>& changes, int fact) {
    const auto found =
        std::find_if(changes.begin(), changes.end(), [&](const Change& one) { return one.fact == fact; });
    return found == changes.end() ? nullptr : &*found;
  }

  std::string cell_of(const Change& change, std::string_view before, const std::vector<std::string_view>& row) const {
    const policy::Fact& fact = fact_of(change.fact);
    const std::int64_t lane = Facts::lane_of(fact, change.after);
    const std::string_view old = without_quotes(before);
    if (fact.type.unit == policy::Unit::category) return member(fact, static_cast<std::size_t>(lane), old);
    if (fact.type.unit == policy::Unit::date) {
      return spelled_like(old.empty() ? some_day(row) : old, Day::from_number(static_cast<std::int32_t>(lane)));
    }
    if (fact.type.unit == policy::Unit::flag && (old == "是" || old == "否")) return lane != 0 ? "是" : "否";
    return roster::format_lane(lane, fact.type, fact.decimals, *layout_.policy);
  }

  // As the cell named its member before, else as the header names its fact.
  std::string member(const policy::Fact& fact, std::size_t index, std::string_view old) const {
    const auto& members = layout_.policy->categories[static_cast<std::size_t>(fact.type.category)].members;
    Headers style = headers_;
    for (const policy::Member& one : members) {
      const std::string folded = roster::fold(old);
      if (folded == roster::fold(one.id)) style = Headers::id;
      if (folded == roster::fold(one.label.en)) style = Headers::en;
      if (folded == roster::fold(one.label.zh)) style = Headers::zh;
    }
    const policy::Member& now = members[index];
    return style == Headers::id ? now.id : style == Headers::zh ? now.label.zh : now.label.en;
  }

  // Any day of the row, to be spelled like; empty where it has none.
  std::string_view some_day(const std::vector<std::string_view>& row) const {
    for (std::size_t column = 0; column < row.size(); ++column) {
      const ColumnUse use = layout_.columns[column];
      const bool is_date = use.of == ColumnUse::Of::fact && fact_of(use.index).type.unit == policy::Unit::date;
      if (const std::string_view cell = without_quotes(row[column]); is_date && !cell.empty()) return cell;
    }
    return {};
  }

  const roster::Document& document_;
  const roster::Layout& layout_;
  const roster::Roster& roster_;
  const Outcome& outcome_;
  Headers headers_;
  std::vector<int> added_;  // facts that get a column
};

}  // namespace

std::optional<Diagnostic> write_next(const roster::Document& document, const roster::Layout& layout,
                                     const roster::Roster& roster, const Outcome& outcome, roster::Encoding encoding,
                                     const roster::Sink& sink) {
  const NextRoster next(document, layout, roster, outcome);
  roster::BlockWriter out(encoding, sink);
  next.append_header(out.block());
  for (std::size_t row = 0; row < roster.table.rows; ++row) next.append_row(row, out.block());
  return out.finish();
}

}  // namespace fenglu::careers
