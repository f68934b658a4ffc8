// policy: dated, cited tables, and the sheets worked out from them.
//
// What it is:      a folder of JSON tables, loaded, layered and checked. One that exists is whole: every name resolves,
//                  units are right, every value has a source.
// What it is not:  a month. Which values are in force, and whether all figures fit, is known when a Plan is compiled.
// Example:
//     Result<Policy> policy = Policy::load("tables/shanghai");
//     Result<Plan> plan = policy->compile({.sheet = "payroll", .month = Month(2025, 10)});
//     Result<Plan> then = policy->compile({.month = Month(2025, 8), .as_of = Day(2025, 9, 1)});  // as known then
//     Result<std::string> rates = policy->show({.month = Month(2025, 10), .names = {"pension.*"}});
//     Result<Policy> raised = Policy::load("shanghai", {.what_ifs = {"grade.wage*=1.06"}});
// Units, ranges:   a policy states the range of every fact and item; docs/policy-format.md.
// Errors:          every mistake in the tables at once, each with file, line and column.
// Cost, threads:   loading 8 ms, compiling 3 ms, check() a second or two. Never changed after load: any number of
//                  threads may use one, and two policies know nothing of each other. Copies share.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fenglu/day.hpp"
#include "fenglu/result.hpp"

namespace fenglu_v1 {

class Plan;

struct LoadOptions {
  // Folders where policies are looked for by name, before any others.
  std::vector<std::string> tables = {};
  // "grade.wage*=1.06", "hf.rate=0.06", "hf.rate@2025-07-01=0.06": what rests on them is illustrative. Without a day
  // `=` takes the place of the whole history.
  std::vector<std::string> what_ifs = {};
};

struct CompileOptions {
  std::string sheet = {};  // empty: payroll, or the only one
  Month month = {};
  std::optional<Day> as_of = {};              // as known on this day; nothing: all that the tables know
  std::vector<std::string> items = {};        // the result's columns, in order; none: all
  std::vector<std::string> set_by_hand = {};  // items that a roster may set by a column "set.ITEM"
  bool carry = false;                         // let values that have ended go on, as assumed
};

struct ShowOptions {
  Month month = {};
  std::optional<Day> as_of = {};
  std::vector<std::string> names = {};  // ids or patterns with '*'; none: all
  bool carry = false;
};

class FENGLU_API Policy {
 public:
  // A folder that holds policy.json, or the name of one: "shanghai", "hebei/xingtai".
  static Result<Policy> load(const std::string& name, const LoadOptions& options = {});

  Result<Plan> compile(const CompileOptions& options) const;
  // The parameters in force with their sources, as JSON: what `fenglu show --format json` prints.
  Result<std::string> show(const ShowOptions& options) const;
  // Facts, items and categories of a sheet as JSON: what `fenglu schema` prints.
  Result<std::string> schema(const std::string& sheet = {}) const;
  // What the tables hold and how sure they are, as JSON: as fenglu_policy_check of fenglu.h says. Staleness is judged
  // by the month.
  std::string check(Month month, Language language = Language::en) const;
  const std::string& id() const;

 private:
  struct Impl;
  explicit Policy(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

}  // namespace fenglu_v1
