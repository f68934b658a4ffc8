// How a command ends, as a shell sees it.
#pragma once

namespace fenglu::app {

enum class Exit {
  done = 0,
  refused = 1,  // the input or the policy: nothing was written
  wrong_command = 2,
  fault = 3,          // fenglu's own
  rows_left_out = 4,  // done, but for the rows that --rejects lists
};

}  // namespace fenglu::app
