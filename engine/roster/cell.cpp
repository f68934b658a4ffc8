#include "engine/roster/cell.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/day_cell.hpp"
#include "engine/roster/figure.hpp"
#include "engine/roster/spreadsheet.hpp"

namespace fenglu::roster {
namespace {

using policy::Unit;

constexpr std::int64_t least_lane = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest_lane = std::numeric_limits<std::int64_t>::max();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t clamped(const Integer& x) { return fits_int64(x) ? to_int64(x) : x < 0 ? least_lane : greatest_lane; }

// Money is in fen already, dates and months are their numbers.
int exponent_of(const policy::Type& type, int decimals) {
  return type.unit == Unit::number || type.unit == Unit::rate ? decimals : 0;
}

CellGrammar bounded(const policy::Policy& policy, const policy::Type& type, int decimals, const Interval& range) {
  CellGrammar grammar{.type = type, .decimals = type.unit == Unit::money ? 2 : decimals};
  const Rational scale = power_of_ten(exponent_of(type, decimals));
  grammar.low = clamped(ceil(range.low * scale));
  grammar.high = clamped(floor(range.high * scale));
  if (type.unit != Unit::category) return grammar;
  grammar.category = &policy.categories[static_cast<std::size_t>(type.category)];
  const std::vector<policy::Member>& members = grammar.category->members;
  // Ids before labels: should a label spell another member's id, the id wins.
  for (std::size_t i = 0; i < members.size(); ++i) grammar.members.emplace(fold(members[i].id), static_cast<int>(i));
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (const std::string& label : {members[i].label.zh, members[i].label.en}) {
      grammar.members.emplace(label, static_cast<int>(i));
      grammar.members.emplace(fold(label), static_cast<int>(i));
    }
  }
  return grammar;
}

// The text with full-width forms narrowed; no copy where there are none.
std::string_view narrowed(std::string_view cell, std::string& scratch) {
  if (cell.find('\xEF') == std::string_view::npos) return cell;
  scratch = narrow(cell);
  return scratch;
}

Problem out_of_range(std::string_view cell, const CellGrammar& grammar) {
  return {Code::cell_range, {quote_cell(cell), show_bound(grammar, grammar.low), show_bound(grammar, grammar.high)}};
}

std::optional<Problem> hold(std::string_view cell, const CellGrammar& grammar, std::int64_t lane) {
  if (lane < grammar.low || lane > grammar.high) return out_of_range(cell, grammar);
  return std::nullopt;
}

Problem malformed(std::string_view cell, Text why, const CellGrammar& grammar) {
  return {Code::cell_format, {quote_cell(cell), std::move(why), expected(grammar)}};
}

std::optional<Problem> scale_figure(std::string_view cell, Figure figure, const CellGrammar& grammar,
                                    std::int64_t& lane) {
  if (figure.places > grammar.decimals) {
    return Problem{Code::cell_decimals, {quote_cell(cell), std::to_string(grammar.decimals), expected(grammar)}};
  }
  Int128 scaled = static_cast<Int128>(figure.digits);
  for (int i = figure.places; i < grammar.decimals; ++i)
    scaled = std::min(scaled * 10, static_cast<Int128>(greatest_lane));
  if (figure.too_long) return out_of_range(cell, grammar);
  lane = static_cast<std::int64_t>(figure.negative ? -scaled : scaled);
  return hold(cell, grammar, lane);
}

std::optional<Problem> parse_number(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  std::string scratch;
  Figure figure;
  if (auto why = scan_figure(narrowed(cell, scratch), figure)) return malformed(cell, *why, grammar);
  return scale_figure(cell, figure, grammar, lane);
}

// Digits and at most one point, the usual case; false leaves the cell to parse_number.
bool parse_plain(std::string_view cell, int decimals, std::int64_t& lane) {
  if (cell.size() > 12 || !is_digit(cell.front())) return false;
  std::int64_t digits = 0;
  int places = -1;
  for (const char c : cell) {
    if (is_digit(c)) {
      digits = digits * 10 + (c - '0');
      places += places >= 0 ? 1 : 0;
    } else if (c == '.' && places < 0) {
      places = 0;
    } else {
      return false;
    }
  }
  if (places == 0 || std::max(places, 0) > decimals || decimals > 6) return false;
  for (int i = std::max(places, 0); i < decimals; ++i) digits *= 10;
  lane = digits;
  return true;
}

// A rate's trailing zeros take nothing away: 7.50% is 7.5%.
void drop_zeros(Figure& figure, int decimals) {
  while (figure.places > decimals && figure.digits % 10 == 0) {
    figure.digits /= 10;
    --figure.places;
  }
}

bool over_one(const Figure& figure) {
  std::uint64_t one = 1;
  for (int i = 0; i < figure.places && one <= figure.digits; ++i) one *= 10;
  return figure.too_long || figure.digits > one;
}

std::optional<Problem> parse_rate(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  std::string scratch;
  std::string_view text = narrowed(cell, scratch);
  const bool percent = text.ends_with('%');
  if (percent) text = trim(text.substr(0, text.size() - 1));
  Figure figure;
  if (text.empty()) return malformed(cell, {"百分号前没有数字", "there is no number before the percent sign"}, grammar);
  if (auto why = scan_figure(text, figure)) return malformed(cell, *why, grammar);
  if (!percent && !figure.negative && over_one(figure)) {
    if (figure.too_long) return out_of_range(cell, grammar);
    const std::string written(text);
    std::string decimal;
    append_decimal(static_cast<std::int64_t>(figure.digits), figure.places + 2, decimal);
    return Problem{Code::cell_rate, {quote_cell(cell), written + "%", decimal}};
  }
  if (percent) figure.places += 2;
  drop_zeros(figure, grammar.decimals);
  return scale_figure(cell, figure, grammar, lane);
}

std::optional<Problem> parse_flag(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  struct Word {
    std::string_view word;
    std::int64_t lane;
  };
  constexpr std::array<Word, 8> words = {
      {{"yes", 1}, {"no", 0}, {"true", 1}, {"false", 0}, {"1", 1}, {"0", 0}, {"是", 1}, {"否", 0}}};
  const auto find = [&](std::string_view text) {
    return std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.word == text; });
  };
  auto found = find(cell);
  if (found == words.end()) found = find(fold(cell));
  if (found == words.end()) return malformed(cell, {"这不是是或否", "it is neither yes nor no"}, grammar);
  lane = found->lane;
  return std::nullopt;
}

