#include "engine/cases/ladder_trial.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/careers/facts.hpp"
#include "engine/careers/trend.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/explain/render.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::cases {

namespace {

using careers::Standing;

// A roster of all people of a case: a column for each fact that one of them gives.
class LadderRoster {
 public:
  LadderRoster(const LadderCase& of, const std::string& key) : case_(of) {
    add(key);
    for (const LadderCase::Person& person : of.staff) {
      for (const Entry& entry : person.facts) add(entry.name);
    }
  }

  std::string bytes() const {
    std::string out;
    for (const std::string& name : names_) append(name, &name == &names_.front(), out);
    out += '\n';
    for (std::size_t i = 0; i < case_.staff.size(); ++i) {
      for (const std::string& name : names_) append(cell(i, name), &name == &names_.front(), out);
      out += '\n';
    }
    return out;
  }

 private:
  void add(const std::string& name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  }
  static void append(std::string_view cell, bool first, std::string& out) {
    if (!first) out += ',';
    roster::append_cell(cell, ',', out);
  }
  // Whoever has no key of their own is the first, the second ...
  std::string cell(std::size_t person, const std::string& name) const {
    for (const Entry& entry : case_.staff[person].facts) {
      if (entry.name == name) return entry.cell;
    }
    return name == names_.front() ? std::to_string(person + 1) : "";
  }

  const LadderCase& case_;
  std::vector<std::string> names_;
};

class LadderTrial {
 public:
  LadderTrial(const policy::Policy& policy, const LadderCase& of)
      : policy_(policy), case_(of), subject_{&policy, of.ladder, of.day} {}

  LadderOutcome put() {
    if (const auto refused = work_out()) {
      for (const Diagnostic& one : refused->all()) outcome_.diagnostics.add(placed(one));
    }
    return std::move(outcome_);
  }

 private:
  const policy::Sheet& sheet() const { return subject_.sheet(); }

  // Nothing: standings were compared.
  std::optional<Diagnostics> work_out() {
    const std::string& key = sheet().facts[static_cast<std::size_t>(sheet().key_fact())].id;
    const auto document = roster::Document::open(LadderRoster(case_, key).bytes(), "");
    if (!document) return document.diagnostics();
    const auto layout = roster::match(*document, policy_, sheet());
    if (!layout) return layout.diagnostics();
    for (const Diagnostic& typo : layout.diagnostics().all()) {
      outcome_.diagnostics.add(placed({Code::unknown_name, typo.place, {typo.place.cell, typo.arguments.at(1)}}));
    }
    plan::Plan plan;
    plan.policy = &policy_;
    plan.request.sheet = case_.ladder->sheet;
    plan.request.month = case_.day.in_month();
    auto roster = roster::read(*document, *layout, plan);
    if (!roster) return roster.diagnostics();
    run::Table before = roster->table;
    const auto outcome = careers::work_out(subject_, roster->table);
    if (!outcome) return outcome.diagnostics();
    for (std::size_t i = 0; i < case_.staff.size(); ++i)
      compare(case_.staff[i], i, outcome->standings[i], roster->table);
    outcome_.standings = outcome->standings;
    find_failing(before);
    return std::nullopt;
  }

  void find_failing(run::Table& before) {
    run::Column& days = before.facts[sheet().read_on];
    days = {std::vector<std::int64_t>(before.rows, case_.day.number()), {}};
    careers::Person person(subject_, before);
    for (std::size_t row = 0; row < before.rows; ++row) {
      person.go_to(row);
      if (!person.holds(case_.ladder->serving.checked)) continue;
      for (std::size_t move = 0; move < case_.ladder->moves.size(); ++move) {
        const int condition = person.first_failing(case_.ladder->moves[move]);
        if (condition >= 0) outcome_.failing.emplace(static_cast<int>(move), condition);
      }
    }
  }

  // At the person's entry, where the row and the column say which.
  Diagnostic placed(const Diagnostic& found) const {
    if (found.place.line > 0) return found;
    if (found.place.row < 2) return at(found.code, *case_.at, found.arguments);
    const LadderCase::Person& person = case_.staff[found.place.row - 2];
    for (const Entry& entry : person.facts) {
      if (entry.name == found.place.cell) return at(found.code, *entry.value, found.arguments);
    }
    return at(found.code, *person.at, found.arguments);
  }

  void compare(const LadderCase::Person& person, std::size_t row, const Standing& standing, const run::Table& table) {
    for (const Entry& entry : person.expected) {
      const std::string got = found(entry.name, row, standing, table);
      if (got != entry.cell) {
        outcome_.diagnostics.add(
            at(Code::case_differs, *entry.value, {entry.name, entry.cell, got.empty() ? "-" : got}));
      }
    }
  }

  std::string found(const std::string& what, std::size_t row, const Standing& standing, const run::Table& table) const {
    const std::vector<policy::Move>& moves = case_.ladder->moves;
    const policy::Move* move = standing.move < 0 ? nullptr : &moves[static_cast<std::size_t>(standing.move)];
    if (what == "state") return std::string(careers::name(standing.state));
    if (what == "move") return move == nullptr ? "" : move->id;
    if (what == "due_on") return standing.due_on ? standing.due_on->iso() : "";
    if (what == "hurdle") return hurdle(standing);
    if (what == "value") return standing.hurdle ? explain::exact_value(standing.hurdle->value) : "";
    if (what == "needed") return standing.hurdle ? explain::exact_value(standing.hurdle->needed) : "";
    if (what == "opens") {
      std::string out;
      for (const int one : standing.opens) out += (out.empty() ? "" : " ") + moves[static_cast<std::size_t>(one)].id;
      return out;
    }
    return fact_after(sheet().find_fact(what), row, standing, table);
  }

