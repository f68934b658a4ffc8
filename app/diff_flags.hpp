// The flags of `diff`: those that say what is worked out, and what it is set against.
#pragma once

#include "app/run_flags.hpp"

namespace fenglu::app {

struct DiffFlags {
  RunFlags run;
  std::string against, against_month, against_as_of, against_run, against_staff, against_opening;
  std::string id, format, by;
  std::vector<std::string> items;  // --item: whose causes are told
  std::string usage = "fenglu diff POLICY --staff FILE --month MONTH --against-month MONTH2 ...";
};

enum class DiffFormat : std::uint8_t { text, json, csv };

// Both sides, understood.
struct DiffOrder {
  Order after, before;
  RunFlags before_flags;
  DiffFormat format = DiffFormat::text;
  bool same_policy = true;
  bool same_staff = true;
};

void add_diff_flags(Verb& verb, DiffFlags& flags);
// Errors: missing-flag, flag-value, flags-clash; all of them.
Result<DiffOrder> understand(const DiffFlags& flags);

}  // namespace fenglu::app
