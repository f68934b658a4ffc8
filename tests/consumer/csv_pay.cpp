// csv_pay POLICY MONTH ROSTER.csv [OPENING.csv]: what `fenglu run` does, through the C ABI alone: a CSV file becomes
// Arrow columns of the types that the schema names, the result becomes the same bytes. Plain CSV only: no quotes.
#include <fenglu/fenglu.h>

#include <fenglu/day.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/library/batch.hpp"

namespace {

using fenglu::test::Batch, fenglu::test::bytes_of, fenglu::test::texts_of;
using nlohmann::json;
__extension__ using Int128 = __int128;

fenglu_error error = FENGLU_ERROR_INIT;

void must(fenglu_status status) {
  if (status == FENGLU_OK) return;
  std::cerr << error.reason << '\n';
  std::exit(1);
}

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> columns;
  std::size_t rows = 0;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) out.push_back(cell);
  if (line.ends_with(',')) out.emplace_back();
  return out;
}

Table read(const char* path) {
  std::ifstream file(path);
  Table table;
  std::string line;
  std::getline(file, line);
  table.header = split(line);
  table.columns.resize(table.header.size());
  for (; std::getline(file, line); ++table.rows) {
    const std::vector<std::string> cells = split(line);
    for (std::size_t i = 0; i < table.columns.size(); ++i) table.columns[i].push_back(cells.at(i));
  }
  return table;
}

// "7%" and "1234.5" as digits with six decimals.
Int128 figure(std::string text) {
  const bool percent = text.ends_with('%');
  if (percent) text.pop_back();
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits = text.substr(0, point), places = point < text.size() ? text.substr(point + 1) : "";
  places.resize(percent ? 4 : 6, '0');
  const long long value = std::stoll(digits + places);
  return value;
}

Batch::Cells cells_of(const std::vector<std::string>& texts, const json& type) {
  Batch::Cells out;
  for (const std::string& text : texts) out.nulls.push_back(text.empty() ? 1 : 0);
  if (type == "date") {
    std::vector<std::int32_t> days;
    for (const std::string& text : texts) days.push_back(text.empty() ? 0 : fenglu_v1::Day::parse(text)->number());
    out.format = "tdD";
    out.buffers = {bytes_of(days)};
  } else if (type == "flag") {
    std::vector<std::int8_t> flags;
    for (const std::string& text : texts) flags.push_back(text == "true" || text == "1" || text == "是" ? 1 : 0);
    out.format = "c";
    out.buffers = {bytes_of(flags)};
  } else if (type == "money" || type == "number" || type == "rate") {
    std::vector<Int128> figures;
    for (const std::string& text : texts) figures.push_back(text.empty() ? 0 : figure(text));
    out.format = "d:38,6";
    out.buffers = {bytes_of(figures)};
  } else {
    auto [offsets, bytes] = texts_of(texts);
    out.format = "u";
    out.buffers = {offsets, bytes};
  }
  return out;
}

// The type of a column by its id or title; null where nothing goes by it.
json type_of(const std::string& name, const json& schema) {
  for (const char* kind : {"facts", "items"}) {
    for (const auto& [id, one] : schema[kind].items()) {
      if (id == name || "ytd." + id == name || one["title"]["zh"] == name) return one["type"];
    }
  }
  return nullptr;
}

std::unique_ptr<Batch> batch_of(const Table& table, const json& schema) {
  auto out = std::make_unique<Batch>(static_cast<std::int64_t>(table.rows));
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const json type = type_of(table.header[i], schema);
    if (!type.is_null()) out->add(table.header[i], cells_of(table.columns[i], type));
  }
  return out;
}

struct Once {
  Batch* batch;
  bool given = false;
};

