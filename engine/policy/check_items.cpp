#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/check.hpp"
#include "engine/policy/dependencies.hpp"
#include "engine/policy/names.hpp"

namespace fenglu::policy {
namespace {

constexpr int money_decimals = 2;

// Checks the items of one sheet in the order of what they read. Earlier months don't count for the order: what an item
// was in them is taken to have the type that it states, or money, until its formula says so.
class Items {
 public:
  Items(const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out)
      : policy_(policy),
        sheet_(sheet),
        broken_(broken),
        out_(out),
        reads_(sheet.items.size()),
        supposed_(sheet.items.size()) {}

  void check();

 private:
  Item& item(int index) { return sheet_.items[static_cast<std::size_t>(index)]; }
  std::vector<std::vector<int>> needs() const;
  void check(int index);
  void suppose_earlier(int index);
  void hold_type(Item& item, const Type& supposed, bool read_as_supposed);
  void hold_proof(const Item& item);
  bool can_be_supposed(const Item& item) const;

  const Policy& policy_;
  Sheet& sheet_;
  Broken& broken_;
  Diagnostics& out_;
  std::vector<NamesRead> reads_;
  std::vector<char> supposed_;  // its type was relied on before it was known
  std::set<int> known_;
};

std::vector<std::vector<int>> Items::needs() const {
  std::vector<std::vector<int>> out(sheet_.items.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const std::string& name : reads_[i].now) {
      if (const int need = sheet_.find_item(name); need >= 0) out[i].push_back(need);
    }
  }
  return out;
}

// What wasn't understood is still known to be money where its kind says so, and those that read it can be checked.
bool Items::can_be_supposed(const Item& item) const {
  return item.stated_type || payable(item.kind) || item.kind == ItemKind::total;
}

void Items::suppose_earlier(int index) {
  for (const std::string& name : reads_[static_cast<std::size_t>(index)].earlier) {
    const int earlier = sheet_.find_item(name);
    if (earlier >= 0 && !known_.contains(earlier)) supposed_[static_cast<std::size_t>(earlier)] = true;
  }
}

void Items::hold_type(Item& item, const Type& supposed, bool read_as_supposed) {
  const bool relied_on = read_as_supposed || item.range.has_value() || supposed.unit == Unit::number;
  if (relied_on && item.type.unit != supposed.unit) {
    out_.add({Code::type_supposed,
              item.place,
              {item.id, formula::words(supposed.unit), formula::words(item.type.unit), name(item.type.unit)}});
  }
  // Where nothing is stated, money was supposed; a number without stated decimals is whole.
  if (item.type.unit != supposed.unit) item.decimals = 0;
  if (item.type.unit == Unit::money) item.decimals = money_decimals;
  if (payable(item.kind) && item.type.unit != Unit::money) {
    out_.add({Code::kind_unit, item.place, {item.id, name(item.kind), formula::words(item.type.unit)}});
  }
}

void Items::hold_proof(const Item& item) {
  if (item.working || !item.type.is_numeric()) return;
  const Rational unit = stated_grain(item.type, item.decimals);
  if (formula::is_whole(item.formula.grain, unit)) return;
  const formula::Span whole{0, static_cast<std::uint32_t>(item.text.text.size())};
  if (item.type.unit == Unit::money) {
    out_.add(item.text.at(Code::not_payable, whole, {item.id}));
  } else {
    out_.add(
        item.text.at(Code::not_exact_decimals, whole, {item.id, std::to_string(item.decimals), format_exact(unit)}));
  }
}

void Items::check(int index) {
  Item& checked = item(index);
  const NamesRead& reads = reads_[static_cast<std::size_t>(index)];
  suppose_earlier(index);
  const bool skipped = broken_.contains(checked.id) || reads.any_of(broken_);
  if (!skipped) {
    const SheetNames names(policy_, sheet_);
    Result<formula::Checked> result =
        formula::check(checked.text, names, formula::Home::item, checked.working, checked.stated_type);
    out_.add(std::move(result.diagnostics()));
    if (result) {
      const Type supposed = checked.type;
      checked.formula = std::move(*result);
      checked.type = checked.formula.root.type;
      known_.insert(index);
      hold_type(checked, supposed, supposed_[static_cast<std::size_t>(index)]);
      hold_proof(checked);
      return;
    }
  }
  if (!can_be_supposed(checked)) broken_.insert(checked.id);
}

void Items::check() {
  for (std::size_t i = 0; i < sheet_.items.size(); ++i) reads_[i] = names_read(sheet_.items[i].text);
  const Order order = order_of(needs());
  const auto id = [&](int index) { return item(index).id; };
  for (const std::vector<int>& circle : order.circles) {
    out_.add({Code::cycle, item(circle.front()).place, {show_circle(circle, id)}});
    for (const int index : circle) {
      if (!can_be_supposed(item(index))) broken_.insert(item(index).id);
    }
  }
  for (const int index : order.order) check(index);
  sheet_.order = order.order;
}

}  // namespace

void check_items(const Policy& policy, Sheet& sheet, Broken& broken, Diagnostics& out) {
  Items(policy, sheet, broken, out).check();
}

}  // namespace fenglu::policy
