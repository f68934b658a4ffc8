#include "engine/roster/rejection.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/cell.hpp"

namespace fenglu::roster {
namespace {

// Keeps what isn't at one of the ascending `rows`.
template <class T>
void leave_out_of(const std::vector<std::size_t>& rows, std::vector<T>& values) {
  if (values.empty()) return;
  std::size_t kept = 0, next = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (next < rows.size() && rows[next] == row) {
      ++next;
      continue;
    }
    if (kept != row) values[kept] = std::move(values[row]);
    ++kept;
  }
  values.resize(kept);
}

void leave_out_of(const std::vector<std::size_t>& rows, std::map<int, run::Column>& columns) {
  for (auto& [index, column] : columns) {
    leave_out_of(rows, column.lanes);
    leave_out_of(rows, column.present);
  }
}

}  // namespace

std::string reason(const Diagnostic& why, Language language) {
  if (why.place.cell.empty()) return message(why, language);
  return why.place.cell + (language == Language::zh ? "：" : ": ") + message(why, language);
}

void append_reason(const Diagnostic& why, Language language, std::string& reasons) {
  if (!reasons.empty()) reasons += language == Language::zh ? "；" : "; ";
  reasons += reason(why, language);
}

void leave_out(const std::vector<std::size_t>& rows, Roster& roster) {
  run::Table& table = roster.table;
  leave_out_of(rows, roster.raw);
  leave_out_of(rows, table.keys);
  leave_out_of(rows, table.row_numbers);
  leave_out_of(rows, table.facts);
  leave_out_of(rows, table.year_to_date);
  leave_out_of(rows, table.last_month);
  leave_out_of(rows, table.set_by_hand);
  table.rows -= rows.size();
}

Diagnostic describe(const run::Refusal& refusal, const Document& document, const Layout& layout, const Roster& roster) {
  return describe(refusal, roster.table.row_numbers[refusal.row], document, layout);
}

Diagnostic describe(const run::Refusal& refusal, std::uint64_t number, const Document& document, const Layout& layout) {
  if (refusal.rule < 0) {
    const policy::Parameter& parameter = layout.policy->parameters[static_cast<std::size_t>(refusal.parameter)];
    return {Code::row_no_value, document.place(number), {parameter.id, parameter.title}};
  }
  const policy::RowRule& rule = layout.sheet->rules[static_cast<std::size_t>(refusal.rule)];
  const int column = layout.column_of({ColumnUse::Of::fact, rule.fact});
  Place place = column >= 0 ? document.place(number, static_cast<std::size_t>(column)) : document.place(number);
  return {Code::row_refused, std::move(place), {rule.code, rule.message}};
}

void reject(const std::vector<Refused>& rows, const Document& document, Language language, Roster& roster) {
  std::map<std::size_t, std::string> reasons;
  for (const Refused& refused : rows) append_reason(refused.diagnostic, language, reasons[refused.row]);
  for (auto& [row, why] : reasons) {
    const std::uint64_t number = roster.table.row_numbers[row];
    roster.rejected.push_back({number, roster.raw[row], document.header().size(), std::move(why)});
  }
  std::sort(roster.rejected.begin(), roster.rejected.end(),
            [](const Rejected& a, const Rejected& b) { return a.row < b.row; });
}

}  // namespace fenglu::roster
