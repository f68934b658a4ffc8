// record: one person's facts, by name.
//
// What it is:      a roster of one row that owns its values; a payslip for a person at a counter.
// What it is not:  the way to thousands of people: that is Columns. For one person again and again, Session.
// Example:
//     Record person;
//     person.set("staff_id", "SH1").set("post", "service").set("grade", "grade1");
//     person.set("hired_on", Day(2019, 7, 1)).set("si.declared_wage", Money::yuan(8'123));
//     person.set("hf.declared_wage", Money::yuan(8'123)).set("hf.rate", Rate::percent(7));
//     Result<Results> pay = plan.run(person.columns());
// Units, ranges:   the types say them. What isn't set isn't given: its default stands in, or it is absent.
// Errors:          none here; a run tells what is missing or out of range.
// Cost, threads:   a small map; one thread's while it is set. columns() stays good: set() changes what it shows.
#pragma once

#include <memory>
#include <string_view>

#include "fenglu/columns.hpp"
#include "fenglu/day.hpp"
#include "fenglu/money.hpp"

namespace fenglu_v1 {

class FENGLU_API Record {
 public:
  Record();
  ~Record();
  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;

  // A name keeps the type that it was first set with; another one takes a new record.
  Record& set(std::string_view name, Money value);
  Record& set(std::string_view name, Rate value);
  Record& set(std::string_view name, Day value);
  Record& set(std::string_view name, bool value);
  // A key, a text, or a category by its id or label.
  Record& set(std::string_view name, std::string_view value);
  Record& set(std::string_view name, const char* value) { return set(name, std::string_view(value)); }
  // A number: hours, days, counts. {150, 2} is 1.5 hours.
  Record& set(std::string_view name, Whole auto digits, int decimals = 0) {
    return set_number(name, static_cast<std::int64_t>(digits), decimals);
  }
  // A bare double is neither money nor a rate.
  Record& set(std::string_view name, double value) = delete;
  Record& set(std::string_view name, float value) = delete;

  const Columns& columns() const;

 private:
  Record& set_number(std::string_view name, std::int64_t digits, int decimals);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fenglu_v1
