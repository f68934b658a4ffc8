// Lanes as text: how a result file writes them. Exact; appends, so that rows are built without a temporary.
#pragma once

#include <cstdint>
#include <string>

#include "engine/policy/policy.hpp"

namespace fenglu::roster {

// lane / 10^decimals with exactly that many decimals (18 at most), no separators: (123450, 2) is "1234.50", (-5, 2) is
// "-0.05".
void append_decimal(std::int64_t lane, int decimals, std::string& out);
// The same to where `at` points, at least lane_room bytes; returns behind it. Bytes up to lane_room may be overwritten.
constexpr std::size_t lane_room = 48;
char* write_decimal(std::int64_t lane, int decimals, char* at);
// "2024-07-01"
void append_day(std::int64_t lane, std::string& out);
// A lane of a type: "1234.50", "0.07", "true", "2024-07-01", "2024-07", a category's id. Not for text.
void append_lane(std::int64_t lane, const policy::Type& type, int decimals, const policy::Category* category,
                 std::string& out);
std::string format_lane(std::int64_t lane, const policy::Type& type, int decimals, const policy::Policy& policy);
// The same for people: "9,999,999.99", "7%" is still "0.07".
std::string show_decimal(std::int64_t lane, int decimals);

}  // namespace fenglu::roster
