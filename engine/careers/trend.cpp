#include "engine/careers/trend.hpp"

namespace fenglu::careers {

using formula::Expression;
using formula::Kind;

namespace {

Trend turned(Trend trend) {
  if (trend == Trend::rising) return Trend::falling;
  return trend == Trend::falling ? Trend::rising : trend;
}

// Of two that are added, or of which the greater is taken.
Trend joined(Trend a, Trend b) {
  if (a == b || b == Trend::constant) return a;
  return a == Trend::constant ? b : Trend::unknown;
}

class Trends {
 public:
  Trends(const policy::Sheet& sheet, int day) : sheet_(sheet), day_(day) {}

  Trend of(const Expression& e) const {
    switch (e.kind) {
      case Kind::fact: return of_fact(e.symbol);
      case Kind::item: return of(sheet_.items[static_cast<std::size_t>(e.symbol)].formula.root);
      case Kind::month_of_run:
      case Kind::first_day_of_run:
      case Kind::last_day_of_run: return Trend::unknown;
      case Kind::negate:
      case Kind::logical_not: return turned(child(e, 0));
      case Kind::add:
      case Kind::minimum:
      case Kind::maximum:
      case Kind::clamp:
      case Kind::logical_and:
      case Kind::logical_or:
      case Kind::add_months: return of_all(e, 0);
      case Kind::subtract:
      case Kind::greater:
      case Kind::greater_equal: return joined(child(e, 0), turned(child(e, 1)));
      case Kind::less:
      case Kind::less_equal:
      case Kind::years_between:
      case Kind::months_between:
      case Kind::days_between:
      case Kind::weekdays: return joined(turned(child(e, 0)), child(e, 1));
      case Kind::multiply: return of_product(e);
      case Kind::divide: return scaled(child(e, 0), e.children[1]);
      case Kind::choose: return child(e, 0) == Trend::constant ? of_all(e, 1) : Trend::unknown;
      case Kind::round:
      case Kind::year_of: return child(e, 0);
      case Kind::literal:
      case Kind::text_literal:
      case Kind::known:
      case Kind::parameter:
      case Kind::at:
      case Kind::axis:
      case Kind::equal:
      case Kind::unequal:
      case Kind::days_in:
      case Kind::month_of:
      case Kind::progressive:
      case Kind::bracket_rate:
      case Kind::bracket_quick:
      case Kind::split:
      case Kind::previous:
      case Kind::year_before:
      case Kind::year_to_date:
      case Kind::last_month:
      case Kind::sum_of:
      case Kind::mean_of:
      case Kind::count_of:
      case Kind::apportion: break;
    }
    return of_all(e, 0) == Trend::constant ? Trend::constant : Trend::unknown;
  }

 private:
  Trend child(const Expression& e, std::size_t index) const { return of(e.children[index]); }

  Trend of_all(const Expression& e, std::size_t first) const {
    Trend out = Trend::constant;
    for (std::size_t i = first; i < e.children.size(); ++i) out = joined(out, child(e, i));
    return out;
  }

  Trend of_fact(int fact) const {
    if (fact == day_) return Trend::rising;
    const auto& by_default = sheet_.facts[static_cast<std::size_t>(fact)].default_formula;
    return !by_default || of(by_default->root) == Trend::constant ? Trend::constant : Trend::unknown;
  }

  // Only a written figure is known to be above or below 0.
  Trend scaled(Trend trend, const Expression& factor) const {
    if (trend == Trend::constant && of(factor) == Trend::constant) return Trend::constant;
    if (factor.kind != Kind::literal) return Trend::unknown;
    return factor.value < 0 ? turned(trend) : trend;
  }

  Trend of_product(const Expression& e) const {
    const bool first = e.children[0].kind == Kind::literal;
    return scaled(child(e, first ? 1 : 0), e.children[first ? 0 : 1]);
  }

  const policy::Sheet& sheet_;
  int day_;
};

}  // namespace

Trend trend_of(const Expression& e, const policy::Sheet& sheet, int day) { return Trends(sheet, day).of(e); }

void add_parameters(const formula::Checked& formula, const policy::Sheet& sheet, std::set<int>& parameters) {
  parameters.insert(formula.parameters.begin(), formula.parameters.end());
  for (const int item : formula.items) {
    add_parameters(sheet.items[static_cast<std::size_t>(item)].formula, sheet, parameters);
  }
  for (const int fact : formula.facts) {
    const auto& by_default = sheet.facts[static_cast<std::size_t>(fact)].default_formula;
    if (by_default) add_parameters(*by_default, sheet, parameters);
  }
}

}  // namespace fenglu::careers
