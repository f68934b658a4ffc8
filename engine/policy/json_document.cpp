#include "engine/policy/json_document.hpp"

#include <algorithm>

#include "engine/diagnostic/display_width.hpp"
#include "engine/policy/json_reading.hpp"

namespace fenglu::policy {
namespace {

std::uint32_t count_characters(std::string_view text) { return static_cast<std::uint32_t>(characters(text).size()); }

// A spreadsheet's or editor's mark of UTF-8 at the front of a file means nothing here.
std::string without_byte_order_mark(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

}  // namespace

const Json* Json::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Document::Document(std::string file, std::string text)
    : file_(std::move(file)), text_(without_byte_order_mark(std::move(text))), line_begins_{0} {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(i + 1);
  }
}

std::unique_ptr<Document> Document::parse(std::string file, std::string text, Diagnostics& out) {
  std::unique_ptr<Document> document(new Document(std::move(file), std::move(text)));
  if (!read_json(*document, document->root_, out)) return nullptr;
  return document;
}

std::size_t Document::line_of(std::size_t offset) const {
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  return static_cast<std::size_t>(after - line_begins_.begin()) - 1;
}

std::string_view Document::line(std::size_t index) const {
  const std::size_t begin = line_begins_[index];
  const std::size_t end = index + 1 < line_begins_.size() ? line_begins_[index + 1] - 1 : text_.size();
  std::string_view out = std::string_view(text_).substr(begin, end - begin);
  if (out.ends_with('\r')) out.remove_suffix(1);
  return out;
}

Place Document::place(std::size_t offset) const {
  const std::size_t index = line_of(offset);
  const std::string_view before = std::string_view(text_).substr(line_begins_[index], offset - line_begins_[index]);
  Place out;
  out.file = file_;
  out.line = static_cast<std::uint32_t>(index + 1);
  out.column = count_characters(before) + 1;
  return out;
}

Diagnostic Document::at(Code code, const Stretch& stretch, std::vector<Text> arguments) const {
  Diagnostic out{code, place(stretch.begin), std::move(arguments)};
  out.source_line = std::string(line(line_of(stretch.begin)));
  out.caret_column = out.place.column;
  const std::string_view marked = std::string_view(text_).substr(stretch.begin, stretch.length);
  out.caret_length = std::max<std::uint32_t>(1, count_characters(marked.substr(0, marked.find('\n'))));
  return out;
}

void Document::quote(Diagnostic& diagnostic) const {
  if (diagnostic.place.line == 0 || diagnostic.place.line > line_begins_.size()) return;
  const std::string_view whole = line(diagnostic.place.line - 1);
  diagnostic.source_line = std::string(whole);
  diagnostic.caret_column = diagnostic.place.column;
  const std::vector<char32_t> letters = characters(whole);
  const std::size_t begin = diagnostic.place.column - 1;
  if (begin >= letters.size() || letters[begin] != U'"') return;
  const auto end = std::find(letters.begin() + static_cast<std::ptrdiff_t>(begin) + 1, letters.end(), U'"');
  diagnostic.caret_length = static_cast<std::uint32_t>(end - letters.begin() - static_cast<std::ptrdiff_t>(begin)) + 1;
}

Diagnostic at(Code code, const Json& value, std::vector<Text> arguments) {
  return value.document->at(code, value.stretch, std::move(arguments));
}

Diagnostic at(Code code, const Json& object, const Json::Member& member, std::vector<Text> arguments) {
  return object.document->at(code, member.key_stretch, std::move(arguments));
}

Place place_of(const Json& value) { return value.document->place(value.stretch.begin); }

Place place_of(const Json& object, const Json::Member& member) {
  return object.document->place(member.key_stretch.begin);
}

Text describe(const Json& value) {
  switch (value.kind) {
    case Json::Kind::null: return {"null", "null"};
    case Json::Kind::boolean: return value.truth ? "true" : "false";
    case Json::Kind::number: return {"数字 " + value.text, "the number " + value.text};
    case Json::Kind::string: return "\"" + value.text + "\"";
    case Json::Kind::array: return {"数组", "an array"};
    case Json::Kind::object: return {"对象", "an object"};
  }
  return {};
}

}  // namespace fenglu::policy
