#include "engine/plan/program.hpp"

namespace fenglu::plan {

std::string_view name(Lane lane) {
  static constexpr std::array<std::string_view, lane_count> names = {"i32", "i64", "i128"};
  return names[static_cast<std::size_t>(lane)];
}

std::string_view name(Op op) {
  static constexpr std::array<std::string_view, op_count> names = {"convert",
                                                                   "add",
                                                                   "subtract",
                                                                   "sum",
                                                                   "multiply",
                                                                   "scale",
                                                                   "minimum",
                                                                   "maximum",
                                                                   "clamp",
                                                                   "less",
                                                                   "less_equal",
                                                                   "equal",
                                                                   "logical_and",
                                                                   "logical_or",
                                                                   "logical_not",
                                                                   "select",
                                                                   "round",
                                                                   "round_fused",
                                                                   "round_product_fused",
                                                                   "round_corrected",
                                                                   "round_quotient",
                                                                   "round_quotient_fused",
                                                                   "level_from",
                                                                   "level_above",
                                                                   "look_up",
                                                                   "look_up_two",
                                                                   "month_number",
                                                                   "year_of_month",
                                                                   "month_of_year",
                                                                   "days_in_month",
                                                                   "add_months",
                                                                   "months_between",
                                                                   "weekdays",
                                                                   "split",
                                                                   "group_value"};
  return names[static_cast<std::size_t>(op)];
}

}  // namespace fenglu::plan
