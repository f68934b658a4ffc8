// fenglu test: a policy's own worked cases.
#include "app/columns.hpp"
#include "app/commands.hpp"
#include "app/policy_flags.hpp"
#include "app/progress.hpp"
#include "engine/cases/coverage.hpp"
#include "engine/cases/ladder_trial.hpp"
#include "engine/cases/reads.hpp"
#include "engine/policy/fields.hpp"

namespace fenglu::app {

namespace {

struct TestFlags {
  PolicyFlags policy;
  bool coverage = false;
  std::string reading;  // only cases that may read this parameter
};

class Proof {
 public:
  Proof(const TestFlags& flags, Console& console, std::string usage)
      : flags_(flags), console_(console), usage_(std::move(usage)) {}

  Exit prove() {
    const Result<std::unique_ptr<policy::Policy>> policy = load_policy(flags_.policy, usage_);
    if (!policy) return console_.refuse(policy.diagnostics());
    console_.tell(policy.diagnostics());
    Result<cases::Cases> cases = cases::load((*policy)->directory, **policy);
    if (!cases) return console_.refuse(cases.diagnostics());
    if (!flags_.reading.empty()) {
      if (const auto why = keep_reading(**policy, *cases)) return console_.refuse(*why);
    }
    cases::Coverage coverage(**policy);
    try_all(**policy, *cases, coverage);
    std::string out = counts();
    if (flags_.coverage) out += show(coverage.report()) + show_ladders(**policy);
    const auto failure = print(out);
    if (failure) return console_.refuse(*failure);
    return failed_ > 0 ? Exit::refused : Exit::done;
  }

 private:
  std::optional<Diagnostic> keep_reading(const policy::Policy& policy, cases::Cases& cases) const {
    const int parameter = policy.find_parameter(flags_.reading);
    if (parameter < 0) {
      std::vector<std::string> ids;
      for (const policy::Parameter& known : policy.parameters) ids.push_back(known.id);
      return policy::unknown_name(flags_.reading, ids);
    }
    std::erase_if(cases.all, [&](const cases::Case& one) { return !parameters_read(policy, one).contains(parameter); });
    return std::nullopt;
  }

  void try_all(const policy::Policy& policy, const cases::Cases& cases, cases::Coverage& coverage) {
    Diagnostics found;
    {
      Progress progress(console_.language());
      progress.stage({"算例", "cases"});
      for (const cases::Case& one : cases.all) {
        cases::Outcome outcome = try_case(policy, one, {flags_.coverage, nullptr});
        if (!outcome.passed()) ++failed_;
        ++(one.kind == cases::Case::Kind::published ? published_ : derived_);
        if (flags_.coverage) coverage.add(one, outcome);
        found.add(std::move(outcome.diagnostics));
        progress.show(published_ + derived_, cases.all.size());
      }
      for (const cases::LadderCase& one : cases.ladders) {
        cases::LadderOutcome outcome = try_ladder_case(policy, one);
        if (!outcome.passed()) ++failed_;
        ++(one.kind == cases::Case::Kind::published ? published_ : derived_);
        ladders_.add(one, outcome);
        found.add(std::move(outcome.diagnostics));
      }
    }
    console_.tell(found);
  }

  std::string counts() const {
    const std::string all = std::to_string(published_ + derived_), published = std::to_string(published_);
    const std::string derived = std::to_string(derived_), failed = std::to_string(failed_);
    return console_.in({all + " 个算例：" + published + " 个公布，" + derived + " 个推导；" + failed + " 个不符\n",
                        all + " cases: " + published + " published, " + derived + " derived; " + failed + " failed\n"});
  }

  std::string show(const cases::Coverage::Report& report) const {
    const auto share = [](const cases::Coverage::Count& count) {
      return std::to_string(count.reached) + "/" + std::to_string(count.all);
    };
    std::string out =
        console_.in({"覆盖：项目 " + share(report.items) + "，运算 " + share(report.operations) + "，参数值 " +
                         share(report.values) + "，表格中的数 " + share(report.figures) + "\n",
                     "reached: items " + share(report.items) + ", operations " + share(report.operations) +
                         ", values " + share(report.values) + ", figures in tables " + share(report.figures) + "\n"});
    out += inherited(report);
    for (const Text& gap : report.gaps) out += paragraph(console_.in(gap), 2);
    return out;
  }

  // A policy without a ladder has nothing to say of one.
  std::string show_ladders(const policy::Policy& policy) const {
    const cases::LadderCoverage::Report report = ladders_.report(policy);
    if (report.all == 0) return "";
    const std::string share = std::to_string(report.reached) + "/" + std::to_string(report.all);
    std::string out = console_.in(
        {"阶梯：变动、条件和名额 " + share + "\n", "ladders: moves, conditions and quotas " + share + "\n"});
    for (const Text& gap : report.gaps) out += paragraph(console_.in(gap), 2);
    return out;
  }

  std::string inherited(const cases::Coverage::Report& report) const {
    if (report.inherited_items + report.inherited_values == 0) return {};
    const std::string items = std::to_string(report.inherited_items), values = std::to_string(report.inherited_values);
    return console_.in(
        {"从下层继承的 " + items + " 个项目和 " + values + " 个参数值由下层政策自己的算例证明\n",
         "inherited: " + items + " items and " + values + " values, for the cases of the policies below\n"});
  }

  const TestFlags& flags_;
  Console& console_;
  std::string usage_;
  cases::LadderCoverage ladders_;
  std::size_t published_ = 0, derived_ = 0, failed_ = 0;
};

}  // namespace

void add_test(CommandLine& line, Console& console) {
  auto flags = std::make_shared<TestFlags>();
  const std::string usage = "fenglu test POLICY";
  Verb& verb =
      line.add("test", {"运行政策自带的算例（cases/*.json）", "run the policy's own worked cases (cases/*.json)"},
               [flags, &console, usage] { return Proof(*flags, console, usage).prove(); });
  add_policy_flags(verb, flags->policy, false);
  verb.flag("--coverage", flags->coverage,
            {"列出没有算例用到的项目、运算、参数值和表格中的数（只论本层）",
             "list the items, operations, values and figures of tables (of its own layer) that no case reaches"});
  verb.value("--reading", flags->reading, "NAME",
             {"只运行可能读取此参数的算例", "only the cases that may read this parameter"});
  verb.example("fenglu test tables/shanghai --coverage",
               {"上海的算例，以及它们没有用到什么", "Shanghai's cases, and what they don't reach"});
}

}  // namespace fenglu::app
