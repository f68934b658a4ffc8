#include "engine/comparison/joint.hpp"

#include <algorithm>

#include "engine/comparison/pairing.hpp"

namespace fenglu::comparison {
namespace {

using policy::Category;
using policy::Fact;
using policy::Item;
using policy::Parameter;
using policy::Policy;
using policy::Sheet;
using policy::Type;

template <class T>
T& at(std::vector<T>& all, int index) {
  return all[static_cast<std::size_t>(index)];
}
template <class T>
const T& at(const std::vector<T>& all, int index) {
  return all[static_cast<std::size_t>(index)];
}

bool is_known(const policy::Row& row, const policy::AsOf& as_of) {
  return !as_of || row.announced.value_or(row.from) <= *as_of;
}

bool equal(const policy::Bracket& a, const policy::Bracket& b) {
  return a.up_to == b.up_to && a.rate == b.rate && a.quick == b.quick;
}

bool equal(const policy::Value& a, const policy::Value& b) {
  return a.scalar == b.scalar && a.cells == b.cells && a.band_ends == b.band_ends && a.rounding == b.rounding &&
         a.text == b.text &&
         std::equal(a.brackets.begin(), a.brackets.end(), b.brackets.begin(), b.brackets.end(),
                    [](const auto& x, const auto& y) { return equal(x, y); });
}

bool equal(const policy::Row& a, const policy::Row& b) {
  return a.from == b.from && a.to == b.to && a.announced == b.announced && a.repeal == b.repeal &&
         equal(a.value, b.value);
}

bool equal(const Series& a, const Series& b) {
  if (a.pin.has_value() != b.pin.has_value() || (a.pin && !equal(*a.pin, *b.pin))) return false;
  if (a.recurrence.has_value() != b.recurrence.has_value()) return false;
  if (a.recurrence && (a.recurrence->text.text != b.recurrence->text.text ||
                       a.recurrence->since != b.recurrence->since || a.recurrence->every != b.recurrence->every))
    return false;
  return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                    [](const auto& x, const auto& y) { return equal(x, y); });
}

bool equal(const Formula& a, const Formula& b) {
  return a.text.text == b.text.text && a.working == b.working && a.decimals == b.decimals && a.range == b.range;
}

// What a world knows of a parameter, and what it reads of it on the run's own day.
Series series_of(const plan::Plan& plan, int index, bool pins) {
  const plan::Request& request = plan.request;
  const Parameter& parameter = at(plan.policy->parameters, index);
  Series series;
  for (const policy::Row& row : parameter.rows) {
    if (!is_known(row, request.as_of)) continue;
    series.rows.push_back(row);
    series.rows.back().source.source = -1;
  }
  series.recurrence = parameter.recurrence;
  if (series.recurrence) series.recurrence->source.source = -1;
  if (!pins) return series;
  const auto found = policy::in_force(*plan.policy, index, request.month.first(),
                                      {request.as_of, request.carry, request.month.last()});
  if (!found) return series;
  series.pin = found->value;
  series.from = found->from;
  return series;
}

Formula formula_of(const Item& item) { return {item.text, item.stated_type, item.working, item.decimals, item.range}; }

// An item that isn't there comes to nothing.
Formula nothing_for(const Item& item) {
  Formula none = formula_of(item);
  none.text.text = item.type.unit == policy::Unit::flag ? "1 = 0" : "0";
  none.text.lines.resize(1);
  none.text.columns.resize(1);
  none.stated_type = item.type;
  none.range.reset();
  return none;
}

bool can_be_nothing(const Item& item) { return item.type.is_numeric() || item.type.unit == policy::Unit::flag; }

class Joining {
 public:
  Joining(const plan::Plan& before, const plan::Plan& after, bool same_policy)
      : before_(before), after_(after), was_(*before.policy), old_(sheet_of(before)) {
    out_.same_policy = same_policy;
    out_.policy = *after.policy;
    out_.policy.sheets = {sheet_of(after)};
    sheet().rules.clear();
    sheet().joined.reset();
    sheet().joined_source.reset();
    out_.pins = sheet().read_on < 0 && old_.read_on < 0;
  }

  Joint join() {
    join_categories();
    join_parameters();
    join_facts();
    join_items();
    return std::move(out_);
  }

 private:
  Sheet& sheet() { return out_.policy.sheets.front(); }

  void join_categories() {
    for (const Category& category : was_.categories) {
      int place = out_.policy.find_category(category.id);
      if (place < 0) {
        place = static_cast<int>(out_.policy.categories.size());
        out_.policy.categories.push_back(category);
      }
      std::vector<std::int64_t> members;
      for (const policy::Member& member : category.members) members.push_back(member_of(place, member.id));
      const bool all = std::find(members.begin(), members.end(), -1) == members.end();
      out_.places.categories.push_back(all ? place : -1);
      out_.places.members.push_back(std::move(members));
    }
  }

