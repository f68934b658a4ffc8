// The way to the figures of one row.
#include "engine/diagnostic/code.hpp"
#include "engine/library/answers.hpp"

namespace fenglu::library {
namespace {

std::vector<int> totals_of(const policy::Sheet& sheet) {
  std::vector<int> out;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    if (!sheet.items[i].working && sheet.items[i].kind == policy::ItemKind::total) out.push_back(static_cast<int>(i));
  }
  return out;
}

// At the row where it is due.
Diagnostics at_row(const Diagnostics& why, std::size_t row) {
  Diagnostics out;
  for (Diagnostic one : why.all()) {
    if (one.place.file.empty()) one.place.row = row + 1;
    out.add(std::move(one));
  }
  return out;
}

}  // namespace

Result<explain::Explanation> explain_row(const Prepared& plan, const run::Table& table, std::size_t row,
                                         const std::vector<std::string>& names) {
  Result<std::vector<int>> items = find_items(names, plan.sheet(), true, "items");
  if (!items) return items.diagnostics();
  if (items->empty()) *items = totals_of(plan.sheet());
  const plan::Request& request = plan.plan.request;
  explain::Evaluator evaluator(*plan.policy, table, {request.sheet, request.month, request.as_of, request.carry});
  if (const auto rule = evaluator.broken_rule(row)) return describe({{row, *rule, -1}}, plan);
  explain::Explanation explanation{plan.policy->title, plan.sheet().title, table.keys[row],
                                   request.month,      request.as_of,      {}};
  for (const int item : *items) {
    Result<explain::Node> node = evaluator.trace(row, item);
    if (!node) return at_row(node.diagnostics(), row);
    explanation.items.push_back(std::move(*node));
  }
  return explanation;
}

std::string render(const explain::Explanation& explanation, Format format, Language language) {
  switch (format) {
    case Format::json: return explain::render_json(explanation, language);
    case Format::html: return explain::render_html(explanation, language);
    case Format::text: break;
  }
  return explain::render_text(explanation, language);
}

}  // namespace fenglu::library
