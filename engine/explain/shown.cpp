#include "engine/explain/shown.hpp"

namespace fenglu::explain {

using formula::Unit;

namespace {

std::string money(const Rational& fen) {
  return is_integer(fen) ? format_decimal(fen / 100, 2) : format_exact(fen / 100);
}

std::int32_t lane(const Rational& x) { return static_cast<std::int32_t>(to_int64(x)); }

std::string label(const std::string& status, Language language) {
  for (const auto known :
       {policy::Status::verified, policy::Status::reported, policy::Status::assumed, policy::Status::illustrative}) {
    if (policy::name(known) == status) return policy::title(known).in(language);
  }
  return status;
}

}  // namespace

std::string exact_value(const Answer& answer) {
  switch (answer.type.unit) {
    case Unit::money: return money(answer.value);
    case Unit::number:
    case Unit::rate: return format_exact(answer.value);
    case Unit::flag: return answer.value != 0 ? "true" : "false";
    case Unit::date: return Day::from_number(lane(answer.value)).iso();
    case Unit::month: return Month::from_number(lane(answer.value)).iso();
    case Unit::category:
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: return answer.text;
  }
  return {};
}

std::string_view unit_name(const formula::Type& type) {
  switch (type.unit) {
    case Unit::money: return "yuan";
    case Unit::number: return "number";
    case Unit::rate: return "rate";
    case Unit::flag: return "flag";
    case Unit::date: return "date";
    case Unit::month: return "month";
    case Unit::category: return "category";
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: return "text";
  }
  return {};
}

std::string shown_value(const Answer& answer, Language language) {
  const bool zh = language == Language::zh;
  if (answer.type.unit == Unit::money) return exact_value(answer) + (zh ? " 元" : " yuan");
  if (answer.type.unit != Unit::flag) return exact_value(answer);
  if (answer.value != 0) return zh ? "是" : "yes";
  return zh ? "否" : "no";
}

std::string shown_window(const Node& node, Language language) {
  if (node.kind != Node::Kind::parameter || !node.from) return {};
  const bool zh = language == Language::zh;
  const std::string comma = zh ? "，" : ", ";
  std::string out = zh ? node.from->iso() + " 起" : "from " + node.from->iso();
  if (node.to) out += (zh ? "至 " : " to ") + node.to->iso();
  if (node.announced) {
    out += comma + (zh ? node.announced->iso() + " 公布" : "announced " + node.announced->iso());
  } else {
    out += comma + (zh ? "公布日未查到" : "announcement not found");
  }
  out += comma + label(node.status, language);
  if (node.stale) out += comma + (zh ? "到期应更新而未更新" : "stale: due to be renewed");
  return out;
}

std::string shown_formula(std::string_view formula) {
  std::string out;
  for (const char c : formula) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

std::string shown_mark(const Node& node, Language language) {
  const bool zh = language == Language::zh;
  if (node.kind == Node::Kind::set) return zh ? "（手工设定）" : " (set by hand)";
  if (node.repeated) return zh ? "（见上）" : " (see above)";
  return {};
}

std::string shown_header(const Explanation& explanation, Language language) {
  const bool zh = language == Language::zh;
  const std::string comma = zh ? "，" : ", ";
  std::string out =
      explanation.policy.in(language) + comma + explanation.sheet.in(language) + comma + explanation.month.iso();
  if (explanation.as_of) out += comma + (zh ? "以 " : "as of ") + explanation.as_of->iso() + (zh ? " 所知为准" : "");
  return out;
}

}  // namespace fenglu::explain
