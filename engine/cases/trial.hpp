// Trial: a worked case put to the test, by the plan and by the explainer; both must come to the very figures.
//     for (const Case& one : cases.all) {
//       const Outcome outcome = try_case(policy, one);
//       if (!outcome.passed()) report(outcome.diagnostics);
//     }
#pragma once

#include "engine/cases/case.hpp"
#include "engine/explain/evaluate.hpp"
#include "engine/run/run.hpp"

namespace fenglu::cases {

struct TrialOptions {
  bool trace = false;                         // keep the way to each item
  const run::KernelTable* kernels = nullptr;  // another one: a test breaks a primitive
};

struct Outcome {
  Diagnostics diagnostics;            // what differs, each at its place in the case
  std::vector<explain::Node> traces;  // of each item and each rule, where they were asked for
  Diagnostics no_values;              // why a case that expects it has no figures: parameter and day of each
  bool passed() const { return !diagnostics.has_errors(); }
};

// Facts are read by the roster's grammar. Only those that the items need must be given: a rule of the sheet about a
// fact that the case doesn't give is left out.
Outcome try_case(const policy::Policy& policy, const Case& of, const TrialOptions& options = {});

}  // namespace fenglu::cases
