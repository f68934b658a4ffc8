#include "engine/roster/document.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/dialect.hpp"
#include "engine/roster/fold.hpp"
#include "engine/roster/text_kernels.hpp"

namespace fenglu::roster {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

bool is_blank(std::string_view text) { return trim(text).empty(); }

std::size_t behind_line_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return at;
  return text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? at + 2 : at + 1;
}

// What stands between the quotes, doubled ones undone.
std::string_view unquote(std::string_view quoted, std::deque<std::string>& store) {
  const std::string_view inside = quoted.substr(1, quoted.size() - 2);
  if (inside.find('"') == std::string_view::npos) return inside;
  std::string& out = store.emplace_back();
  for (std::size_t at = 0; at < inside.size(); ++at) {
    out += inside[at];
    if (inside[at] == '"') ++at;
  }
  return out;
}

// Where the line that ends at `end` begins.
std::size_t line_start(std::string_view text, std::size_t end) {
  while (end > 0 && !is_line_end(text[end - 1])) --end;
  return end;
}

std::size_t before_line_end(std::string_view text, std::size_t at) {
  if (at > 0 && text[at - 1] == '\n') --at;
  if (at > 0 && text[at - 1] == '\r') --at;
  return at;
}

// Cut behind line ends, so that no character and no pair of return and line feed is cut; what was looked at of a large
// file needn't stay in memory.
TextScan scan_in_pieces(const FileText& file) {
  constexpr std::size_t piece = std::size_t{1} << 24;
  const std::string_view text = file.bytes();
  TextScan all{.utf8 = true};
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.size();
    if (end - begin > piece) end = std::min(text.find('\n', begin + piece), end - 1) + 1;
    const TextScan one = text_kernels().scan(text.data() + begin, end - begin);
    all.utf8 = all.utf8 && one.utf8;
    all.wide = all.wide || one.wide;
    all.narrow = all.narrow || one.narrow;
    all.zero = all.zero || one.zero;
    all.quote = all.quote || one.quote;
    all.bare_return = all.bare_return || one.bare_return;
    if (text.size() > 4 * piece) file.pass_over(begin, end);
    begin = end;
  }
  return all;
}

// Whether decode() would hand the bytes back as they are, without a word: UTF-8 that can't be taken for anything else.
bool is_text_as_it_is(std::string_view bytes, const TextScan& scan, Encoding encoding) {
  const bool marked = bytes.starts_with(utf8_mark);
  const bool ambiguous = !marked && scan.narrow && !scan.wide;
  return scan.utf8 && !scan.zero && !ambiguous && (marked || encoding != Encoding::gb18030) && !bytes.starts_with("PK");
}

std::string header_name(const std::vector<std::string>& header, std::size_t column) {
  const bool named = column < header.size() && !header[column].empty();
  return named ? header[column] : std::to_string(column + 1);
}

}  // namespace

bool Record::is_empty() const { return std::all_of(cells.begin(), cells.end(), is_blank); }

Cursor::Cursor(std::string_view text, std::size_t position, std::size_t end, std::uint64_t row, char separator,
               bool plain)
    : text_(text.substr(0, end)), position_(position), row_(row), separator_(separator), plain_(plain) {}

Cursor::Cursor(const Document& document)
    : Cursor(document.text(), document.body_, document.content_end_, 2, document.separator_, document.plain_) {}

bool Cursor::next(Record& record) {
  if (position_ >= text_.size()) return false;
  record.row = row_++;
  record.extent.begin = position_;
  record.cells.clear();
  if (!record.unquoted.empty()) record.unquoted.clear();
  for (std::size_t at = position_;; ++at) {
    const bool quoted = !plain_ && at < text_.size() && text_[at] == '"';
    const std::size_t end =
        std::min(quoted ? behind_quotes(text_, at) : find_break(text_, at, separator_), text_.size());
    const std::string_view cell = text_.substr(at, end - at);
    record.cells.push_back(quoted && cell.size() >= 2 ? unquote(cell, record.unquoted) : cell);
    at = end;
    if (at < text_.size() && text_[at] == separator_) continue;
    record.extent.end = at;
    position_ = behind_line_end(text_, at);
    return true;
  }
}

Cursor Document::records(Extent extent, std::uint64_t row) const {
  return {text(), extent.begin, extent.end, row, separator_, plain_};
}

Result<Document> Document::open(std::string bytes, std::string name, const OpenOptions& options) {
  Result<Decoded> decoded = decode(std::move(bytes), name, options.encoding);
  if (!decoded) return std::move(decoded.diagnostics());
  Document document;
  document.file_ = FileText(std::move(decoded->text));
  document.text_ = document.file_.bytes();
  document.name_ = std::move(name);
  document.encoding_ = std::move(decoded->encoding);
  const TextScan scan = scan_in_pieces(document.file_);
  Result<Document> opened = open_decoded(std::move(document), scan);
  if (!opened) return opened;
  return {std::move(*opened), std::move(decoded.diagnostics())};
}

