#include "engine/careers/careers.hpp"

#include <algorithm>

#include "engine/careers/survey.hpp"
#include "engine/diagnostic/code.hpp"

namespace fenglu::careers {

using policy::Ladder;
using policy::Move;
using policy::Quota;

namespace {

using Group = std::vector<std::int64_t>;

struct Candidate {
  std::size_t row = 0;
  int move = -1;
  std::vector<Change> changes;
  int below_top = 0;           // grades between where the move leads and the top
  std::vector<Rational> ties;  // in the order in which less comes first
};

// Hands out the moves, kind by kind, as far as there are places.
class Distribution {
 public:
  Distribution(const Subject& subject, run::Table& table, std::vector<Surveyed> surveyed)
      : subject_(subject),
        ladder_(*subject.ladder),
        table_(table),
        facts_(subject.sheet(), table),
        person_(subject, table),
        surveyed_(std::move(surveyed)) {}

  Outcome distribute() {
    open_places();
    for (std::size_t kind = 0; kind < kinds_that_move; ++kind) {
      for (const Candidate& candidate : candidates(kind)) try_move(candidate);
    }
    return outcome();
  }

 private:
  void go_to(std::size_t row) {
    person_.go_to(row);
    person_.forget();
  }

  // The places of each quota and group, and who takes one before anybody moves.
  void open_places() {
    for (std::size_t row = 0; row < table_.rows; ++row) {
      if (!takes_part(row)) continue;
      go_to(row);
      for (std::size_t quota = 0; quota < ladder_.quotas.size(); ++quota) {
        // Opened even where nobody counts: what the sums over the roster come to is found before it changes.
        Places& group = places(quota);
        if (!person_.holds(ladder_.quotas[quota].counts.checked)) continue;
        ++group.before;
        ++group.after;
      }
    }
  }

  const policy::Fact& fact_of(int fact) const { return subject_.sheet().facts[static_cast<std::size_t>(fact)]; }
  bool takes_part(std::size_t row) const { return surveyed_[row].standing.state != State::apart; }

  Group group_of(const Quota& quota) {
    Group out;
    for (const int fact : quota.by) out.push_back(to_int64(person_.value(facts_.reading(fact)).value));
    return out;
  }

  // Of the row last gone to, as its facts are now.
  Places& places(std::size_t quota) {
    const Group group = group_of(ladder_.quotas[quota]);
    const auto [found, is_new] = places_.try_emplace({quota, group});
    if (is_new) {
      const Rational count = person_.value(ladder_.quotas[quota].places.checked).value;
      found->second = {static_cast<int>(quota), group, to_int64(count), 0, 0};
    }
    return found->second;
  }

  std::vector<Candidate> candidates(std::size_t kind) {
    std::vector<Candidate> out;
    for (std::size_t row = 0; row < table_.rows; ++row) {
      const int move = surveyed_[row].candidates[kind];
      if (move < 0 || surveyed_[row].standing.state == State::due) continue;
      go_to(row);
      const Move& made = ladder_.moves[static_cast<std::size_t>(move)];
      Candidate one{row, move, changes_of(subject_, made, row, person_, facts_, table_), 0, ties()};
      one.below_top = below_top(one);
      out.push_back(std::move(one));
    }
    std::sort(out.begin(), out.end(), [&](const Candidate& a, const Candidate& b) {
      if (a.below_top != b.below_top) return a.below_top < b.below_top;
      if (a.ties != b.ties) return a.ties < b.ties;
      return table_.keys[a.row] < table_.keys[b.row];
    });
    return out;
  }

  std::vector<Rational> ties() {
    std::vector<Rational> out;
    for (const policy::Tie& tie : ladder_.ties) {
      const Rational value = person_.value(tie.formula.checked).value;
      out.push_back(tie.highest_first ? Rational(-value) : value);
    }
    return out;
  }

  // Once the changes are made; they are taken back.
  int below_top(const Candidate& candidate) {
    const std::vector<Facts::Cell> before = make(candidate);
    const int steps = steps_to_top(candidate.row);
    take_back(candidate, before);
    return steps;
  }

  std::vector<Facts::Cell> make(const Candidate& candidate) {
    std::vector<Facts::Cell> before;
    for (const Change& change : candidate.changes) {
      before.push_back(facts_.cell(candidate.row, change.fact));
      facts_.set(candidate.row, change.fact, Facts::lane_of(fact_of(change.fact), change.after));
    }
    person_.forget();
    return before;
  }

  void take_back(const Candidate& candidate, const std::vector<Facts::Cell>& before) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      facts_.put_back(candidate.row, candidate.changes[i].fact, before[i]);
    }
    person_.forget();
  }

  // Every line of grades ends at a top; a what-if may have bent it, so it isn't followed for ever.
  int steps_to_top(std::size_t row) {
    const Facts::Cell before = facts_.cell(row, ladder_.grade);
    const auto category = fact_of(ladder_.grade).type.category;
    const auto grades = subject_.policy->categories[static_cast<std::size_t>(category)].members.size();
    std::int64_t grade = to_int64(person_.value(facts_.reading(ladder_.grade)).value);
    int steps = 0;
    for (; static_cast<std::size_t>(steps) < grades; ++steps) {
      const std::int64_t next = to_int64(person_.value(ladder_.next.checked).value);
      if (next == grade) break;
      grade = next;
      facts_.set(row, ladder_.grade, grade);
      person_.forget();
    }
    facts_.put_back(row, ladder_.grade, before);
    person_.forget();
    return steps;
  }

  struct Seat {
    bool taken = false;
    Group group;
  };

