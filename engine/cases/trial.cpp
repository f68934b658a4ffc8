#include "engine/cases/trial.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/explain/render.hpp"
#include "engine/roster/lane.hpp"
#include "engine/roster/opening.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::cases {

namespace {

constexpr std::string_view key_of_a_case = "case";

// The facts that a rule reads, those of defaults by formula included.
void add_facts(const policy::Sheet& sheet, const formula::Checked& formula, std::set<int>& facts) {
  for (const int fact : formula.facts) {
    if (!facts.insert(fact).second) continue;
    const policy::Fact& read = sheet.facts[static_cast<std::size_t>(fact)];
    if (read.default_formula) add_facts(sheet, *read.default_formula, facts);
  }
}

// Where the mistakes of a case's roster stand in its file: by the header of the column.
class CasePlaces {
 public:
  explicit CasePlaces(const Case& of) : case_(of) {}

  Diagnostic at_entry(Diagnostic found) const {
    for (const auto& [prefix, entries] :
         {Part{"", &case_.facts}, Part{"set.", &case_.set}, Part{"ytd.", &case_.opening}, Part{"", &case_.opening}}) {
      for (const Entry& entry : *entries) {
        if (prefix + entry.name == found.place.cell) return at(found.code, *entry.value, std::move(found.arguments));
      }
    }
    // A mistake of the tables keeps its place.
    return found.place.line > 0 ? found : at(found.code, *case_.at, std::move(found.arguments));
  }

  Diagnostics at_entries(const Diagnostics& found) const {
    Diagnostics out;
    for (const Diagnostic& one : found.all()) out.add(at_entry(one));
    return out;
  }

 private:
  using Part = std::pair<std::string, const std::vector<Entry>*>;
  const Case& case_;
};

// A roster of one row that says what the case says.
class CaseRoster {
 public:
  CaseRoster(const Case& of, const policy::Sheet& sheet) {
    const policy::Fact& key = sheet.facts[static_cast<std::size_t>(sheet.key_fact())];
    for (const Entry& entry : of.facts) add(entry.name, entry.cell);
    if (!has(of.facts, key.id)) add(key.id, key_of_a_case);
    if (of.date && sheet.read_on >= 0) {
      const std::string& read_on = sheet.facts[static_cast<std::size_t>(sheet.read_on)].id;
      if (!has(of.facts, read_on)) add(read_on, of.date->iso());
    }
    for (const Entry& entry : of.set) add("set." + entry.name, entry.cell);
    for (const Entry& entry : of.opening) {
      const bool last = entry.name.starts_with("last.");
      add((last ? "" : "ytd.") + entry.name, entry.cell);
    }
  }
  std::string bytes() const { return header_ + "\n" + row_ + "\n"; }

 private:
  static bool has(const std::vector<Entry>& entries, std::string_view name) {
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == name; });
  }
  void add(std::string_view name, std::string_view cell) {
    const char* separator = header_.empty() ? "" : ",";
    header_ += separator;
    row_ += separator;
    roster::append_cell(name, ',', header_);
    roster::append_cell(cell, ',', row_);
  }
  std::string header_, row_;
};

class Trial {
 public:
  Trial(const policy::Policy& policy, const Case& of, const TrialOptions& options)
      : policy_(of.what_if ? of.what_if.get() : &policy), case_(of), places_(of), options_(options) {}

  Outcome put() {
    if (auto code = work_out()) judge_refusal(*code);
    return std::move(outcome_);
  }

 private:
  struct Refused {
    std::string code;
    Text why;
    Diagnostics diagnostics;  // as they came, where it isn't the row that is refused
  };

  const policy::Sheet& sheet() const { return policy_->sheets[static_cast<std::size_t>(case_.sheet)]; }

  // Nothing: figures were compared. Else why there are none.
  std::optional<Refused> work_out() {
    auto document = roster::Document::open(CaseRoster(case_, sheet()).bytes(), "");
    if (!document) return refused(document.diagnostics());
    const auto layout = roster::match(*document, *policy_, sheet(), {.allow_missing = true});
    if (!layout) return refused(layout.diagnostics());
    if (layout.diagnostics().empty()) return work_out(*document, *layout);
    // An unknown column is only a warning of a roster; in a case it is a typo.
    for (const Diagnostic& warning : layout.diagnostics().all()) report_typo(warning);
    return std::nullopt;
  }

