// Fields and what is wrong with their cells.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/library/cells.hpp"

namespace fenglu::library {
namespace {

using policy::Unit;

std::int64_t clamped(const Integer& x) {
  using Limits = std::numeric_limits<std::int64_t>;
  return fits_int64(x) ? to_int64(x) : x < 0 ? Limits::min() : Limits::max();
}

bool is_scaled(const policy::Type& type) { return type.unit == Unit::number || type.unit == Unit::rate; }

Field bounded(const policy::Policy& policy, const policy::Type& type, int decimals, const Interval& range) {
  Field field{.type = type, .decimals = type.unit == Unit::money ? 2 : is_scaled(type) ? decimals : 0};
  const Rational scale = power_of_ten(is_scaled(type) ? decimals : 0);
  field.low = clamped(ceil(range.low * scale));
  field.high = clamped(floor(range.high * scale));
  if (type.unit == Unit::flag) field.low = 0, field.high = 1;
  if (type.unit == Unit::category) field.category = &policy.categories[static_cast<std::size_t>(type.category)];
  return field;
}

Field::Blank blank_of(const policy::Fact& fact) {
  if (fact.key || fact.required) return Field::Blank::refuse;
  // Without a constant default the cell is absent: the plan knows what stands for it.
  const bool constant = fact.default_value || fact.type.unit == Unit::text;
  return fact.optional || fact.default_formula || !constant ? Field::Blank::absent : Field::Blank::fill;
}

}  // namespace

Field field_of(const policy::Policy& policy, const policy::Fact& fact, std::string column) {
  Field field = bounded(policy, fact.type, fact.decimals, fact.range);
  field.column = std::move(column);
  field.blank = blank_of(fact);
  if (fact.default_value)
    field.fill = to_int64(*fact.default_value * power_of_ten(is_scaled(fact.type) ? fact.decimals : 0));
  return field;
}

Field field_of(const policy::Policy& policy, const policy::Item& item, const Interval& range, std::string column) {
  Field field = bounded(policy, item.type, item.decimals, range);
  field.column = std::move(column);
  field.blank = Field::Blank::absent;
  return field;
}

void Faults::add(std::size_t row, const Field& field, Code code, std::vector<Text> arguments) {
  last_ = code;
  if (++kept_[field.column] > Diagnostics::detailed) {
    ++uncounted_;
    return;
  }
  found_.push_back({code, {.row = row + 1, .cell = field.column}, std::move(arguments)});
}

Diagnostics Faults::take() {
  Diagnostics out;
  for (Diagnostic& one : others_) out.add(std::move(one));
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.place.row < b.place.row; });
  for (Diagnostic& one : found_) out.add(std::move(one));
  // A hundred are kept in full by now: these are only counted.
  for (; uncounted_ > 0; --uncounted_) out.add(Diagnostic{last_, {}, {}});
  found_.clear();
  others_.clear();
  return out;
}

std::int64_t Texts::code_of(std::string_view text) {
  const auto [found, is_new] = codes_.try_emplace(std::string(text), static_cast<std::int64_t>(texts_.size()));
  if (is_new) texts_.emplace_back(text);
  return found->second;
}

}  // namespace fenglu::library
