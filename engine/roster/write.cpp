#include "engine/roster/write.hpp"

#include <algorithm>
#include <cstring>

#include "engine/roster/block_writer.hpp"
#include "engine/roster/lane.hpp"
#include "engine/roster/spreadsheet.hpp"

namespace fenglu::roster {
namespace {

constexpr std::size_t rows_at_once = 32;

std::string titled(const std::string& id, const Text& title, Headers headers) {
  switch (headers) {
    case Headers::id: return id;
    case Headers::zh: return title.zh.empty() ? id : title.zh;
    case Headers::en: return title.en.empty() ? id : title.en;
  }
  return id;
}

const policy::Sheet& sheet_of(const plan::Plan& plan) {
  return plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
}

std::string key_header(const policy::Sheet& sheet, Headers headers) {
  const policy::Fact& key = sheet.facts[static_cast<std::size_t>(sheet.key_fact())];
  return titled(key.id, key.title, headers);
}

}  // namespace

const std::vector<std::int64_t>& lanes_of(const plan::Plan& plan, const run::Results& results, int item) {
  const auto at = std::find(plan.items.begin(), plan.items.end(), item) - plan.items.begin();
  return results.columns.at(static_cast<std::size_t>(at));
}

void append_cell(std::string_view cell, char separator, std::string& out) {
  const auto is_special = [separator](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; };
  if (std::none_of(cell.begin(), cell.end(), is_special)) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    out += c;
    if (c == '"') out += c;
  }
  out += '"';
}

void append_text(std::string_view text, char separator, std::string& out) {
  if (needs_guard(text)) return append_cell(std::string("'").append(text), separator, out);
  append_cell(text, separator, out);
}

ResultWriter::ResultWriter(const plan::Plan& plan, const run::Table& table, const run::Results& results,
                           WriteOptions options)
    : plan_(plan),
      table_(table),
      kernels_(text_kernels()),
      options_(std::move(options)),
      key_title_(key_header(sheet_of(plan), options_.headers)) {
  for (const int index : options_.items.empty() ? plan.items : options_.items) {
    const policy::Item& item = sheet_of(plan).items[static_cast<std::size_t>(index)];
    const bool in_category = item.type.unit == policy::Unit::category;
    const int decimals = item.type.unit == policy::Unit::money ? 2 : item.decimals;
    fields_.push_back({item.type, decimals, item.type.is_numeric() && decimals == 2,
                       lanes_of(plan, results, index).data(),
                       in_category ? &plan.policy->categories[static_cast<std::size_t>(item.type.category)] : nullptr,
                       titled(item.id, item.title, options_.headers)});
  }
}

std::string ResultWriter::header() const {
  std::string out;
  append_text(key_title_, ',', out);
  for (const Field& field : fields_) {
    out += ',';
    append_text(field.title, ',', out);
  }
  return out += '\n';
}

void ResultWriter::format_other(const Field& field, std::int64_t lane, std::string& out) const {
  switch (field.type.unit) {
    case policy::Unit::text: return append_text(run::text_of(plan_, table_, lane), ',', out);
    case policy::Unit::category:
      return append_text(field.category->members.at(static_cast<std::size_t>(lane)).id, ',', out);
    case policy::Unit::money:
    case policy::Unit::number:
    case policy::Unit::rate:
    case policy::Unit::flag:
    case policy::Unit::date:
    case policy::Unit::month:
    case policy::Unit::brackets:
    case policy::Unit::rounding: return append_lane(lane, field.type, field.decimals, nullptr, out);
  }
}

// The amounts of some rows, column by column, made into text before the rows are written. A column's fields are a line
// of the cache more than its rows, so that a row's don't all fall on the same places of it.
struct ResultWriter::Amounts {
  static constexpr std::size_t stride = rows_at_once + 4;
  // Columns beside one another, all of whose amounts have a text; or one that isn't like that.
  struct Stretch {
    std::size_t first = 0;
    std::size_t columns = 0;
    bool is_whole = false;
  };
  explicit Amounts(std::size_t columns)
      : fields(columns * stride * field_bytes + field_bytes), lengths(columns * stride + 16) {}
  void add(std::size_t column, bool is_whole) {
    if (is_whole && !stretches.empty() && stretches.back().is_whole) {
      ++stretches.back().columns;
    } else {
      stretches.push_back({column, 1, is_whole});
    }
  }
  std::vector<char> fields;
  std::vector<std::uint8_t> lengths;
  std::vector<Stretch> stretches;
};

