// Document: a delimited text file, decoded, its dialect found out; records with the row that a spreadsheet would show.
//
// What it is not: it knows no policy. Cells are text, as they stand between the separators, quotes taken off.
// Example:
//     Result<Document> document = Document::open(bytes, "staff.csv");
//     Cursor cursor = document->records();
//     for (Record record; cursor.next(record);) use(record.row, record.cells);
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic/result.hpp"
#include "engine/roster/encoding.hpp"
#include "engine/roster/file_text.hpp"
#include "engine/roster/text_kernels.hpp"

namespace fenglu::roster {

struct OpenOptions {
  Encoding encoding = Encoding::automatic;
  // Of a large file the beginning is looked at, and the rest is taken to be like it: UTF-8, without quotes, lines that
  // end in a line feed. Who reads on asks bears_out() of each stretch, and opens it as a whole where one doesn't.
  bool on_trust = false;
};

// A stretch of the document's text.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// One record. The views are valid until the cursor moves on, and only as long as the document lives.
struct Record {
  std::uint64_t row = 0;                // the header is row 1; a quoted line break counts no row
  Extent extent;                        // as it came, without the line end
  std::vector<std::string_view> cells;  // quotes taken off; blanks still around
  std::deque<std::string> unquoted;     // where a doubled quote had to be undone
  // Nothing but blanks (full-width too) in every cell.
  bool is_empty() const;
};

class Document;

// Walks over the records behind the header. A record may be cut short or long: the reader judges that. Quotes were
// checked when the document was opened.
class Cursor {
 public:
  explicit Cursor(const Document& document);
  // False at the end. Rows that are empty to the end of the file are passed over.
  bool next(Record& record);

 private:
  friend class Document;
  friend Place place_behind(std::string_view text, const std::string& name);
  Cursor(std::string_view text, std::size_t position, std::size_t end, std::uint64_t row, char separator, bool plain);
  std::string_view text_;
  std::size_t position_;
  std::uint64_t row_;  // of the next record
  char separator_;
  bool plain_;  // not a quote in it
};

class Document {
 public:
  // `name` is what messages call it: the path, or "-".
  // Errors: those of decode; quotes (a quote that isn't closed, text behind a closing one, a quote in the middle of a
  // cell), no-header.
  static Result<Document> open(std::string bytes, std::string name, const OpenOptions& options = {});
  // The same; well-formed UTF-8 is left where it is.
  static Result<Document> open(const FileText& file, std::string name, const OpenOptions& options = {});

  const std::string& name() const { return name_; }
  const std::vector<std::string>& header() const { return header_; }  // trimmed
  std::string_view raw_header() const { return raw({0, header_end_}); }
  char separator() const { return separator_; }  // ',', ';' or '\t'
  const std::string& encoding() const { return encoding_; }
  std::string_view text() const { return text_; }
  std::string_view raw(Extent extent) const { return text().substr(extent.begin, extent.end - extent.begin); }
  Cursor records() const { return Cursor(*this); }
  // The records of a stretch that begins and ends at the beginning of one; the first of them is `row`.
  Cursor records(Extent extent, std::uint64_t row) const;
  Extent body() const { return {body_, content_end_}; }  // what records() walks over
  bool is_plain() const { return plain_; }               // not a quote in it
  // Every line ends in a line feed: no carriage return without one.
  bool has_lines() const { return has_lines_; }
  const FileText& file() const { return file_; }
  // Whether only the beginning was looked at; never where that holds any surprise, or is all there is.
  bool is_on_trust() const { return on_trust_; }
  // Whether a stretch that ends behind a line is as the beginning let expect: with all of them, the document is what it
  // would have been as a whole.
  bool bears_out(Extent extent) const;
  // "row 7, column 身份证号": the place of a cell; a column beyond the header has its number.
  Place place(std::uint64_t row, std::size_t column) const;
  Place place(std::uint64_t row) const;

 private:
  friend class Cursor;
  Document() = default;
  static std::optional<Document> open_on_trust(const FileText& file, const std::string& name, Encoding encoding);
  static Result<Document> open_where_it_is(const FileText& file, std::string name, const TextScan& scan);
  static Result<Document> open_decoded(Document document, const TextScan& scan);
  bool read_header();
  void find_content_end();
  FileText file_;  // shared: copies and moves leave it where it is
  std::string_view text_;
  std::string name_;
  std::string encoding_;
  std::vector<std::string> header_;
  std::size_t header_end_ = 0;   // without the line end
  std::size_t body_ = 0;         // where the records begin
  std::size_t content_end_ = 0;  // behind it only empty rows
  char separator_ = ',';
  bool plain_ = true;
  bool has_lines_ = true;
  bool on_trust_ = false;
  bool is_surely_utf8_ = false;  // by its mark, or by characters that nothing else would write so
};

// The place of the cell that a text ends in: row and column are counted, quotes and line breaks seen to.
Place place_behind(std::string_view text, const std::string& name);

}  // namespace fenglu::roster
