#include "app/careers_report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/columns.hpp"
#include "engine/explain/render.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::app {

namespace {

using careers::Change;
using careers::Hurdle;
using careers::Places;
using careers::Standing;
using careers::State;
using Json = nlohmann::ordered_json;

constexpr std::array states = {State::due, State::held, State::waiting, State::barred, State::apart};

// One person's line: everything as ids.
struct Line {
  std::string key, state, kind, move, from, to, due_on, condition, value, relation, needed, opens;
};

class Reporter {
 public:
  explicit Reporter(const CareersReport& report) : report_(report), ladder_(*report.subject.ladder) {}

  const policy::Policy& policy() const { return *report_.subject.policy; }
  const policy::Sheet& sheet() const { return report_.subject.sheet(); }
  const policy::Fact& fact(int index) const { return sheet().facts[static_cast<std::size_t>(index)]; }
  const policy::Move& move(const Standing& standing) const {
    return ladder_.moves[static_cast<std::size_t>(standing.move)];
  }
  const policy::Quota& quota(int index) const { return ladder_.quotas[static_cast<std::size_t>(index)]; }

  std::vector<std::size_t> rows() const {
    std::vector<std::size_t> out;
    if (report_.row) return {*report_.row};
    for (std::size_t row = 0; row < report_.table.rows; ++row) {
      if (report_.shown.empty() || report_.shown.contains(standing(row).state)) out.push_back(row);
    }
    return out;
  }
  const Standing& standing(std::size_t row) const { return report_.outcome.standings[row]; }

  std::size_t count(State state) const {
    const auto is = [&](const Standing& one) { return one.state == state; };
    return static_cast<std::size_t>(
        std::count_if(report_.outcome.standings.begin(), report_.outcome.standings.end(), is));
  }
  std::vector<std::size_t> counts_of_moves() const {
    std::vector<std::size_t> out(ladder_.moves.size());
    for (const Standing& one : report_.outcome.standings) {
      if (one.state == State::due) ++out[static_cast<std::size_t>(one.move)];
      for (const int opens : one.opens) ++out[static_cast<std::size_t>(opens)];
    }
    return out;
  }

  const Change* grade_change(const Standing& standing) const {
    for (const Change& change : standing.changes) {
      if (change.fact == ladder_.grade) return &change;
    }
    return nullptr;
  }

  std::string grade(std::size_t row) const {
    if (const Change* change = grade_change(standing(row)); change != nullptr && change->before) {
      return explain::exact_value(*change->before);
    }
    const auto column = report_.table.facts.find(ladder_.grade);
    if (column == report_.table.facts.end() || !column->second.is_present(row)) return "";
    return member_id(ladder_.grade, column->second.lanes[row]);
  }

  std::string member_id(int of, std::int64_t member) const {
    const auto category = static_cast<std::size_t>(fact(of).type.category);
    return policy().categories[category].members[static_cast<std::size_t>(member)].id;
  }

  std::string group(const Places& places) const {
    std::string out;
    const std::vector<int>& by = quota(places.quota).by;
    for (std::size_t i = 0; i < by.size(); ++i) out += (i == 0 ? "" : ", ") + member_id(by[i], places.group[i]);
    return out;
  }

  std::string condition(const Standing& standing) const {
    const Hurdle& hurdle = *standing.hurdle;
    if (hurdle.quota >= 0) return quota(hurdle.quota).id;
    return move(standing).conditions[static_cast<std::size_t>(hurdle.condition)].id;
  }

  Text condition_title(const Standing& standing) const {
    const Hurdle& hurdle = *standing.hurdle;
    if (hurdle.quota >= 0) return quota(hurdle.quota).title;
    return move(standing).conditions[static_cast<std::size_t>(hurdle.condition)].title;
  }

  std::string opens(const Standing& standing) const {
    std::string out;
    for (const int one : standing.opens)
      out += (out.empty() ? "" : " ") + ladder_.moves[static_cast<std::size_t>(one)].id;
    return out;
  }

  Line line(std::size_t row) const {
    const Standing& of = standing(row);
    Line out;
    out.key = report_.table.keys[row];
    out.state = name(of.state);
    out.from = grade(row);
    out.opens = opens(of);
    if (of.move >= 0) {
      out.move = move(of).id;
      out.kind = name(move(of).kind);
    }
    if (const Change* change = grade_change(of)) out.to = explain::exact_value(change->after);
    if (of.due_on) out.due_on = of.due_on->iso();
    if (of.hurdle) {
      out.condition = condition(of);
      out.value = explain::exact_value(of.hurdle->value);
      out.relation = of.hurdle->relation;
      out.needed = explain::exact_value(of.hurdle->needed);
    }
    return out;
  }

