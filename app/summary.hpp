// The summary that a clerk sees after a run: what was paid, what it costs, and what it rests on. 80 columns at most.
#pragma once

#include "app/findings.hpp"

namespace fenglu::app {

struct SummaryOf {
  const Job& job;
  const Findings& findings;
  const RunFlags& flags;
  std::uint64_t warnings = 0;
  std::uint64_t milliseconds = 0;
};

// What a program must not miss where no summary is written: negative-total for each total that is below zero in some
// rows.
Diagnostics negative_totals(const SummaryOf& of, Language language);

// Ends with a newline.
std::string summary(const SummaryOf& of, Language language);

}  // namespace fenglu::app
