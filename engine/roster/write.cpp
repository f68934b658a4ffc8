#include "engine/roster/write.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/roster/block_writer.hpp"
#include "engine/roster/lane.hpp"
#include "engine/roster/spreadsheet.hpp"

namespace fenglu::roster {
namespace {

constexpr std::size_t rows_at_once = 64;

// Eight digits of which the leading zeros are left away, and what stands behind them: ".07,".
char* put_amount(std::uint64_t digits, std::uint32_t tail, char* at) {
  constexpr std::uint64_t zeros = 0x3030303030303030, last_digit = std::uint64_t{1} << 56;
  const int leading = std::countr_zero(digits | last_digit) & ~7;
  const std::uint64_t written = (digits | zeros) >> leading;
  std::memcpy(at, &written, sizeof written);
  at += 8 - leading / 8;
  std::memcpy(at, &tail, sizeof tail);
  return at + sizeof tail;
}

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
    : table_(table),
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
    case policy::Unit::text: return append_text(table_.texts.at(static_cast<std::size_t>(lane)), ',', out);
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

// The amounts of some rows, column by column, made into digits before the rows are written.
struct ResultWriter::Amounts {
  static constexpr std::size_t stride = rows_at_once + 8;
  std::vector<std::uint64_t> digits;
  std::vector<std::uint32_t> tails;
  std::vector<std::uint8_t> is_whole;  // of each column: amounts, all of which have digits
};

void ResultWriter::prepare_amounts(std::size_t begin, std::size_t end, Amounts& amounts) const {
  amounts.digits.resize(fields_.size() * Amounts::stride);
  amounts.tails.resize(fields_.size() * Amounts::stride);
  amounts.is_whole.assign(fields_.size(), 0);
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (!fields_[i].is_amount) continue;
    const AmountText out{amounts.digits.data() + i * Amounts::stride, amounts.tails.data() + i * Amounts::stride};
    kernels_.write_amounts(fields_[i].lanes + begin, end - begin, out);
    const std::uint64_t* const last = out.digits + (end - begin);
    amounts.is_whole[i] = std::find(static_cast<const std::uint64_t*>(out.digits), last, unwritten) == last ? 1 : 0;
  }
}

// Numbers, nearly all there is, are written one behind the other into a line of fixed room and appended together.
void ResultWriter::format_row(std::size_t row, std::size_t in_amounts, const Amounts& amounts, std::vector<char>& line,
                              std::string& out) const {
  append_text(table_.keys[row], ',', out);
  char* at = line.data();
  *at++ = ',';
  const std::size_t columns = fields_.size();
  std::size_t place = in_amounts;
  for (std::size_t i = 0; i < columns; ++i, place += Amounts::stride) {
    if (amounts.is_whole[i] != 0) {
      at = put_amount(amounts.digits[place], amounts.tails[place], at);
      continue;
    }
    const Field& field = fields_[i];
    if (field.is_amount && amounts.digits[place] != unwritten) {
      at = put_amount(amounts.digits[place], amounts.tails[place], at);
      continue;
    }
    if (field.type.is_numeric()) {
      at = write_decimal(field.lanes[row], field.decimals, at);
    } else {
      out.append(line.data(), at);
      at = line.data();
      format_other(field, field.lanes[row], out);
    }
    *at++ = ',';
  }
  at[-1] = '\n';
  out.append(line.data(), at);
}

void ResultWriter::format_rows(std::size_t begin, std::size_t end, std::string& out) const {
  std::vector<char> line((fields_.size() + 2) * (lane_room + 1));
  Amounts amounts;
  for (std::size_t first = begin; first < end; first += rows_at_once) {
    const std::size_t last = std::min(first + rows_at_once, end);
    prepare_amounts(first, last, amounts);
    for_kept_rows(first, last, options_.left_out,
                  [&](std::size_t row) { format_row(row, row - first, amounts, line, out); });
  }
}

std::optional<Diagnostic> ResultWriter::write(const Sink& sink) const {
  BlockWriter blocks(options_.encoding, sink);
  blocks.block() += header();
  for (std::size_t row = 0; row < table_.rows; row += rows_at_once) {
    format_rows(row, std::min(row + rows_at_once, table_.rows), blocks.block());
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
