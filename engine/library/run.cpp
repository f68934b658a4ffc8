#include "engine/run/run.hpp"

#include <thread>

#include "engine/diagnostic/code.hpp"
#include "engine/library/roster.hpp"

namespace fenglu::library {

Diagnostics describe(const std::vector<run::Refusal>& refusals, const Prepared& plan) {
  Diagnostics out;
  for (const run::Refusal& refusal : refusals) {
    Place place{.row = refusal.row + 1};
    if (refusal.rule < 0) {
      const policy::Parameter& parameter = plan.policy->parameters[static_cast<std::size_t>(refusal.parameter)];
      out.add({Code::row_no_value, std::move(place), {parameter.id, parameter.title}});
      continue;
    }
    const policy::RowRule& rule = plan.sheet().rules[static_cast<std::size_t>(refusal.rule)];
    if (rule.fact >= 0) place.cell = plan.fact(rule.fact).id;
    out.add({Code::row_refused, std::move(place), {rule.code, rule.message}});
  }
  return out;
}

Result<std::shared_ptr<const Results>> run(const SharedPlan& plan, const SharedRoster& roster, unsigned threads) {
  if (roster->plan != plan) return Diagnostic{Code::other_plan, {}, {}};
  run::Options options;
  options.threads = threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency());
  auto results = std::make_shared<Results>();
  results->roster = roster;
  results->lanes = run::run(plan->plan, roster->table, options);
  if (!results->lanes.refusals.empty()) return describe(results->lanes.refusals, *plan);
  return std::shared_ptr<const Results>(std::move(results));
}

}  // namespace fenglu::library
