#include "engine/careers/survey.hpp"

#include <algorithm>
#include <thread>

#include "engine/diagnostic/code.hpp"

namespace fenglu::careers {

using policy::Move;
using policy::MoveKind;

namespace {

bool same(const explain::Answer& a, const explain::Answer& b) { return a.value == b.value && a.text == b.text; }

std::optional<Diagnostic> unfit(const Subject& subject, const Move& move, const policy::Fact& fact,
                                const explain::Answer& after, std::uint64_t row) {
  const bool bounded = fact.type.is_numeric() || fact.type.unit == policy::Unit::date;
  if (!bounded || fact.range.holds(after.value)) return std::nullopt;
  const auto shown = [&](const Rational& x) { return policy::show_value(x, fact.type, *subject.policy); };
  return Diagnostic{Code::move_unfit,
                    {.row = row, .cell = fact.id},
                    {move.id, fact.id, shown(after.value), shown(fact.range.low), shown(fact.range.high)}};
}

// One thread's persons.
class Surveyor {
 public:
  Surveyor(const Subject& subject, run::Table& table, const std::vector<Outlook>& outlooks)
      : subject_(subject),
        ladder_(*subject.ladder),
        table_(table),
        outlooks_(outlooks),
        facts_(subject.sheet(), table),
        person_(subject, table) {}

  Surveyed look_at(std::size_t row) {
    person_.go_to(row);
    row_ = row;
    Surveyed out;
    out.candidates.fill(-1);
    if (!person_.holds(ladder_.serving.checked)) return out;
    out.standing.state = State::barred;
    bool moves = false;
    for (std::size_t i = 0; i < ladder_.moves.size(); ++i) {
      const Move& move = ladder_.moves[i];
      const bool opens = move.kind == MoveKind::opens;
      const auto kind = static_cast<std::size_t>(move.kind);
      if ((!opens && out.candidates[kind] >= 0) || person_.first_failing(move) >= 0) continue;
      if (opens) {
        out.standing.opens.push_back(static_cast<int>(i));
      } else {
        out.candidates[kind] = static_cast<int>(i);
        moves = true;
      }
    }
    if (!moves) wait(out.standing);
    return out;
  }

 private:
  // The move up that comes soonest; else the first that could be had.
  void wait(Standing& standing) {
    int first = -1;
    for (std::size_t i = 0; i < ladder_.moves.size(); ++i) {
      if (ladder_.moves[i].kind != MoveKind::up) continue;
      if (first < 0) first = static_cast<int>(i);
      const std::optional<Day> day = person_.first_day(ladder_.moves[i], outlooks_[i]);
      if (!day || (standing.due_on && *day >= *standing.due_on)) continue;
      standing.due_on = day;
      standing.move = static_cast<int>(i);
    }
    if (standing.due_on) standing.state = State::waiting;
    if (standing.move < 0) standing.move = first;
    if (standing.move < 0) return;
    const Move& move = ladder_.moves[static_cast<std::size_t>(standing.move)];
    standing.hurdle = hurdle(move);
    if (!standing.due_on) return;
    person_.set_day(*standing.due_on);
    standing.changes = changes_of(subject_, move, row_, person_, facts_, table_);
    person_.set_day(subject_.day);
  }

  Hurdle hurdle(const Move& move) {
    const int condition = person_.first_failing(move);
    Finding finding = person_.finding(move.conditions[static_cast<std::size_t>(condition)]);
    return {condition, -1, std::move(finding.value), std::move(finding.relation), std::move(finding.needed)};
  }

  const Subject& subject_;
  const policy::Ladder& ladder_;
  run::Table& table_;
  const std::vector<Outlook>& outlooks_;
  Facts facts_;
  Person person_;
  std::size_t row_ = 0;
};

// The rows of one thread; it stops at none, so that what is wrong doesn't depend on how many threads there are.
struct Share {
  std::size_t begin = 0, end = 0;
  std::vector<std::pair<std::size_t, Diagnostic>> refused;
};

void look_at_share(const Subject& subject, run::Table& table, const std::vector<Outlook>& outlooks, Share& share,
                   std::vector<Surveyed>& out) {
  Surveyor surveyor(subject, table, outlooks);
  for (std::size_t row = share.begin; row < share.end; ++row) {
    try {
      out[row] = surveyor.look_at(row);
    } catch (Refused& refused) {
      share.refused.emplace_back(row, std::move(refused.why));
    }
  }
}

std::vector<Share> shares_of(std::size_t rows, unsigned threads) {
  const std::size_t count = std::clamp<std::size_t>(rows, 1, std::max(1U, threads));
  std::vector<Share> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i].begin = rows * i / count;
    out[i].end = rows * (i + 1) / count;
  }
  return out;
}

// A parameter that isn't there fails everybody: it is told once.
Diagnostics told_once(const std::vector<Share>& shares) {
  Diagnostics out;
  std::set<std::string> told;
  for (const Share& share : shares) {
    for (const auto& [row, why] : share.refused) {
      if (told.insert(render_json(why, Language::en)).second) out.add(why);
    }
  }
  return out;
}

}  // namespace

std::vector<Change> changes_of(const Subject& subject, const Move& move, std::size_t row, Person& person,
                               const Facts& facts, const run::Table& table) {
  std::vector<Change> out;
  for (const policy::Setting& setting : move.settings) {
    const policy::Fact& fact = subject.sheet().facts[static_cast<std::size_t>(setting.fact)];
    Change change{setting.fact, std::nullopt, person.value(setting.formula.checked)};
    const std::uint64_t number = table.row_numbers.empty() ? 0 : table.row_numbers[row];
    if (auto why = unfit(subject, move, fact, change.after, number)) throw Refused{std::move(*why)};
    if (!fact.optional || facts.is_given(row, setting.fact)) change.before = person.value(facts.reading(setting.fact));
    if (!change.before || !same(*change.before, change.after)) out.push_back(std::move(change));
  }
  return out;
}

Result<std::vector<Surveyed>> survey(const Subject& subject, run::Table& table, unsigned threads) {
  const std::vector<Outlook> found = outlooks(subject);
  std::vector<Surveyed> out(table.rows);
  std::vector<Share> shares = shares_of(table.rows, threads);
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < shares.size(); ++i) {
    others.emplace_back([&, i] { look_at_share(subject, table, found, shares[i], out); });
  }
  look_at_share(subject, table, found, shares[0], out);
  for (std::thread& other : others) other.join();
  Diagnostics wrong = told_once(shares);
  if (wrong.has_errors()) return wrong;
  return out;
}

}  // namespace fenglu::careers
