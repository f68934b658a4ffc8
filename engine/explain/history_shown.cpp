// A history as a person or a program reads it.
#include <algorithm>

#include "engine/diagnostic/display_width.hpp"
#include "engine/explain/history.hpp"
#include "engine/explain/shown.hpp"
#include "engine/policy/show.hpp"

namespace fenglu::explain {
namespace {

using Json = nlohmann::ordered_json;
using policy::Parameter;
using policy::Policy;

constexpr int page_width = 80;
constexpr int worthwhile_decimals = 6;

Json day_json(const std::optional<Day>& day) { return day ? Json(day->iso()) : Json(nullptr); }

// Places of a table's cell, "civilian, grade4", and its value.
std::vector<std::pair<std::string, std::string>> cells_of(const policy::Value& value, const Parameter& parameter,
                                                          const Policy& policy) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::vector<std::string>& row : policy::table_rows(value, parameter, policy)) {
    std::string place;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) place += (i == 0 ? "" : ", ") + row[i];
    out.emplace_back(place, row.back());
  }
  return out;
}

// An exact fraction with a decimal beside it, near enough to be read.
std::string readable(const Node& node) {
  std::string out = exact_value(node.answer);
  if (out.find('/') == std::string::npos) return out;
  const bool money = node.answer.type.unit == formula::Unit::money;
  const Rational value = money ? Rational(node.answer.value / 100) : node.answer.value;
  const Rational near = round(value, {power_of_ten(-worthwhile_decimals), RoundingMode::half});
  return out + " ≈ " + format_exact(near);
}

Json value_json(const policy::Value& value, const Parameter& parameter, const Policy& policy) {
  Json out = Json::array();
  if (!parameter.axes.empty()) {
    for (const std::vector<std::string>& row : policy::table_rows(value, parameter, policy)) out.push_back(row);
    return {{"rows", std::move(out)}};
  }
  if (parameter.type.unit != policy::Unit::brackets) return {{"value", policy::show_value(value, parameter, policy)}};
  for (const auto& [up_to, rate, quick] : value.bracket_texts) {
    out.push_back({{"up_to", up_to.empty() ? Json(nullptr) : Json(up_to)}, {"rate", rate}, {"quick", quick}});
  }
  return {{"brackets", std::move(out)}};
}

Json inputs_json(const std::vector<Node>& inputs) {
  Json out = Json::array();
  for (const Node& input : inputs) {
    out.push_back({{"id", input.id},
                   {"value", exact_value(input.answer)},
                   {"from", day_json(input.from)},
                   {"announced", day_json(input.announced)},
                   {"status", input.status}});
  }
  return out;
}

Json window_json(const Window& window, const Parameter& parameter, const Policy& policy) {
  Json out = {{"from", window.from.iso()},
              {"to", day_json(window.to)},
              {"announced", day_json(window.announced)},
              {"status", std::string(policy::name(window.status))},
              {"source", policy::cite(window.source, policy)},
              {"replaced", window.replaced},
              {"worked_out", window.worked_out}};
  if (window.repeal) {
    out["none"] = true;
  } else {
    out.update(value_json(window.value, parameter, policy));
  }
  if (!window.worked_out) return out;
  Json steps = Json::array();
  for (const Node& step : window.steps)
    steps.push_back({{"formula", step.formula}, {"value", exact_value(step.answer)}});
  out["inputs"] = inputs_json(window.inputs);
  out["steps"] = std::move(steps);
  return out;
}

Json parameter_json(const Policy& policy, int index, policy::AsOf as_of, Language language) {
  const Parameter& parameter = policy.parameters[static_cast<std::size_t>(index)];
  Json out = {{"title", parameter.title.in(language)}};
  out["unit"] = policy::type_json(parameter.type, policy);
  out["axes"] = policy::axes_json(parameter);
  if (const auto& recurrence = parameter.recurrence) {
    out["formula"] = recurrence->text.text;
    out["every"] = recurrence->every ? Json(recurrence->every->in_year(2000).iso().substr(5)) : Json(nullptr);
    out["since"] = recurrence->since.iso();
  }
  out["windows"] = Json::array();
  for (const Window& window : history(policy, index, as_of)) {
    out["windows"].push_back(window_json(window, parameter, policy));
  }
  return out;
}

class Page {
 public:
  Page(const Policy& policy, policy::AsOf as_of, Language language)
      : policy_(policy), as_of_(as_of), language_(language) {
    out_ = policy.title.in(language);
    if (as_of) out_ += in({"，截至 " + as_of->iso(), ", as of " + as_of->iso()});
    out_ += "\n";
  }

  void parameter(int index) {
    const Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
    line("\n" + parameter.id + "  " + parameter.title.in(language_), 0);
    if (parameter.recurrence) recurrence(*parameter.recurrence);
    const std::vector<Window> windows = history(policy_, index, as_of_);
    if (windows.empty()) line(in({"（无值）", "(no values)"}), 2);
    for (const Window& window : windows) this->window(window, parameter);
  }

  std::string take() { return std::move(out_); }

