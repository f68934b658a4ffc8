#include "tests/roster/sample.hpp"

#include <stdexcept>

namespace fenglu::roster {
namespace {

using policy::Unit;

policy::Fact fact(std::string id, Text title, Unit unit, int category = -1) {
  policy::Fact out;
  out.id = std::move(id);
  out.title = std::move(title);
  out.type = {unit, category};
  if (unit == Unit::money) out.range = {0, 999'999'999};
  if (unit == Unit::rate) out.range = {0, 1};
  if (unit == Unit::date) out.range = {Day::make(1900, 1, 1)->number(), Day::make(2099, 12, 31)->number()};
  out.decimals = unit == Unit::money ? 2 : unit == Unit::rate ? 4 : 0;
  return out;
}

policy::Fact required(policy::Fact out) {
  out.required = true;
  return out;
}
policy::Fact optional(policy::Fact out) {
  out.optional = true;
  return out;
}
policy::Fact with_default(policy::Fact out, const Rational& value) {
  out.default_value = value;
  return out;
}

policy::Fact key() {
  policy::Fact out = required(fact("staff_id", {"人员编号", "staff number"}, Unit::text));
  out.key = true;
  out.aliases = {"工号", "警号"};
  return out;
}

policy::Fact hours() {
  policy::Fact out = with_default(fact("overtime", {"加班小时", "overtime hours"}, Unit::number), 0);
  out.cell = "hours";
  out.decimals = 2;
  out.range = {0, 744};
  return out;
}

policy::Fact since() {
  policy::Fact out = fact("grade_since", {"层级起始", "in the grade since"}, Unit::date);
  out.default_formula = formula::Checked{};
  return out;
}

policy::Fact identity() {
  policy::Fact out = optional(fact("id_card", {"身份证号", "identity number"}, Unit::text));
  out.cell = "identity";
  return out;
}

std::vector<policy::Fact> facts() {
  return {key(),
          fact("name", {"姓名", "name"}, Unit::text),
          required(fact("post", {"岗位", "post"}, Unit::category, 0)),
          required(fact("hired_on", {"入职日期", "hired on"}, Unit::date)),
          required(fact("wage", {"申报工资（元）", "declared wage"}, Unit::money)),
          with_default(fact("hf.rate", {"公积金比例", "fund rate"}, Unit::rate), Rational(7, 100)),
          hours(),
          with_default(fact("veteran", {"退役军人", "veteran"}, Unit::flag), 0),
          optional(fact("left_on", {"离职日期", "left on"}, Unit::date)),
          since(),
          identity()};
}

policy::Item item(std::string id, Text title, Unit unit, int decimals = 2) {
  policy::Item out;
  out.id = std::move(id);
  out.title = std::move(title);
  out.type = {unit, unit == Unit::category ? 0 : -1};
  out.decimals = decimals;
  out.kind = policy::ItemKind::base;
  return out;
}

std::vector<policy::Item> items() {
  std::vector<policy::Item> out = {item("wage.gross", {"应发工资", "gross pay"}, Unit::money),
                                   item("tax.withheld", {"代扣个税", "tax withheld"}, Unit::money),
                                   item("pay.net", {"实发工资", "net pay"}, Unit::money),
                                   item("wage.exact", {"中间值", "exact wage"}, Unit::money),
                                   item("overtime.hours", {"加班时数", "hours worked over"}, Unit::number, 1),
                                   item("staff.is_new", {"新入职", "is new"}, Unit::flag, 0),
                                   item("pay.day", {"发薪日", "payday"}, Unit::date, 0),
                                   item("staff.post", {"岗位类别", "kind of post"}, Unit::category, 0),
                                   item("staff.note", {"备注", "note"}, Unit::text, 0)};
  out[working].working = true;
  out[withheld].formula.year_to_date_items = {gross, withheld};
  out[net].formula.items = {gross, withheld};
  out[net].formula.last_month_items = {net};
  return out;
}

policy::Policy make_policy() {
  policy::Policy out;
  out.id = "sample";
  out.categories.push_back({"post",
                            {"岗位", "post"},
                            {{"civilian", {"文职", "Civilian staff"}}, {"service", {"勤务", "Service staff"}}},
                            {}});
  policy::Sheet sheet;
  sheet.id = "payroll";
  sheet.facts = facts();
  sheet.items = items();
  policy::RowRule rule;
  rule.code = "not-employed";
  rule.message = {"该月不在职", "not employed in this month"};
  rule.fact = hired_on;
  sheet.rules.push_back(rule);
  out.parameters.emplace_back();
  out.parameters[0].id = "wage.floor";
  out.parameters[0].title = {"工资下限", "wage floor"};
  out.sheets.push_back(std::move(sheet));
  return out;
}

}  // namespace

const policy::Policy& sample_policy() {
  static const policy::Policy policy = make_policy();
  return policy;
}

const policy::Sheet& sample_sheet() { return sample_policy().sheets.front(); }

plan::Plan sample_plan(Month month) {
  plan::Plan plan;
  plan.policy = &sample_policy();
  plan.request.month = month;
  plan.items = {gross, withheld, net, hours_item, is_new, payday, post_item, note_item};
  plan.set_ranges = {{gross, {0, 999'999'999}}, {hours_item, {0, 744}}};
  if (month.month() > 1) plan.opening_ranges = {{gross, {0, 100'000'00}}, {withheld, {-100'000'00, 100'000'00}}};
  plan.last_month_items = {net};
  plan.last_month_ranges = {{net, {-50'000'00, 50'000'00}}};
  return plan;
}

Document opened(std::string bytes, Encoding encoding) {
  Result<Document> document = Document::open(std::move(bytes), "staff.csv", {encoding});
  if (!document) throw std::runtime_error(render(document.diagnostics().all().front(), Language::en));
  return *document;
}

Layout matched(const Document& document) {
  Result<Layout> layout = match(document, sample_policy(), sample_sheet());
  if (!layout) throw std::runtime_error(render(layout.diagnostics().all().front(), Language::en));
  return *layout;
}

std::vector<std::string> told(const Diagnostics& diagnostics, Language language) {
  std::vector<std::string> out;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const std::string whole = render(diagnostic, language);
    out.push_back(whole.substr(0, whole.find('\n')));
  }
  return out;
}

std::vector<std::string> Reading::told(Language language) const { return roster::told(roster.diagnostics(), language); }

Reading reading(std::string bytes, const ReadOptions& options) {
  Document document = opened(std::move(bytes));
  Layout layout = matched(document);
  Result<Roster> roster = read(document, layout, sample_plan(), options);
  return {std::move(document), std::move(layout), std::move(roster)};
}

}  // namespace fenglu::roster
