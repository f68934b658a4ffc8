// Slots: parameters that stay open. Their values are inputs, the same for every row, over the whole range of the slot.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/plan/lower.hpp"
#include "engine/plan/slots.hpp"

namespace fenglu::plan {

namespace {

bool can_be_open(const policy::Parameter& parameter) {
  const formula::Unit unit = parameter.type.unit;
  const bool amount = unit == formula::Unit::money || unit == formula::Unit::rate || unit == formula::Unit::number;
  const bool by_categories = std::all_of(parameter.axes.begin(), parameter.axes.end(),
                                         [](const policy::Axis& axis) { return axis.category >= 0; });
  return amount && by_categories;
}

}  // namespace

void Lowering::open_slots() {
  for (const Slot& slot : request_.slots) {
    const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(slot.parameter)];
    const auto found = in_force(slot.parameter, request_.month.first(), request_.as_of);
    if (!can_be_open(parameter) || !found) {
      diagnostics_.add({Code::slot_unfit, parameter.place, {parameter.id}});
      continue;
    }
    const bool table = !parameter.axes.empty();
    const std::vector<Rational> values = table ? found->value.cells : std::vector<Rational>{found->value.scalar};
    SlotPlace place{slot, lane_scale(parameter.type, slot.decimals), slot_lanes_.size(), values.size()};
    const auto lanes = plan::slot_lanes(policy_, place, values);
    if (!lanes) {
      for (const Diagnostic& one : lanes.diagnostics().all()) diagnostics_.add(one);
      continue;
    }
    slot_lanes_.insert(slot_lanes_.end(), lanes->begin(), lanes->end());
    slots_.push_back(place);
  }
}

const SlotPlace* Lowering::slot_of(int parameter) const {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const SlotPlace& place) { return place.slot.parameter == parameter; });
  return found == slots_.end() ? nullptr : &*found;
}

Value Lowering::slot_value(const SlotPlace& place, std::size_t cell) {
  return graph_.input({Input::Of::slot, static_cast<int>(place.first + cell), 0, {}}, place.slot.range, place.scale);
}

// A table's cell: all of them, and the one that the index names.
Value Lowering::slot_cell(const SlotPlace& place, const Value& index) {
  if (index.constant) return slot_value(place, static_cast<std::size_t>(to_int64(index.number)));
  Value made = slot_value(place, 0);
  for (std::size_t cell = 1; cell < place.cells; ++cell) {
    const Value here = graph_.equal(index, Value::of(Rational(cell)));
    made = graph_.select(here, slot_value(place, cell), made);
  }
  return made;
}

}  // namespace fenglu::plan
