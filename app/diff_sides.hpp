// Sides: what `diff` sets against each other: both runs made ready and run, or a result file in place of the earlier
// one; and what the comparison found.
#pragma once

#include "app/diff_flags.hpp"
#include "app/job.hpp"
#include "app/progress.hpp"
#include "engine/comparison/comparison.hpp"

namespace fenglu::app {

struct Sides {
  DiffOrder order;
  Job after;
  std::optional<Job> before;  // nothing: the record is all that there is
  run::Results after_results, before_results;
  std::optional<comparison::Recorded> recorded;
  comparison::Comparison found;
  // People of the one roster who have no place in the other month, with the reason.
  std::vector<std::pair<std::string, Text>> not_there;
};

// Warnings come with it. Errors: those of either side, each at its place.
Result<std::unique_ptr<Sides>> set_side_by_side(const DiffFlags& flags, const DiffOrder& order, Progress& progress,
                                                Language language);

}  // namespace fenglu::app