  const CareersReport& report_;
  const policy::Ladder& ladder_;
};

std::string number(std::size_t count) {
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

class TextReport {
 public:
  TextReport(const CareersReport& report, Language language) : of_(report), language_(language) {}

  std::string write() {
    const careers::Subject& subject = of_.report_.subject;
    out_ = in(subject.policy->title) + " · " + in(subject.ladder->title) + " · " + subject.day.iso() + "\n";
    if (of_.report_.row) return write_person(*of_.report_.row);
    say({"人数（行）", "people (rows)"}, of_.report_.table.rows);
    for (const State state : states) say(title(state), of_.count(state));
    if (of_.report_.rejected > 0) say({"剔除的行", "rows left out"}, of_.report_.rejected);
    say_moves();
    say_quotas();
    out_ += in({"名单\n", "People\n"});
    for (const std::size_t row : of_.rows()) say_person(row);
    return std::move(out_);
  }

 private:
  const std::string& in(const Text& text) const { return text.in(language_); }

  void say(const Text& what, std::size_t count) {
    const std::string figure = number(count);
    out_ += "  " + pad_right(in(what), terminal_width - 3 - figure.size()) + " " + figure + "\n";
  }

  void say_moves() {
    out_ += in({"变动\n", "Moves\n"});
    const std::vector<std::size_t> counts = of_.counts_of_moves();
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const policy::Move& move = of_.ladder_.moves[i];
      say(Text{title(move.kind).zh + " " + move.title.zh + " " + move.id,
               title(move.kind).en + ": " + move.title.en + " " + move.id},
          counts[i]);
    }
  }

  void say_quotas() {
    if (of_.report_.outcome.quotas.empty()) return;
    out_ += in({"名额（可用，之前 -> 之后）\n", "Quotas (places, taken before -> after)\n"});
    for (const Places& one : of_.report_.outcome.quotas) {
      const std::string group = of_.group(one);
      const std::string figures =
          std::to_string(one.places) + "  " + std::to_string(one.before) + " -> " + std::to_string(one.after);
      const std::string label = in(of_.quota(one.quota).title) + (group.empty() ? "" : " (" + group + ")");
      out_ += "  " + pad_right(label, terminal_width - 3 - figures.size()) + " " + figures + "\n";
    }
  }

  std::string write_person(std::size_t row) {
    say_person(row);
    for (std::size_t i = 0; i < of_.ladder_.moves.size(); ++i) {
      const policy::Move& move = of_.ladder_.moves[i];
      out_ +=
          paragraph(in(title(move.kind)) + in({"：", ": "}) + in(move.title) + " " + move.id + source(move.source), 2);
      for (std::size_t j = 0; j < move.conditions.size(); ++j)
        say_finding(move.conditions[j], of_.report_.findings[i][j]);
    }
    return std::move(out_);
  }

  void say_finding(const policy::Condition& condition, const careers::Finding& finding) {
    const std::string needed = finding.relation + " " + explain::exact_value(finding.needed);
    const Text says = finding.holds ? Text{"符合", "holds"} : Text{"不符", "fails"};
    out_ += paragraph(pad_right(in(says), 6) + in(condition.title) + " " + explain::exact_value(finding.value) +
                          in({"，须 " + needed, ", needed " + needed}) + source(condition.source),
                      4);
  }

  std::string source(const policy::Citation& citation) const {
    if (citation.source < 0) return "";
    const std::string text = in(policy::describe(citation, *of_.report_.subject.policy));
    return in({"（" + text + "）", " (" + text + ")"});
  }

  void say_person(std::size_t row) {
    const Standing& standing = of_.standing(row);
    const Line line = of_.line(row);
    std::string text = line.key + "  " + in(title(standing.state)) + "  " + line.from;
    if (!line.to.empty()) text += " -> " + line.to;
    if (standing.state == State::waiting) text += "  " + line.due_on;
    if (standing.move >= 0 && standing.state != State::barred) text += "  " + in(of_.move(standing).title);
    if (standing.hurdle) text += in({"：", ": "}) + hurdle(standing, line);
    for (const int one : standing.opens) {
      text += in({"；可", "; opens: "}) + in(of_.ladder_.moves[static_cast<std::size_t>(one)].title);
    }
    out_ += paragraph(text, 2);
  }

  std::string hurdle(const Standing& standing, const Line& line) const {
    const std::string what = in(of_.condition_title(standing)) + " ";
    if (standing.hurdle->quota >= 0) {
      return what + in({"已占 " + line.value + "，共 " + line.needed, line.value + " taken of " + line.needed});
    }
    const std::string needed = line.relation + " " + line.needed;
    return what + line.value + in({"，须 " + needed, ", needed " + needed});
  }

  Reporter of_;
  Language language_;
  std::string out_;
};

Json findings_json(const Reporter& of) {
  Json out = Json::object();
  for (std::size_t i = 0; i < of.ladder_.moves.size(); ++i) {
    Json conditions = Json::object();
    const policy::Move& move = of.ladder_.moves[i];
    for (std::size_t j = 0; j < move.conditions.size(); ++j) {
      const careers::Finding& finding = of.report_.findings[i][j];
      conditions[move.conditions[j].id] = {{"holds", finding.holds},
                                           {"value", explain::exact_value(finding.value)},
                                           {"relation", finding.relation},
                                           {"needed", explain::exact_value(finding.needed)}};
    }
    out[move.id] = std::move(conditions);
  }
  return out;
}

Json person_json(const Reporter& of, std::size_t row) {
  const Line line = of.line(row);
  const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json out = {{"key", line.key},
              {"state", line.state},
              {"kind", or_null(line.kind)},
              {"move", or_null(line.move)},
              {"from", or_null(line.from)},
              {"to", or_null(line.to)},
              {"due_on", or_null(line.due_on)}};
  out["hurdle"] = nullptr;
  if (!line.condition.empty()) {
    out["hurdle"] = {{of.standing(row).hurdle->quota >= 0 ? "quota" : "condition", line.condition},
                     {"value", line.value},
                     {"relation", line.relation},
                     {"needed", line.needed}};
  }
  Json sets = Json::object();
  for (const Change& change : of.standing(row).changes) {
    const Json before = change.before ? Json(explain::exact_value(*change.before)) : Json(nullptr);
    sets[of.fact(change.fact).id] = {{"before", before}, {"after", explain::exact_value(change.after)}};
  }
  out["sets"] = std::move(sets);
  Json opens = Json::array();
  for (const int one : of.standing(row).opens) opens.push_back(of.ladder_.moves[static_cast<std::size_t>(one)].id);
  out["opens"] = std::move(opens);
  if (of.report_.row) out["moves"] = findings_json(of);
  return out;
}

}  // namespace

