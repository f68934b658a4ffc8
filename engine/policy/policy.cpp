#include "engine/policy/policy.hpp"

namespace fenglu::policy {
namespace {

template <class Thing>
int index_of(const std::vector<Thing>& things, std::string_view id) {
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (things[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

int Sheet::key_fact() const {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].key) return static_cast<int>(i);
  }
  return -1;
}

int Sheet::find_fact(std::string_view fact) const { return index_of(facts, fact); }
int Sheet::find_item(std::string_view item) const { return index_of(items, item); }
int Policy::find_parameter(std::string_view parameter) const { return index_of(parameters, parameter); }
int Policy::find_category(std::string_view category) const { return index_of(categories, category); }
int Policy::find_sheet(std::string_view sheet) const { return index_of(sheets, sheet); }
int Policy::find_source(std::string_view source) const { return index_of(sources, source); }

std::string_view name(Status status) {
  switch (status) {
    case Status::verified: return "verified";
    case Status::reported: return "reported";
    case Status::assumed: return "assumed";
    case Status::illustrative: return "illustrative";
  }
  return "";
}

std::string_view name(ItemKind kind) {
  switch (kind) {
    case ItemKind::none: return "none";
    case ItemKind::earning: return "earning";
    case ItemKind::reduction: return "reduction";
    case ItemKind::deduction: return "deduction";
    case ItemKind::employer: return "employer";
    case ItemKind::tax: return "tax";
    case ItemKind::benefit: return "benefit";
    case ItemKind::base: return "base";
    case ItemKind::total: return "total";
  }
  return "";
}

std::string_view name(Unit unit) {
  switch (unit) {
    case Unit::money: return "money";
    case Unit::number: return "number";
    case Unit::rate: return "rate";
    case Unit::flag: return "flag";
    case Unit::date: return "date";
    case Unit::month: return "month";
    case Unit::category: return "category";
    case Unit::text: return "text";
    case Unit::brackets: return "brackets";
    case Unit::rounding: return "rounding";
  }
  return "";
}

Text title(ItemKind kind) {
  switch (kind) {
    case ItemKind::none: return {"中间项", "working"};
    case ItemKind::earning: return {"应发", "earnings"};
    case ItemKind::reduction: return {"减发", "reductions from gross"};
    case ItemKind::deduction: return {"代扣", "deductions from net"};
    case ItemKind::employer: return {"单位缴纳", "employer's contributions"};
    case ItemKind::tax: return {"个人所得税", "income tax"};
    case ItemKind::benefit: return {"待遇", "benefits"};
    case ItemKind::base: return {"基数", "bases"};
    case ItemKind::total: return {"合计", "totals"};
  }
  return {};
}

Text title(Status status) {
  switch (status) {
    case Status::verified: return {"已核实", "verified"};
    case Status::reported: return {"有来源", "reported"};
    case Status::assumed: return {"推定", "assumed"};
    case Status::illustrative: return {"示意", "illustrative"};
  }
  return {};
}

// Amounts that count towards what is paid or borne; a base is only measured, and a total counted already.
bool payable(ItemKind kind) {
  switch (kind) {
    case ItemKind::earning:
    case ItemKind::reduction:
    case ItemKind::deduction:
    case ItemKind::employer:
    case ItemKind::tax:
    case ItemKind::benefit: return true;
    case ItemKind::none:
    case ItemKind::base:
    case ItemKind::total: break;
  }
  return false;
}

}  // namespace fenglu::policy
