#include "engine/library/answers.hpp"

#include <nlohmann/json.hpp>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/audit.hpp"

namespace fenglu::library {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

Json text_json(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }
Json day_json(const std::optional<Day>& day) { return day ? Json(day->iso()) : Json(nullptr); }

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: break;
  }
  return "note";
}

Json diagnostic_json(const Diagnostic& one, Language language) {
  return {{"severity", name_of(wording(one.code).severity)},
          {"code", wording(one.code).name},
          {"file", one.place.file},
          {"line", one.place.line},
          {"column", one.place.column},
          {"row", one.place.row > 0 ? Json(one.place.row - 1) : Json(nullptr)},
          {"cell", one.place.cell},
          {"message", message(one, language)},
          {"mend", mend(one, language)}};
}

Json sheets_json(const policy::Policy& policy, Diagnostics& found) {
  Json out = Json::array();
  for (std::size_t i = 0; i < policy.sheets.size(); ++i) {
    plan::Coverage coverage = plan::check_all(policy, static_cast<int>(i));
    out.push_back({{"sheet", policy.sheets[i].id},
                   {"plans", coverage.plans},
                   {"first", coverage.first ? Json(coverage.first->iso()) : Json(nullptr)},
                   {"last", coverage.last ? Json(coverage.last->iso()) : Json(nullptr)}});
    found.add(std::move(coverage.diagnostics));
  }
  return out;
}

template <class Known>
Json ids(const std::vector<int>& indexes, const std::vector<Known>& all) {
  Json out = Json::array();
  for (const int index : indexes) out.push_back(all[static_cast<std::size_t>(index)].id);
  return out;
}

template <class Map>
Json ids_of_keys(const Map& map, const Prepared& plan) {
  Json out = Json::array();
  for (const auto& [item, range] : map) out.push_back(plan.item(item).id);
  return out;
}

}  // namespace

std::string check_json(const policy::Policy& policy, Month month, Language language) {
  Diagnostics found;
  Json out{{"policy", policy.id}, {"title", text_json(policy.title)}};
  out["sheets"] = sheets_json(policy, found);
  const policy::Audit audit = policy::audit(policy, month.last());
  out["values"] = Json::object();
  for (std::size_t i = 0; i < audit.values.size(); ++i) {
    out["values"][std::string(policy::name(static_cast<policy::Status>(i)))] = audit.values[i];
  }
  out["stale"] = Json::array();
  for (const policy::Stale& one : audit.stale) {
    const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(one.parameter)];
    out["stale"].push_back({{"parameter", parameter.id}, {"from", one.from.iso()}});
  }
  out["abstract"] = {{"parameters", ids(audit.abstract_parameters, policy.parameters)},
                     {"categories", ids(audit.abstract_categories, policy.categories)}};
  out["diagnostics"] = Json::array();
  for (const Diagnostic& one : found.all()) out["diagnostics"].push_back(diagnostic_json(one, language));
  return dump(out, 2) + "\n";
}

std::string describe_json(const Prepared& prepared) {
  const plan::Plan& plan = prepared.plan;
  const policy::Sheet& sheet = prepared.sheet();
  Json out{{"policy", prepared.policy->id},
           {"sheet", sheet.id},
           {"month", plan.request.month.iso()},
           {"as_of", day_json(plan.request.as_of)},
           {"key", sheet.facts[static_cast<std::size_t>(sheet.key_fact())].id},
           {"items", ids(plan.items, sheet.items)},
           {"facts", ids({plan.facts.begin(), plan.facts.end()}, sheet.facts)},
           {"year_to_date", ids_of_keys(plan.opening_ranges, prepared)},
           {"last_month", ids_of_keys(plan.last_month_ranges, prepared)},
           {"needs_opening", prepared.needs_opening()},
           {"set_by_hand", ids_of_keys(plan.set_ranges, prepared)},
           {"cross_row", plan.cross_row}};
  out["rests"] = Json::array();
  for (const plan::Rest& rest : plan.rests) {
    const policy::Parameter& parameter = prepared.policy->parameters[static_cast<std::size_t>(rest.parameter)];
    out["rests"].push_back({{"parameter", parameter.id},
                            {"from", rest.value.from.iso()},
                            {"status", policy::name(rest.value.status)},
                            {"stale", rest.value.stale},
                            {"carried", rest.value.carried}});
  }
  return dump(out, 2) + "\n";
}

std::string tell_json(const Diagnostic& diagnostic, Language language) {
  return dump(diagnostic_json(diagnostic, language), -1);
}

std::string tell_text(const Diagnostic& diagnostic, Language language) {
  if (diagnostic.place.row == 0) return render(diagnostic, language);
  // Rows and columns as a program writes them, for that is where the table comes from.
  Diagnostic moved = diagnostic;
  const std::string index = "[" + std::to_string(diagnostic.place.row - 1) + "]";
  moved.place = {};
  const std::string column = diagnostic.place.cell.empty() ? Text("行", "row").in(language) : diagnostic.place.cell;
  return column + index + ": " + render(moved, language);
}

}  // namespace fenglu::library
