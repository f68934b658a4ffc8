#include "app/diff_sums.hpp"

#include <algorithm>

#include "app/columns.hpp"

namespace fenglu::app {

namespace {

using comparison::nowhere;

// Groups by the name that a row has on its side: places in the order of the later side.
class Naming {
 public:
  Naming(const Job& job, const GroupColumn& column, const run::Results& results)
      : job_(job), axis_(axis_of(job, job.roster.table, column, results)) {}
  std::string name(std::size_t row) const { return name_of(axis_.lanes[row], axis_, *job_.policy); }
  // Distinct names in the order of their lanes.
  std::vector<std::string> names() const {
    const std::set<std::int64_t> lanes(axis_.lanes.begin(), axis_.lanes.end());
    std::vector<std::string> out;
    for (const std::int64_t lane : lanes) out.push_back(name_of(lane, axis_, *job_.policy));
    return out;
  }
  const NamedAxis& axis() const { return axis_; }

 private:
  const Job& job_;
  NamedAxis axis_;
};

DiffSums empty_sums(std::size_t figures) {
  DiffSums sums;
  sums.before.assign(figures, 0);
  sums.after.assign(figures, 0);
  return sums;
}

// Groups by their names, in the order in which they came.
class Groups {
 public:
  Groups(std::size_t figures, DiffGroups& out) : figures_(figures), out_(out) {}
  DiffSums& sums(const std::string& key) {
    const auto [found, fresh] = places_.emplace(key, out_.groups.size());
    if (fresh) out_.groups.push_back({key, empty_sums(figures_)});
    return out_.groups[found->second].sums;
  }

 private:
  std::size_t figures_;
  DiffGroups& out_;
  std::map<std::string, std::size_t> places_;
};

// The same fact or item of the other policy.
std::optional<GroupColumn> same_column(const GroupColumn& column, const Job& from, const Job& to) {
  const int index = column.is_item ? to.rules().find_item(from.item(column.index).id)
                                   : to.rules().find_fact(from.fact(column.index).id);
  return index < 0 ? std::nullopt : std::optional(GroupColumn{column.is_item, index});
}

}  // namespace

Sums::Sums(const Sides& sides) : sides_(sides), found_(sides.found), all_(empty_sums(sides.found.figures.size())) {
  for (std::size_t i = 0; i < found_.people.size(); ++i) {
    all_.people_before += found_.people[i].before != nowhere ? 1 : 0;
    all_.people_after += found_.people[i].after != nowhere ? 1 : 0;
    for (std::size_t f = 0; f < found_.figures.size(); ++f) {
      all_.before[f] += found_.before[f][i];
      all_.after[f] += found_.after[f][i];
    }
  }
}

// Who a result file alone knows is where they are now, and who has left since is nowhere.
DiffGroups Sums::by(const GroupColumn& column) const {
  const Naming after(sides_.after, column, sides_.after_results);
  std::optional<Naming> before;
  if (sides_.before && !sides_.recorded) {
    const auto same = same_column(column, sides_.after, *sides_.before);
    if (same) before.emplace(*sides_.before, *same, sides_.before_results);
  }
  DiffGroups out{after.axis().id, after.axis().title, {}};
  const std::size_t figures = found_.figures.size();
  Groups groups(figures, out);
  for (const std::string& name : after.names()) groups.sums(name);
  for (std::size_t i = 0; i < found_.people.size(); ++i) {
    const comparison::Person& person = found_.people[i];
    const std::string is = person.after == nowhere ? "" : after.name(person.after);
    if (person.after != nowhere) {
      DiffSums& sums = groups.sums(is);
      ++sums.people_after;
      for (std::size_t f = 0; f < figures; ++f) sums.after[f] += found_.after[f][i];
    }
    if (person.before == nowhere) continue;
    DiffSums& sums = groups.sums(before ? before->name(person.before) : is);
    ++sums.people_before;
    for (std::size_t f = 0; f < figures; ++f) sums.before[f] += found_.before[f][i];
  }
  return out;
}

const policy::Item* Sums::item(const comparison::Figure& figure) const {
  if (figure.after >= 0) return &sides_.after.item(figure.after);
  return sides_.before ? &sides_.before->item(figure.before) : nullptr;
}

std::map<policy::ItemKind, Moved> Sums::kinds() const {
  std::map<policy::ItemKind, Moved> out;
  for (std::size_t f = 0; f < found_.figures.size(); ++f) {
    const policy::Item* of = item(found_.figures[f]);
    if (of == nullptr || !policy::payable(of->kind)) continue;
    out[of->kind].before += all_.before[f];
    out[of->kind].after += all_.after[f];
  }
  return out;
}

std::map<std::string, Moved> Sums::budget() const {
  std::map<std::string, Moved> out;
  for (std::size_t f = 0; f < found_.figures.size(); ++f) charge(f, out);
  return out;
}

void Sums::charge(std::size_t figure, std::map<std::string, Moved>& codes) const {
  const policy::Item* of = item(found_.figures[figure]);
  if (of == nullptr || !policy::payable(of->kind)) return;
  if (of->budget.by >= 0) return charge_by_member(figure, *of, codes);
  if (of->budget.code.empty()) return;
  const int sign = of->kind == policy::ItemKind::reduction ? -1 : 1;
  codes[of->budget.code].before += sign * all_.before[figure];
  codes[of->budget.code].after += sign * all_.after[figure];
}

// A code for each member of a category, by which either side's people go.
void Sums::charge_by_member(std::size_t figure, const policy::Item& of, std::map<std::string, Moved>& codes) const {
  const bool of_after = found_.figures[figure].after >= 0;
  const Job& job = of_after ? sides_.after : *sides_.before;
  const DiffGroups groups = by({false, sides_.after.rules().find_fact(job.fact(of.budget.by).id)});
  const auto& members = job.policy->categories[static_cast<std::size_t>(job.fact(of.budget.by).type.category)].members;
  const int sign = of.kind == policy::ItemKind::reduction ? -1 : 1;
  for (const DiffGroup& group : groups.groups) {
    const auto member =
        std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.id == group.key; });
    if (member == members.end()) continue;
    const std::string& code = of.budget.codes[static_cast<std::size_t>(member - members.begin())];
    if (code.empty()) continue;
    codes[code].before += sign * group.sums.before[figure];
    codes[code].after += sign * group.sums.after[figure];
  }
}

std::string show_figure(Int128 sum, const comparison::Figure& figure) {
  return format_decimal(Rational(to_integer(sum)) * power_of_ten(-figure.decimals), figure.decimals);
}

std::string show_amount(Int128 sum, int decimals) {
  return with_separators(format_decimal(Rational(to_integer(sum)) * power_of_ten(-decimals), decimals));
}

std::string show_difference(Int128 sum, int decimals) { return (sum > 0 ? "+" : "") + show_amount(sum, decimals); }

}  // namespace fenglu::app