  std::optional<Refused> work_out(const roster::Document& document, const roster::Layout& layout) {
    leave_out_rules(layout);
    auto plan = plan::compile(*policy_, request(layout));
    if (!plan) {
      note_missing(plan.diagnostics());
      return refused(plan.diagnostics());
    }
    if (lacks_facts(*plan, layout)) return std::nullopt;
    auto roster = roster::read(document, layout, *plan);
    if (!roster) return refused(roster.diagnostics());
    explain::Evaluator evaluator(*policy_, roster->table, {case_.sheet, case_.month, case_.as_of, false});
    if (lacks_opening(*plan, roster->table, evaluator)) return std::nullopt;
    const run::Results results = run::run(*plan, roster->table, {.threads = 1, .kernels = options_.kernels});
    if (!results.refusals.empty()) {
      note_missing(plan->items, evaluator);
      return refused(results.refusals.front(), document, layout, *roster);
    }
    trace_rules(evaluator);
    if (!case_.refused.empty()) {
      outcome_.diagnostics.add(at(Code::case_accepted, *case_.at, {case_.refused}));
      return std::nullopt;
    }
    for (std::size_t i = 0; i < case_.items.size(); ++i) compare(i, results.columns[i][0], evaluator);
    return std::nullopt;
  }

  // The values that were looked for and aren't there, each with the day.
  void note_missing(const Diagnostics& why) {
    for (const Diagnostic& one : why.all()) {
      if (one.code == Code::no_value) outcome_.no_values.add(one);
    }
  }

  void note_missing(const std::vector<int>& items, explain::Evaluator& evaluator) {
    for (const int item : items) {
      const Result<explain::Answer> answer = evaluator.value(0, item);
      if (!answer) note_missing(answer.diagnostics());
    }
  }

  void trace_rules(explain::Evaluator& evaluator) {
    if (!options_.trace) return;
    for (const policy::RowRule& rule : sheet().rules) {
      if (Result<explain::Node> node = evaluator.trace(0, rule.formula)) outcome_.traces.push_back(std::move(*node));
    }
  }

  // Rules about facts that aren't given can't be held against the case.
  void leave_out_rules(const roster::Layout& layout) {
    const auto is_moot = [&](const policy::RowRule& rule) {
      std::set<int> facts;
      add_facts(sheet(), rule.formula, facts);
      return std::any_of(facts.begin(), facts.end(), [&](int fact) { return is_missing(fact, layout); });
    };
    if (std::none_of(sheet().rules.begin(), sheet().rules.end(), is_moot)) return;
    auto without = std::make_unique<policy::Policy>(*policy_);
    std::erase_if(without->sheets[static_cast<std::size_t>(case_.sheet)].rules, is_moot);
    own_policy_ = std::move(without);
    policy_ = own_policy_.get();
  }

  bool is_missing(int fact, const roster::Layout& layout) const {
    const bool required = sheet().facts[static_cast<std::size_t>(fact)].required;
    return required && layout.column_of({roster::ColumnUse::Of::fact, fact}) < 0;
  }

  plan::Request request(const roster::Layout& layout) const {
    plan::Request request;
    request.sheet = case_.sheet;
    request.month = case_.month;
    request.as_of = case_.as_of;
    request.set_by_hand = layout.set_by_hand();
    for (const Entry& entry : case_.items) request.items.push_back(sheet().find_item(entry.name));
    return request;
  }

  bool lacks_facts(const plan::Plan& plan, const roster::Layout& layout) {
    bool lacks = false;
    for (const int fact : plan.facts) {
      if (!is_missing(fact, layout)) continue;
      lacks = true;
      outcome_.diagnostics.add(
          at(Code::case_lacks_fact, *case_.at, {sheet().facts[static_cast<std::size_t>(fact)].id}));
    }
    return lacks;
  }

