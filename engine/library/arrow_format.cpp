#include "engine/library/arrow_format.hpp"

#include <charconv>

namespace fenglu::library {
namespace {

constexpr std::int64_t seconds_of_a_day = 86'400;

struct Known {
  std::string_view format;
  Storage storage;
};

const std::vector<Known>& known_formats() {
  static const std::vector<Known> all = {
      {"n", {.layout = Layout::nothing, .words = "null"}},
      {"b", {.layout = Layout::bit, .words = "bool"}},
      {"c", {.layout = Layout::integer, .bits = 8, .words = "int8"}},
      {"C", {.layout = Layout::integer, .bits = 8, .is_signed = false, .words = "uint8"}},
      {"s", {.layout = Layout::integer, .bits = 16, .words = "int16"}},
      {"S", {.layout = Layout::integer, .bits = 16, .is_signed = false, .words = "uint16"}},
      {"i", {.layout = Layout::integer, .bits = 32, .words = "int32"}},
      {"I", {.layout = Layout::integer, .bits = 32, .is_signed = false, .words = "uint32"}},
      {"l", {.layout = Layout::integer, .bits = 64, .words = "int64"}},
      {"L", {.layout = Layout::integer, .bits = 64, .is_signed = false, .words = "uint64"}},
      {"u", {.layout = Layout::utf8, .words = "utf8"}},
      {"U", {.layout = Layout::large_utf8, .words = "large_utf8"}},
      {"vu", {.layout = Layout::utf8_view, .words = "utf8_view"}},
      {"tdD", {.layout = Layout::day, .words = "date32"}},
      {"tdm", {.layout = Layout::ticks, .a_day = seconds_of_a_day * 1000, .words = "date64"}},
      {"tss:", {.layout = Layout::ticks, .a_day = seconds_of_a_day, .words = "timestamp(s)"}},
      {"tsm:", {.layout = Layout::ticks, .a_day = seconds_of_a_day * 1000, .words = "timestamp(ms)"}},
      {"tsu:", {.layout = Layout::ticks, .a_day = seconds_of_a_day * 1'000'000, .words = "timestamp(us)"}},
      {"tsn:", {.layout = Layout::ticks, .a_day = seconds_of_a_day * 1'000'000'000, .words = "timestamp(ns)"}},
  };
  return all;
}

// What people call the formats that no fact can come in.
std::string name_of(std::string_view format) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> names = {{{"e", "float16"},
                                                                                    {"f", "float32"},
                                                                                    {"g", "float64"},
                                                                                    {"z", "binary"},
                                                                                    {"Z", "large_binary"},
                                                                                    {"vz", "binary_view"},
                                                                                    {"+s", "struct"},
                                                                                    {"+l", "list"},
                                                                                    {"+L", "large_list"},
                                                                                    {"+m", "map"},
                                                                                    {"+r", "run_end_encoded"}}};
  for (const auto& [known, name] : names) {
    if (known == format) return std::string(name);
  }
  if (format.starts_with("ts")) return "timestamp with a zone";
  constexpr std::size_t most = 40;
  std::string out = "\"";
  for (const char c : format.substr(0, most)) out += c >= ' ' && c <= '~' ? c : '?';
  return out + "\"";
}

// "18,2,64": precision, scale, and the width, 128 bits where it isn't given.
std::optional<Storage> decimal_of(std::string_view text) {
  std::array<int, 3> numbers = {0, 0, 128};
  std::size_t count = 0;
  for (; count < numbers.size(); ++count) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[count]);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) break;
    if (text.front() != ',') return std::nullopt;
    text.remove_prefix(1);
  }
  const auto [precision, scale, bits] = numbers;
  const bool is_width = bits == 32 || bits == 64 || bits == 128 || bits == 256;
  if (count == 0 || count == 3 || !is_width || precision < 1 || precision > 76 || scale < -76 || scale > 76)
    return std::nullopt;
  std::string words = "decimal" + std::to_string(bits) + "(" + std::to_string(precision) + ", " + std::to_string(scale);
  return Storage{.layout = Layout::decimal, .bits = bits, .scale = scale, .words = words + ")"};
}

}  // namespace

std::optional<Storage> storage_of(std::string_view format, std::string& words) {
  words = name_of(format);
  if (format.starts_with("d:")) return decimal_of(format.substr(2));
  for (const Known& known : known_formats()) {
    if (known.format == format) return known.storage;
  }
  return std::nullopt;
}

std::int64_t buffers_of(Layout layout) {
  switch (layout) {
    case Layout::nothing: return 0;
    case Layout::bit:
    case Layout::integer:
    case Layout::decimal:
    case Layout::day:
    case Layout::ticks: return 2;
    case Layout::utf8:
    case Layout::large_utf8:
    case Layout::utf8_view: return 3;
    case Layout::strings: return 0;  // not Arrow's
  }
  return 0;
}

}  // namespace fenglu::library
