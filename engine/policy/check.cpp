#include "engine/policy/check.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/policy/dependencies.hpp"
#include "engine/policy/names.hpp"
#include "engine/policy/side_by_side.hpp"

namespace fenglu::policy {
namespace {

using formula::Home;

// Names in the order in which they stand; a look-up's table and the arguments of year_to_date among them.
void collect(const formula::Syntax& syntax, bool earlier, NamesRead& out) {
  const bool is_call = syntax.kind == formula::SyntaxKind::call;
  if (syntax.kind == formula::SyntaxKind::name || syntax.kind == formula::SyntaxKind::index) {
    (earlier ? out.earlier : out.now).insert(syntax.text);
  }
  const bool reads_earlier = is_call && (syntax.text == "year_to_date" || syntax.text == "last_month");
  for (const formula::Syntax& child : syntax.children) collect(child, earlier || reads_earlier, out);
}

// The checked formula; its mistakes and warnings are reported, unless it reads what wasn't understood.
std::optional<formula::Checked> checked(const formula::SourceText& text, const formula::Names& names, Home home,
                                        const Type& expected, const Broken& broken, Diagnostics& out) {
  if (names_read(text).any_of(broken)) return std::nullopt;
  Result<formula::Checked> result = formula::check(text, names, home, false, expected);
  out.add(std::move(result.diagnostics()));
  if (!result) return std::nullopt;
  return std::move(*result);
}

void check_default(const Policy& policy, const Sheet& sheet, Fact& fact, const Broken& broken, Diagnostics& out) {
  const SheetNames names(policy, sheet, true);
  fact.default_formula = checked(*fact.default_source, names, Home::row_rule, fact.type, broken, out);
  if (!fact.default_formula || !fact.type.is_numeric()) return;
  const Rational unit = stated_grain(fact.type, fact.decimals);
  if (formula::is_whole(fact.default_formula->grain, unit)) return;
  const std::uint32_t length = static_cast<std::uint32_t>(fact.default_source->text.size());
  out.add(
      fact.default_source->at(Code::not_exact_decimals, {0, length},
                              {fact.id, std::to_string(fact.decimals), format_exact(power_of_ten(-fact.decimals))}));
}

void check_facts(const Policy& policy, Sheet& sheet, const Broken& broken, Diagnostics& out) {
  std::vector<std::vector<int>> needs(sheet.facts.size());
  for (std::size_t i = 0; i < sheet.facts.size(); ++i) {
    Fact& fact = sheet.facts[i];
    if (!fact.default_source) continue;
    check_default(policy, sheet, fact, broken, out);
    if (fact.default_formula) needs[i].assign(fact.default_formula->facts.begin(), fact.default_formula->facts.end());
  }
  const auto id = [&](int index) { return sheet.facts[static_cast<std::size_t>(index)].id; };
  for (const std::vector<int>& circle : order_of(needs).circles) {
    const Fact& first = sheet.facts[static_cast<std::size_t>(circle.front())];
    out.add({Code::cycle, first.place, {show_circle(circle, id)}});
  }
}

void check_rules(const Policy& policy, Sheet& sheet, const Broken& broken, Diagnostics& out) {
  const SheetNames names(policy, sheet);
  const Type flag{Unit::flag, -1};
  for (RowRule& rule : sheet.rules) {
    if (auto formula = checked(rule.text, names, Home::row_rule, flag, broken, out)) rule.formula = std::move(*formula);
  }
  if (sheet.joined_source) sheet.joined = checked(*sheet.joined_source, names, Home::row_rule, flag, broken, out);
}

}  // namespace

bool NamesRead::any_of(const Broken& broken) const {
  const auto meets = [&](const std::set<std::string>& names) {
    for (const std::string& name : names) {
      if (broken.contains(name)) return true;
    }
    return false;
  };
  return meets(now) || meets(earlier);
}

NamesRead names_read(const formula::SourceText& text) {
  NamesRead out;
  if (const Result<formula::Syntax> syntax = formula::parse(text)) collect(*syntax, false, out);
  return out;
}

std::string show_circle(const std::vector<int>& circle, const std::function<std::string(int)>& id) {
  std::string out;
  for (const int one : circle) out += id(one) + " -> ";
  return out + id(circle.front());
}

// What one sheet couldn't understand may be well in another: none of them looks at another.
void check_policy(Policy& policy, const Broken& broken, Diagnostics& out, unsigned threads) {
  Broken unknown = broken;
  check_parameters(policy, unknown, out);
  std::vector<Diagnostics> told(policy.sheets.size());
  side_by_side(policy.sheets.size(), threads, [&](std::size_t i) {
    Sheet& sheet = policy.sheets[i];
    Broken of_sheet = unknown;
    check_facts(policy, sheet, of_sheet, told[i]);
    check_rules(policy, sheet, of_sheet, told[i]);
    check_items(policy, sheet, of_sheet, told[i]);
    check_totals(policy, sheet, of_sheet, told[i]);
  });
  for (Diagnostics& of_sheet : told) out.add(std::move(of_sheet));
}

}  // namespace fenglu::policy
