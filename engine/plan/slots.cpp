#include "engine/plan/slots.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"

namespace fenglu::plan {

Result<std::vector<std::int64_t>> slot_lanes(const policy::Policy& policy, const SlotPlace& place,
                                             const std::vector<Rational>& values) {
  const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(place.slot.parameter)];
  Diagnostics mistakes;
  std::vector<std::int64_t> lanes;
  for (const Rational& value : values) {
    const Rational lane = value / place.scale;
    if (place.slot.range.holds(Interval::point(value)) && is_integer(lane)) {
      lanes.push_back(to_int64(lane));
      continue;
    }
    const auto show = [&](const Rational& x) { return Text(policy::show_value(x, parameter.type, policy)); };
    mistakes.add(
        {Code::slot_range, {}, {parameter.id, show(value), show(place.slot.range.low), show(place.slot.range.high)}});
  }
  if (mistakes.has_errors()) return mistakes;
  return lanes;
}

Result<Plan> bind(const Plan& plan, std::size_t slot, const std::vector<Rational>& values) {
  const SlotPlace& place = plan.slots[slot];
  const auto lanes = slot_lanes(*plan.policy, place, values);
  if (!lanes) return lanes.diagnostics();
  Plan bound = plan;
  std::copy(lanes->begin(), lanes->end(), bound.slot_lanes.begin() + static_cast<std::ptrdiff_t>(place.first));
  return bound;
}

}  // namespace fenglu::plan