  bool lacks_opening(const plan::Plan& plan, const run::Table& table, explain::Evaluator& evaluator) {
    const auto has = [](const std::map<int, run::Column>& columns, int item) {
      const auto found = columns.find(item);
      return found != columns.end() && found->second.is_present(0);
    };
    std::string missing;
    for (const auto& [item, range] : plan.opening_ranges) {
      if (!has(table.year_to_date, item)) missing += (missing.empty() ? "" : ", ") + id_of(item);
    }
    for (const auto& [item, range] : plan.last_month_ranges) {
      if (!has(table.last_month, item)) missing += (missing.empty() ? "last." : ", last.") + id_of(item);
    }
    if (missing.empty() || has_joined(evaluator)) return false;
    outcome_.diagnostics.add(at(Code::case_lacks_opening, *case_.at, {missing}));
    return true;
  }

  bool has_joined(explain::Evaluator& evaluator) const {
    if (!sheet().joined) return false;
    const Result<explain::Answer> answer = evaluator.evaluate(0, *sheet().joined);
    return answer && answer->value == 1;
  }

  const std::string& id_of(int item) const { return sheet().items[static_cast<std::size_t>(item)].id; }

  void compare(std::size_t at_item, std::int64_t lane, explain::Evaluator& evaluator) {
    const Entry& entry = case_.items[at_item];
    const int index = sheet().find_item(entry.name);
    const policy::Item& item = sheet().items[static_cast<std::size_t>(index)];
    const std::string got = roster::format_lane(lane, item.type, item.decimals, *policy_);
    if (got != entry.cell)
      outcome_.diagnostics.add(at(Code::case_differs, *entry.value, {entry.name, entry.cell, got}));
    const Result<explain::Answer> second = evaluator.value(0, index);
    const bool scaled = item.type.unit == policy::Unit::number || item.type.unit == policy::Unit::rate;
    const Rational first = scaled ? Rational(lane) * power_of_ten(-item.decimals) : Rational(lane);
    if (!second || second->value != first) {
      const std::string told =
          second ? explain::exact_value(*second) : message(second.diagnostics().all()[0], Language::en);
      outcome_.diagnostics.add(at(Code::case_disagrees, *entry.value, {entry.name, got, told}));
    }
    if (!options_.trace) return;
    if (Result<explain::Node> node = evaluator.trace(0, index)) outcome_.traces.push_back(std::move(*node));
  }

  static Refused refused(const Diagnostics& why) {
    const Diagnostic& first = *std::find_if(why.all().begin(), why.all().end(), [](const Diagnostic& one) {
      return wording(one.code).severity == Severity::error;
    });
    return {std::string(wording(first.code).name), said(first), why};
  }

  Refused refused(const run::Refusal& refusal, const roster::Document& document, const roster::Layout& layout,
                  const roster::Roster& roster) const {
    const std::string code = refusal.rule < 0 ? std::string(wording(Code::no_value).name)
                                              : sheet().rules[static_cast<std::size_t>(refusal.rule)].code;
    return {code, said(describe(refusal, document, layout, roster)), {}};
  }

  static Text said(const Diagnostic& of) { return {message(of, Language::zh), message(of, Language::en)}; }

  void judge_refusal(const Refused& refused) {
    if (refused.code == case_.refused) return;
    if (!case_.refused.empty()) {
      outcome_.diagnostics.add(at(Code::case_refused_otherwise, *case_.at, {case_.refused, refused.code, refused.why}));
    } else if (!refused.diagnostics.empty()) {
      outcome_.diagnostics.add(places_.at_entries(refused.diagnostics));
    } else {
      outcome_.diagnostics.add(at(Code::case_refused, *case_.at, {refused.code, refused.why}));
    }
  }

  void report_typo(const Diagnostic& warning) {
    const Text nearest = warning.arguments.size() > 1 ? warning.arguments[1] : Text();
    outcome_.diagnostics.add(places_.at_entry({Code::unknown_name, warning.place, {warning.place.cell, nearest}}));
  }

  const policy::Policy* policy_;
  std::unique_ptr<policy::Policy> own_policy_;
  const Case& case_;
  CasePlaces places_;
  const TrialOptions& options_;
  Outcome outcome_;
};

}  // namespace

Outcome try_case(const policy::Policy& policy, const Case& of, const TrialOptions& options) {
  return Trial(policy, of, options).put();
}

}  // namespace fenglu::cases
