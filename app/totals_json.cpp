#include "app/totals_json.hpp"

#include <nlohmann/json.hpp>

namespace fenglu::app {

namespace {

using Json = nlohmann::ordered_json;

Json sums_json(const Job& job, const run::Sums& sums) {
  Json items = Json::object(), kinds = Json::object(), budget = Json::object();
  for (std::size_t column = 0; column < job.plan.items.size(); ++column) {
    const policy::Item& item = job.item(job.plan.items[column]);
    const bool asked = std::find(job.columns.begin(), job.columns.end(), job.plan.items[column]) != job.columns.end();
    if (asked && run::adds_up(item)) items[item.id] = show_sum(sums.items[column], item);
  }
  for (const auto& [kind, fen] : sums.kinds) kinds[std::string(policy::name(kind))] = show_fen(fen);
  for (const auto& [code, fen] : sums.budget) budget[code] = show_fen(fen);
  return {
      {"count", sums.count}, {"items", std::move(items)}, {"kinds", std::move(kinds)}, {"budget", std::move(budget)}};
}

}  // namespace

std::string show_fen(Int128 fen) { return format_decimal(Rational(to_integer(fen)) / 100, 2); }

std::string show_sum(Int128 sum, const policy::Item& item) {
  if (item.type.unit == policy::Unit::money) return show_fen(sum);
  const int decimals = item.type.unit == policy::Unit::number ? item.decimals : 0;
  return format_decimal(Rational(to_integer(sum)) * power_of_ten(-decimals), decimals);
}

std::string totals_json(const Job& job, const run::Totals& totals, const std::vector<NamedAxis>& by) {
  Json out = {{"policy", job.policy->id}, {"sheet", job.rules().id}, {"month", job.order.month.iso()}};
  out["as_of"] = job.order.as_of ? Json(job.order.as_of->iso()) : Json(nullptr);
  out.update(sums_json(job, totals.all));
  if (!by.empty()) {
    Json ids = Json::array(), groups = Json::array();
    for (const NamedAxis& axis : by) ids.push_back(axis.id);
    for (const run::Group& group : totals.groups) {
      Json key = Json::object();
      for (std::size_t i = 0; i < by.size(); ++i) key[by[i].id] = name_of(group.key[i], by[i], *job.policy);
      Json one = {{"key", std::move(key)}};
      one.update(sums_json(job, group.sums));
      groups.push_back(std::move(one));
    }
    out["by"] = std::move(ids);
    out["groups"] = std::move(groups);
  }
  return out.dump(2) + "\n";
}

}  // namespace fenglu::app
