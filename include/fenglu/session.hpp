// session: a plan bound to columns, to run again and again.
//
// What it is:      names resolved, types judged, buffers laid out once; each run() reads the cells anew, holds them
//                  against their ranges and works out every item into the same results.
// What it is not:  shared: a session is one thread's. For a roster that is run once, Plan::run.
// Example:
//     std::int64_t wage = 812'345;
//     staff.add("si.declared_wage", Fen{{&wage, 1}});             // and the other columns
//     Result<Session> session = plan.session(staff);
//     std::span<const std::int64_t> net = *session->fen("pay.net");
//     for (int step = 0; step < 10; ++step, wage += 777) if (session->run()) std::cout << net[0] << '\n';
// Units, ranges:   as Columns and Results have them. The number of rows is fixed.
// Errors:          run() tells bad cells and refused rows as Plan::run does; the results then hold nothing of meaning.
// Cost, threads:   a person's month in about 2 microseconds; one thread's at a time. The columns must outlive it.
//                  Keys and plain texts are read once, when it is made.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "fenglu/result.hpp"

namespace fenglu_v1 {

class Results;

class FENGLU_API Session {
 public:
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  // Whether all went well, with what was wrong.
  [[nodiscard]] bool run();
  // Of the last run.
  const Diagnostics& diagnostics() const;
  std::size_t rows() const;
  // Filled by each run; the span stays good as long as the session.
  Result<std::span<const std::int64_t>> fen(std::string_view item) const;
  // Of any item: the span of fen() with the item's own decimals.
  Result<std::span<const std::int64_t>> values(std::string_view item) const;

 private:
  friend class Plan;
  struct Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenglu_v1