ArrowArrayStream stream_of(Once& once) {
  ArrowArrayStream out = {};
  out.private_data = &once;
  out.get_schema = [](ArrowArrayStream* stream, ArrowSchema* schema) {
    *schema = *static_cast<Once*>(stream->private_data)->batch->schema();
    return 0;
  };
  out.get_next = [](ArrowArrayStream* stream, ArrowArray* array) {
    Once& from = *static_cast<Once*>(stream->private_data);
    *array = {};
    if (!from.given) *array = *from.batch->array();
    from.given = true;
    return 0;
  };
  out.release = [](ArrowArrayStream* stream) { stream->release = nullptr; };
  return out;
}

std::string decimal(Int128 value, int places) {
  const bool negative = value < 0;
  auto rest = static_cast<unsigned long long>(negative ? -value : value);
  std::string out = std::to_string(rest);
  const auto room = static_cast<std::size_t>(places);
  if (out.size() <= room) out.insert(0, room + 1 - out.size(), '0');
  if (room > 0) out.insert(out.size() - room, ".");
  return (negative ? "-" : "") + out;
}

std::string cell(const ArrowSchema& field, const ArrowArray& array, std::int64_t row) {
  const std::string_view format = field.format;
  const void* values = array.buffers[1];
  if (format == "u") {
    const auto* offsets = static_cast<const std::int32_t*>(values);
    return {static_cast<const char*>(array.buffers[2]) + offsets[row],
            static_cast<std::size_t>(offsets[row + 1] - offsets[row])};
  }
  if (format == "i") return cell(*field.dictionary, *array.dictionary, static_cast<const std::int32_t*>(values)[row]);
  if (format == "b")
    return ((static_cast<const std::uint8_t*>(values)[row / 8] >> (row % 8)) & 1) != 0 ? "true" : "false";
  if (format == "tdD") return fenglu_v1::Day::from_number(static_cast<const std::int32_t*>(values)[row]).iso();
  return decimal(static_cast<const Int128*>(values)[row], std::stoi(std::string(format.substr(format.find(',') + 1))));
}

void write(const fenglu_result* result) {
  ArrowSchema schema = {};
  ArrowArray array = {};
  must(fenglu_result_to_array(result, nullptr, &schema, &array, &error));
  for (std::int64_t column = 0; column < schema.n_children; ++column) {
    std::cout << (column > 0 ? "," : "") << schema.children[column]->name;
  }
  std::cout << '\n';
  for (std::int64_t row = 0; row < array.length; ++row) {
    for (std::int64_t column = 0; column < schema.n_children; ++column) {
      std::cout << (column > 0 ? "," : "") << cell(*schema.children[column], *array.children[column], row);
    }
    std::cout << '\n';
  }
  array.release(&array);
  schema.release(&schema);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  fenglu_policy* policy = nullptr;
  fenglu_plan* plan = nullptr;
  fenglu_roster* roster = nullptr;
  fenglu_result* result = nullptr;
  char* text = nullptr;
  must(fenglu_policy_load(FENGLU_ABI_VERSION, arguments[1], nullptr, &policy, &error));
  must(fenglu_policy_schema(policy, nullptr, &text, &error));
  const json schema = json::parse(text);
  fenglu_text_free(text);
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  options.month = arguments[2];
  must(fenglu_plan_compile(policy, &options, &plan, &error));
  const std::unique_ptr<Batch> staff = batch_of(read(arguments[3]), schema);
  const std::unique_ptr<Batch> earlier = count > 4 ? batch_of(read(arguments[4]), schema) : nullptr;
  Once once{staff.get()}, before{earlier.get()};
  ArrowArrayStream stream = stream_of(once), opening = stream_of(before);
  fenglu_roster_options how = FENGLU_ROSTER_OPTIONS_INIT;
  if (earlier) how.opening_stream = &opening;
  must(fenglu_roster_from_stream(plan, &stream, &how, &roster, &error));
  must(fenglu_plan_run(plan, roster, 0, &result, &error));
  write(result);
  fenglu_result_destroy(result);
  fenglu_roster_destroy(roster);
  fenglu_plan_destroy(plan);
  fenglu_policy_destroy(policy);
  return 0;
}
