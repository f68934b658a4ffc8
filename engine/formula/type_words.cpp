#include "engine/formula/type_words.hpp"

namespace fenglu::formula {

Text operator+(const Text& a, const Text& b) { return {a.zh + b.zh, a.en + b.en}; }

Text words(Unit unit) {
  switch (unit) {
    case Unit::money: return {"金额", "money"};
    case Unit::number: return {"数", "number"};
    case Unit::rate: return {"比率", "rate"};
    case Unit::flag: return {"是否", "flag"};
    case Unit::date: return {"日期", "date"};
    case Unit::month: return {"月份", "month"};
    case Unit::category: return {"类别", "category"};
    case Unit::text: return {"文本", "text"};
    case Unit::brackets: return {"级距表", "brackets"};
    case Unit::rounding: return {"舍入规则", "rounding rule"};
  }
  return {};
}

Text words(const Type& type, const Names& names) {
  if (type.unit != Unit::category) return words(type.unit);
  return Text("类别 ", "category ") + Text(names.category_id(type.category));
}

Text words(Symbol::Of of) {
  switch (of) {
    case Symbol::Of::nothing: return {"未知名称", "no name"};
    case Symbol::Of::fact: return {"事实", "fact"};
    case Symbol::Of::item: return {"项目", "item"};
    case Symbol::Of::parameter: return {"参数", "parameter"};
    case Symbol::Of::axis: return {"表的轴", "axis of the table"};
  }
  return {};
}

}  // namespace fenglu::formula
