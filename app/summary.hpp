// The summary that a clerk sees after a run: what was paid, what it costs, and what it rests on. 80 columns at most.
#pragma once

#include "app/job.hpp"
#include "engine/run/totals.hpp"

namespace fenglu::app {

struct SummaryOf {
  const Job& job;
  const run::Results& results;
  const run::Totals& totals;
  const std::vector<std::size_t>& left_out;  // rows of the table
  const RunFlags& flags;
  std::uint64_t warnings = 0;
  std::uint64_t milliseconds = 0;
};

// Ends with a newline.
std::string summary(const SummaryOf& of, Language language);

}  // namespace fenglu::app
