// Which of Arrow's types can stand for which of a sheet's.
#include "engine/diagnostic/code.hpp"
#include "engine/library/cells.hpp"

namespace fenglu::library {
namespace {

using policy::Unit;

Text words_of(Unit unit) {
  switch (unit) {
    case Unit::money: return {"金额", "money"};
    case Unit::number: return {"数", "a number"};
    case Unit::rate: return {"比例", "a rate"};
    case Unit::flag: return {"是非", "a flag"};
    case Unit::date: return {"日期", "a day"};
    case Unit::month: return {"月份", "a month"};
    case Unit::category: return {"类别", "a category"};
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return {"文字", "text"};
}

bool holds_days(Layout layout) { return layout == Layout::day || layout == Layout::ticks; }

bool fits(const Conversion& conversion) {
  const Column& column = conversion.column;
  const Layout layout = column.storage.layout;
  const bool foreign = column.storage.bits < 0 || (column.members && column.members->bits < 0);
  if (foreign) return false;
  if (column.members) {
    const Unit unit = conversion.field.type.unit;
    const bool is_text = column.members->is_text() || column.members->layout == Layout::nothing;
    return is_text && (unit == Unit::text || unit == Unit::category || unit == Unit::month);
  }
  if (layout == Layout::nothing) return true;
  switch (conversion.field.type.unit) {
    case Unit::money: return layout == Layout::decimal || (layout == Layout::integer && (conversion.fen || column.fen));
    case Unit::number:
    case Unit::rate: return layout == Layout::decimal || layout == Layout::integer;
    case Unit::flag: return layout == Layout::bit || layout == Layout::integer;
    case Unit::date: return holds_days(layout);
    case Unit::month: return holds_days(layout) || column.storage.is_text();
    case Unit::category:
    case Unit::text: return column.storage.is_text();
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return false;
}

std::string shown(const Column& column) {
  if (!column.members) return column.storage.words;
  return "dictionary(" + column.storage.words + ", " + column.members->words + ")";
}

}  // namespace

Text expected(const Field& field) {
  switch (field.type.unit) {
    case Unit::money:
      return {"decimal128(18, 2)（元），或声明为分的整数",
              "decimal128(18, 2) in yuan, or integers that are said to be fen"};
    case Unit::number:
    case Unit::rate: return "decimal128(18, " + std::to_string(field.decimals) + ")";
    case Unit::flag: return "bool";
    case Unit::date: return "date32";
    case Unit::month: return {"utf8，如 2025-10，或 date32", "utf8 such as 2025-10, or date32"};
    case Unit::category: return {"utf8，或 utf8 的字典", "utf8, or a dictionary of utf8"};
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return {"utf8，或 utf8 的字典", "utf8, or a dictionary of utf8"};
}

std::optional<Diagnostic> judge_type(const Conversion& conversion) {
  if (fits(conversion)) return std::nullopt;
  const Field& field = conversion.field;
  return Diagnostic{Code::column_type,
                    {.cell = field.column},
                    {shown(conversion.column), words_of(field.type.unit), expected(field)}};
}

}  // namespace fenglu::library
