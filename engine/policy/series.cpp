#include "engine/policy/series.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/parameters.hpp"
#include "engine/policy/register.hpp"

namespace fenglu::policy {
namespace {

// A row of the series with where it stands, for the messages that name two of them.
struct ReadRow {
  Row row;
  const Json* object;
  std::string shown;
};

const std::vector<std::string>& status_words() {
  static const std::vector<std::string> words = {"verified", "reported", "assumed", "illustrative"};
  return words;
}

Status read_status(const Fields& fields) {
  const Json* status = fields.require("status");
  const std::optional<std::size_t> word =
      status == nullptr ? std::nullopt : read_word(*status, status_words(), fields.out());
  return static_cast<Status>(word.value_or(static_cast<std::size_t>(Status::illustrative)));
}

Citation read_source(const Fields& fields, const Policy& policy) {
  const Json* source = fields.require("source");
  return source == nullptr ? Citation() : read_citation(*source, policy, fields.out());
}

Text read_note(const Json* note, Diagnostics& out) {
  if (note == nullptr) return {};
  if (note->kind == Json::Kind::string) return note->text;
  return read_title(*note, out).value_or(Text());
}

// The key that a row of this parameter says its value under.
const char* key_of_value(const Parameter& parameter) {
  if (parameter.type.unit == Unit::brackets) return "brackets";
  return parameter.axes.empty() ? "value" : "rows";
}

std::optional<Value> read_value(const Json& json, const Parameter& parameter, const Policy& policy, Diagnostics& out) {
  if (!parameter.axes.empty()) return read_cells(json, parameter, policy, out);
  if (parameter.type.unit == Unit::brackets) return read_brackets(json, parameter, out);
  if (parameter.type.unit == Unit::rounding) return read_rounding(json, out);
  const std::optional<Rational> scalar = read_scalar(json, parameter.type, policy, out);
  if (!scalar) return std::nullopt;
  Value value;
  value.scalar = *scalar;
  value.text = published(json);
  return value;
}

void read_window(const Fields& fields, Row& row) {
  row.to = fields.day("to");
  if (row.to && *row.to < row.from) {
    fields.out().add(at(Code::to_before_from, *fields.find("to"), {row.to->iso(), row.from.iso()}));
  }
  const Json* announced = fields.find("announced");
  if (announced != nullptr && announced->kind != Json::Kind::null) row.announced = read_day(*announced, fields.out());
}

// One of value, rows, brackets: the one that the unit and axes ask for. `null` repeals a parameter of any shape.
void read_row_value(const Fields& fields, const Parameter& parameter, const Policy& policy, ReadRow& read) {
  const char* due = key_of_value(parameter);
  for (const char* key : {"value", "rows", "brackets"}) {
    const Json* value = fields.find(key);
    if (value == nullptr) continue;
    if (value->kind == Json::Kind::null && std::string_view(key) == "value") {
      read.row.repeal = true;
    } else if (std::string_view(key) != due) {
      fields.out().add(at(Code::other_value, *value, {key, due}));
    } else if (std::optional<Value> understood = read_value(*value, parameter, policy, fields.out())) {
      read.row.value = std::move(*understood);
    }
    read.shown = read.row.repeal ? "null" : key == std::string_view("value") ? describe(*value).en : key;
    return;
  }
  fields.out().add(at(Code::missing_key, fields.object(), {Text{"一行", "a row"}, due}));
}

std::optional<ReadRow> read_row(const Json& json, const Parameter& parameter, const Policy& policy, Diagnostics& out) {
  const Fields fields(json, {"一行", "a row"},
                      {"from", "to", "announced", "value", "rows", "brackets", "source", "status", "note"}, out);
  const bool dated = fields.require("from") != nullptr;
  const std::optional<Day> from = fields.day("from");
  ReadRow read{{}, &json, ""};
  read.row.from = from.value_or(Day());
  if (from) read_window(fields, read.row);
  read_row_value(fields, parameter, policy, read);
  read.row.source = read_source(fields, policy);
  read.row.status = read_status(fields);
  read.row.note = read_note(fields.find("note"), out);
  read.row.place = place_of(json);
  if (!dated || !from) return std::nullopt;
  return read;
}

bool may_recur(const Parameter& parameter) {
  const bool banded =
      std::any_of(parameter.axes.begin(), parameter.axes.end(), [](const Axis& axis) { return axis.category < 0; });
  const Unit unit = parameter.type.unit;
  return unit != Unit::text && unit != Unit::brackets && unit != Unit::rounding && !banded;
}

// A row with a formula: with `from` it follows what it reads, else it recurs.
Fields fields_of_formula(const Json& json, bool follows, Diagnostics& out) {
  if (follows) return {json, {"公式行", "a row with a formula"}, {"from", "formula", "source", "status", "note"}, out};
  return {json, {"按年递推的一行", "a recurring row"}, {"every", "since", "formula", "source", "status", "note"}, out};
}

void read_recurrence(const Json& json, Parameter& parameter, const Policy& policy, Diagnostics& out) {
  const bool follows = json.find("from") != nullptr && json.find("every") == nullptr;
  const Fields fields = fields_of_formula(json, follows, out);
  const char* const first_day = follows ? "from" : "since";
  if (parameter.recurrence || !may_recur(parameter)) {
    out.add(at(parameter.recurrence ? Code::recurs_twice : Code::cannot_recur, json, {parameter.id}));
    return;
  }
  Recurrence recurrence;
  const Json* every = follows ? nullptr : fields.require("every");
  if (every != nullptr) recurrence.every = read_month_day(*every, out);
  fields.require(first_day);
  const std::optional<Day> since = fields.day(first_day);
  std::optional<formula::SourceText> text = read_formula(*fields.find("formula"), out);
  recurrence.source = read_source(fields, policy);
  recurrence.status = read_status(fields);
  recurrence.place = place_of(json);
  if (!(follows || recurrence.every) || !since || !text) return;
  recurrence.since = *since;
  recurrence.text = std::move(*text);
  parameter.recurrence = std::move(recurrence);
}

// An announcement that wasn't found counts as made on the first day.
Day known_from(const Row& row) { return row.announced.value_or(row.from); }

// Which of two would hold couldn't be told.
bool same_window(const Row& a, const Row& b) { return a.from == b.from && known_from(a) == known_from(b); }

void report_two_values(const Parameter& parameter, const ReadRow& first, const ReadRow& second, Diagnostics& out) {
  const Text announced = second.row.announced
                             ? Text{second.row.announced->iso() + " 公布", "announced " + second.row.announced->iso()}
                             : Text{"公布日未知", "announced null"};
  const Text what{second.row.from.iso() + " 起、" + announced.zh, second.row.from.iso() + ", " + announced.en};
  out.add(at(Code::two_values, *second.object,
             {parameter.id, what, first.shown, std::to_string(first.row.place.line), second.shown,
              std::to_string(second.row.place.line)}));
}

}  // namespace

void read_series(const Json& list, Parameter& parameter, const Policy& policy, Diagnostics& out) {
  if (!expect(list, Json::Kind::array, out)) return;
  std::vector<ReadRow> rows;
  for (const Json& element : list.elements) {
    if (!expect(element, Json::Kind::object, out)) continue;
    if (element.find("formula") != nullptr) {
      read_recurrence(element, parameter, policy, out);
    } else if (std::optional<ReadRow> row = read_row(element, parameter, policy, out)) {
      const auto same = [&](const ReadRow& one) { return same_window(one.row, row->row); };
      const auto first = std::find_if(rows.begin(), rows.end(), same);
      if (first != rows.end()) report_two_values(parameter, *first, *row, out);
      rows.push_back(std::move(*row));
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const ReadRow& a, const ReadRow& b) {
    return std::pair(a.row.from, known_from(a.row)) < std::pair(b.row.from, known_from(b.row));
  });
  for (ReadRow& row : rows) parameter.rows.push_back(std::move(row.row));
}

std::optional<Rational> rounding_unit(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const std::string_view word = blank == std::string_view::npos ? text : text.substr(blank + 1);
  int fen = 0;
  if (word == "fen") fen = 1;
  if (word == "jiao") fen = 10;
  if (word == "yuan") fen = 100;
  if (fen != 0 && blank == std::string_view::npos) return Rational(fen);
  const std::optional<Decimal> count = parse_decimal(text.substr(0, blank));
  if (!count || count->value <= 0 || (blank != std::string_view::npos && fen == 0)) return std::nullopt;
  return fen == 0 ? count->value : count->value * fen;
}

std::optional<Value> read_rounding(const Json& value, Diagnostics& out) {
  if (!expect(value, Json::Kind::object, out)) return std::nullopt;
  const Fields fields(value, {"舍入规则", "a rounding rule"}, {"unit", "mode"}, out);
  static const std::vector<std::string> modes = {"half", "up", "down"};
  const Json* mode = fields.require("mode");
  const std::optional<std::size_t> word = mode == nullptr ? std::nullopt : read_word(*mode, modes, out);
  const Json* unit = fields.require("unit");
  if (!word || unit == nullptr || !expect(*unit, Json::Kind::string, out)) return std::nullopt;
  const std::optional<Rational> size = rounding_unit(unit->text);
  if (!size) {
    out.add(at(Code::bad_rounding_unit, *unit, {unit->text}));
    return std::nullopt;
  }
  Value out_value;
  out_value.rounding = {*size, static_cast<RoundingMode>(*word)};
  out_value.text = unit->text + " " + modes[*word];
  return out_value;
}

}  // namespace fenglu::policy
