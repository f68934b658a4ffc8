// Whether a value differs from row to row.
#include <algorithm>

#include "engine/formula/proofs.hpp"

namespace fenglu::formula {

namespace {

bool any_varies(const Expression& e, const Symbols& symbols) {
  return std::any_of(e.children.begin(), e.children.end(),
                     [&](const Expression& child) { return varies(child, symbols); });
}

// The parameter is read on a day that stands beside it: only its axes and that day count.
bool at_varies(const Expression& e, const Symbols& symbols) {
  const auto differs = [&](const Expression& child) { return varies(child, symbols); };
  return any_varies(e.children[0], symbols) || std::any_of(e.children.begin() + 1, e.children.end(), differs);
}

}  // namespace

bool varies(const Expression& e, const Symbols& symbols) {
  switch (e.kind) {
    case Kind::fact: return !symbols.fact(e.symbol).constant;
    case Kind::item: return !symbols.item(e.symbol).constant;
    case Kind::parameter: return !symbols.parameter(e.symbol).constant || any_varies(e, symbols);
    case Kind::at: return at_varies(e, symbols);
    case Kind::known:
    case Kind::year_to_date:
    case Kind::last_month:
    case Kind::apportion: return true;
    case Kind::sum_of:
    case Kind::mean_of:
    case Kind::count_of: return e.by >= 0;
    case Kind::literal:
    case Kind::text_literal:
    case Kind::axis:
    case Kind::month_of_run:
    case Kind::first_day_of_run:
    case Kind::last_day_of_run:
    case Kind::previous: return false;
    case Kind::negate:
    case Kind::logical_not:
    case Kind::add:
    case Kind::subtract:
    case Kind::multiply:
    case Kind::divide:
    case Kind::equal:
    case Kind::unequal:
    case Kind::less:
    case Kind::less_equal:
    case Kind::greater:
    case Kind::greater_equal:
    case Kind::logical_and:
    case Kind::logical_or:
    case Kind::choose:
    case Kind::minimum:
    case Kind::maximum:
    case Kind::clamp:
    case Kind::round:
    case Kind::progressive:
    case Kind::bracket_rate:
    case Kind::bracket_quick:
    case Kind::years_between:
    case Kind::months_between:
    case Kind::days_between:
    case Kind::weekdays:
    case Kind::days_in:
    case Kind::year_of:
    case Kind::month_of:
    case Kind::add_months:
    case Kind::year_before:
    case Kind::split: return any_varies(e, symbols);
  }
  return true;
}

}  // namespace fenglu::formula
