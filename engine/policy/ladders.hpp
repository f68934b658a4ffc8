// Ladders: from a draft to moves, quotas and ties, held against their sheet; then every formula checked, and the order
// of grades proven: each grade leads to a top.
#pragma once

#include "engine/policy/ladder.hpp"
#include "engine/policy/layering.hpp"

namespace fenglu::policy {

// Understands all drafts but their formulas, which are only kept. Ladders that can't be held against a sheet are left
// out.
std::vector<Ladder> read_ladders(const std::vector<LadderDraft>& drafts, const Policy& policy, Diagnostics& out);
// Checks the formulas against the checked policy, and the tables that order the grades. `broken` are names that weren't
// understood.
void check_ladder(const Policy& policy, const Broken& broken, Ladder& ladder, Diagnostics& out);
// Of every version of the table `next`: no grade comes back to itself but a top. `below` is its reverse.
void check_rungs(const Policy& policy, const Ladder& ladder, Diagnostics& out);

}  // namespace fenglu::policy
