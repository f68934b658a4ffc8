// Layout: which column of a roster is what. It needs the header alone, so it comes before the plan: the items that the
// roster sets by hand (set.ITEM) are part of the plan's request.
//
// A header is a fact's id, title (zh or en) or alias; or "set.", "ytd.", "last." and an item's id or title. Blanks,
// letter case and full-width forms make no difference.
#pragma once

#include <set>

#include "engine/policy/policy.hpp"
#include "engine/roster/document.hpp"

namespace fenglu::roster {

struct ColumnUse {
  enum class Of : std::uint8_t { nothing, fact, set_by_hand, year_to_date, last_month };
  Of of = Of::nothing;
  int index = -1;  // of the sheet's facts, or of its items
};

struct Layout {
  const policy::Policy* policy = nullptr;
  const policy::Sheet* sheet = nullptr;
  std::vector<ColumnUse> columns;  // one a column of the header
  // For plan::Request::set_by_hand.
  std::set<int> set_by_hand() const;
  // The roster brings its own opening: --opening beside it is a contradiction (exit 2).
  bool has_opening() const;
  // The column of a fact or item, -1 where the roster has none.
  int column_of(ColumnUse use) const;
};

struct MatchOptions {
  bool allow_missing = false;  // required facts may be missing (a worked case)
  bool other_sheets = false;   // the roster serves other sheets too: their columns are passed over without a word
};

// Policy, sheet must outlive the layout.
// Errors: missing-column (all of them), column-twice, column-ambiguous, unknown-item (set./ytd./last. of no item),
// set-working. Warnings: unknown-column, with the nearest name; such a column is passed over.
Result<Layout> match(const Document& document, const policy::Policy& policy, const policy::Sheet& sheet,
                     const MatchOptions& options = {});

}  // namespace fenglu::roster
