// Plan, results and explanations, as the C++ face has them.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/library/face.hpp"
#include "fenglu/explanation.hpp"
#include "fenglu/session.hpp"

namespace fenglu_v1 {

namespace library = fenglu::library;

struct Explanation::Impl {
  fenglu::explain::Explanation explanation;
  std::string value;
};

namespace {

fenglu::Diagnostic no_item(std::string_view name, const std::vector<std::string>& known) {
  const std::string near = fenglu::nearest_name(name, known);
  const fenglu::Text mend = near.empty() ? fenglu::Text("把它列入 items", "name it among the plan's items")
                                         : fenglu::Text("最接近的是 " + near, "the nearest is " + near);
  return {fenglu::Code::flag_name, {}, {"results", "'" + std::string(name) + "'", fenglu::Text("项目", "item"), mend}};
}

Diagnostics refusal(fenglu::Diagnostic why) {
  fenglu::Diagnostics out;
  out.add(std::move(why));
  return library::to_face(out);
}

}  // namespace

Plan::Plan(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Result<Results> Plan::run(const Columns& columns, unsigned threads) const {
  return run(columns, RunOptions{.threads = threads});
}

Result<Results> Plan::run(const Columns& columns, const RunOptions& options) const {
  const auto* opening = options.opening != nullptr ? &options.opening->impl_->frame : nullptr;
  auto roster = library::read_for(impl_->plan, columns.impl_->frame, options, opening);
  if (!roster) return library::to_face(roster.diagnostics());
  auto results = library::run(impl_->plan, *roster, options.threads);
  if (!results) return library::to_face(results.diagnostics());
  return {Results(Results::impl_of(std::move(*results))), library::to_face(roster.diagnostics())};
}

Result<Explanation> Plan::explain(const Row& row, std::string_view item, const RunOptions& options) const {
  const auto* opening = options.opening != nullptr ? &options.opening->impl_->frame : nullptr;
  auto roster = library::read_for(impl_->plan, row.columns.impl_->frame, options, opening);
  if (!roster) return library::to_face(roster.diagnostics());
  const std::size_t rows = (*roster)->table.rows;
  if (row.index >= rows) {
    const fenglu::Text expected("小于 " + std::to_string(rows) + " 的行号", "a row below " + std::to_string(rows));
    return refusal({fenglu::Code::flag_value, {}, {"row", std::to_string(row.index), expected}});
  }
  return library::to_face<Explanation>(
      library::explain_row(*impl_->plan, (*roster)->table, row.index, {std::string(item)}), [](auto explanation) {
        std::string value = fenglu::explain::exact_value(explanation.items.front().answer);
        return Explanation(
            std::make_shared<const Explanation::Impl>(Explanation::Impl{std::move(explanation), std::move(value)}));
      });
}

std::string Plan::describe() const { return library::describe_json(*impl_->plan); }

Results::Results(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

std::shared_ptr<const Results::Impl> Results::impl_of(std::shared_ptr<const void> held) {
  auto impl = std::make_shared<Impl>();
  impl->results = std::static_pointer_cast<const library::Results>(std::move(held));
  const library::Prepared& plan = *impl->results->roster->plan;
  impl->members.resize(plan.plan.items.size());
  for (std::size_t i = 0; i < plan.plan.items.size(); ++i) {
    const fenglu::policy::Item& item = plan.item(plan.plan.items[i]);
    if (item.type.unit == fenglu::policy::Unit::category) {
      const auto& category = plan.policy->categories[static_cast<std::size_t>(item.type.category)];
      for (const fenglu::policy::Member& member : category.members) impl->members[i].push_back(member.id);
    }
    impl->columns.push_back(
        {item.id, library::to_face(item.type.unit), item.decimals, impl->results->lanes.columns[i], impl->members[i]});
  }
  return impl;
}

std::size_t Results::rows() const { return impl_->results->roster->table.rows; }
std::string_view Results::key(std::size_t row) const { return impl_->results->roster->table.keys.at(row); }
const std::vector<ResultColumn>& Results::columns() const { return impl_->columns; }

Result<ResultColumn> Results::column(std::string_view item) const {
  for (const ResultColumn& column : impl_->columns) {
    if (column.id == item) return column;
  }
  std::vector<std::string> known;
  for (const ResultColumn& column : impl_->columns) known.emplace_back(column.id);
  return refusal(no_item(item, known));
}

Result<std::span<const std::int64_t>> Results::fen(std::string_view item) const {
  const Result<ResultColumn> found = column(item);
  if (!found) return found.diagnostics();
  if (found->unit == Unit::money) return found->values;
  const fenglu::Text expected("金额项目；其他用 column()", "an item of money; column() gives the others");
  return refusal({fenglu::Code::flag_value, {}, {"fen", "'" + std::string(item) + "'", expected}});
}

Explanation::Explanation(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
const std::string& Explanation::value() const { return impl_->value; }
std::string Explanation::text(Language language) const {
  return library::render(impl_->explanation, library::Format::text, library::from_face(language));
}
std::string Explanation::json(Language language) const {
  return library::render(impl_->explanation, library::Format::json, library::from_face(language));
}
std::string Explanation::html(Language language) const {
  return library::render(impl_->explanation, library::Format::html, library::from_face(language));
}

}  // namespace fenglu_v1
