#include <algorithm>

#include "engine/comparison/blend.hpp"
#include "engine/comparison/pairing.hpp"

namespace fenglu::comparison {
namespace {

using Of = Cause::Of;
using Lanes = std::vector<std::int64_t>;

// Of a figure the column that a world's run gave it, and what shifts its lanes to the figure's decimals.
struct Shifted {
  const Lanes* lanes = nullptr;
  std::int64_t factor = 1;
};

Shifted column_of(const World& world, const Figure& figure, int index) {
  const policy::Item& item = sheet_of(*world.plan).items[static_cast<std::size_t>(index)];
  const int decimals = item.type.unit == policy::Unit::flag ? 0 : item.decimals;
  const auto& items = world.plan->items;
  const auto at = std::find(items.begin(), items.end(), index) - items.begin();
  return {&world.results->columns[static_cast<std::size_t>(at)], to_int64(power_of_ten(figure.decimals - decimals))};
}

class Comparing {
 public:
  explicit Comparing(const Request& request) : request_(request) {}

  Comparison compare() {
    pair();
    take_values();
    add_membership();
    current_ = out_.before;
    if (request_.before != nullptr) {
      substitute();
    } else {
      add_last({});
    }
    return std::move(out_);
  }

 private:
  const plan::Plan& later() const { return *request_.after.plan; }

  void pair() {
    const auto& after = request_.after.table->keys;
    if (request_.recorded != nullptr) {
      out_.people = pair_people(request_.recorded->keys, after);
      out_.figures = pair_figures(*request_.recorded, later());
    } else {
      out_.people = pair_people(request_.before->table->keys, after);
      out_.figures = pair_figures(*request_.before->plan, later());
    }
  }

  void take_values() {
    for (const Figure& figure : out_.figures) {
      Lanes was(out_.people.size(), 0), is(out_.people.size(), 0);
      if (figure.before >= 0) fill(was_of(figure), &Person::before, was);
      if (figure.after >= 0) fill(column_of(request_.after, figure, figure.after), &Person::after, is);
      out_.before.push_back(std::move(was));
      out_.after.push_back(std::move(is));
    }
  }

  Shifted was_of(const Figure& figure) const {
    if (request_.recorded != nullptr) return {&request_.recorded->items.at(figure.before), 1};
    return column_of(*request_.before, figure, figure.before);
  }

  void fill(const Shifted& from, std::size_t Person::*row, Lanes& lanes) const {
    for (std::size_t i = 0; i < out_.people.size(); ++i) {
      if (const std::size_t at = out_.people[i].*row; at != nowhere) lanes[i] = (*from.lanes)[at] * from.factor;
    }
  }

  // Whoever joined or left did so with all that they get.
  void add_membership() {
    Cause joined, left;
    joined.of = Of::joined;
    left.of = Of::left;
    for (std::size_t i = 0; i < out_.people.size(); ++i) {
      const Person& person = out_.people[i];
      if (person.stayed()) continue;
      for (std::size_t f = 0; f < out_.figures.size(); ++f) {
        if (person.before == nowhere) add(joined, f, i, out_.after[f][i]);
        if (person.after == nowhere) add(left, f, i, -out_.before[f][i]);
      }
    }
    keep(std::move(joined));
    keep(std::move(left));
  }

  void add(Cause& cause, std::size_t figure, std::size_t person, std::int64_t part) const {
    if (part == 0) return;
    Lanes& lanes = cause.parts[figure];
    if (lanes.empty()) lanes.assign(out_.people.size(), 0);
    lanes[person] += part;
  }

  void keep(Cause cause) {
    if (!cause.parts.empty()) out_.causes.push_back(std::move(cause));
  }

  // What a step changed of those who stayed, who stand from then on where it has brought them.
  void advance(Cause& cause, const Blend& blend, const Blend::Lanes& lanes) {
    for (std::size_t f = 0; f < out_.figures.size(); ++f) {
      for (std::size_t row = 0; row < lanes.refused.size(); ++row) {
        const std::size_t person = blend.people()[row];
        if (lanes.refused[row] != 0 || !out_.people[person].stayed()) continue;
        add(cause, f, person, lanes.figures[f][row] - current_[f][person]);
        current_[f][person] = lanes.figures[f][row];
      }
    }
  }

