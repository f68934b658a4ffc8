// The flags that `run` and `explain` share, as they are written, and what they order.
#pragma once

#include "app/policy_flags.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::app {

struct RunFlags {
  PolicyFlags policy;
  std::string staff, month, sheet, as_of, out, items, totals, by, opening, next_opening, threads, rejects, headers,
      encoding;
  bool carry = false;
  std::string usage;
};

// The same, understood.
struct Order {
  Month month;
  std::optional<Day> as_of;
  bool carry = false;
  std::vector<std::string> items, by;
  unsigned threads = 1;
  roster::Headers headers = roster::Headers::id;
  roster::Encoding encoding = roster::Encoding::utf8;
};

void add_run_flags(Verb& verb, RunFlags& flags);
// Of them those that say what is worked out: the policy, the roster, when, as known when, which items.
void add_question_flags(Verb& verb, RunFlags& flags);
// Errors: missing-flag, flag-value, flags-clash; all of them.
Result<Order> understand(const RunFlags& flags);
// same-place where an output would replace what is read, or another output.
Diagnostics check_places(const RunFlags& flags);
// "a, b" as two words.
std::vector<std::string> split_list(std::string_view list);
// A day or a month of a flag; flag-value.
std::optional<Day> day_of(const std::string& flag, const std::string& text, Diagnostics& out);
std::optional<Month> month_of(const std::string& flag, const std::string& text, Diagnostics& out);
// The values of --headers and --encoding; flag-value.
roster::Headers headers_of(const std::string& text, Diagnostics& out);
roster::Encoding encoding_of(const std::string& text, Diagnostics& out);

}  // namespace fenglu::app
