#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/check.hpp"
#include "engine/policy/ladders.hpp"
#include "engine/policy/names.hpp"

namespace fenglu::policy {
namespace {

using formula::Expression;
using formula::Kind;

bool is_sum(Kind kind) {
  return kind == Kind::sum_of || kind == Kind::mean_of || kind == Kind::count_of || kind == Kind::apportion;
}

bool is_comparison(Kind kind) {
  return kind == Kind::equal || kind == Kind::unequal || kind == Kind::less || kind == Kind::less_equal ||
         kind == Kind::greater || kind == Kind::greater_equal;
}

formula::Span whole(const LadderFormula& formula) { return {0, static_cast<std::uint32_t>(formula.text.text.size())}; }

class LadderCheck {
 public:
  LadderCheck(const Policy& policy, const Broken& broken, Ladder& ladder, Diagnostics& out)
      : policy_(policy),
        broken_(broken),
        ladder_(ladder),
        sheet_(policy.sheets[static_cast<std::size_t>(ladder.sheet)]),
        names_(policy, sheet_),
        out_(out) {}

  void check() {
    const Type flag{Unit::flag, -1};
    row_formula(ladder_.serving, flag);
    const Type grade = type_of(ladder_.grade);
    if (row_formula(ladder_.next, grade)) hold_look_up(ladder_.next, "next");
    if (ladder_.below && row_formula(*ladder_.below, grade)) hold_look_up(*ladder_.below, "below");
    for (Move& move : ladder_.moves) {
      for (Condition& condition : move.conditions) {
        if (row_formula(condition.formula, flag)) condition.comparison = comparison_of(condition.formula.checked);
      }
      for (Setting& setting : move.settings) check_setting(setting);
    }
    for (Quota& quota : ladder_.quotas) check_quota(quota);
    for (Tie& tie : ladder_.ties) check_tie(tie);
  }

 private:
  Type type_of(int fact) const { return sheet_.facts[static_cast<std::size_t>(fact)].type; }

  bool checked(LadderFormula& formula, std::optional<Type> expected) {
    if (names_read(formula.text).any_of(broken_)) return false;
    Result<formula::Checked> result = formula::check(formula.text, names_, formula::Home::item, true, expected);
    out_.add(std::move(result.diagnostics()));
    if (result) formula.checked = std::move(*result);
    return result.ok();
  }

  // A formula of one person: what others are doesn't bear on it.
  bool row_formula(LadderFormula& formula, std::optional<Type> expected) {
    if (!checked(formula, expected)) return false;
    const std::optional<Text> what = beyond_row(formula.checked, true);
    if (what) out_.add(formula.text.at(Code::ladder_reads, whole(formula), {formula.text.text, *what}));
    return !what;
  }

  std::optional<Text> beyond_row(const formula::Checked& read, bool refuses_sums) const {
    if (!read.year_to_date_items.empty() || !read.last_month_items.empty()) {
      return Text{"本年累计或上月的数", "the year to date or last month"};
    }
    if (refuses_sums && read.cross_row > 0) return Text{"全体的汇总", "a sum over the roster"};
    for (const int item : read.items) {
      if (auto what = beyond_row(sheet_.items[static_cast<std::size_t>(item)].formula, refuses_sums)) return what;
    }
    return std::nullopt;
  }

  static std::optional<Comparison> comparison_of(const formula::Checked& formula) {
    if (!is_comparison(formula.root.kind)) return std::nullopt;
    Comparison out;
    out.relation = formula.root.kind;
    out.value.root = formula.root.children[0];
    out.needed.root = formula.root.children[1];
    return out;
  }

  void check_setting(Setting& setting) {
    const Fact& fact = sheet_.facts[static_cast<std::size_t>(setting.fact)];
    if (!row_formula(setting.formula, fact.type) || !fact.type.is_numeric()) return;
    const Rational unit = stated_grain(fact.type, fact.decimals);
    if (formula::is_whole(setting.formula.checked.grain, unit)) return;
    out_.add(
        setting.formula.text.at(Code::not_exact_decimals, whole(setting.formula),
                                {fact.id, std::to_string(fact.decimals), format_exact(power_of_ten(-fact.decimals))}));
  }

  void check_quota(Quota& quota) {
    row_formula(quota.counts, Type{Unit::flag, -1});
    if (!checked(quota.places, Type{Unit::number, -1})) return;
    if (const auto what = beyond_row(quota.places.checked, false)) {
      out_.add(quota.places.text.at(Code::ladder_reads, whole(quota.places), {quota.places.text.text, *what}));
    }
    if (!formula::is_whole(quota.places.checked.grain, 1)) {
      out_.add(
          quota.places.text.at(Code::not_whole, whole(quota.places), {quota.places.text.text, Text{"数", "numbers"}}));
    }
    hold_same_in_group(quota, quota.places.checked.root);
  }

  // Outside of its sums, the number of places reads nothing that differs within a group.
  void hold_same_in_group(const Quota& quota, const Expression& e) {
    const int read = is_sum(e.kind) ? e.by : e.kind == Kind::fact ? e.symbol : -1;
    const bool in_group = std::count(quota.by.begin(), quota.by.end(), read) > 0 || read == sheet_.read_on;
    if (e.kind == Kind::item || (read >= 0 && !in_group)) {
      const std::string& id = e.kind == Kind::item ? sheet_.items[static_cast<std::size_t>(e.symbol)].id
                                                   : sheet_.facts[static_cast<std::size_t>(read)].id;
      out_.add(quota.places.text.at(Code::ladder_places, e.span, {quota.id, id}));
    }
    if (is_sum(e.kind)) return;
    for (const Expression& child : e.children) hold_same_in_group(quota, child);
  }

  void check_tie(Tie& tie) {
    if (!row_formula(tie.formula, std::nullopt)) return;
    const Type& type = tie.formula.checked.root.type;
    if (type.unit != Unit::text) return;
    const Text mend{"写一个可以排先后的值", "write a value that has an order"};
    out_.add(tie.formula.text.at(Code::wrong_type, whole(tie.formula),
                                 {formula::words(type.unit), formula::words(Unit::number), mend}));
  }

  // A table by category facts, the grade once among them.
  void hold_look_up(LadderFormula& formula, const char* key) {
    const Expression& root = formula.checked.root;
    std::ptrdiff_t grades = 0;
    bool good = root.kind == Kind::parameter && !root.children.empty();
    for (const Expression& axis : root.children) {
      good = good && axis.kind == Kind::fact && axis.type.unit == Unit::category;
      if (axis.kind == Kind::fact && axis.symbol == ladder_.grade) ++grades;
    }
    if (good && grades == 1) return;
    const std::string& grade = sheet_.facts[static_cast<std::size_t>(ladder_.grade)].id;
    out_.add(formula.text.at(Code::ladder_next, whole(formula), {key, grade}));
    formula.checked.root = {};
  }

  const Policy& policy_;
  const Broken& broken_;
  Ladder& ladder_;
  const Sheet& sheet_;
  SheetNames names_;
  Diagnostics& out_;
};

}  // namespace

void check_ladder(const Policy& policy, const Broken& broken, Ladder& ladder, Diagnostics& out) {
  LadderCheck(policy, broken, ladder, out).check();
  if (!out.has_errors()) check_rungs(policy, ladder, out);
}

std::string_view relation_sign(Kind relation) {
  if (relation == Kind::unequal) return "<>";
  if (relation == Kind::less) return "<";
  if (relation == Kind::less_equal) return "<=";
  if (relation == Kind::greater) return ">";
  if (relation == Kind::greater_equal) return ">=";
  return "=";
}

}  // namespace fenglu::policy
