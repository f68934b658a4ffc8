// The examples of docs/formulas.md, read; the page says how they are written.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fenglu::formula {

using Words = std::vector<std::string>;

struct Example {
  struct Fact {
    std::string name, type;
    Words values;  // one a row; "absent"
  };
  struct Parameter {
    std::string name, type;
    Words axes;
    std::vector<Words> entries;  // between commas: {"100", "from", "2024-07-01"}
  };
  struct Item {
    std::string name, type, formula;
  };
  std::size_t line = 0;  // of the page
  std::string formula;
  std::string month = "2025-10";
  std::vector<std::pair<std::string, Words>> categories;
  std::vector<Fact> facts;
  std::vector<Parameter> parameters;
  std::vector<Item> items;
  std::map<std::string, std::string> year_to_date, last_month;
  Parameter recurring;  // without a name; no type: none
  std::string every, since;
  Words results;  // one a row
};

inline std::string stripped(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// The parts between separators, stripped.
inline Words parts(const std::string& text, char separator) {
  Words all;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) all.push_back(stripped(part));
  return all;
}

inline Words words_of(const std::string& text) {
  std::istringstream in(text);
  Words all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

inline std::vector<Words> entries_of(const std::string& text) {
  std::vector<Words> all;
  for (const std::string& part : parts(text, ',')) all.push_back(words_of(part));
  return all;
}

// One of the things given, as the page lists them: what stands before `=`, and behind it.
inline void read_given(const std::string& given, Example& into) {
  const std::size_t equals = given.find('=');
  const std::string left = stripped(given.substr(0, equals));
  const std::string right = equals == std::string::npos ? "" : stripped(given.substr(equals + 1));
  const Words words = words_of(left);
  const std::size_t colon = left.find(':');
  const std::string type = colon == std::string::npos ? "" : stripped(left.substr(colon + 1));
  if (left == "month") {
    into.month = right;
  } else if (words[0] == "category") {
    into.categories.emplace_back(words[1], parts(right, ','));
  } else if (words[0] == "parameter") {
    const std::string head = stripped(left.substr(10, colon - 10));
    const std::size_t open = head.find('[');
    Example::Parameter parameter{head.substr(0, open), type, {}, entries_of(right)};
    if (open != std::string::npos) parameter.axes = parts(head.substr(open + 1, head.size() - open - 2), ',');
    into.parameters.push_back(parameter);
  } else if (words[0] == "item") {
    into.items.push_back({stripped(left.substr(5, colon - 5)), type, right});
  } else if (words[0] == "year_to_date") {
    into.year_to_date[words[1]] = right;
  } else if (words[0] == "last_month") {
    into.last_month[words[1]] = right;
  } else if (words[0] == "recurring") {
    into.recurring = {"", words[1], {}, entries_of(right)};
  } else if (words[0] == "every") {
    into.every = words[1];
    into.since = words[3];
  } else {
    into.facts.push_back({stripped(left.substr(0, colon)), type, parts(right, ',')});
  }
}

inline std::vector<Example> read_examples() {
  std::ifstream page(FENGLU_ROOT "/docs/formulas.md");
  std::vector<Example> all;
  bool inside = false;
  std::size_t number = 0;
  for (std::string line; std::getline(page, line);) {
    ++number;
    if (line.starts_with("```")) inside = line == "```fenglu-example";
    if (!inside || line.starts_with("```")) continue;
    const Words cells = parts(line, '|');
    if (cells.size() != 3) throw std::runtime_error("docs/formulas.md:" + std::to_string(number) + ": not three cells");
    Example example;
    example.line = number;
    example.formula = cells[0];
    for (const std::string& given : parts(cells[1], ';')) read_given(given, example);
    example.results = parts(cells[2], ',');
    all.push_back(example);
  }
  return all;
}

}  // namespace fenglu::formula
