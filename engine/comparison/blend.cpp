#include "engine/comparison/blend.hpp"

#include <algorithm>

#include "engine/comparison/pairing.hpp"
#include "engine/policy/check.hpp"
#include "engine/policy/show.hpp"

namespace fenglu::comparison {
namespace {

using Of = Cause::Of;

Rational scale_of(const policy::Item& item) {
  const bool scaled = item.type.unit == policy::Unit::number || item.type.unit == policy::Unit::rate;
  return scaled ? power_of_ten(-item.decimals) : Rational(1);
}

// Every given lane is within what the plan was proven for.
bool holds(const Interval& range, const Rational& scale, const run::Column& column) {
  const Integer low = ceil(range.low / scale), high = floor(range.high / scale);
  for (std::size_t row = 0; row < column.lanes.size(); ++row) {
    if (column.is_present(row) && (column.lanes[row] < low || column.lanes[row] > high)) return false;
  }
  return true;
}

bool holds(const std::map<int, Interval>& ranges, const std::map<int, run::Column>& columns,
           const policy::Sheet& sheet) {
  return std::all_of(ranges.begin(), ranges.end(), [&](const auto& one) {
    const auto found = columns.find(one.first);
    const policy::Item& item = sheet.items[static_cast<std::size_t>(one.first)];
    return found == columns.end() || holds(one.second, scale_of(item), found->second);
  });
}

bool fits(const plan::Plan& plan, const run::Table& table) {
  const policy::Sheet& sheet = sheet_of(plan);
  return holds(plan.set_ranges, table.set_by_hand, sheet) && holds(plan.opening_ranges, table.year_to_date, sheet) &&
         holds(plan.last_month_ranges, table.last_month, sheet);
}

bool grows_with_roster(const World& before, const World& after) {
  return before.plan->cross_row || after.plan->cross_row;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) out += (i == 0 ? "" : ", ") + words[i];
  return out;
}

}  // namespace

Blend::Blend(const World& before, const World& after, const std::vector<Person>& people,
             const std::vector<Figure>& figures, bool same_policy, unsigned threads)
    : figures_(figures),
      before_(before),
      after_(after),
      joint_(join(*before.plan, *after.plan, same_policy)),
      roster_(joint_, before, after, people, grows_with_roster(before, after)),
      threads_(threads) {
  for (const Two<Series>& series : joint_.parameters) pins_.push_back(series.before.pin);
}

std::vector<Move> Blend::moves() const {
  std::vector<Move> out;
  for (const int fact : roster_.facts_that_move()) out.push_back({Of::fact, fact});
  for (const int item : roster_.sets_that_move()) out.push_back({Of::set_by_hand, item});
  if (before_.plan->request.month == after_.plan->request.month && roster_.opening_moves()) {
    out.push_back({Of::opening, -1});
  }
  for (std::size_t i = 0; i < joint_.parameters.size(); ++i) {
    if (joint_.parameters[i].moves) out.push_back({Of::parameter, static_cast<int>(i)});
  }
  for (const int item : items_to_move()) out.push_back({Of::item, item});
  return out;
}

// What is gone goes first, while those that read it still do; what is new comes last, when they do already; between
// them, each formula before those that it reads.
std::vector<int> Blend::items_to_move() const {
  std::vector<int> out = joint_.gone;
  const std::vector<int>& order = sheet_of(*after_.plan).order;
  for (auto item = order.rbegin(); item != order.rend(); ++item) {
    const bool fresh = std::find(joint_.fresh.begin(), joint_.fresh.end(), *item) != joint_.fresh.end();
    if (!fresh && joint_.items[static_cast<std::size_t>(*item)].moves) out.push_back(*item);
  }
  for (const int item : order) {
    if (std::find(joint_.fresh.begin(), joint_.fresh.end(), item) != joint_.fresh.end()) out.push_back(item);
  }
  return out;
}

void Blend::make(const Move& move) {
  const auto index = static_cast<std::size_t>(move.index);
  if (move.of == Of::fact) roster_.move_fact(move.index);
  if (move.of == Of::set_by_hand) roster_.move_set(move.index);
  if (move.of == Of::opening) roster_.move_opening();
  if (move.of == Of::item) put(joint_.items[index].after, joint_.policy.sheets.front().items[index]);
  if (move.of == Of::parameter) {
    put(joint_.parameters[index].after, joint_.policy.parameters[index]);
    pins_[index] = joint_.parameters[index].after.pin;
  }
}

