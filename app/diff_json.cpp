// A comparison for programs: docs/comparison.md says what each member means. Money is a string in yuan.
#include <nlohmann/json.hpp>

#include "app/diff_told.hpp"

namespace fenglu::app {

namespace {

using Json = nlohmann::ordered_json;
using comparison::Cause;
using comparison::Figure;
using comparison::nowhere;

Json moved_json(Int128 before, Int128 after, const Figure& figure) {
  return {{"before", show_figure(before, figure)},
          {"after", show_figure(after, figure)},
          {"difference", show_figure(after - before, figure)}};
}

const Figure& of_money() {
  static const Figure figure{{}, {}, {policy::Unit::money, -1}, 2, -1, -1};
  return figure;
}

class Answer {
 public:
  Answer(const DiffTold& told, Language language)
      : told_(told), sides_(told.sides), found_(told.sides.found), sums_(told.sides), language_(language) {}

  Json json() {
    Json out = side(sides_.after, sides_.order.after);
    out["against"] = sides_.before ? side(*sides_.before, sides_.order.before) : Json::object();
    out["against"]["month"] = sides_.order.before.month.iso();
    if (sides_.recorded) out["against"]["recorded"] = true;
    if (told_.person) {
      out.update(person(*told_.person));
      return out;
    }
    out["people"] = people();
    out["items"] = items(sums_.all());
    Json kinds = Json::object(), budget = Json::object();
    for (const auto& [kind, moved] : sums_.kinds()) {
      kinds[std::string(policy::name(kind))] = moved_json(moved.before, moved.after, of_money());
    }
    for (const auto& [code, moved] : sums_.budget()) budget[code] = moved_json(moved.before, moved.after, of_money());
    out["kinds"] = std::move(kinds);
    out["budget"] = std::move(budget);
    out["by"] = groups();
    out["causes"] = causes();
    out["gains"] = gains();
    return out;
  }

 private:
  static Json side(const Job& job, const Order& order) {
    Json out = {{"policy", job.policy->id}, {"sheet", job.rules().id}, {"month", order.month.iso()}};
    out["as_of"] = order.as_of ? Json(order.as_of->iso()) : Json(nullptr);
    return out;
  }

  Json people() const {
    Json joined = Json::array(), left = Json::array();
    std::size_t changed = 0;
    for (std::size_t i = 0; i < found_.people.size(); ++i) {
      const comparison::Person& person = found_.people[i];
      if (person.before == nowhere) joined.push_back(person.key);
      if (person.after == nowhere) left.push_back(person.key);
      changed += person.stayed() && found_.changed(i) ? 1 : 0;
    }
    return {{"before", sums_.all().people_before},
            {"after", sums_.all().people_after},
            {"changed", changed},
            {"joined", std::move(joined)},
            {"left", std::move(left)}};
  }

  Json items(const DiffSums& sums) const {
    Json out = Json::object();
    for (std::size_t f = 0; f < found_.figures.size(); ++f) {
      out[found_.figures[f].id] = moved_json(sums.before[f], sums.after[f], found_.figures[f]);
    }
    return out;
  }

  Json groups() const {
    Json out = Json::object();
    for (const GroupColumn& column : told_.by) {
      const DiffGroups groups = sums_.by(column);
      Json list = Json::array();
      for (const DiffGroup& group : groups.groups) {
        Json one = {{"key", group.key}};
        one["people"] = {{"before", group.sums.people_before}, {"after", group.sums.people_after}};
        one["items"] = items(group.sums);
        list.push_back(std::move(one));
      }
      out[groups.id] = std::move(list);
    }
    return out;
  }

  static Json changes_json(const std::vector<Cause::Change>& changes) {
    Json out = Json::array();
    for (const Cause::Change& change : changes) {
      Json one = Json::object();
      if (!change.cell.empty()) one["cell"] = change.cell;
      one["before"] = change.was;
      one["after"] = change.is;
      out.push_back(std::move(one));
    }
    return out;
  }

  Json cause_json(const Cause& cause, const std::vector<Cause::Change>& changes) const {
    Json out = {{"cause", std::string(comparison::name(cause.of))}, {"id", cause.id}};
    out["title"] =
        cause.title.in(language_).empty() ? comparison::title(cause.of).in(language_) : cause.title.in(language_);
    Json along = Json::array();
    for (const auto& [of, id] : cause.along)
      along.push_back({{"cause", std::string(comparison::name(of))}, {"id", id}});
    if (!along.empty()) out["along"] = std::move(along);
    if (!changes.empty()) out["changes"] = changes_json(changes);
    return out;
  }

  Json causes() const {
    Json out = Json::array();
    for (const Cause& cause : found_.causes) {
      Json one = cause_json(cause, cause.changes);
      Json parts = Json::object();
      for (const auto& [f, lanes] : cause.parts) {
        Int128 sum = 0;
        std::size_t people = 0;
        for (const std::int64_t lane : lanes) {
          sum += lane;
          people += lane != 0 ? 1 : 0;
        }
        parts[found_.figures[f].id] = {{"people", people}, {"difference", show_figure(sum, found_.figures[f])}};
      }
      one["items"] = std::move(parts);
      out.push_back(std::move(one));
    }
    return out;
  }

  Json gains() const {
    Json out = Json::object();
    for (const std::size_t f : told_.figures) {
      Json one = Json::object();
      for (const bool gains : {true, false}) {
        Int128 sum = 0;
        std::size_t people = 0;
        for (std::size_t i = 0; i < found_.people.size(); ++i) {
          const std::int64_t difference = found_.difference(f, i);
          if (!found_.people[i].stayed() || (gains ? difference <= 0 : difference >= 0)) continue;
          sum += difference;
          ++people;
        }
        one[gains ? "more" : "less"] = {{"people", people}, {"difference", show_figure(sum, found_.figures[f])}};
      }
      out[found_.figures[f].id] = std::move(one);
    }
    return out;
  }

  // Every item of one person, and each cause with its part of every item.
  Json person(std::size_t index) const {
    const comparison::Person& person = found_.people[index];
    Json out = {{"id", person.key}};
    out["change"] = person.before == nowhere ? "joined" : person.after == nowhere ? "left" : "stayed";
    Json items = Json::object(), causes = Json::array();
    for (std::size_t f = 0; f < found_.figures.size(); ++f) {
      items[found_.figures[f].id] = moved_json(found_.before[f][index], found_.after[f][index], found_.figures[f]);
    }
    for (const Cause& cause : found_.causes) {
      Json parts = Json::object();
      for (const auto& [f, lanes] : cause.parts) {
        if (lanes[index] != 0) parts[found_.figures[f].id] = show_figure(lanes[index], found_.figures[f]);
      }
      if (parts.empty()) continue;
      Json one = cause_json(cause, changes_of(cause, index, sides_));
      one["items"] = std::move(parts);
      causes.push_back(std::move(one));
    }
    out["items"] = std::move(items);
    out["causes"] = std::move(causes);
    return out;
  }

  const DiffTold& told_;
  const Sides& sides_;
  const comparison::Comparison& found_;
  Sums sums_;
  Language language_;
};

}  // namespace

std::string diff_json(const DiffTold& told, Language language) { return Answer(told, language).json().dump(2) + "\n"; }

}  // namespace fenglu::app
