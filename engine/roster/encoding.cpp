#include "engine/roster/encoding.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/document.hpp"

namespace fenglu::roster {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16_little_mark = "\xFF\xFE";
constexpr std::string_view utf16_big_mark = "\xFE\xFF";

unsigned char byte(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// Where a stretch of ASCII ends.
std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  for (std::uint64_t word; at + 8 <= bytes.size(); at += 8) {
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080) != 0) break;
  }
  while (at < bytes.size() && byte(bytes, at) < 0x80) ++at;
  return at;
}

// Length of the UTF-8 sequence at `at`, 0 where it is none (too long, a surrogate, beyond U+10FFFF, cut off).
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const unsigned char lead = byte(bytes, at);
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || bytes.size() - at < length) return 0;
  unsigned char low = 0x80, high = 0xBF;  // of the second byte
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (byte(bytes, at + 1) < low || byte(bytes, at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(bytes, at + i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

struct Scan {
  std::size_t valid = 0;    // bytes before the first bad one
  std::size_t longest = 1;  // longest sequence seen
  std::size_t chinese = 0;  // sequences of three bytes or more
};

Scan scan_utf8(std::string_view bytes) {
  Scan scan;
  while ((scan.valid = skip_ascii(bytes, scan.valid)) < bytes.size()) {
    const std::size_t length = sequence_length(bytes, scan.valid);
    if (length == 0) break;
    scan.longest = std::max(scan.longest, length);
    scan.chinese += length > 2 ? 1 : 0;
    scan.valid += length;
  }
  return scan;
}

struct Converted {
  std::string text;  // of the bytes up to the first bad one
  std::size_t valid = 0;
};

Converted convert(std::string_view bytes, const char* from) {
  Converted out;
  iconv_t conversion = iconv_open("UTF-8", from);
  if (conversion == iconv_t(-1)) return out;
  // The greatest growth is from two bytes to three; a single byte stays one, four stay four.
  out.text.resize(bytes.size() + bytes.size() / 2 + 8);
  char* in = const_cast<char*>(bytes.data());  // NOLINT: iconv's signature; it only reads
  char* to = out.text.data();
  std::size_t left = bytes.size(), room = out.text.size();
  iconv(conversion, &in, &left, &to, &room);
  iconv_close(conversion);
  out.valid = bytes.size() - left;
  out.text.resize(out.text.size() - room);
  return out;
}

std::string hexadecimal(unsigned char value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'0', 'x', digits[value >> 4], digits[value & 15]};
}

Diagnostic invalid(const std::string& name, std::string_view decoded, std::string_view bytes, std::size_t at,
                   const std::string& encoding) {
  return {Code::encoding_invalid,
          place_behind(decoded, name),
          {hexadecimal(byte(bytes, at)), encoding, std::to_string(at + 1)}};
}

Diagnostic not_text(const std::string& name, Text what) { return {Code::not_text, {.file = name}, {std::move(what)}}; }

std::optional<Diagnostic> refuse_binary(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("PK\x03\x04")) return not_text(name, {"Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"});
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return not_text(name, {"旧式 Excel 工作簿（xls）", "an old Excel workbook (xls)"});
  if (bytes.find('\0') != std::string_view::npos) return not_text(name, {"二进制数据", "binary data"});
  return std::nullopt;
}

// A mark that came through a conversion.
std::string without_mark(std::string text) {
  if (text.starts_with(utf8_mark)) text.erase(0, utf8_mark.size());
  return text;
}

Result<Decoded> decode_by_iconv(std::string_view bytes, const std::string& name, const char* from, const char* shown) {
  Converted converted = convert(bytes, from);
  if (converted.valid < bytes.size()) return invalid(name, converted.text, bytes, converted.valid, shown);
  if (converted.text.find('\0') != std::string::npos) return not_text(name, {"二进制数据", "binary data"});
  return Decoded{without_mark(std::move(converted.text)), shown};
}

Result<Decoded> decode_utf8(std::string bytes, const std::string& name, bool marked, bool guessed) {
  const Scan scan = scan_utf8(bytes);
  if (scan.valid < bytes.size()) {
    return invalid(name, std::string_view(bytes).substr(0, scan.valid), bytes, scan.valid, "UTF-8");
  }
  Diagnostics warnings;
  // Two-byte sequences alone: Chinese takes three, and each of these is a Chinese character of GB18030 too.
  if (guessed && !marked && scan.longest == 2) warnings.add({Code::encoding_ambiguous, {.file = name}, {}});
  return {Decoded{without_mark(std::move(bytes)), "UTF-8"}, std::move(warnings)};
}

Result<Decoded> decode_guessed(std::string bytes, const std::string& name) {
  const Scan scan = scan_utf8(bytes);
  // So many characters aren't UTF-8 by chance: a fault behind them is a fault of UTF-8, and no other encoding's text.
  constexpr std::size_t beyond_chance = 4;
  if (scan.valid == bytes.size() || scan.chinese >= beyond_chance)
    return decode_utf8(std::move(bytes), name, false, true);
  Result<Decoded> other = decode_by_iconv(bytes, name, "GB18030", "GB18030");
  if (other) return other;
  // Neither: the encoding that goes further is the one that was meant.
  return convert(bytes, "GB18030").valid > scan.valid ? std::move(other)
                                                      : decode_utf8(std::move(bytes), name, false, false);
}

}  // namespace

