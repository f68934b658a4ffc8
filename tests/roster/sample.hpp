// A small sheet made by hand, and a plan that reads what the tests need: rosters are tested without tables or formulas.
#pragma once

#include "engine/roster/layout.hpp"
#include "engine/roster/read.hpp"

namespace fenglu::roster {

// The facts and items by their place in the sheet.
enum SampleFact {
  staff_id,
  full_name,
  post,
  hired_on,
  wage,
  fund_rate,
  overtime,
  veteran,
  left_on,
  grade_since,
  id_card
};
enum SampleItem { gross, withheld, net, working, hours_item, is_new, payday, post_item, note_item };

const policy::Policy& sample_policy();
const policy::Sheet& sample_sheet();
// Of October 2025: reads the year to date of gross and withheld, last month's net; gross and hours may be set by hand.
plan::Plan sample_plan(Month month = Month::make(2025, 10));

Document opened(std::string bytes, Encoding encoding = Encoding::automatic);
Layout matched(const Document& document);

// What reading came to: the roster, or what is wrong with it, rendered a line each without the mend.
struct Reading {
  Document document;
  Layout layout;
  Result<Roster> roster;
  std::vector<std::string> told(Language language = Language::en) const;
};
Reading reading(std::string bytes, const ReadOptions& options = {});

// "row 3, column wage: error[cell-range]: ..." of each, mends left out.
std::vector<std::string> told(const Diagnostics& diagnostics, Language language = Language::en);

}  // namespace fenglu::roster
