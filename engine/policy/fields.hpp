// Fields: the keys of one JSON object, and how the values of a policy are written. Each reading reports what it can't
// accept, with its place, and goes on: every mistake is found in one go.
#pragma once

#include <initializer_list>
#include <optional>
#include <vector>

#include "engine/calendar/day.hpp"
#include "engine/formula/syntax.hpp"
#include "engine/number/rational.hpp"
#include "engine/policy/json_document.hpp"

namespace fenglu::policy {

// Reports wrong-type, saying what was found; false where the value is of another kind.
bool expect(const Json& value, Json::Kind kind, Diagnostics& out);
Text title_of(Json::Kind kind);

std::optional<std::string> read_string(const Json& value, Diagnostics& out);
std::optional<bool> read_truth(const Json& value, Diagnostics& out);
// {"zh": ..., "en": ...}; both are due.
std::optional<Text> read_title(const Json& value, Diagnostics& out);
// An ISO day. bad-date says what is wrong with it.
std::optional<Day> read_day(const Json& value, Diagnostics& out);
std::optional<MonthDay> read_month_day(const Json& value, Diagnostics& out);
// "0.16", or a whole JSON number; at most `places` digits after the point where that isn't negative.
std::optional<Decimal> read_decimal(const Json& value, int places, Diagnostics& out);
std::optional<int> read_count(const Json& value, int most, Diagnostics& out);
// A formula: a string, or an array of lines.
std::optional<formula::SourceText> read_formula(const Json& value, Diagnostics& out);
// An id: dotted lower-case words.
bool is_id(std::string_view text);
bool expect_id(const Json& object, const Json::Member& member, Diagnostics& out);
// The index of the word among the allowed ones; unknown-word, with the nearest, where it is none of them.
std::optional<std::size_t> read_word(const Json& value, const std::vector<std::string>& words, Diagnostics& out);
// "a, b, c".
std::string listed(const std::vector<std::string>& words);
// Nearest name, or `otherwise` where none is near.
Text nearest_or(std::string_view name, const std::vector<std::string>& candidates, Text otherwise);
// Of a command line, where there is no place to point at.
Diagnostic unknown_name(std::string_view name, const std::vector<std::string>& candidates);
// unknown-name with its nearest name.
Diagnostic unknown_name(const Json& value, std::string_view name, const std::vector<std::string>& candidates);

class Fields {
 public:
  // Reports keys that aren't `known`, each with the nearest one. `what` names the object in messages.
  Fields(const Json& object, Text what, std::initializer_list<std::string_view> known, Diagnostics& out);

  const Json& object() const { return object_; }
  Diagnostics& out() const { return out_; }
  const Json* find(std::string_view key) const { return object_.find(key); }
  // Reports missing-key.
  const Json* require(std::string_view key) const;
  std::string string(std::string_view key) const;  // empty where it is left out
  std::string required_string(std::string_view key) const;
  bool truth(std::string_view key) const;            // false where it is left out
  Text title(std::string_view key = "title") const;  // due
  std::optional<Day> day(std::string_view key) const;

 private:
  const Json& object_;
  Text what_;
  Diagnostics& out_;
};

}  // namespace fenglu::policy
