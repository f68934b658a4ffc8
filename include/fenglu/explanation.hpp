// explanation: the way to a figure, step by step.
//
// What it is:      every operation with its operands, down to the facts and to the version of each parameter in force,
//                  with the article it rests on; worked out in exact rationals by a second evaluator.
// What it is not:  a log of the run. It shares the checked policy with the plan, and nothing after.
// Example:
//     Result<Explanation> why = plan.explain(staff.row(0), "pension.employee");
//     std::cout << why->text(Language::en);       // a tree in 80 columns
//     std::string json = why->json(Language::zh); // the same for a program
//     std::string page = why->html(Language::zh); // one page to hand over
//     std::string_view figure = why->value();     // "695.38"
// Units, ranges:   values are exact: decimals where one is enough, else fractions such as 7/3.
// Errors:          none; a row that can't be explained has no Explanation.
// Cost, threads:   kept as a tree; rendering it is a matter of microseconds. Never changed: any number of threads.
#pragma once

#include <memory>
#include <string>

#include "fenglu/result.hpp"

namespace fenglu_v1 {

class FENGLU_API Explanation {
 public:
  const std::string& value() const;
  std::string text(Language language = Language::en) const;
  std::string json(Language language = Language::en) const;
  std::string html(Language language = Language::en) const;

 private:
  friend class Plan;
  struct Impl;
  explicit Explanation(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

}  // namespace fenglu_v1
