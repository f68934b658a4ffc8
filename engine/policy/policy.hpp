// Policy: dated, cited tables and the sheets worked out from them, loaded, layered and checked. One that exists is
// whole: every name resolves, units are right, every table covers its axes, every value has a source and a status.
// Only what depends on a month (ranges, which value is in force) is left to the plan.
//
// It is plain data, never changed after load (scenarios copy it), and shared by threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/day.hpp"
#include "engine/diagnostic/result.hpp"
#include "engine/formula/check.hpp"
#include "engine/number/interval.hpp"
#include "engine/number/rounding.hpp"

namespace fenglu::policy {

using formula::Type;
using formula::Unit;

// The register of instruments and pages: who says so.
struct Source {
  std::string id;
  Text title;
  std::string number;  // 国办发〔2016〕15号
  std::string issuer;
  std::string date;
  std::string seen;  // how it was seen: "instrument", "page", "known"
  std::string url;
  Place place;
};

struct Citation {
  int source = -1;      // index of the register
  std::string article;  // what follows '#', may be empty
};

enum class Status : std::uint8_t { verified, reported, assumed, illustrative };

struct Member {
  std::string id;
  Text label;
};
struct Category {
  std::string id;
  Text title;
  std::vector<Member> members;  // empty: abstract
  Place place;
};

// One axis of a table: the members of a category, or bands of a number, each known by its lower end.
struct Axis {
  int category = -1;  // -1: bands
  Type type;
  std::string name;  // category id, or "bands"
};

struct Bracket {
  std::optional<Rational> up_to;  // the last has none; in fen for money
  Rational rate;
  Rational quick;  // in fen for money
};

// What a row says. Exactly one of these is in use, by the parameter's unit and axes.
struct Value {
  Rational scalar;                               // flag 0/1, date number, category index too
  std::string text;                              // as published ("0.16"), or a text value
  std::vector<Rational> cells;                   // table: row-major over the axes
  std::vector<std::string> cell_texts;           // the same as published
  std::vector<int> cell_rows;                    // which row of the file's table says it, from 0
  std::vector<std::vector<Rational>> band_ends;  // of a table, one entry an axis: ascending lower
                                                 // ends of bands, empty for a category
  std::vector<Bracket> brackets;
  std::vector<std::array<std::string, 3>> bracket_texts;  // up_to, rate, quick as published
  RoundingRule rounding;
};

// One dated value of a parameter.
struct Row {
  Day from;
  std::optional<Day> to;         // only where the instrument ends by its own words
  std::optional<Day> announced;  // nothing: not found, known from its `from`
  bool repeal = false;           // "value": null
  Value value;
  Citation source;
  Status status = Status::illustrative;
  Text note;
  Place place;
};

// A value worked out from other parameters: anew on a day of every year, or, without one, following them day by day.
struct Recurrence {
  std::optional<MonthDay> every;
  Day since;
  bool follows() const { return !every; }
  formula::SourceText text;
  formula::Checked formula;
  Citation source;
  Status status = Status::illustrative;
  Place place;
};

struct Renewal {
  MonthDay each;      // a new value is due on this day of every year
  MonthDay known_by;  // and is stale when not known after this one
};

struct Parameter {
  std::string id;
  Text title;
  Type type;                        // of the scalar or of a table's cell
  Unit bracket_unit = Unit::money;  // of a bracket schedule: what it is applied to
  std::vector<Axis> axes;
  std::vector<Row> rows;  // by from, then announced; empty: abstract
  std::optional<Recurrence> recurrence;
  std::optional<Renewal> renewed;
  formula::Grain grain;  // common to all values; rates have none
  Place place;
  std::string layer;  // id of the policy that gave the values
  bool is_abstract() const { return rows.empty() && !recurrence; }
};

struct Fact {
  std::string id;
  Text title;
  Type type;
  std::vector<std::string> aliases;
  Interval range;    // numeric and date facts; categories 0 ... n-1
  int decimals = 0;  // money 2; lanes are value * 10^decimals (money: fen)
  bool key = false;
  bool required = false;  // neither default nor optional
  bool optional = false;
  std::optional<Rational> default_value;
  std::string default_text;
  std::optional<formula::SourceText> default_source;  // {"formula": ...}
  std::optional<formula::Checked> default_formula;
  std::string cell;  // how a cell is written where the type leaves it
                     // open: "hours", "days", "identity", ""
  Place place;
};

enum class ItemKind : std::uint8_t { none, earning, reduction, deduction, employer, tax, benefit, base, total };

// A budget code, or one for each member of a category fact.
struct Budget {
  std::string code;                // where by < 0; may be empty = none
  int by = -1;                     // index of a category fact
  std::vector<std::string> codes;  // one a member
};

struct Item {
  std::string id;
  Text title;
  ItemKind kind = ItemKind::none;
  Budget budget;
  formula::SourceText text;  // of a total: made from `sums`
  formula::Checked formula;
  std::optional<Type> stated_type;  // the result is held against it
  Type type;
  bool working = false;
  bool cumulative = false;
  std::string family;                     // of a total: "" = none
  std::vector<std::pair<int, int>> sums;  // of a total: item, sign
  int decimals = 2;                       // money 2; number and rate as stated; else 0
  std::optional<Interval> range;          // stated
  Citation source;
  Text note;
  Place place;
};

// A condition that every row must meet; one that doesn't is a bad row.
struct RowRule {
  std::string code;  // "not-employed"
  formula::SourceText text;
  formula::Checked formula;  // a flag: true = good
  Text message;
  int fact = -1;  // the column that is to blame, if one is named
  Place place;
};

struct Sheet {
  std::string id;
  Text title;
  int read_on = -1;  // a date fact, or -1 = first day of the run's month
  std::vector<Fact> facts;
  std::vector<Item> items;  // in the order of the result's columns
  std::vector<int> order;   // items, each after all that it reads
  std::vector<RowRule> rules;
  std::optional<formula::SourceText> joined_source;
  std::optional<formula::Checked> joined;  // flag: no opening is due for this row
  Place place;
  int key_fact() const;
  int find_fact(std::string_view id) const;  // -1: none
  int find_item(std::string_view id) const;
};

struct Ladder;  // engine/policy/ladder.hpp

struct Policy {
  std::string id;
  Text title;
  std::string directory;
  std::vector<std::string> layers;  // ids, lowest first
  std::vector<Source> sources;
  std::vector<Category> categories;
  std::vector<Parameter> parameters;
  std::vector<Sheet> sheets;
  std::vector<std::shared_ptr<const Ladder>> ladders;
  std::vector<std::string> set_by_hand;  // ids of parameters moved by a what-if
  int find_parameter(std::string_view id) const;
  int find_category(std::string_view id) const;
  int find_sheet(std::string_view id) const;
  int find_source(std::string_view id) const;
};

std::string_view name(Status status);
std::string_view name(ItemKind kind);
std::string_view name(Unit unit);
Text title(ItemKind kind);
Text title(Status status);
bool payable(ItemKind kind);

// "source#article" with the titles of the register, to show.
Text describe(const Citation& citation, const Policy& policy);
// A value of a type as a person reads it: yuan with two decimals (or the exact fraction), rates and numbers as
// decimals or fractions, flags, ISO dates, category ids.
std::string show_value(const Rational& value, const Type& type, const Policy& policy);
// A row's value as published, tables and brackets in short.
std::string show_value(const Value& value, const Parameter& parameter, const Policy& policy);

}  // namespace fenglu::policy
