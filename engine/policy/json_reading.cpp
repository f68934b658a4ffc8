#include "engine/policy/json_reading.hpp"

#include <nlohmann/json.hpp>

#include "engine/diagnostic/code.hpp"

namespace fenglu::policy {
namespace {

// No table nests deeper than a handful of levels; a file that does is broken, and would use up the stack.
constexpr std::size_t deepest = 64;
const Text too_deep{"超过 64 层的嵌套", "nesting over 64 levels deep"};

constexpr std::string_view blanks = " \t\r\n";

// Follows the events through the text: each event's token begins at the first character that isn't a blank or a
// separator. It may trust the text, for the parser has just accepted the token.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  std::size_t position() const { return position_; }

  Stretch bracket() { return take(skip_separators(), 1); }
  Stretch string() {
    const std::size_t begin = skip_separators();
    std::size_t end = begin + 1;
    while (text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    return take(begin, end + 1 - begin);
  }
  // A number, true, false or null: up to the next blank, separator or bracket.
  Stretch word() {
    const std::size_t begin = skip_separators();
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:]}", begin), text_.size());
    return take(begin, end - begin);
  }

 private:
  std::size_t skip_separators() { return std::min(text_.find_first_not_of(" \t\r\n,:", position_), text_.size()); }
  Stretch take(std::size_t begin, std::size_t length) {
    position_ = begin + length;
    return {begin, length};
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

// What may come where a syntax error was found: the state of the grammar after the last good token.
enum class After : std::uint8_t { nothing, opening, key, value, whole };

class Reader {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using binary_t = nlohmann::json::binary_t;

  Reader(const Document& document, Json& root, Diagnostics& out)
      : document_(document), root_(root), out_(out), cursor_(document.text()) {}

  bool null() { return word(Json::Kind::null); }
  bool boolean(bool truth) {
    Json& value = place(Json::Kind::boolean, cursor_.word());
    value.truth = truth;
    return finished();
  }
  bool number_integer(number_integer_t) { return word(Json::Kind::number); }
  bool number_unsigned(number_unsigned_t) { return word(Json::Kind::number); }
  // A whole number too long for 64 bits arrives here as well; only its text counts, so it is as good as any.
  bool number_float(number_float_t, const std::string&) {
    const Stretch stretch = cursor_.word();
    const std::string_view written = document_.text().substr(stretch.begin, stretch.length);
    if (written.find_first_of(".eE") != std::string_view::npos) {
      out_.add(document_.at(Code::json_float, stretch, {written}));
    }
    place(Json::Kind::number, stretch).text = written;
    return finished();
  }
  bool string(std::string& text) {
    place(Json::Kind::string, cursor_.string()).text = std::move(text);
    return finished();
  }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Json::Kind::object); }
  bool start_array(std::size_t) { return open(Json::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    const Stretch stretch = cursor_.string();
    for (const Json::Member& earlier : open_.back()->members) {
      if (earlier.key != name) continue;
      const std::string line = std::to_string(document_.place(earlier.key_stretch.begin).line);
      out_.add(document_.at(Code::duplicate_key, stretch, {name, line}));
    }
    open_.back()->members.push_back({std::move(name), stretch, {}});
    after_ = After::key;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) {
    const std::size_t begin = where_it_breaks();
    const bool is_string = begin < document_.text().size() && document_.text()[begin] == '"';
    if (is_string && string_may_stand_)
      expected_ = {"在本行内结束、转义正确的字符串", "a string that ends on its line, escaped as JSON asks"};
    out_.add(document_.at(Code::json_syntax, {begin, found(begin).size()}, {found_text(begin), expected_}));
    return false;
  }

  // The parser takes a NUL for the end of the text.
  bool is_at_the_end() {
    const std::size_t begin = where_it_breaks();
    if (begin == document_.text().size()) return true;
    out_.add(document_.at(Code::json_syntax, {begin, 1}, {found_text(begin), expected_}));
    return false;
  }

 private:
  bool word(Json::Kind kind) {
    const Stretch stretch = cursor_.word();
    Json& value = place(kind, stretch);
    if (kind == Json::Kind::number) value.text = document_.text().substr(stretch.begin, stretch.length);
    return finished();
  }

  Json& place(Json::Kind kind, const Stretch& stretch) {
    Json* value = &root_;
    if (!open_.empty() && open_.back()->kind == Json::Kind::object) {
      value = &open_.back()->members.back().value;
    } else if (!open_.empty()) {
      value = &open_.back()->elements.emplace_back();
    }
    value->kind = kind;
    value->document = &document_;
    value->stretch = stretch;
    return *value;
  }

  bool open(Json::Kind kind) {
    if (open_.size() == deepest) {
      out_.add(document_.at(Code::json_syntax, cursor_.bracket(), {too_deep, Text{"较浅的嵌套", "flatter nesting"}}));
      return false;
    }
    open_.push_back(&place(kind, cursor_.bracket()));
    after_ = After::opening;
    return true;
  }
  bool close() {
    cursor_.bracket();
    open_.pop_back();
    return finished();
  }
  bool finished() {
    after_ = open_.empty() ? After::whole : After::value;
    return true;
  }

  std::size_t skip_blanks(std::size_t from) const {
    return std::min(document_.text().find_first_not_of(blanks, from), document_.text().size());
  }

  // The first character that the grammar doesn't allow, and in expected_ what it allows there.
  std::size_t where_it_breaks() {
    const std::string_view text = document_.text();
    std::size_t at = skip_blanks(cursor_.position());
    const auto passes = [&](char separator) {
      const bool there = at < text.size() && text[at] == separator;
      if (there) at = skip_blanks(at + 1);
      return there;
    };
    const bool in_object = !open_.empty() && open_.back()->kind == Json::Kind::object;
    const Text a_value{"一个值", "a value"};
    const Text a_key{"加引号的键", "a key in quotes"};
    string_may_stand_ = true;
    switch (after_) {
      case After::nothing: expected_ = a_value; break;
      case After::opening:
        expected_ = in_object ? Text{"加引号的键或 }", "a key in quotes or }"} : Text{"一个值或 ]", "a value or ]"};
        break;
      case After::key:
        string_may_stand_ = passes(':');
        expected_ = string_may_stand_ ? a_value : Text(":");
        break;
      case After::value:
        string_may_stand_ = passes(',');
        if (string_may_stand_) {
          expected_ = in_object ? a_key : a_value;
        } else {
          expected_ = in_object ? Text{", 或 }", ", or }"} : Text{", 或 ]", ", or ]"};
        }
        break;
      case After::whole:
        string_may_stand_ = false;
        expected_ = {"文件结束", "the end of the file"};
        break;
    }
    return at;
  }

  // The broken token, to its end or that of its line.
  std::string_view found(std::size_t begin) const {
    const std::string_view rest = document_.text().substr(begin);
    if (rest.empty()) return rest;
    if (rest.front() == '"') {
      const std::string_view on_line = rest.substr(0, rest.find_first_of("\r\n"));
      const std::size_t close = on_line.find('"', 1);
      return string_may_stand_ || close == std::string_view::npos ? on_line : on_line.substr(0, close + 1);
    }
    const std::size_t end = rest.find_first_of(" \t\r\n,:[]{}\"", 1);
    constexpr std::string_view punctuation = ",:[]{}";
    return rest.substr(0, punctuation.find(rest.front()) != std::string_view::npos ? 1 : end);
  }
  Text found_text(std::size_t begin) const {
    const std::string_view token = found(begin);
    if (token.empty()) return {"文件结束", "the end of the file"};
    if (token.front() == '\0') return {"字符 NUL", "a NUL character"};
    return token;
  }

  const Document& document_;
  Json& root_;
  Diagnostics& out_;
  Cursor cursor_;
  std::vector<Json*> open_;
  After after_ = After::nothing;
  bool string_may_stand_ = true;
  Text expected_;
};

}  // namespace

bool read_json(const Document& document, Json& root, Diagnostics& out) {
  Reader reader(document, root, out);
  return nlohmann::json::sax_parse(document.text().begin(), document.text().end(), &reader) && reader.is_at_the_end();
}

}  // namespace fenglu::policy
