// The words by which messages tell of cells.
#include <algorithm>

#include "engine/roster/cell.hpp"

namespace fenglu::roster {
namespace {

using policy::Unit;

Text decimals_of(const CellGrammar& grammar) {
  const std::string places = std::to_string(grammar.decimals);
  if (grammar.decimals == 0) return {"，不带小数", " without decimals"};
  return {"，最多 " + places + " 位小数", " with at most " + places + " decimals"};
}

Text between(const std::string& zh, const std::string& en, const CellGrammar& grammar) {
  const std::string low = show_bound(grammar, grammar.low), high = show_bound(grammar, grammar.high);
  const Text decimals = decimals_of(grammar);
  return {zh + " " + low + " 至 " + high + decimals.zh, en + " of " + low + " to " + high + decimals.en};
}

}  // namespace

std::string show_bound(const CellGrammar& grammar, std::int64_t lane) {
  if (grammar.type.is_numeric()) return show_decimal(lane, grammar.decimals);
  std::string out;
  append_lane(lane, grammar.type, grammar.decimals, nullptr, out);
  return out;
}

Text list_members(const policy::Category& category) {
  constexpr std::size_t most = 12;
  Text out;
  for (std::size_t i = 0; i < std::min(category.members.size(), most); ++i) {
    const policy::Member& member = category.members[i];
    out.zh += (i > 0 ? "、" : "") + (member.label.zh.empty() ? member.id : member.label.zh);
    out.en += (i > 0 ? ", " : "") + member.id;
  }
  if (category.members.size() > most) {
    out.zh += "……";
    out.en += " ...";
  }
  return out;
}

Text expected(const CellGrammar& grammar) {
  switch (grammar.type.unit) {
    case Unit::money: return between("金额", "an amount", grammar);
    case Unit::number: return between("数字", "a number", grammar);
    case Unit::rate: return {"比例，如 7% 或 0.07", "a rate such as 7% or 0.07"};
    case Unit::flag: return {"是或否", "yes or no"};
    case Unit::date: return {"日期，如 2024-07-01 或 2024年7月1日", "a day such as 2024-07-01 or 2024/7/1"};
    case Unit::month: return {"月份，如 2024-07", "a month such as 2024-07"};
    case Unit::category: {
      const Text members = list_members(*grammar.category);
      return {"其中之一：" + members.zh, "one of: " + members.en};
    }
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return {"文字", "text"};
}

Text quote_cell(std::string_view cell) {
  constexpr std::size_t most = 60;
  std::string shown(cell.substr(0, most));
  if (cell.size() > most) {
    while (!shown.empty() && (static_cast<unsigned char>(cell[shown.size()]) & 0xC0) == 0x80) shown.pop_back();
    shown += "...";
  }
  for (char& c : shown) c = static_cast<unsigned char>(c) < ' ' || c == '\x7F' ? ' ' : c;
  return {"“" + shown + "”", "'" + shown + "'"};
}

}  // namespace fenglu::roster