Result<Document> Document::open(const FileText& file, std::string name, const OpenOptions& options) {
  if (options.on_trust) {
    if (auto document = open_on_trust(file, name, options.encoding)) return std::move(*document);
  }
  const TextScan scan = scan_in_pieces(file);
  if (!is_text_as_it_is(file.bytes(), scan, options.encoding)) {
    return open(std::string(file.bytes()), std::move(name), options);
  }
  return open_where_it_is(file, std::move(name), scan);
}

std::optional<Document> Document::open_on_trust(const FileText& file, const std::string& name, Encoding encoding) {
  constexpr std::size_t beginning = std::size_t{1} << 20;
  const std::string_view text = file.bytes();
  if (text.size() < 2 * beginning) return std::nullopt;
  const std::size_t end = text.find('\n', beginning);
  if (end == std::string_view::npos) return std::nullopt;
  const TextScan scan = text_kernels().scan(text.data(), end + 1);
  if (!is_text_as_it_is(text, scan, encoding) || scan.quote || scan.bare_return) return std::nullopt;
  Result<Document> document = open_where_it_is(file, name, scan);
  if (!document) return std::nullopt;
  document->on_trust_ = true;
  document->is_surely_utf8_ = scan.wide || text.starts_with(utf8_mark);
  // What stands behind the last record is read by nobody.
  if (!document->bears_out({document->content_end_, document->text().size()})) return std::nullopt;
  return std::move(*document);
}

bool Document::bears_out(Extent extent) const {
  const TextScan scan = text_kernels().scan(text().data() + extent.begin, extent.end - extent.begin);
  const bool is_utf8 = scan.utf8 && (is_surely_utf8_ || (!scan.narrow && !scan.wide));
  return is_utf8 && !scan.zero && !scan.quote && !scan.bare_return;
}

Result<Document> Document::open_where_it_is(const FileText& file, std::string name, const TextScan& scan) {
  Document document;
  document.file_ = file;
  document.text_ = file.bytes();
  if (document.text_.starts_with(utf8_mark)) document.text_.remove_prefix(utf8_mark.size());
  document.name_ = std::move(name);
  document.encoding_ = "UTF-8";
  return open_decoded(std::move(document), scan);
}

Result<Document> Document::open_decoded(Document document, const TextScan& scan) {
  document.separator_ = find_separator(document.text());
  document.plain_ = !scan.quote;
  document.has_lines_ = !scan.bare_return;
  const auto fault = document.plain_ ? std::nullopt : find_quote_fault(document.text(), document.separator_);
  if (fault) {
    return Diagnostic{
        Code::quotes, place_behind(document.text().substr(0, fault->position), document.name_), {fault->what}};
  }
  if (!document.read_header()) return Diagnostic{Code::no_header, {.file = document.name_, .row = 1}, {}};
  document.find_content_end();
  return document;
}

bool Document::read_header() {
  Cursor cursor(text(), 0, text().size(), 1, separator_, plain_);
  Record record;
  if (!cursor.next(record) || record.is_empty()) return false;
  for (const std::string_view cell : record.cells) header_.emplace_back(trim(cell));
  header_end_ = record.extent.end;
  body_ = cursor.position_;
  return true;
}

// Line by line from the end, as long as a line is nothing but an empty record. A line that lies inside a quoted cell
// and ends the file holds an odd number of quotes, so it is never taken for one.
void Document::find_content_end() {
  content_end_ = text().size();
  Record record;
  for (std::size_t end = content_end_; end > body_;) {
    const std::size_t stop = before_line_end(text(), end);
    const std::size_t start = std::max(line_start(text(), stop), body_);
    const std::string_view line = text().substr(start, stop - start);
    if (std::count(line.begin(), line.end(), '"') % 2 != 0) break;
    Cursor cursor(text(), start, stop, 1, separator_, plain_);
    if (start < stop && cursor.next(record) && !record.is_empty()) break;
    content_end_ = end = start;
  }
}

Place Document::place(std::uint64_t row) const { return {.file = name_, .row = row}; }

Place Document::place(std::uint64_t row, std::size_t column) const {
  return {.file = name_, .row = row, .cell = header_name(header_, column)};
}

Place place_behind(std::string_view text, const std::string& name) {
  const char separator = find_separator(text);
  // A blank stands for the cell that begins here, so that there is one.
  const std::string begun = std::string(text) + " ";
  Cursor cursor(begun, 0, begun.size(), 1, separator, text.find('"') == std::string_view::npos);
  std::vector<std::string> header;
  Record record;
  while (cursor.next(record)) {
    if (record.row > 1) continue;
    for (const std::string_view cell : record.cells) header.emplace_back(trim(cell));
  }
  if (record.row == 1) return {.file = name, .row = 1, .cell = std::to_string(record.cells.size())};
  return {.file = name, .row = record.row, .cell = header_name(header, record.cells.size() - 1)};
}

}  // namespace fenglu::roster
