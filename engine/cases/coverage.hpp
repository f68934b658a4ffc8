// Coverage: what of a policy its worked cases reach: items, the operations of their formulas, the values of parameters
// and the figures of tables, and of each value's window the first month (or day), the last, and the one after. Only of
// the policy's own layer: what it inherits is for the cases of the policies below.
//     Coverage coverage(policy);
//     for (const Case& one : cases.all) coverage.add(one, try_case(policy, one, {.trace = true}));
//     for (const Text& gap : coverage.gaps()) tell(gap);
#pragma once

#include "engine/cases/reads.hpp"
#include "engine/cases/trial.hpp"

namespace fenglu::cases {

class Coverage {
 public:
  explicit Coverage(const policy::Policy& policy);

  // The outcome must have been worked out with traces.
  void add(const Case& of, const Outcome& outcome);

  struct Count {
    std::size_t reached = 0;
    std::size_t all = 0;
  };
  struct Report {
    Count items, operations, values, figures;
    std::size_t inherited_items = 0, inherited_values = 0;  // not counted above
    std::vector<Text> gaps;  // what no case reaches, a line each: items, operations, then values by parameter
  };
  Report report() const;

 private:
  // An item of a sheet; a parameter's formula has no sheet.
  using Home = std::pair<int, std::string>;
  // An operation of a formula, as it is written.
  struct Operation {
    Home home;
    std::string word;
    std::string stretch;
    auto operator<=>(const Operation&) const = default;
  };
  struct Version {
    Day from;
    std::optional<Day> announced;
    auto operator<=>(const Version&) const = default;
  };
  struct Read {
    std::set<std::string> cells;  // of a scalar one empty name
    std::set<Day> days;           // on which it was read
  };
  struct Reads {
    std::map<Version, Read> versions;
    std::set<Day> without;  // days on which a case finds that there is no value
    bool read_on(const std::optional<Version>& version, Day day) const;
  };
  struct Window {
    Day from;
    Version version;
    std::optional<Day> next;                // first day of what comes after; nothing: open
    std::optional<Version> next_version{};  // nothing: there is no value then
  };

  void walk(const explain::Node& node, const Home& home, const Case& of);
  void add_parameter(const explain::Node& node, const Case& of);
  bool is_own(const policy::Parameter& parameter) const;
  bool is_own(const policy::Item& item) const;
  void report_items(int sheet, Report& report) const;
  void report_operations(const policy::Item& item, int sheet, Report& report) const;
  void report_operation(const policy::Item& item, int sheet, const formula::Expression& e, Report& report) const;
  void report_children(const policy::Item& item, int sheet, const formula::Expression& e, Report& report) const;
  void report_values(int parameter, Report& report) const;
  void report_rows(int parameter, const Reads& reads, Report& report) const;
  void report_figures(const policy::Parameter& parameter, const policy::Row& row, const Read& read,
                      Report& report) const;
  void report_windows(int parameter, const Reads& reads, Report& report) const;
  Text missing_edges(const Window& window, const Reads& reads, bool by_day) const;
  std::vector<Window> windows(int parameter) const;

  const policy::Policy& policy_;
  std::set<Home> items_;
  std::set<Operation> operations_;
  std::map<std::string, Reads> parameters_;
  std::set<int> by_day_;
  std::set<int> read_;  // parameters that some formula reads
  LadderReads ladders_;
};

}  // namespace fenglu::cases
