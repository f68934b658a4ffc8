// A JSON file with the place of every key and value: read by SAX, so that numbers keep their text and a key that stands
// twice is seen.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/diagnostic/result.hpp"

namespace fenglu::policy {

class Document;

// A stretch of a document, in bytes.
struct Stretch {
  std::size_t begin = 0;
  std::size_t length = 0;
};

struct Json {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  struct Member;
  Kind kind = Kind::null;
  bool truth = false;           // of a boolean
  std::string text;             // of a string; of a number, as it is written
  std::vector<Json> elements;   // of an array
  std::vector<Member> members;  // of an object, in the order of the file
  const Document* document = nullptr;
  Stretch stretch;                               // of an array or object: its opening bracket
  const Json* find(std::string_view key) const;  // null where the object has no such key
};

struct Json::Member {
  std::string key;
  Stretch key_stretch;
  Json value;
};

// The values point into their document, so it never moves.
class Document {
 public:
  // Mistakes: json-syntax (nothing is read then), duplicate-key, json-float. `file` is the path to show.
  static std::unique_ptr<Document> parse(std::string file, std::string text, Diagnostics& out);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  const Json& root() const { return root_; }
  const std::string& file() const { return file_; }
  std::string_view text() const { return text_; }
  // Line and column from 1; columns count characters.
  Place place(std::size_t offset) const;
  Diagnostic at(Code code, const Stretch& stretch, std::vector<Text> arguments) const;
  // Shows the line under a diagnostic whose place is in this document, and marks the token that stands there.
  void quote(Diagnostic& diagnostic) const;

 private:
  Document(std::string file, std::string text);
  std::size_t line_of(std::size_t offset) const;  // from 0
  std::string_view line(std::size_t index) const;

  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_begins_;
  Json root_;
};

// A diagnostic at a value, or at the key of a member.
Diagnostic at(Code code, const Json& value, std::vector<Text> arguments);
Diagnostic at(Code code, const Json& object, const Json::Member& member, std::vector<Text> arguments);
Place place_of(const Json& value);
Place place_of(const Json& object, const Json::Member& member);
// "a number", "an object": what was found.
Text describe(const Json& value);

}  // namespace fenglu::policy