  std::vector<Seat> seats() {
    std::vector<Seat> out;
    const bool serves = person_.holds(ladder_.serving.checked);
    for (const Quota& quota : ladder_.quotas) {
      out.push_back({serves && person_.holds(quota.counts.checked), group_of(quota)});
    }
    return out;
  }

  void try_move(const Candidate& candidate) {
    go_to(candidate.row);
    const std::vector<Seat> from = seats();
    const std::vector<Facts::Cell> before = make(candidate);
    const std::vector<Seat> to = seats();
    Standing& standing = surveyed_[candidate.row].standing;
    if (const auto full = full_quota(from, to)) {
      take_back(candidate, before);
      // What was held back first stands, unless another move comes of it.
      if (standing.state == State::held) return;
      standing.state = State::held;
      standing.hurdle = full;
    } else {
      pass_on(from, to);
      standing.state = State::due;
      standing.due_on = subject_.day;
      standing.hurdle.reset();
    }
    standing.move = candidate.move;
    standing.changes = candidate.changes;
  }

  static bool enters(const Seat& from, const Seat& to) { return to.taken && (!from.taken || from.group != to.group); }

  std::optional<Hurdle> full_quota(const std::vector<Seat>& from, const std::vector<Seat>& to) {
    for (std::size_t quota = 0; quota < to.size(); ++quota) {
      if (!enters(from[quota], to[quota])) continue;
      const Places& group = places(quota);
      if (group.after < group.places) continue;
      const policy::Type number{policy::Unit::number, -1};
      return Hurdle{-1, static_cast<int>(quota), {number, group.after, {}}, "<", {number, group.places, {}}};
    }
    return std::nullopt;
  }

  void pass_on(const std::vector<Seat>& from, const std::vector<Seat>& to) {
    for (std::size_t quota = 0; quota < to.size(); ++quota) {
      if (from[quota].taken) --places_.at({quota, from[quota].group}).after;
      if (to[quota].taken) ++places(quota).after;
    }
  }

  Outcome outcome() {
    Outcome out;
    for (Surveyed& one : surveyed_) out.standings.push_back(std::move(one.standing));
    for (const auto& [of, group] : places_) out.quotas.push_back(group);
    return out;
  }

  const Subject& subject_;
  const Ladder& ladder_;
  run::Table& table_;
  Facts facts_;
  Person person_;
  std::vector<Surveyed> surveyed_;
  std::map<std::pair<std::size_t, Group>, Places> places_;
};

void fill_in_day(const Subject& subject, run::Table& table) {
  run::Column& days = table.facts[subject.sheet().read_on];
  days.lanes.assign(table.rows, subject.day.number());
  days.present.clear();
}

std::set<int> parameters_of(const Subject& subject) {
  std::set<int> out;
  const auto read = [&](const policy::LadderFormula& formula) {
    add_parameters(formula.checked, subject.sheet(), out);
  };
  const Ladder& ladder = *subject.ladder;
  read(ladder.serving);
  read(ladder.next);
  if (ladder.below) read(*ladder.below);
  for (const Move& move : ladder.moves) {
    for (const policy::Condition& condition : move.conditions) read(condition.formula);
    for (const policy::Setting& setting : move.settings) read(setting.formula);
  }
  for (const Quota& quota : ladder.quotas) read(quota.places);
  for (const policy::Tie& tie : ladder.ties) read(tie.formula);
  return out;
}

bool is_abstract(const Diagnostic& one) { return one.code == Code::abstract_parameter; }

// The first person meets one parameter without values: whoever fills a ladder in wants to know of all that have none.
Diagnostics with_all_that_is_abstract(const Subject& subject, Diagnostics wrong) {
  if (std::none_of(wrong.all().begin(), wrong.all().end(), is_abstract)) return wrong;
  Diagnostics out;
  for (const int index : parameters_of(subject)) {
    const policy::Parameter& parameter = subject.policy->parameters[static_cast<std::size_t>(index)];
    if (parameter.is_abstract()) out.add({Code::abstract_parameter, parameter.place, {parameter.id}});
  }
  for (const Diagnostic& one : wrong.all()) {
    if (!is_abstract(one)) out.add(one);
  }
  return out;
}

}  // namespace

Result<std::vector<std::vector<Finding>>> examine(const Subject& subject, run::Table& table, std::size_t row) {
  fill_in_day(subject, table);
  std::vector<std::vector<Finding>> out;
  Person person(subject, table);
  person.go_to(row);
  try {
    for (const Move& move : subject.ladder->moves) {
      std::vector<Finding>& findings = out.emplace_back();
      for (const policy::Condition& condition : move.conditions) findings.push_back(person.finding(condition));
    }
  } catch (Refused& refused) {
    return std::move(refused.why);
  }
  return out;
}

Result<Outcome> work_out(const Subject& subject, run::Table& table, unsigned threads) {
  fill_in_day(subject, table);
  Result<std::vector<Surveyed>> surveyed = survey(subject, table, threads);
  if (!surveyed) return with_all_that_is_abstract(subject, surveyed.diagnostics());
  try {
    return Distribution(subject, table, std::move(*surveyed)).distribute();
  } catch (Refused& refused) {
    return std::move(refused.why);
  }
}

std::string_view name(State state) {
  switch (state) {
    case State::due: return "due";
    case State::held: return "held";
    case State::waiting: return "waiting";
    case State::barred: return "barred";
    case State::apart: return "apart";
  }
  return "";
}

Text title(State state) {
  switch (state) {
    case State::due: return {"到期", "due"};
    case State::held: return {"名额已满", "held by a quota"};
    case State::waiting: return {"未到期", "waiting"};
    case State::barred: return {"条件不符", "barred"};
    case State::apart: return {"不在任", "not serving"};
  }
  return {};
}

}  // namespace fenglu::careers
