// The cells of a table: a row names a member for each axis (or several, or all), then the value; every combination must
// be covered exactly once.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/parameters.hpp"
#include "engine/policy/register.hpp"
#include "engine/policy/series.hpp"

namespace fenglu::policy {
namespace {

constexpr std::size_t gaps_shown = 5;

// Reads one table. Positions along an axis: the member's index, or the band's among the ends met so far.
class Cells {
 public:
  Cells(const Parameter& parameter, const Policy& policy, Diagnostics& out)
      : parameter_(parameter), policy_(policy), out_(out) {
    value_.band_ends.resize(parameter.axes.size());
  }

  bool read_ends(const Json& rows);
  bool fill(const Json& rows);
  bool report_gaps(const Json& rows);
  Value take() { return std::move(value_); }

 private:
  const Category& category(std::size_t axis) const {
    return policy_.categories[static_cast<std::size_t>(parameter_.axes[axis].category)];
  }
  bool banded(std::size_t axis) const { return parameter_.axes[axis].category < 0; }
  std::size_t length(std::size_t axis) const {
    return banded(axis) ? value_.band_ends[axis].size() : category(axis).members.size();
  }
  std::optional<std::vector<std::size_t>> positions(const Json& cell, std::size_t axis);
  bool read_end(const Json& cell, std::size_t axis);
  std::string case_of(std::size_t index) const;
  bool put(const Json& row, std::size_t index, const Rational& scalar, const std::string& text);