 private:
  std::string in(const Text& text) const { return text.in(language_); }

  // Broken at blanks where it is wider than the page.
  void line(const std::string& text, std::size_t indent) {
    std::string rest = text;
    const auto room = static_cast<int>(page_width - indent);
    while (display_width(rest) > room) {
      std::size_t end = rest.size();
      while (end > 0 && end != std::string::npos && display_width(std::string_view(rest).substr(0, end)) > room) {
        end = rest.rfind(' ', end - 1);
        if (end == std::string::npos) break;
      }
      if (end == 0 || end == std::string::npos) break;
      out_ += std::string(indent, ' ') + rest.substr(0, end) + "\n";
      rest.erase(0, end + 1);
      if (indent < 8) rest = "  " + rest;
    }
    out_ += std::string(indent, ' ') + rest + "\n";
  }

  void recurrence(const policy::Recurrence& recurrence) {
    const std::string since = recurrence.since.iso();
    if (recurrence.every) {
      const std::string day = recurrence.every->in_year(2000).iso().substr(5);
      line(in({"自 " + since + " 起每年 " + day + " 重算：", "worked out anew every " + day + " since " + since + ":"}),
           2);
    } else {
      line(in({"自 " + since + " 起随所依据的参数变动：", "follows others since " + since + ":"}), 2);
    }
    line("= " + shown_formula(recurrence.text.text), 2);
  }

  void window(const Window& window, const Parameter& parameter) {
    std::string head = window.from.iso();
    if (window.to) head += in({" 至 ", " to "}) + window.to->iso();
    if (window.repeal) {
      head += in({"  无（废止）", "  none (repealed)"});
    } else if (parameter.axes.empty()) {
      head += "  " + moved(window, parameter);
    }
    head += "  " + policy::title(window.status).in(language_);
    if (window.worked_out) head += in({"，重算", ", worked out"});
    if (window.replaced) head += in({"，已被其后的公布取代", ", replaced by a later notice"});
    line(head, 2);
    if (window.announced) {
      line(in({window.announced->iso() + " 公布", "announced " + window.announced->iso()}), 6);
    } else {
      line(in({"公布日未知", "announcement not found"}), 6);
    }
    const std::string source = policy::describe(window.source, policy_).in(language_);
    if (!source.empty()) line(source, 6);
    way(window);
    if (!parameter.axes.empty() && !window.repeal) cells(window, parameter);
    if (parameter.type.unit == policy::Unit::brackets) brackets(window.value);
  }

  std::string moved(const Window& window, const Parameter& parameter) const {
    const std::string is = policy::show_value(window.value, parameter, policy_);
    return window.before ? policy::show_value(*window.before, parameter, policy_) + " → " + is : is;
  }

  void way(const Window& window) {
    for (const Node& input : window.inputs) {
      const std::string known = shown_window(input, language_);
      line(input.id + " = " + exact_value(input.answer) + (known.empty() ? "" : "  (" + known + ")"), 6);
    }
    for (const Node& step : window.steps) line(step.formula + " = " + readable(step), 6);
  }

  void cells(const Window& window, const Parameter& parameter) {
    const auto is = cells_of(window.value, parameter, policy_);
    const auto was = window.before ? cells_of(*window.before, parameter, policy_) : is;
    int widest = 0;
    for (const auto& [place, value] : is) widest = std::max(widest, display_width(place));
    for (std::size_t i = 0; i < is.size(); ++i) {
      const auto& [place, value] = is[i];
      const std::string blanks(static_cast<std::size_t>(widest - display_width(place)) + 2, ' ');
      line(place + blanks + (window.before ? was[i].second + " → " : "") + value, 8);
    }
  }

  void brackets(const policy::Value& value) {
    for (const auto& [up_to, rate, quick] : value.bracket_texts) {
      line((up_to.empty() ? "..." : "<= " + up_to) + "  " + rate + "  " + quick, 8);
    }
  }

  const Policy& policy_;
  policy::AsOf as_of_;
  Language language_;
  std::string out_;
};

}  // namespace

Result<Json> history_json(const Policy& policy, const std::vector<std::string>& names, policy::AsOf as_of,
                          Language language) {
  const Result<std::vector<int>> chosen = policy::parameters_named(policy, names);
  if (!chosen) return chosen.diagnostics();
  Json out = {{"policy", policy.id}};
  out["as_of"] = day_json(as_of);
  out["parameters"] = Json::object();
  for (const int index : *chosen) {
    out["parameters"][policy.parameters[static_cast<std::size_t>(index)].id] =
        parameter_json(policy, index, as_of, language);
  }
  return out;
}

Result<std::string> history_text(const Policy& policy, const std::vector<std::string>& names, policy::AsOf as_of,
                                 Language language) {
  const Result<std::vector<int>> chosen = policy::parameters_named(policy, names);
  if (!chosen) return chosen.diagnostics();
  Page page(policy, as_of, language);
  for (const int index : *chosen) page.parameter(index);
  return page.take();
}

}  // namespace fenglu::explain
