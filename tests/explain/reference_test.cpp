// Every example of docs/formulas.md comes to what the page says.
#include "tests/formula/reference.hpp"

#include <gtest/gtest.h>

#include "tests/explain/tiny.hpp"

namespace fenglu::explain {
namespace {

using formula::Example;
using formula::Words;

bool is_category(const std::string& type, const Example& example) {
  return std::any_of(example.categories.begin(), example.categories.end(),
                     [&](const auto& category) { return category.first == type; });
}

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

void give_fact(const Example::Fact& fact, const Example& example, Tiny& tiny) {
  const bool asked = example.formula.find("known(" + fact.name + ")") != std::string::npos;
  std::string rest = asked ? R"(, "optional": true)" : "";
  if (fact.type == "money") rest += R"(, "range": ["-99999.99", "99999.99"])";
  if (fact.type == "number") rest += R"(, "decimals": 2, "range": ["-99999", "99999"])";
  const std::string type =
      is_category(fact.type, example) ? "{\"category\": " + in_quotes(fact.type) + "}" : in_quotes(fact.type);
  tiny.fact(fact.name, "\"type\": " + type + rest);
}

// How many words of an entry are its value; `from DAY` and `announced DAY` may stand behind.
std::size_t value_words(const Words& entry) {
  return static_cast<std::size_t>(std::find(entry.begin(), entry.end(), "from") - entry.begin());
}

std::string dated(const Words& entry, const std::string& value) {
  std::string from = "2000-01-01";
  std::string announced;
  for (std::size_t i = 0; i + 1 < entry.size(); ++i) {
    if (entry[i] == "from") from = entry[i + 1];
    if (entry[i] == "announced") announced = ", \"announced\": " + in_quotes(entry[i + 1]);
  }
  return R"({"source": "rule", "status": "verified", "from": )" + in_quotes(from) + announced + ", " + value + "}";
}

std::string list(const Words& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return "[" + out + "]";
}

// The rows of "values": one for each dated entry, or one with all entries of a table or a schedule.
Words rows_of(const Example::Parameter& parameter) {
  Words parts;
  for (const Words& entry : parameter.entries) {
    if (!parameter.axes.empty()) {
      Words cells;
      for (const std::string& word : entry) cells.push_back(in_quotes(word));
      parts.push_back(list(cells));
    } else if (parameter.type == "brackets") {
      const std::string end = entry.size() == 3 ? "\"up_to\": " + in_quotes(entry[0]) + ", " : "";
      parts.push_back("{" + end + "\"rate\": " + in_quotes(entry[entry.size() - 2]) +
                      ", \"quick\": " + in_quotes(entry.back()) + "}");
    } else if (parameter.type == "rounding") {
      parts.push_back(
          dated(entry, R"("value": {"unit": )" + in_quotes(entry[0]) + R"(, "mode": )" + in_quotes(entry[1]) + "}"));
    } else {
      EXPECT_EQ(value_words(entry), 1U);
      parts.push_back(dated(entry, "\"value\": " + in_quotes(entry[0])));
    }
  }
  if (!parameter.axes.empty()) return {dated({}, "\"rows\": " + list(parts))};
  if (parameter.type == "brackets") return {dated({}, "\"brackets\": " + list(parts))};
  return parts;
}

void give_parameter(const Example::Parameter& parameter, Tiny& tiny) {
  Words axes;
  for (const std::string& axis : parameter.axes) {
    axes.push_back(axis == "number" || axis == "money" ? "{\"bands\": " + in_quotes(axis) + "}" : in_quotes(axis));
  }
  tiny.parameter(parameter.name, "\"unit\": " + in_quotes(parameter.type) +
                                     (axes.empty() ? "" : ", \"axes\": " + list(axes)) +
                                     ", \"values\": " + list(rows_of(parameter)));
}

void give_recurring(const Example& example, Tiny& tiny) {
  Words rows = rows_of(example.recurring);
  rows.push_back(R"({"source": "rule", "status": "verified", "every": )" + in_quotes(example.every) +
                 ", \"since\": " + in_quotes(example.since) + ", \"formula\": " + in_quotes(example.formula) + "}");
  tiny.parameter("recurring_one", "\"unit\": " + in_quotes(example.recurring.type) + ", \"values\": " + list(rows));
}

std::vector<Cells> rows_of(const Example& example) {
  std::vector<Cells> rows(example.results.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (const Example::Fact& fact : example.facts) {
      const std::string& cell = fact.values.at(fact.values.size() == 1 ? 0 : row);
      if (cell != "absent") rows[row][fact.name] = cell;
    }
    for (const auto& [item, value] : example.year_to_date) rows[row]["ytd." + item] = value;
    for (const auto& [item, value] : example.last_month) rows[row]["last." + item] = value;
  }
  return rows;
}

// 0.70 is 0.7; what is no decimal is compared as it is written.
bool same(const std::string& a, const std::string& b) {
  const auto left = parse_decimal(a);
  const auto right = parse_decimal(b);
  return left && right ? left->value == right->value : a == b;
}

void expect_results(const Example& example) {
  Tiny tiny;
  for (const auto& [category, members] : example.categories) tiny.category(category, members);
  for (const Example::Fact& fact : example.facts) give_fact(fact, example, tiny);
  for (const Example::Parameter& parameter : example.parameters) give_parameter(parameter, tiny);
  for (const Example::Item& item : example.items) {
    tiny.item_json(item.name, R"("kind": "base", "source": "rule", "formula": )" + in_quotes(item.formula));
  }
  if (!example.every.empty()) give_recurring(example, tiny);
  tiny.item("example", example.every.empty() ? example.formula : "recurring_one");
  tiny.load();
  const run::Table table = tiny.roster(rows_of(example));
  Evaluator evaluator(tiny.policy(), table, {0, Month::parse(example.month).value(), std::nullopt, false});
  for (std::size_t row = 0; row < table.rows; ++row) {
    const std::string value = told(evaluator.value(row, tiny.index_of("example")));
    EXPECT_TRUE(same(value, example.results[row]))
        << example.formula << " came to " << value << ", not " << example.results[row];
  }
}

TEST(Reference, EveryExampleComesToWhatThePageSays) {
  const std::vector<Example> examples = formula::read_examples();
  EXPECT_GT(examples.size(), 50U);
  for (const Example& example : examples) {
    SCOPED_TRACE("docs/formulas.md:" + std::to_string(example.line));
    expect_results(example);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace fenglu::explain
