#include "engine/policy/fields.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/written_day.hpp"

namespace fenglu::policy {
namespace {

std::vector<std::string> strings(std::initializer_list<std::string_view> views) { return {views.begin(), views.end()}; }

}  // namespace

Text title_of(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::null: return {"null", "null"};
    case Json::Kind::boolean: return {"true 或 false", "true or false"};
    case Json::Kind::number: return {"数字", "a number"};
    case Json::Kind::string: return {"字符串", "a string"};
    case Json::Kind::array: return {"数组", "an array"};
    case Json::Kind::object: return {"对象", "an object"};
  }
  return {};
}

bool expect(const Json& value, Json::Kind kind, Diagnostics& out) {
  if (value.kind == kind) return true;
  out.add(at(Code::wrong_type, value,
             {describe(value), title_of(kind), Text{"见 docs/policy-format.md", "see docs/policy-format.md"}}));
  return false;
}

std::optional<std::string> read_string(const Json& value, Diagnostics& out) {
  if (!expect(value, Json::Kind::string, out)) return std::nullopt;
  return value.text;
}

std::optional<bool> read_truth(const Json& value, Diagnostics& out) {
  if (!expect(value, Json::Kind::boolean, out)) return std::nullopt;
  return value.truth;
}

std::optional<Text> read_title(const Json& value, Diagnostics& out) {
  if (!expect(value, Json::Kind::object, out)) return std::nullopt;
  const Fields fields(value, {"标题", "a title"}, {"zh", "en"}, out);
  Text title;
  for (const std::string_view language : {"zh", "en"}) {
    std::string& text = language == "zh" ? title.zh : title.en;
    text = fields.string(language);
    if (text.empty()) out.add(at(Code::missing_title, value, {language}));
  }
  return title;
}

std::optional<Day> read_day(const Json& value, Diagnostics& out) {
  if (!expect(value, Json::Kind::string, out)) return std::nullopt;
  const std::optional<Day> day = Day::parse(value.text);
  if (!day) out.add(at(Code::bad_date, value, {value.text, why_not_a_day(value.text)}));
  return day;
}

std::optional<MonthDay> read_month_day(const Json& value, Diagnostics& out) {
  if (!expect(value, Json::Kind::string, out)) return std::nullopt;
  const std::optional<MonthDay> day = MonthDay::parse(value.text);
  if (!day)
    out.add(at(Code::bad_date, value, {value.text, Text{"应写作 07-01（月-日）", "write it as 07-01 (month-day)"}}));
  return day;
}

std::optional<Decimal> read_decimal(const Json& value, int places, Diagnostics& out) {
  if (value.kind != Json::Kind::number && !expect(value, Json::Kind::string, out)) return std::nullopt;
  std::optional<Decimal> decimal = parse_decimal(value.text);
  // A JSON number with an exponent was reported when it was read.
  if (!decimal && value.kind == Json::Kind::string) out.add(at(Code::bad_decimal, value, {value.text}));
  if (decimal && places >= 0 && decimal->places > places) {
    out.add(at(Code::decimals, value, {value.text, std::to_string(decimal->places), std::to_string(places)}));
    return std::nullopt;
  }
  return decimal;
}

std::optional<int> read_count(const Json& value, int most, Diagnostics& out) {
  if (!expect(value, Json::Kind::number, out)) return std::nullopt;
  const std::optional<Decimal> decimal = parse_decimal(value.text);
  if (decimal && decimal->places == 0 && decimal->value >= 0 && decimal->value <= most) {
    return static_cast<int>(to_int64(decimal->value));
  }
  const std::string range = "0 - " + std::to_string(most);
  out.add(at(Code::wrong_type, value, {describe(value), range, Text{"写一个整数", "write a whole number"}}));
  return std::nullopt;
}

std::optional<formula::SourceText> read_formula(const Json& value, Diagnostics& out) {
  formula::SourceText source;
  const auto add_line = [&](const Json& line) {
    const Place place = place_of(line);
    source.file = place.file;
    if (!source.lines.empty()) source.text += '\n';
    source.text += line.text;
    source.lines.push_back(place.line);
    source.columns.push_back(place.column + 1);  // behind the quote
  };
  if (value.kind == Json::Kind::array && !value.elements.empty()) {
    for (const Json& line : value.elements) {
      if (!expect(line, Json::Kind::string, out)) return std::nullopt;
      add_line(line);
    }
    return source;
  }
  if (!expect(value, Json::Kind::string, out)) return std::nullopt;
  add_line(value);
  return source;
}

bool is_id(std::string_view text) {
  bool word_begins = true;
  for (const char c : text) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool digit = (c >= '0' && c <= '9') || c == '_';
    if (c == '.' ? word_begins : !(letter || digit)) return false;
    word_begins = c == '.';
  }
  return !word_begins && text.front() >= 'a' && text.front() <= 'z';
}

bool expect_id(const Json& object, const Json::Member& member, Diagnostics& out) {
  if (is_id(member.key)) return true;
  out.add(at(Code::bad_id, object, member, {member.key}));
  return false;
}

std::optional<std::size_t> read_word(const Json& value, const std::vector<std::string>& words, Diagnostics& out) {
  if (!expect(value, Json::Kind::string, out)) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), value.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const Text otherwise{"改为其中之一", "write one of these"};
  out.add(at(Code::unknown_word, value, {value.text, listed(words), nearest_or(value.text, words, otherwise)}));
  return std::nullopt;
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Text nearest_or(std::string_view name, const std::vector<std::string>& candidates, Text otherwise) {
  const std::string nearest = nearest_name(name, candidates);
  if (nearest.empty()) return otherwise;
  return {"最接近的是 " + nearest, "the nearest is " + nearest};
}

Diagnostic unknown_name(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string nearest = nearest_name(name, candidates);
  return {Code::unknown_name, {}, {name, nearest.empty() ? Text{"没有相近的", "none is near"} : Text(nearest)}};
}

Diagnostic unknown_name(const Json& value, std::string_view name, const std::vector<std::string>& candidates) {
  return at(Code::unknown_name, value, unknown_name(name, candidates).arguments);
}

Fields::Fields(const Json& object, Text what, std::initializer_list<std::string_view> known, Diagnostics& out)
    : object_(object), what_(std::move(what)), out_(out) {
  for (const Json::Member& member : object.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    const std::vector<std::string> names = strings(known);
    const Text otherwise{"可用的键：" + listed(names), "the keys are " + listed(names)};
    out.add(at(Code::unknown_key, object, member, {member.key, what_, nearest_or(member.key, names, otherwise)}));
  }
}

const Json* Fields::require(std::string_view key) const {
  const Json* value = object_.find(key);
  if (value == nullptr) out_.add(at(Code::missing_key, object_, {what_, key}));
  return value;
}

std::string Fields::string(std::string_view key) const {
  const Json* value = find(key);
  return value == nullptr ? "" : read_string(*value, out_).value_or("");
}

std::string Fields::required_string(std::string_view key) const {
  const Json* value = require(key);
  return value == nullptr ? "" : read_string(*value, out_).value_or("");
}

bool Fields::truth(std::string_view key) const {
  const Json* value = find(key);
  return value != nullptr && read_truth(*value, out_).value_or(false);
}

Text Fields::title(std::string_view key) const {
  const Json* value = require(key);
  return value == nullptr ? Text() : read_title(*value, out_).value_or(Text());
}

std::optional<Day> Fields::day(std::string_view key) const {
  const Json* value = find(key);
  return value == nullptr ? std::nullopt : read_day(*value, out_);
}

}  // namespace fenglu::policy
