// What a formula reads: the order of items, the columns of a roster and what a plan rests on follow from it.
#include "engine/formula/proofs.hpp"

namespace fenglu::formula {

void collect_reads(const Expression& root, Checked& into) {
  if (root.kind == Kind::fact || root.kind == Kind::known) into.facts.insert(root.symbol);
  if (root.kind == Kind::item) into.items.insert(root.symbol);
  if (root.kind == Kind::parameter) into.parameters.insert(root.symbol);
  if (root.kind == Kind::year_to_date) into.year_to_date_items.insert(root.symbol);
  if (root.kind == Kind::last_month) into.last_month_items.insert(root.symbol);
  const bool aggregate = root.kind == Kind::sum_of || root.kind == Kind::mean_of || root.kind == Kind::count_of;
  if (aggregate || root.kind == Kind::apportion) ++into.cross_row;
  if (aggregate && root.by >= 0) into.facts.insert(root.by);
  for (const Expression& child : root.children) collect_reads(child, into);
}

}  // namespace fenglu::formula
