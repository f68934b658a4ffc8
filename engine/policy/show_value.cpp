// Values and citations as a person reads them.
#include "engine/policy/policy.hpp"

namespace fenglu::policy {
namespace {

constexpr std::size_t cells_in_short = 3;

// Yuan with two decimals, or the exact fraction where it isn't whole fen.
std::string show_money(const Rational& fen) {
  return is_integer(fen) ? format_decimal(fen / 100, 2) : format_exact(fen / 100);
}

std::string show_member(const Rational& index, int category, const Policy& policy) {
  const std::vector<Member>& members = policy.categories[static_cast<std::size_t>(category)].members;
  if (index < 0 || index >= Rational(members.size())) return format_exact(index);
  return members[static_cast<std::size_t>(to_int64(index))].id;
}

std::string show_cells(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size() && i < cells_in_short; ++i) out += (i == 0 ? "" : ", ") + cells[i];
  if (cells.size() > cells_in_short) out += ", ... (" + std::to_string(cells.size()) + ")";
  return out;
}

std::string show_brackets(const std::vector<std::array<std::string, 3>>& brackets) {
  if (brackets.empty()) return "";
  const std::string rates = brackets.front()[1] + " - " + brackets.back()[1];
  return rates + " (" + std::to_string(brackets.size()) + ")";
}

}  // namespace

Text describe(const Citation& citation, const Policy& policy) {
  if (citation.source < 0) return {};
  const Source& source = policy.sources[static_cast<std::size_t>(citation.source)];
  Text out = source.title;
  if (!source.number.empty()) {
    out.zh += "（" + source.number + "）";
    out.en += " (" + source.number + ")";
  }
  if (!citation.article.empty()) {
    out.zh += " #" + citation.article;
    out.en += " #" + citation.article;
  }
  return out;
}

std::string show_value(const Rational& value, const Type& type, const Policy& policy) {
  switch (type.unit) {
    case Unit::money: return show_money(value);
    case Unit::number:
    case Unit::rate: return format_exact(value);
    case Unit::flag: return value == 0 ? "false" : "true";
    case Unit::date: return Day::from_number(static_cast<std::int32_t>(to_int64(value))).iso();
    case Unit::month: return Month::from_number(static_cast<std::int32_t>(to_int64(value))).iso();
    case Unit::category: return show_member(value, type.category, policy);
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return "";
}

std::string show_value(const Value& value, const Parameter& parameter, const Policy& policy) {
  if (!parameter.axes.empty()) return show_cells(value.cell_texts);
  if (parameter.type.unit == Unit::brackets) return show_brackets(value.bracket_texts);
  if (!value.text.empty()) return value.text;
  return show_value(value.scalar, parameter.type, policy);
}

}  // namespace fenglu::policy
