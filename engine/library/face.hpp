// The C++ face over the engine: what the classes of include/fenglu hold, and how the two worlds' words are turned into
// each other. The face's names live in fenglu_v1; only this folder knows both.
#pragma once

#include "engine/library/answers.hpp"
#include "engine/library/frame.hpp"
#include "engine/library/prepared.hpp"
#include "engine/library/roster.hpp"
#include "fenglu/columns.hpp"
#include "fenglu/day.hpp"
#include "fenglu/plan.hpp"
#include "fenglu/policy.hpp"
#include "fenglu/result.hpp"
#include "fenglu/results.hpp"

namespace fenglu_v1 {

struct Policy::Impl {
  fenglu::library::SharedPolicy policy;
};
struct Plan::Impl {
  fenglu::library::SharedPlan plan;
};
struct Columns::Impl {
  fenglu::library::Frame frame;
};
struct Results::Impl {
  std::shared_ptr<const fenglu::library::Results> results;
  std::vector<ResultColumn> columns;
  std::vector<std::vector<std::string>> members;
};

}  // namespace fenglu_v1

namespace fenglu::library {

fenglu_v1::Diagnostics to_face(const Diagnostics& found);
Language from_face(fenglu_v1::Language language);
Day from_face(fenglu_v1::Day day);
Month from_face(fenglu_v1::Month month);
inline std::optional<Day> from_face(std::optional<fenglu_v1::Day> day) {
  return day ? std::optional(from_face(*day)) : std::nullopt;
}
fenglu_v1::Unit to_face(policy::Unit unit);

Result<SharedRoster> read_for(const SharedPlan& plan, const Frame& frame, const fenglu_v1::RunOptions& options,
                              const Frame* opening);

// A result of the engine's as one of the face's, its value turned by `make`.
template <class To, class From, class Make>
fenglu_v1::Result<To> to_face(Result<From> from, Make make) {
  fenglu_v1::Diagnostics found = to_face(from.diagnostics());
  if (!from) return found;
  return {make(std::move(*from)), std::move(found)};
}

}  // namespace fenglu::library