namespace {

// The amounts of a row, `columns` of them, to `at`; what lies behind the end of each is overwritten by the next.
inline char* put_amounts(const char* fields, const std::uint8_t* lengths, std::size_t stride, std::size_t columns,
                         char* at) {
  for (; columns > 0; --columns, fields += stride * field_bytes, lengths += stride) {
    const std::size_t length = *lengths;
    std::memcpy(at, fields + field_bytes - length, field_bytes);
    at += length;
  }
  return at;
}

}  // namespace

void ResultWriter::prepare_amounts(std::size_t begin, std::size_t end, Amounts& amounts) const {
  amounts.stretches.clear();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const std::size_t place = i * Amounts::stride;
    const AmountText out{amounts.fields.data() + place * field_bytes, amounts.lengths.data() + place};
    amounts.add(i, fields_[i].is_amount && kernels_.write_amounts(fields_[i].lanes + begin, end - begin, out));
  }
}

// Numbers, nearly all there is, are written one behind the other, each with the comma behind it.
void ResultWriter::format_row(std::size_t row, std::size_t in_amounts, const Amounts& amounts, TextBuffer& out) const {
  append_key(table_.keys[row], out);
  for (const Amounts::Stretch& stretch : amounts.stretches) {
    char* const at = out.room(stretch.columns * lane_room + 1);
    const std::size_t place = stretch.first * Amounts::stride + in_amounts;
    if (stretch.is_whole) {
      out.end_at(put_amounts(amounts.fields.data() + place * field_bytes, amounts.lengths.data() + place,
                             Amounts::stride, stretch.columns, at));
      continue;
    }
    const Field& field = fields_[stretch.first];
    if (field.type.is_numeric()) {
      char* const end = write_decimal(field.lanes[row], field.decimals, at);
      *end = ',';
      out.end_at(end + 1);
    } else {
      std::string text;
      format_other(field, field.lanes[row], text);
      text += ',';
      out.append(text);
    }
  }
  out.room(0)[-1] = '\n';
}

void ResultWriter::append_key(std::string_view key, TextBuffer& out) {
  if (is_plain_name(key)) {
    char* const at = out.room(key.size() + 1);
    std::memcpy(at, key.data(), key.size());
    at[key.size()] = ',';
    return out.end_at(at + key.size() + 1);
  }
  std::string text;
  append_text(key, ',', text);
  out.append(text += ',');
}

void ResultWriter::format_rows(std::size_t begin, std::size_t end, TextBuffer& out) const {
  Amounts amounts(fields_.size());
  for (std::size_t first = begin; first < end; first += rows_at_once) {
    const std::size_t last = std::min(first + rows_at_once, end);
    prepare_amounts(first, last, amounts);
    for_kept_rows(first, last, options_.left_out, [&](std::size_t row) { format_row(row, row - first, amounts, out); });
  }
}

std::optional<Diagnostic> ResultWriter::write(const Sink& sink) const {
  BlockWriter blocks(options_.encoding, sink);
  blocks.block() += header();
  for (std::size_t row = 0; row < table_.rows; row += rows_at_once) {
    TextBuffer rows;
    format_rows(row, std::min(row + rows_at_once, table_.rows), rows);
    blocks.block() += rows.text();
  }
  return blocks.finish();
}

std::optional<Diagnostic> write_rejected(const Document& document, const std::vector<Rejected>& rejected,
                                         Encoding encoding, const Sink& sink) {
  BlockWriter blocks(encoding, sink);
  const char separator = document.separator();
  blocks.block() += std::string(document.raw_header()) + separator + "reason\n";
  for (const Rejected& row : rejected) {
    std::string& out = blocks.block();
    out += document.raw(row.raw);
    // A row that was cut short is filled up, so that the reason stands in its own column.
    out.append(1 + document.header().size() - std::min(row.cells, document.header().size()), separator);
    append_text(row.reason, separator, out);
    out += '\n';
  }
  return blocks.finish();
}

std::optional<Diagnostic> write_template(const policy::Sheet& sheet, Headers headers, Encoding encoding,
                                         const Sink& sink) {
  BlockWriter blocks(encoding, sink);
  std::string line;
  const auto append = [&](const policy::Fact& fact) {
    if (!line.empty()) line += ',';
    append_text(titled(fact.id, fact.title, headers), ',', line);
  };
  const auto is_due = [](const policy::Fact& fact) { return fact.key || fact.required; };
  for (const policy::Fact& fact : sheet.facts) {
    if (is_due(fact)) append(fact);
  }
  for (const policy::Fact& fact : sheet.facts) {
    if (!is_due(fact)) append(fact);
  }
  blocks.block() += line + '\n';
  return blocks.finish();
}

}  // namespace fenglu::roster