std::optional<Problem> parse_date(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  std::string scratch;
  const ReadDay read = read_day(narrowed(cell, scratch));
  if (!read.day) {
    return read.fault == DayFault::impossible ? Problem{Code::cell_date, {quote_cell(cell)}}
                                              : malformed(cell, read.why, grammar);
  }
  lane = read.day->number();
  return hold(cell, grammar, lane);
}

std::optional<Problem> parse_month(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  std::string scratch;
  const auto month = read_month(narrowed(cell, scratch));
  if (!month) return malformed(cell, {"这不是月份", "it isn't a month"}, grammar);
  lane = month->number();
  return hold(cell, grammar, lane);
}

Problem not_a_member(std::string_view cell, const CellGrammar& grammar) {
  const policy::Category& category = *grammar.category;
  std::vector<std::string> names;
  for (const policy::Member& member : category.members) {
    names.insert(names.end(), {member.id, member.label.zh, member.label.en});
  }
  const std::string nearest = nearest_name(cell, names);
  const Text title(category.title.zh.empty() ? category.id : category.title.zh, category.id);
  return {Code::cell_category,
          {quote_cell(cell), title, nearest.empty() ? Text("（没有相近的）", "none is near") : Text(nearest),
           list_members(category)}};
}

std::optional<Problem> parse_member(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  auto found = grammar.members.find(cell);
  if (found == grammar.members.end()) found = grammar.members.find(fold(cell));
  if (found == grammar.members.end()) return not_a_member(cell, grammar);
  lane = found->second;
  return std::nullopt;
}

}  // namespace

CellGrammar grammar_of(const policy::Policy& policy, const policy::Fact& fact) {
  CellGrammar grammar = bounded(policy, fact.type, fact.decimals, fact.range);
  grammar.key = fact.key;
  grammar.identity = fact.key || fact.cell == "identity";
  return grammar;
}

CellGrammar grammar_of(const policy::Policy& policy, const policy::Item& item, const Interval& range) {
  return bounded(policy, item.type, item.decimals, range);
}

std::optional<Problem> parse_cell(std::string_view cell, const CellGrammar& grammar, std::int64_t& lane) {
  if (is_error_value(cell)) return Problem{Code::cell_error_value, {quote_cell(cell)}};
  switch (grammar.type.unit) {
    case Unit::money:
    case Unit::number:
      if (parse_plain(cell, grammar.decimals, lane)) return hold(cell, grammar, lane);
      return parse_number(cell, grammar, lane);
    case Unit::rate: return parse_rate(cell, grammar, lane);
    case Unit::flag: return parse_flag(cell, grammar, lane);
    case Unit::date: return parse_date(cell, grammar, lane);
    case Unit::month: return parse_month(cell, grammar, lane);
    case Unit::category: return parse_member(cell, grammar, lane);
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return malformed(cell, {"这种类型不能写在单元格里", "a cell can't hold this type"}, grammar);
}

}  // namespace fenglu::roster