std::optional<Encoding> parse_encoding(std::string_view word) {
  if (word == "utf-8") return Encoding::utf8;
  if (word == "utf-8-bom") return Encoding::utf8_bom;
  if (word == "gb18030") return Encoding::gb18030;
  return std::nullopt;
}

Result<Decoded> decode(std::string bytes, const std::string& name, Encoding encoding) {
  if (bytes.starts_with(utf16_little_mark)) return decode_by_iconv(bytes, name, "UTF-16LE", "UTF-16LE");
  if (bytes.starts_with(utf16_big_mark)) return decode_by_iconv(bytes, name, "UTF-16BE", "UTF-16BE");
  if (auto refused = refuse_binary(bytes, name)) return *refused;
  if (bytes.starts_with(utf8_mark)) return decode_utf8(std::move(bytes), name, true, false);
  switch (encoding) {
    case Encoding::automatic: return decode_guessed(std::move(bytes), name);
    case Encoding::utf8:
    case Encoding::utf8_bom: return decode_utf8(std::move(bytes), name, false, false);
    case Encoding::gb18030: break;
  }
  return decode_by_iconv(bytes, name, "GB18030", "GB18030");
}

Encoder::Encoder(Encoding encoding) : encoding_(encoding) {
  if (encoding == Encoding::gb18030) conversion_ = iconv_open("GB18030", "UTF-8");
}

Encoder::~Encoder() {
  if (encoding_ == Encoding::gb18030 && conversion_ != iconv_t(-1)) iconv_close(conversion_);
}

std::string_view Encoder::mark() const { return encoding_ == Encoding::utf8_bom ? utf8_mark : std::string_view(); }

std::string_view Encoder::encode(std::string_view utf8) {
  if (encoding_ != Encoding::gb18030) return utf8;
  buffer_.resize(utf8.size() * 2 + 8);        // two bytes may become four
  char* in = const_cast<char*>(utf8.data());  // NOLINT: iconv's signature; it only reads
  char* to = buffer_.data();
  std::size_t left = utf8.size(), room = buffer_.size();
  while (iconv(conversion_, &in, &left, &to, &room) == static_cast<std::size_t>(-1) && left > 0) {
    const std::size_t length = std::max<std::size_t>(sequence_length(utf8, utf8.size() - left), 1);
    if (!unfit_) unfit_ = std::string(in, length);
    in += length;
    left -= length;
    *to++ = '?';
    --room;
  }
  return std::string_view(buffer_).substr(0, buffer_.size() - room);
}

}  // namespace fenglu::roster