  std::string hurdle(const Standing& standing) const {
    if (!standing.hurdle) return "";
    if (standing.hurdle->quota >= 0) return case_.ladder->quotas[static_cast<std::size_t>(standing.hurdle->quota)].id;
    const policy::Move& move = case_.ladder->moves[static_cast<std::size_t>(standing.move)];
    return move.conditions[static_cast<std::size_t>(standing.hurdle->condition)].id;
  }

  // Of a move that isn't due yet, too: what it will make of the fact.
  std::string fact_after(int fact, std::size_t row, const Standing& standing, const run::Table& table) const {
    for (const careers::Change& change : standing.changes) {
      if (change.fact == fact) return explain::exact_value(change.after);
    }
    run::Table as_it_is = table;
    careers::Person person(subject_, as_it_is);
    person.go_to(row);
    const policy::Fact& of = sheet().facts[static_cast<std::size_t>(fact)];
    const careers::Facts facts(sheet(), as_it_is);
    if (of.optional && !facts.is_given(row, fact)) return "";
    return explain::exact_value(person.value(facts.reading(fact)));
  }

  const policy::Policy& policy_;
  const LadderCase& case_;
  careers::Subject subject_;
  LadderOutcome outcome_;
};

// Whether a policy's own cases have to try a part of a ladder: it stands in its folder, or reads a figure that the
// policy gives. What rests on an abstract figure can't be tried here at all.
class Duty {
 public:
  Duty(const policy::Policy& policy, const policy::Ladder& ladder)
      : policy_(policy), sheet_(policy.sheets[static_cast<std::size_t>(ladder.sheet)]) {}

  bool of(const policy::Move& move) const {
    std::set<int> read;
    for (const policy::Condition& one : move.conditions) careers::add_parameters(one.formula.checked, sheet_, read);
    for (const policy::Setting& one : move.settings) careers::add_parameters(one.formula.checked, sheet_, read);
    return is_due(move.place, read);
  }
  bool of(const policy::Quota& quota) const {
    std::set<int> read;
    careers::add_parameters(quota.counts.checked, sheet_, read);
    careers::add_parameters(quota.places.checked, sheet_, read);
    return is_due(quota.place, read);
  }

 private:
  bool is_due(const Place& place, const std::set<int>& read) const {
    const auto parameter = [&](int index) -> const policy::Parameter& {
      return policy_.parameters[static_cast<std::size_t>(index)];
    };
    if (std::any_of(read.begin(), read.end(), [&](int index) { return parameter(index).is_abstract(); })) return false;
    const std::filesystem::path folder = std::filesystem::path(place.file).parent_path();
    return folder.lexically_normal() == std::filesystem::path(policy_.directory).lexically_normal() ||
           std::any_of(read.begin(), read.end(), [&](int index) { return parameter(index).layer == policy_.id; });
  }

  const policy::Policy& policy_;
  const policy::Sheet& sheet_;
};

std::string key_of(const policy::Ladder& ladder, const std::string& move, const std::string& part) {
  return ladder.id + "/" + move + "/" + part;
}

}  // namespace

LadderOutcome try_ladder_case(const policy::Policy& policy, const LadderCase& of) {
  return LadderTrial(policy, of).put();
}

void LadderCoverage::add(const LadderCase& of, const LadderOutcome& outcome) {
  const policy::Ladder& ladder = *of.ladder;
  const auto move_of = [&](int move) -> const policy::Move& { return ladder.moves[static_cast<std::size_t>(move)]; };
  for (const auto& [move, condition] : outcome.failing) {
    const policy::Condition& failing = move_of(move).conditions[static_cast<std::size_t>(condition)];
    reached_.insert(key_of(ladder, move_of(move).id, failing.id));
  }
  for (const Standing& standing : outcome.standings) {
    for (const int one : standing.opens) reached_.insert(key_of(ladder, move_of(one).id, ""));
    if (standing.state == careers::State::due) reached_.insert(key_of(ladder, move_of(standing.move).id, ""));
    if (!standing.hurdle || standing.hurdle->quota < 0) continue;
    reached_.insert(key_of(ladder, "", ladder.quotas[static_cast<std::size_t>(standing.hurdle->quota)].id));
  }
}

LadderCoverage::Report LadderCoverage::report(const policy::Policy& policy) const {
  Report out;
  const auto look = [&](const std::string& key, Text gap) {
    ++out.all;
    if (reached_.contains(key)) ++out.reached;
    if (!reached_.contains(key)) out.gaps.push_back(std::move(gap));
  };
  for (const auto& ladder : policy.ladders) {
    const Duty duty(policy, *ladder);
    for (const policy::Move& move : ladder->moves) {
      if (!duty.of(move)) continue;
      look(key_of(*ladder, move.id, ""),
           {"变动 " + move.id + "：没有算例使之发生", "move " + move.id + ": no case makes it"});
      for (const policy::Condition& condition : move.conditions) {
        look(key_of(*ladder, move.id, condition.id),
             {"变动 " + move.id + " 的条件 " + condition.id + "：没有算例使它最先不满足",
              "condition " + condition.id + " of " + move.id + ": no case makes it fail first"});
      }
    }
    for (const policy::Quota& quota : ladder->quotas) {
      if (!duty.of(quota)) continue;
      look(key_of(*ladder, "", quota.id),
           {"名额 " + quota.id + "：没有算例用满", "quota " + quota.id + ": no case fills it"});
    }
  }
  return out;
}

}  // namespace fenglu::cases
