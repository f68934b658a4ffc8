#include "engine/roster/next_opening.hpp"

#include <algorithm>

#include "engine/roster/block_writer.hpp"
#include "engine/roster/lane.hpp"

namespace fenglu::roster {
namespace {

struct Carried {
  std::string title;
  int decimals = 0;
  const std::int64_t* month = nullptr;
  const run::Column* opening = nullptr;  // none: nothing before this month
};

// `results` may be missing where only the titles are asked for.
std::vector<Carried> carried_items(const plan::Plan& plan, const run::Table& table, const run::Results* results) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  const EarlierItems earlier = earlier_items(plan);
  std::vector<Carried> out;
  const auto add = [&](int index, const std::string& prefix, const run::Column* opening) {
    const policy::Item& item = sheet.items[static_cast<std::size_t>(index)];
    const std::int64_t* month = results == nullptr ? nullptr : lanes_of(plan, *results, index).data();
    out.push_back({prefix + item.id, item.decimals, month, opening});
  };
  for (const int index : earlier.year_to_date) {
    const auto opening = table.year_to_date.find(index);
    const bool is_known = opening != table.year_to_date.end();
    if (is_known || table.year_to_date.empty()) add(index, "", is_known ? &opening->second : nullptr);
  }
  for (const int index : earlier.last_month) add(index, "last.", nullptr);
  return out;
}

std::int64_t opening_of(const Carried& item, std::size_t row) {
  return item.opening != nullptr && item.opening->is_present(row) ? item.opening->lanes[row] : 0;
}

}  // namespace

std::vector<int> missing_for_next_opening(const plan::Plan& plan) {
  EarlierItems needed = earlier_items(plan);
  needed.year_to_date.merge(needed.last_month);
  for (const int item : plan.items) needed.year_to_date.erase(item);
  return {needed.year_to_date.begin(), needed.year_to_date.end()};
}

std::string next_opening_header(const plan::Plan& plan, const run::Table& table) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  std::string header = sheet.facts[static_cast<std::size_t>(sheet.key_fact())].id;
  for (const Carried& item : carried_items(plan, table, nullptr)) header += "," + item.title;
  return header + "\n";
}

void append_next_opening(const plan::Plan& plan, const run::Table& table, const run::Results& results,
                         const std::vector<std::size_t>& left_out, std::string& out) {
  const std::vector<Carried> items = carried_items(plan, table, &results);
  for_kept_rows(0, table.rows, left_out, [&](std::size_t row) {
    append_text(table.keys[row], ',', out);
    for (const Carried& item : items) {
      out += ',';
      append_decimal(opening_of(item, row) + item.month[row], item.decimals, out);
    }
    out += '\n';
  });
}

std::optional<Diagnostic> write_next_opening(const plan::Plan& plan, const run::Table& table,
                                             const run::Results& results, const WriteOptions& options,
                                             const Sink& sink) {
  BlockWriter blocks(options.encoding, sink);
  blocks.block() += next_opening_header(plan, table);
  append_next_opening(plan, table, results, options.left_out, blocks.block());
  return blocks.finish();
}

}  // namespace fenglu::roster
