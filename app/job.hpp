// Job: a run made ready: the policy loaded, the roster and its opening read and checked, the plan compiled for both.
#pragma once

#include "app/names.hpp"
#include "app/run_flags.hpp"
#include "engine/explain/evaluate.hpp"
#include "engine/plan/plan.hpp"
#include "engine/roster/opening.hpp"

namespace fenglu::app {

struct Job {
  Order order;
  std::unique_ptr<policy::Policy> policy;  // the plan points to it
  int sheet = 0;
  std::vector<int> columns;  // of the result, in order; of an explanation, what is explained
  std::vector<GroupColumn> by;
  std::unique_ptr<roster::Document> document;
  roster::Layout layout;
  plan::Plan plan;  // columns, and what by and the next opening need besides
  roster::Roster roster;

  const policy::Sheet& rules() const { return policy->sheets[static_cast<std::size_t>(sheet)]; }
  const policy::Item& item(int index) const { return rules().items[static_cast<std::size_t>(index)]; }
  const policy::Fact& fact(int index) const { return rules().facts[static_cast<std::size_t>(index)]; }
  explain::Evaluator evaluator() const { return evaluator(roster.table); }
  explain::Evaluator evaluator(const run::Table& table) const;
  // Whether the plan reads what came before this month.
  bool needs_opening() const { return !plan.opening_ranges.empty() || !plan.last_month_ranges.empty(); }
};

enum class Purpose { run, explain };

// Everything before the run itself. With --rejects, bad rows are out of the table and among the rejected ones. Warnings
// come with it. Errors: every mistake of the command line, the policy, the roster and the opening, as far as they can
// be told at once.
// `staff`: the roster where it has been opened already, else null.
// `on_trust`: of a large roster the beginning alone is looked at (roster::OpenOptions); only streaming can go on from
// it.
Result<Job> prepare(const RunFlags& flags, const Order& order, Purpose purpose, Language language,
                    const roster::Document* staff = nullptr);
// The same in two steps, for who may stream the roster's rows: all but reading them, and reading them with their
// opening.
Result<Job> prepare_plan(const RunFlags& flags, const Order& order, Purpose purpose, Language language,
                         const roster::Document* staff = nullptr, bool on_trust = false);
Result<Job> read_rows(Job job, const RunFlags& flags, Language language);

}  // namespace fenglu::app
