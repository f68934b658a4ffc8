// An explanation as a person or a program reads it: text of 80 columns, JSON, a page of HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/explain/evaluate.hpp"

namespace fenglu::explain {

// What was asked of one row: whose, when, as known when, and the way to each figure.
struct Explanation {
  Text policy;
  Text sheet;
  std::string key;
  Month month;
  std::optional<Day> as_of;  // nothing: all that the tables know
  std::vector<Node> items;
};

// A tree drawn in 80 columns, a Chinese character counting two; ends with a newline.
std::string render_text(const Explanation& explanation, Language language);
// The node of the item; an array of nodes where more or fewer than one was asked for. Ends with a newline.
std::string render_json(const Explanation& explanation, Language language);
// One file that needs nothing else: no script, no font, no address; light and dark, fit to be printed.
std::string render_html(const Explanation& explanation, Language language);

// A value exactly: yuan with two decimals, or its decimal or fraction where it isn't whole fen; flags true and false,
// ISO dates and months, a category by its member's id.
std::string exact_value(const Answer& answer);
// "yuan", "rate", "number", "flag", "date", "month", "category" or "text".
std::string_view unit_name(const formula::Type& type);

}  // namespace fenglu::explain