  const Parameter& parameter_;
  const Policy& policy_;
  Diagnostics& out_;
  Value value_;
  std::vector<const Json*> given_by_;  // the row of each cell
  const Json* rows_ = nullptr;
};

// The lower ends that the rows name. A table of bands alone is written in their order, so that a slip is seen.
bool Cells::read_ends(const Json& rows) {
  bool good = true;
  for (const Json& row : rows.elements) {
    if (!expect(row, Json::Kind::array, out_)) return false;
    if (row.elements.size() != parameter_.axes.size() + 1) {
      out_.add(at(Code::row_width, row,
                  {parameter_.id, std::to_string(row.elements.size()), std::to_string(parameter_.axes.size() + 1)}));
      good = false;
      continue;
    }
    for (std::size_t axis = 0; axis < parameter_.axes.size(); ++axis) {
      if (banded(axis)) good = read_end(row.elements[axis], axis) && good;
    }
  }
  for (std::vector<Rational>& ends : value_.band_ends) std::sort(ends.begin(), ends.end());
  return good;
}

bool Cells::read_end(const Json& cell, std::size_t axis) {
  const Type& type = parameter_.axes[axis].type;
  const std::optional<Rational> end = read_scalar(cell, type, policy_, out_);
  if (!end) return false;
  std::vector<Rational>& ends = value_.band_ends[axis];
  if (std::find(ends.begin(), ends.end(), *end) != ends.end()) return true;
  if (parameter_.axes.size() == 1 && !ends.empty() && *end < ends.back()) {
    out_.add(at(Code::bands_order, cell,
                {parameter_.id, show_value(*end, type, policy_), show_value(ends.back(), type, policy_)}));
    return false;
  }
  ends.push_back(*end);
  return true;
}

std::optional<std::vector<std::size_t>> Cells::positions(const Json& cell, std::size_t axis) {
  std::vector<std::size_t> out;
  if (banded(axis)) {
    const std::optional<Rational> end = read_scalar(cell, parameter_.axes[axis].type, policy_, out_);
    const std::vector<Rational>& ends = value_.band_ends[axis];
    out.push_back(static_cast<std::size_t>(std::find(ends.begin(), ends.end(), *end) - ends.begin()));
    return out;
  }
  if (cell.kind == Json::Kind::string && cell.text == "*") {
    for (std::size_t i = 0; i < category(axis).members.size(); ++i) out.push_back(i);
    return out;
  }
  bool good = true;
  const auto add = [&](const Json& one) {
    const int member = read_member(one, category(axis), out_);
    good = good && member >= 0;
    if (member >= 0) out.push_back(static_cast<std::size_t>(member));
  };
  if (cell.kind != Json::Kind::array) {
    add(cell);
  } else {
    for (const Json& one : cell.elements) add(one);
  }
  return good ? std::optional(out) : std::nullopt;
}

std::string Cells::case_of(std::size_t index) const {
  std::string out;
  for (std::size_t axis = parameter_.axes.size(); axis-- > 0;) {
    const std::size_t position = index % length(axis);
    index /= length(axis);
    const std::string part = banded(axis)
                                 ? show_value(value_.band_ends[axis][position], parameter_.axes[axis].type, policy_)
                                 : category(axis).members[position].id;
    out = part + (out.empty() ? "" : ", ") + out;
  }
  return "[" + out + "]";
}

bool Cells::put(const Json& row, std::size_t index, const Rational& scalar, const std::string& text) {
  if (given_by_[index] != nullptr) {
    const std::string line = std::to_string(place_of(*given_by_[index]).line);
    out_.add(at(Code::table_twice, row, {parameter_.id, case_of(index), line}));
    return false;
  }
  given_by_[index] = &row;
  value_.cells[index] = scalar;
  value_.cell_texts[index] = text;
  value_.cell_rows[index] = static_cast<int>(&row - rows_);
  return true;
}

bool Cells::fill(const Json& rows) {
  rows_ = rows.elements.data();
  std::size_t cells = 1;
  for (std::size_t axis = 0; axis < parameter_.axes.size(); ++axis) cells *= length(axis);
  value_.cells.resize(cells);
  value_.cell_texts.resize(cells);
  value_.cell_rows.resize(cells);
  given_by_.resize(cells, nullptr);
  bool good = true;
  for (const Json& row : rows.elements) {
    std::vector<std::size_t> indices{0};
    bool understood = true;
    for (std::size_t axis = 0; axis < parameter_.axes.size(); ++axis) {
      const auto along = positions(row.elements[axis], axis);
      understood = understood && along.has_value();
      if (!along) continue;
      std::vector<std::size_t> next;
      for (const std::size_t index : indices) {
        for (const std::size_t position : *along) next.push_back(index * length(axis) + position);
      }
      indices = std::move(next);
    }
    const Json& cell = row.elements.back();
    const std::optional<Rational> scalar = read_scalar(cell, parameter_.type, policy_, out_);
    good = good && understood && scalar.has_value();
    if (!understood) continue;
    for (const std::size_t index : indices) good = put(row, index, scalar.value_or(0), published(cell)) && good;
  }
  return good;
}

bool Cells::report_gaps(const Json& rows) {
  std::vector<std::string> gaps;
  for (std::size_t i = 0; i < given_by_.size(); ++i) {
    if (given_by_[i] == nullptr) gaps.push_back(case_of(i));
  }
  if (gaps.empty()) return false;
  const std::size_t left_out = gaps.size() - std::min(gaps.size(), gaps_shown);
  gaps.resize(gaps.size() - left_out);
  Text cases = listed(gaps);
  if (left_out > 0) {
    cases.zh += " 等 " + std::to_string(gaps.size() + left_out) + " 项";
    cases.en += " and " + std::to_string(left_out) + " more";
  }
  out_.add(at(Code::table_gap, rows, {parameter_.id, cases}));
  return true;
}

}  // namespace

std::optional<Value> read_cells(const Json& rows, const Parameter& parameter, const Policy& policy, Diagnostics& out) {
  if (!expect(rows, Json::Kind::array, out)) return std::nullopt;
  Cells cells(parameter, policy, out);
  if (!cells.read_ends(rows)) return std::nullopt;
  // A row that wasn't understood may be the one that covers the gap.
  if (!cells.fill(rows) || cells.report_gaps(rows)) return std::nullopt;
  return cells.take();
}

}  // namespace fenglu::policy
