#include "engine/roster/lane.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace fenglu::roster {
namespace {

// "000102 ... 99": two digits a look-up halve the divisions.
constexpr std::array<char, 200> make_pairs() {
  std::array<char, 200> pairs = {};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}
constexpr std::array<char, 200> pairs = make_pairs();

// The digits of `value` before `end`, at least `least` of them; returns where they begin.
char* write_digits(std::uint64_t value, int least, char* end) {
  char* at = end;
  while (value >= 100) {
    const std::size_t pair = 2 * (value % 100);
    value /= 100;
    *--at = pairs[pair + 1];
    *--at = pairs[pair];
  }
  if (value >= 10) {
    *--at = pairs[2 * value + 1];
    *--at = pairs[2 * value];
  } else if (value > 0 || at == end) {
    *--at = static_cast<char>('0' + value);
  }
  while (end - at < least) *--at = '0';
  return at;
}

void append_padded(int value, int digits, std::string& out) {
  std::array<char, lane_room> buffer;
  char* const end = buffer.data() + buffer.size();
  out.append(write_digits(static_cast<std::uint64_t>(value), digits, end), end);
}

void append_month(std::int64_t lane, std::string& out) {
  const Month month = Month::from_number(static_cast<std::int32_t>(lane));
  append_padded(month.year(), 4, out);
  out += '-';
  append_padded(month.month(), 2, out);
}

}  // namespace

char* write_decimal(std::int64_t lane, int decimals, char* at) {
  std::array<char, lane_room> buffer;  // 22 of them at most: 20 digits, a sign, a point
  char* const end = buffer.data() + lane_room / 2;
  const bool negative = lane < 0;
  std::uint64_t rest = negative ? 0 - static_cast<std::uint64_t>(lane) : static_cast<std::uint64_t>(lane);
  char* begin = end;
  if (decimals == 2) {
    begin -= 3;
    const std::size_t pair = 2 * (rest % 100);
    rest /= 100;
    begin[0] = '.';
    begin[1] = pairs[pair];
    begin[2] = pairs[pair + 1];
  } else {
    for (int i = 0; i < decimals; ++i, rest /= 10) *--begin = static_cast<char>('0' + rest % 10);
    if (decimals > 0) *--begin = '.';
  }
  begin = write_digits(rest, 1, begin);
  if (negative) *--begin = '-';
  // A copy of a fixed length is two or three moves; what lies behind the end is overwritten by what comes next.
  std::memcpy(at, begin, lane_room / 2);
  return at + (end - begin);
}

void append_decimal(std::int64_t lane, int decimals, std::string& out) {
  std::array<char, lane_room> buffer;
  out.append(buffer.data(), write_decimal(lane, decimals, buffer.data()));
}

void append_day(std::int64_t lane, std::string& out) {
  const Day day = Day::from_number(static_cast<std::int32_t>(lane));
  append_padded(day.year(), 4, out);
  out += '-';
  append_padded(day.month(), 2, out);
  out += '-';
  append_padded(day.day(), 2, out);
}

void append_lane(std::int64_t lane, const policy::Type& type, int decimals, const policy::Category* category,
                 std::string& out) {
  using policy::Unit;
  switch (type.unit) {
    case Unit::money:
    case Unit::number:
    case Unit::rate: return append_decimal(lane, decimals, out);
    case Unit::flag: out += lane != 0 ? "true" : "false"; return;
    case Unit::date: return append_day(lane, out);
    case Unit::month: return append_month(lane, out);
    case Unit::category: out += category->members.at(static_cast<std::size_t>(lane)).id; return;
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: return;
  }
}

std::string format_lane(std::int64_t lane, const policy::Type& type, int decimals, const policy::Policy& policy) {
  std::string out;
  const bool in_category = type.unit == policy::Unit::category;
  append_lane(lane, type, decimals, in_category ? &policy.categories[static_cast<std::size_t>(type.category)] : nullptr,
              out);
  return out;
}

std::string show_decimal(std::int64_t lane, int decimals) {
  std::string out;
  append_decimal(lane, decimals, out);
  const std::size_t point = std::min(out.find('.'), out.size());
  const std::size_t first = lane < 0 ? 1 : 0;
  for (std::size_t at = point; at > first + 3; at -= 3) out.insert(at - 3, 1, ',');
  return out;
}

}  // namespace fenglu::roster