std::string careers_text(const CareersReport& report, Language language) {
  return TextReport(report, language).write();
}

std::string careers_json(const CareersReport& report) {
  const Reporter of(report);
  Json out = {{"policy", of.policy().id}, {"ladder", of.ladder_.id}, {"as_of", report.subject.day.iso()}};
  out["count"] = report.table.rows;
  Json by_state = Json::object(), by_move = Json::object(), quotas = Json::array(), people = Json::array();
  for (const State state : states) by_state[std::string(name(state))] = of.count(state);
  const std::vector<std::size_t> counts = of.counts_of_moves();
  for (std::size_t i = 0; i < counts.size(); ++i) by_move[of.ladder_.moves[i].id] = counts[i];
  for (const Places& one : report.outcome.quotas) {
    Json group = Json::object();
    const std::vector<int>& by = of.quota(one.quota).by;
    for (std::size_t i = 0; i < by.size(); ++i) group[of.fact(by[i]).id] = of.member_id(by[i], one.group[i]);
    quotas.push_back({{"quota", of.quota(one.quota).id},
                      {"group", std::move(group)},
                      {"places", one.places},
                      {"before", one.before},
                      {"after", one.after}});
  }
  for (const std::size_t row : of.rows()) people.push_back(person_json(of, row));
  out["states"] = std::move(by_state);
  out["moves"] = std::move(by_move);
  out["quotas"] = std::move(quotas);
  out["people"] = std::move(people);
  return out.dump(2) + "\n";
}

std::string careers_csv(const CareersReport& report) {
  const Reporter of(report);
  const policy::Sheet& sheet = of.sheet();
  std::string out = sheet.facts[static_cast<std::size_t>(sheet.key_fact())].id +
                    ",state,kind,move,from,to,due_on,condition,value,relation,needed,opens\n";
  for (const std::size_t row : of.rows()) {
    const Line line = of.line(row);
    roster::append_text(line.key, ',', out);
    for (const std::string* cell : {&line.state, &line.kind, &line.move, &line.from, &line.to, &line.due_on,
                                    &line.condition, &line.value, &line.relation, &line.needed, &line.opens}) {
      out += ',';
      // A relation begins as a formula does; only it needs the guard.
      (cell == &line.relation ? roster::append_text : roster::append_cell)(*cell, ',', out);
    }
    out += '\n';
  }
  return out;
}

}  // namespace fenglu::app
