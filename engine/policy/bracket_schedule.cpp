// A schedule of brackets: upper ends ascend, the last has none, and rate * end - quick agrees on both sides of each
// end.
#include "engine/diagnostic/code.hpp"
#include "engine/policy/parameters.hpp"
#include "engine/policy/series.hpp"

namespace fenglu::policy {
namespace {

struct ReadBracket {
  Bracket bracket;
  std::array<std::string, 3> texts;
};

Rational of_unit(const Rational& decimal, Unit unit) { return unit == Unit::money ? decimal * 100 : decimal; }

std::optional<ReadBracket> read_bracket(const Json& json, bool last, Unit unit, Diagnostics& out) {
  if (!expect(json, Json::Kind::object, out)) return std::nullopt;
  const Fields fields(json, {"一级", "a bracket"}, {"up_to", "rate", "quick"}, out);
  const Json* up_to = last ? fields.find("up_to") : fields.require("up_to");
  const Json* rate = fields.require("rate");
  const Json* quick = fields.require("quick");
  if (last && up_to != nullptr) out.add(at(Code::brackets_open, *up_to, {up_to->text}));
  if (rate == nullptr || quick == nullptr || (!last && up_to == nullptr) || (last && up_to != nullptr))
    return std::nullopt;
  const int places = unit == Unit::money ? 2 : -1;
  const std::optional<Decimal> factor = read_decimal(*rate, -1, out);
  const std::optional<Decimal> taken = read_decimal(*quick, places, out);
  const std::optional<Decimal> end = last ? std::nullopt : read_decimal(*up_to, places, out);
  if (!factor || !taken || (!last && !end)) return std::nullopt;
  ReadBracket read{{std::nullopt, factor->value, of_unit(taken->value, unit)},
                   {last ? "" : up_to->text, rate->text, quick->text}};
  if (end) read.bracket.up_to = of_unit(end->value, unit);
  return read;
}

// What the schedule comes to at a value, as it is published: yuan, or the number itself.
std::string comes_to(const Bracket& bracket, const Rational& at_end, Unit unit) {
  const Rational due = at_end * bracket.rate - bracket.quick;
  return format_exact(unit == Unit::money ? due / 100 : due);
}

bool agree(const Json& list, const Parameter& parameter, const Value& value, Diagnostics& out) {
  bool good = true;
  const Unit unit = parameter.bracket_unit;
  for (std::size_t i = 0; i + 1 < value.brackets.size(); ++i) {
    const Bracket& below = value.brackets[i];
    const Bracket& above = value.brackets[i + 1];
    const Json& json = list.elements[i + 1];
    if (above.up_to && *above.up_to <= *below.up_to) {
      out.add(at(Code::brackets_order, json, {parameter.id, value.bracket_texts[i + 1][0], value.bracket_texts[i][0]}));
      return false;
    }
    const std::string ends = comes_to(below, *below.up_to, unit);
    const std::string begins = comes_to(above, *below.up_to, unit);
    if (ends != begins) {
      out.add(at(Code::brackets_gap, json, {parameter.id, value.bracket_texts[i][0], ends, begins}));
      good = false;
    }
  }
  return good;
}

}  // namespace

const Bracket& bracket_of(const Rational& x, const std::vector<Bracket>& brackets) {
  for (const Bracket& bracket : brackets) {
    if (!bracket.up_to || x <= *bracket.up_to) return bracket;
  }
  return brackets.back();
}

std::optional<Value> read_brackets(const Json& list, const Parameter& parameter, Diagnostics& out) {
  if (!expect(list, Json::Kind::array, out)) return std::nullopt;
  if (list.elements.empty()) {
    out.add(at(Code::missing_key, list, {Text{"税率表", "a schedule of brackets"}, "rate"}));
    return std::nullopt;
  }
  Value value;
  for (const Json& element : list.elements) {
    const bool last = &element == &list.elements.back();
    std::optional<ReadBracket> read = read_bracket(element, last, parameter.bracket_unit, out);
    if (!read) continue;
    value.brackets.push_back(std::move(read->bracket));
    value.bracket_texts.push_back(std::move(read->texts));
  }
  if (value.brackets.size() != list.elements.size() || !agree(list, parameter, value, out)) return std::nullopt;
  return value;
}

}  // namespace fenglu::policy
