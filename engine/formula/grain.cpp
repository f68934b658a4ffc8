// Grain: of what a value is a whole multiple, whatever the facts are. It proves that money is whole fen, and that
// numbers have the places they state. Nothing: it may be any fraction.
#include "engine/formula/proofs.hpp"

namespace fenglu::formula {

namespace {

// Both are whole multiples of it. 0 is a whole multiple of everything: it leaves the other as it is.
Grain common(const Grain& a, const Grain& b) {
  if (!a || !b) return {};
  return common_measure(*a, *b);
}

class Grains {
 public:
  Grains(const Symbols& symbols, const Names& names) : symbols_(symbols), names_(names) {}

  Grain of(const Expression& e) const {
    const bool fractional = e.type.is_numeric() || e.type.unit == Unit::rounding;
    if (!fractional) return Rational(1);  // days, months, flags, indexes of members
    switch (e.kind) {
      case Kind::literal: return abs(e.value);
      case Kind::fact: return symbols_.fact(e.symbol).grain;
      case Kind::item:
      case Kind::year_to_date:
      case Kind::last_month: return symbols_.item(e.symbol).grain;
      case Kind::parameter: return symbols_.parameter(e.symbol).grain;
      case Kind::previous: return names_.previous_grain();
      case Kind::negate:
      case Kind::at:
      case Kind::year_before:
      case Kind::sum_of: return of(e.children[0]);
      case Kind::add:
      case Kind::subtract:
      case Kind::minimum:
      case Kind::maximum:
      case Kind::clamp: return of_all(e, 0);
      case Kind::choose: return of_all(e, 1);
      case Kind::multiply: return of_product(e);
      case Kind::divide: return of_quotient(e);
      case Kind::round: return e.rule ? Grain(e.rule->unit) : of(e.children[1]);
      case Kind::years_between:
      case Kind::months_between:
      case Kind::days_between:
      case Kind::weekdays:
      case Kind::days_in:
      case Kind::year_of:
      case Kind::month_of:
      case Kind::count_of:
      case Kind::split:
      case Kind::apportion: return Rational(1);
      case Kind::progressive:
      case Kind::bracket_rate:
      case Kind::bracket_quick:
      case Kind::mean_of:
      case Kind::axis: return {};
      case Kind::text_literal:
      case Kind::month_of_run:
      case Kind::first_day_of_run:
      case Kind::last_day_of_run:
      case Kind::logical_not:
      case Kind::equal:
      case Kind::unequal:
      case Kind::less:
      case Kind::less_equal:
      case Kind::greater:
      case Kind::greater_equal:
      case Kind::logical_and:
      case Kind::logical_or:
      case Kind::known:
      case Kind::add_months: break;  // never of a unit that has fractions
    }
    return {};
  }

 private:
  static Rational abs(const Rational& x) { return x < 0 ? Rational(-x) : x; }

  Grain of_all(const Expression& e, std::size_t first) const {
    Grain all = of(e.children[first]);
    for (std::size_t i = first + 1; i < e.children.size(); ++i) all = common(all, of(e.children[i]));
    return all;
  }

  Grain of_product(const Expression& e) const {
    const Grain a = of(e.children[0]), b = of(e.children[1]);
    if (!a || !b) return {};
    return Rational(*a * *b);
  }

  Grain of_quotient(const Expression& e) const {
    const Expression& divisor = e.children[1];
    const Grain dividend = of(e.children[0]);
    if (!dividend || divisor.kind != Kind::literal || divisor.value == 0) return {};
    return Rational(*dividend / abs(divisor.value));
  }

  const Symbols& symbols_;
  const Names& names_;
};

}  // namespace

Grain grain_of(const Expression& e, const Symbols& symbols, const Names& names) { return Grains(symbols, names).of(e); }

bool is_whole(const Grain& grain, const Rational& unit) { return grain && is_integer(Rational(*grain / unit)); }

}  // namespace fenglu::formula
