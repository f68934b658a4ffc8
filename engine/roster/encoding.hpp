// Encodings of rosters and results, by the C library's iconv. Inside, all text is UTF-8 without a byte order mark.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/diagnostic/result.hpp"

namespace fenglu::roster {

enum class Encoding : std::uint8_t { automatic, utf8, utf8_bom, gb18030 };

// "utf-8", "utf-8-bom", "gb18030" as --encoding spells them; nothing for anything else.
std::optional<Encoding> parse_encoding(std::string_view word);

// Bytes to UTF-8 without a mark. `automatic`: a byte order mark decides (UTF-8, UTF-16 either way round, as a
// spreadsheet's "Unicode text" has it), else UTF-8 where the bytes are valid, else GB18030. Under utf8, utf8_bom and
// gb18030 a UTF-8 mark is taken off too. Errors: encoding-invalid (row, column and bytes of the first bad sequence),
// not-text (a workbook, a zip, NUL bytes). Warnings: encoding-ambiguous (the few non-ASCII bytes could be either; they
// were read as UTF-8).
struct Decoded {
  std::string text;
  std::string encoding;  // to show: "UTF-8", "GB18030", "UTF-16LE" ...
};
Result<Decoded> decode(std::string bytes, const std::string& name, Encoding encoding);

// UTF-8 to what a result is written in: `mark` stands first in the file, then come the pieces, none of which cuts a
// character. All of Unicode has a place in each of them.
class Encoder {
 public:
  explicit Encoder(Encoding encoding);  // automatic is utf8
  ~Encoder();
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  std::string_view mark() const;  // to stand first in the file, may be empty
  // The piece in the encoding; valid until the next call. UTF-8 costs nothing.
  std::string_view encode(std::string_view utf8);
  // The first character that has no place in the encoding; a question mark stands in the output for it.
  const std::optional<std::string>& unfit() const { return unfit_; }

 private:
  void* conversion_ = nullptr;  // iconv_t, none for UTF-8
  Encoding encoding_;
  std::string buffer_;
  std::optional<std::string> unfit_;
};

}  // namespace fenglu::roster