  bool membership_matters() const {
    const auto stayed = [](const Person& person) { return person.stayed(); };
    const bool across = request_.before->plan->cross_row || later().cross_row;
    return across && !std::all_of(out_.people.begin(), out_.people.end(), stayed);
  }

  // The world before in the words of the later one: with a record, what only that knows shows here.
  void begin(const Blend& blend) {
    const auto lanes = blend.work_out();
    if (!lanes) return;
    Cause cause;
    cause.of = request_.recorded == nullptr && membership_matters() ? Of::people : Of::rest;
    advance(cause, blend, *lanes);
    keep(std::move(cause));
  }

  void substitute() {
    Blend blend(*request_.before, request_.after, out_.people, out_.figures, request_.same_policy, request_.threads);
    begin(blend);
    const std::vector<Move> moves = blend.moves();
    std::vector<Move> waiting;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      if (request_.progress) request_.progress(i, moves.size());
      blend.make(moves[i]);
      const auto lanes = blend.work_out();
      waiting.push_back(moves[i]);
      if (!lanes) continue;
      Cause cause = told(blend, waiting);
      advance(cause, blend, *lanes);
      keep(std::move(cause));
      waiting.clear();
    }
    std::vector<Cause> left;
    if (!waiting.empty()) left.push_back(told(blend, waiting));
    add_last(std::move(left));
  }

  // The last of some moves that can't be told apart, with the others along.
  static Cause told(const Blend& blend, const std::vector<Move>& moves) {
    Cause cause = blend.cause_of(moves.back());
    for (std::size_t i = 0; i + 1 < moves.size(); ++i)
      cause.along.emplace_back(moves[i].of, blend.cause_of(moves[i]).id);
    return cause;
  }

  Cause last_of(std::vector<Cause> waiting) const {
    const bool months = request_.before != nullptr && request_.before->plan->request.month != later().request.month;
    if (!months) return waiting.empty() ? Cause() : std::move(waiting.front());
    Cause month;
    month.of = Of::month;
    month.changes.push_back({"", request_.before->plan->request.month.iso(), later().request.month.iso()});
    for (Cause& cause : waiting) {
      month.along = std::move(cause.along);
      month.along.emplace_back(cause.of, cause.id);
    }
    return month;
  }

  // To where the later world stands.
  void add_last(std::vector<Cause> waiting) {
    Cause cause = last_of(std::move(waiting));
    for (std::size_t f = 0; f < out_.figures.size(); ++f) {
      for (std::size_t i = 0; i < out_.people.size(); ++i) {
        if (out_.people[i].stayed()) add(cause, f, i, out_.after[f][i] - current_[f][i]);
      }
    }
    keep(std::move(cause));
  }

  const Request& request_;
  Comparison out_;
  std::vector<Lanes> current_;
};

}  // namespace

std::int64_t Cause::part(std::size_t figure, std::size_t person) const {
  const auto found = parts.find(figure);
  return found == parts.end() ? 0 : found->second[person];
}

bool Comparison::changed(std::size_t person) const {
  if (!people[person].stayed()) return true;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    if (difference(f, person) != 0) return true;
  }
  return false;
}

std::int64_t Comparison::difference(std::size_t figure, std::size_t person) const {
  return after[figure][person] - before[figure][person];
}

std::string_view name(Cause::Of of) {
  switch (of) {
    case Of::joined: return "joined";
    case Of::left: return "left";
    case Of::people: return "people";
    case Of::rest: return "rest";
    case Of::fact: return "fact";
    case Of::set_by_hand: return "set";
    case Of::opening: return "opening";
    case Of::parameter: return "parameter";
    case Of::item: return "formula";
    case Of::month: return "month";
  }
  return "";
}

Text title(Cause::Of of) {
  switch (of) {
    case Of::joined: return {"新进", "joined"};
    case Of::left: return {"离开", "left"};
    case Of::people: return {"名册人员变动", "who else is on the roster"};
    case Of::rest: return {"未能归因", "not told"};
    case Of::fact: return {"事实", "fact"};
    case Of::set_by_hand: return {"手工设定", "set by hand"};
    case Of::opening: return {"期初", "opening"};
    case Of::parameter: return {"参数", "parameter"};
    case Of::item: return {"公式", "formula"};
    case Of::month: return {"月份", "month"};
  }
  return {};
}

Comparison compare(const Request& request) { return Comparing(request).compare(); }

}  // namespace fenglu::comparison
