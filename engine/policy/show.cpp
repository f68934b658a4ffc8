#include "engine/policy/show.hpp"

#include "engine/policy/fields.hpp"

namespace fenglu::policy {
namespace {

using nlohmann::ordered_json;

// '*' stands for any run of characters.
bool fits(std::string_view pattern, std::string_view id) {
  if (pattern.empty()) return id.empty();
  if (pattern.front() != '*') {
    return !id.empty() && id.front() == pattern.front() && fits(pattern.substr(1), id.substr(1));
  }
  return fits(pattern.substr(1), id) || (!id.empty() && fits(pattern, id.substr(1)));
}

std::string_view mode_of(RoundingMode mode) {
  switch (mode) {
    case RoundingMode::half: return "half";
    case RoundingMode::up: return "up";
    case RoundingMode::down: return "down";
  }
  return "";
}

ordered_json rounding_json(const Value& value) {
  const std::size_t blank = value.text.rfind(' ');
  return {{"unit", value.text.substr(0, blank)}, {"mode", mode_of(value.rounding.mode)}};
}

ordered_json cell_json(const std::string& text, const Type& type) {
  if (type.unit == Unit::flag) return text == "true";
  return text;
}

ordered_json rows_json(const Value& value, const Parameter& parameter, const Policy& policy) {
  ordered_json out = ordered_json::array();
  for (const std::vector<std::string>& row : table_rows(value, parameter, policy)) {
    ordered_json line = ordered_json::array();
    for (std::size_t i = 0; i + 1 < row.size(); ++i) line.push_back(row[i]);
    line.push_back(cell_json(row.back(), parameter.type));
    out.push_back(std::move(line));
  }
  return out;
}

ordered_json brackets_json(const Value& value) {
  ordered_json out = ordered_json::array();
  for (const std::array<std::string, 3>& bracket : value.bracket_texts) {
    ordered_json line = ordered_json::object();
    if (!bracket[0].empty()) line["up_to"] = bracket[0];
    line["rate"] = bracket[1];
    line["quick"] = bracket[2];
    out.push_back(std::move(line));
  }
  return out;
}

void put_value(ordered_json& out, const Value& value, const Parameter& parameter, const Policy& policy) {
  if (!parameter.axes.empty()) {
    out["rows"] = rows_json(value, parameter, policy);
  } else if (parameter.type.unit == Unit::brackets) {
    out["brackets"] = brackets_json(value);
  } else if (parameter.type.unit == Unit::rounding) {
    out["value"] = rounding_json(value);
  } else {
    out["value"] = cell_json(value.text, parameter.type);
  }
}

ordered_json day_json(const std::optional<Day>& day) {
  if (!day) return nullptr;
  return day->iso();
}

ordered_json parameter_json(const Policy& policy, int index, const ShowRequest& request) {
  const Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  const std::optional<InForce> found = in_force(policy, index, request.month.first(), {request.as_of, request.carry});
  ordered_json out = ordered_json::object();
  if (found) {
    put_value(out, found->value, parameter, policy);
  } else {
    out["none"] = true;
  }
  out["unit"] = type_json(parameter.type, policy);
  out["axes"] = axes_json(parameter);
  if (!found) return out;
  out["from"] = found->from.iso();
  out["to"] = day_json(found->to);
  out["announced"] = day_json(found->announced);
  out["source"] = cite(found->source, policy);
  out["status"] = name(found->status);
  out["stale"] = found->stale;
  return out;
}

}  // namespace

Result<std::vector<int>> parameters_named(const Policy& policy, const std::vector<std::string>& names) {
  Diagnostics out;
  std::set<int> chosen;
  std::vector<std::string> ids;
  for (const Parameter& parameter : policy.parameters) ids.push_back(parameter.id);
  for (const std::string& name : names) {
    bool found = false;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!fits(name, ids[i])) continue;
      chosen.insert(static_cast<int>(i));
      found = true;
    }
    if (found) continue;
    out.add(unknown_name(name, ids));
  }
  if (out.has_errors()) return out;
  std::vector<int> all;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (names.empty() || chosen.contains(static_cast<int>(i))) all.push_back(static_cast<int>(i));
  }
  return all;
}

std::string cite(const Citation& citation, const Policy& policy) {
  if (citation.source < 0) return "";
  const std::string& id = policy.sources[static_cast<std::size_t>(citation.source)].id;
  return citation.article.empty() ? id : id + "#" + citation.article;
}

ordered_json type_json(const Type& type, const Policy& policy) {
  if (type.unit != Unit::category) return name(type.unit);
  return {{"category", policy.categories[static_cast<std::size_t>(type.category)].id}};
}

ordered_json axes_json(const Parameter& parameter) {
  ordered_json out = ordered_json::array();
  for (const Axis& axis : parameter.axes) {
    if (axis.category >= 0) {
      out.push_back(axis.name);
    } else {
      out.push_back({{"bands", name(axis.type.unit)}});
    }
  }
  return out;
}

std::vector<std::vector<std::string>> table_rows(const Value& value, const Parameter& parameter, const Policy& policy) {
  const auto along = [&](std::size_t axis) {
    std::vector<std::string> out;
    const Axis& one = parameter.axes[axis];
    if (one.category >= 0) {
      for (const Member& member : policy.categories[static_cast<std::size_t>(one.category)].members)
        out.push_back(member.id);
    } else {
      const bool money = one.type.unit == Unit::money;
      for (const Rational& end : value.band_ends[axis]) out.push_back(format_exact(money ? end / 100 : end));
    }
    return out;
  };
  std::vector<std::vector<std::string>> rows{{}};
  for (std::size_t axis = 0; axis < parameter.axes.size(); ++axis) {
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string>& row : rows) {
      for (const std::string& place : along(axis)) {
        longer.push_back(row);
        longer.back().push_back(place);
      }
    }
    rows = std::move(longer);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(value.cell_texts[i]);
  return rows;
}

Result<ordered_json> show_json(const Policy& policy, const ShowRequest& request) {
  const Result<std::vector<int>> chosen = parameters_named(policy, request.names);
  if (!chosen) return chosen.diagnostics();
  ordered_json out;
  out["policy"] = policy.id;
  out["month"] = request.month.iso();
  out["as_of"] = day_json(request.as_of);
  out["parameters"] = ordered_json::object();
  for (const int index : *chosen) {
    out["parameters"][policy.parameters[static_cast<std::size_t>(index)].id] = parameter_json(policy, index, request);
  }
  return out;
}

}  // namespace fenglu::policy