  std::int64_t member_of(int category, const std::string& id) const {
    const auto& members = at(out_.policy.categories, category).members;
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.id == id; });
    return found == members.end() ? -1 : found - members.begin();
  }

  // The same type in the joint policy's words.
  std::optional<Type> type_of(const Type& type) const {
    if (type.category < 0) return type;
    const int place = at(out_.places.categories, type.category);
    return place < 0 ? std::nullopt : std::optional(Type{type.unit, place});
  }

  // Cells stand by their members' places: those must be the same.
  bool same_members(int category) const {
    const int place = at(out_.places.categories, category);
    if (place < 0) return false;
    const auto& members = at(out_.places.members, category);
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i] != static_cast<std::int64_t>(i)) return false;
    }
    return members.size() == at(out_.policy.categories, place).members.size();
  }

  // The parameter's type and axes in the joint policy's words.
  bool translate(Parameter& parameter) const {
    const auto type = type_of(parameter.type);
    if (!type || (type->category >= 0 && !same_members(parameter.type.category))) return false;
    parameter.type = *type;
    for (policy::Axis& axis : parameter.axes) {
      if (axis.category < 0) continue;
      if (!same_members(axis.category)) return false;
      axis.category = at(out_.places.categories, axis.category);
      axis.type.category = axis.category;
    }
    return true;
  }

  static bool alike(const Parameter& a, const Parameter& b) {
    return a.type == b.type && a.bracket_unit == b.bracket_unit &&
           std::equal(a.axes.begin(), a.axes.end(), b.axes.begin(), b.axes.end(), [](const auto& x, const auto& y) {
             return x.category == y.category && x.type.unit == y.type.unit;
           });
  }

  void join_parameters() {
    const std::size_t own = out_.policy.parameters.size();
    for (std::size_t i = 0; i < own; ++i) {
      const Series as_is = series_of(after_, static_cast<int>(i), out_.pins);
      out_.parameters.push_back({as_is, as_is, false});
    }
    for (std::size_t i = 0; i < was_.parameters.size(); ++i) join_parameter(static_cast<int>(i));
    for (std::size_t i = 0; i < out_.parameters.size(); ++i) put(out_.parameters[i].before, out_.policy.parameters[i]);
  }

  void join_parameter(int index) {
    Parameter parameter = at(was_.parameters, index);
    const bool can_be_said = translate(parameter);
    int place = out_.policy.find_parameter(parameter.id);
    const Series as_was = series_of(before_, index, out_.pins);
    if (place < 0 && can_be_said) {
      place = static_cast<int>(out_.policy.parameters.size());
      parameter.layer.clear();
      out_.policy.parameters.push_back(std::move(parameter));
      out_.parameters.push_back({as_was, as_was, false});
    } else if (can_be_said && alike(parameter, at(out_.policy.parameters, place))) {
      Two<Series>& two = at(out_.parameters, place);
      two.before = as_was;
      two.moves = !equal(two.before, two.after);
    }
    out_.places.parameters.push_back(can_be_said ? place : -1);
  }

  void join_facts() {
    out_.fact_moves.assign(sheet().facts.size(), 0);
    for (const Fact& fact : old_.facts) join_fact(fact);
  }

  void join_fact(Fact fact) {
    const auto type = type_of(fact.type);
    const int place = sheet().find_fact(fact.id);
    if (place >= 0) {
      Fact& into = at(sheet().facts, place);
      const bool readable = type && *type == into.type && fact.decimals == into.decimals && fact.key == into.key;
      if (readable && into.type.unit != policy::Unit::category) into.range = hull(into.range, fact.range);
      at(out_.fact_moves, place) = readable && !fact.key ? 1 : 0;
      out_.places.facts.push_back(readable ? place : -1);
      return;
    }
    out_.places.facts.push_back(type ? static_cast<int>(sheet().facts.size()) : -1);
    if (!type) return;
    fact.type = *type;
    fact.key = false;
    sheet().facts.push_back(std::move(fact));
    out_.fact_moves.push_back(0);
  }

  void join_items() {
    for (const Item& item : sheet().items) {
      const Formula as_is = formula_of(item);
      out_.items.push_back({as_is, as_is, false});
    }
    const std::size_t own = sheet().items.size();
    for (const Item& item : old_.items) join_item(item);
    for (std::size_t i = 0; i < own; ++i) {
      if (old_.find_item(sheet().items[i].id) < 0) add_fresh(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < out_.items.size(); ++i) {
      put(out_.items[i].before, sheet().items[i]);
      // What is in which total is of no account here.
      if (!out_.same_policy) sheet().items[i].kind = policy::ItemKind::base;
    }
  }

  void join_item(Item item) {
    const auto type = type_of(item.type);
    const int place = sheet().find_item(item.id);
    if (item.stated_type) item.stated_type = type;
    if (place < 0 && type) {
      out_.places.items.push_back(static_cast<int>(sheet().items.size()));
      item.type = *type;
      item.source.source = -1;
      add_gone(std::move(item));
      return;
    }
    if (place >= 0 && type && *type == at(sheet().items, place).type) {
      Two<Formula>& two = at(out_.items, place);
      if (item.working == two.after.working) two.before = formula_of(item);
      two.moves = !equal(two.before, two.after);
    }
    out_.places.items.push_back(place);
  }

  void add_gone(Item item) {
    const bool moves = can_be_nothing(item);
    if (moves) out_.gone.push_back(static_cast<int>(sheet().items.size()));
    out_.items.push_back({formula_of(item), moves ? nothing_for(item) : formula_of(item), moves});
    sheet().items.push_back(std::move(item));
  }

  void add_fresh(int index) {
    const Item& item = at(sheet().items, index);
    if (!can_be_nothing(item)) return;
    out_.fresh.push_back(index);
    at(out_.items, index) = {nothing_for(item), formula_of(item), true};
  }

  const plan::Plan& before_;
  const plan::Plan& after_;
  const Policy& was_;
  const Sheet& old_;
  Joint out_;
};

}  // namespace

void put(const Series& series, Parameter& into) {
  into.rows = series.rows;
  into.recurrence = series.recurrence;
}

void put(const Formula& formula, Item& into) {
  into.text = formula.text;
  into.stated_type = formula.stated_type;
  into.working = formula.working;
  into.decimals = formula.decimals;
  into.range = formula.range;
}

Joint join(const plan::Plan& before, const plan::Plan& after, bool same_policy) {
  return Joining(before, after, same_policy).join();
}

}  // namespace fenglu::comparison