// Cell by cell where it is a table, else as a whole.
std::vector<Cause::Change> Blend::changes_of(int index) const {
  const policy::Parameter& parameter = joint_.policy.parameters[static_cast<std::size_t>(index)];
  const Two<Series>& series = joint_.parameters[static_cast<std::size_t>(index)];
  const auto shown = [&](const std::optional<policy::Value>& value) {
    return value ? policy::show_value(*value, parameter, joint_.policy) : std::string();
  };
  const bool cells = !parameter.axes.empty() && series.before.pin && series.after.pin &&
                     series.before.pin->band_ends == series.after.pin->band_ends;
  if (!cells) {
    const bool moved = shown(series.before.pin) != shown(series.after.pin);
    return moved ? std::vector<Cause::Change>{{"", shown(series.before.pin), shown(series.after.pin)}}
                 : std::vector<Cause::Change>{};
  }
  const auto was = policy::table_rows(*series.before.pin, parameter, joint_.policy);
  const auto is = policy::table_rows(*series.after.pin, parameter, joint_.policy);
  std::vector<Cause::Change> out;
  for (std::size_t i = 0; i < is.size(); ++i) {
    if (was[i].back() != is[i].back()) out.push_back({joined(is[i]), was[i].back(), is[i].back()});
  }
  return out;
}

Cause Blend::cause_of(const Move& move) const {
  Cause cause;
  cause.of = move.of;
  const auto index = static_cast<std::size_t>(move.index);
  if (move.of == Of::fact) {
    const policy::Fact& fact = joint_.policy.sheets.front().facts[index];
    cause.id = fact.id;
    cause.title = fact.title;
  }
  if (move.of == Of::set_by_hand || move.of == Of::item) {
    cause.id = item(move.index).id;
    cause.title = item(move.index).title;
  }
  if (move.of == Of::item) {
    const bool gone = std::find(joint_.gone.begin(), joint_.gone.end(), move.index) != joint_.gone.end();
    const bool fresh = std::find(joint_.fresh.begin(), joint_.fresh.end(), move.index) != joint_.fresh.end();
    const Two<Formula>& formula = joint_.items[index];
    cause.changes.push_back(
        {"", fresh ? "" : formula.before.text.text, gone ? std::string() : formula.after.text.text});
  }
  if (move.of == Of::parameter) {
    cause.id = joint_.policy.parameters[index].id;
    cause.title = joint_.policy.parameters[index].title;
    cause.changes = changes_of(move.index);
    cause.was_from = joint_.parameters[index].before.from;
    cause.is_from = joint_.parameters[index].after.from;
  }
  return cause;
}

// The blended policy as it stands: where the two worlds' tables differ its proofs are made again.
std::optional<policy::Policy> Blend::policy_now() const {
  policy::Policy policy = joint_.policy;
  if (!joint_.same_policy) {
    Diagnostics mistakes;
    policy::check_policy(policy, {}, mistakes);
    if (mistakes.has_errors()) return std::nullopt;
  }
  return joint_.pins ? pinned(std::move(policy), 0, pins_) : std::move(policy);
}

int Blend::place_of(const Figure& figure) const {
  return figure.after >= 0 ? figure.after : joint_.places.items[static_cast<std::size_t>(figure.before)];
}

plan::Request Blend::request() const {
  plan::Request request;
  request.month = before_.plan->request.month;
  request.carry = after_.plan->request.carry;
  for (const Figure& figure : figures_) {
    if (const int place = place_of(figure); place >= 0) request.items.push_back(place);
  }
  request.set_by_hand = roster_.set_by_hand();
  return request;
}

Blend::Lanes Blend::lanes_of(const plan::Plan& plan, const run::Results& results) const {
  Lanes lanes;
  lanes.refused.assign(roster_.table().rows, 0);
  for (const run::Refusal& one : results.refusals) lanes.refused[one.row] = 1;
  std::size_t column = 0;
  for (const Figure& figure : figures_) {
    const int place = place_of(figure);
    if (place < 0) {
      lanes.figures.emplace_back(roster_.table().rows, 0);
      continue;
    }
    lanes.figures.push_back(results.columns[column++]);
    const policy::Item& item = sheet_of(plan).items[static_cast<std::size_t>(place)];
    const int decimals = item.type.unit == policy::Unit::flag ? 0 : item.decimals;
    const std::int64_t factor = to_int64(power_of_ten(figure.decimals - std::min(figure.decimals, decimals)));
    if (factor == 1) continue;
    for (std::int64_t& lane : lanes.figures.back()) lane *= factor;
  }
  return lanes;
}

std::optional<Blend::Lanes> Blend::work_out() const {
  const std::optional<policy::Policy> policy = policy_now();
  if (!policy) return std::nullopt;
  const Result<plan::Plan> plan = plan::compile(*policy, request());
  if (!plan || !fits(*plan, roster_.table())) return std::nullopt;
  run::Options options;
  options.threads = threads_;
  return lanes_of(*plan, run::run(*plan, roster_.table(), options));
}

}  // namespace fenglu::comparison
