// What the names of a formula stand for: in a sheet, its facts and items and the policy's parameters; in a parameter's
// own formula, its axes and the other parameters.
#pragma once

#include "engine/policy/policy.hpp"

namespace fenglu::policy {

class PolicyNames : public formula::Names {
 public:
  explicit PolicyNames(const Policy& policy) : policy_(policy) {}
  int member(int category, std::string_view id) const override;
  std::string category_id(int category) const override;
  std::vector<std::string> all_members(int category) const override;

 protected:
  formula::Symbol parameter(std::string_view name) const;
  std::vector<std::string> parameter_ids() const;
  const Policy& policy() const { return policy_; }

 private:
  const Policy& policy_;
};

class SheetNames final : public PolicyNames {
 public:
  // Rates prove nothing to an item: another may be announced any day. A default is proven to fit its fact's decimals by
  // the values that the tables give, `rates_by_value`.
  SheetNames(const Policy& policy, const Sheet& sheet, bool rates_by_value = false)
      : PolicyNames(policy), sheet_(sheet), rates_by_value_(rates_by_value) {}
  formula::Symbol find(std::string_view name) const override;
  std::vector<std::string> all_names() const override;

 private:
  formula::Symbol fact(int index) const;
  formula::Symbol item(int index) const;
  const Sheet& sheet_;
  bool rates_by_value_;
};

class ParameterNames final : public PolicyNames {
 public:
  // `previous` is the grain that the parameter is supposed to have.
  ParameterNames(const Policy& policy, const Parameter& parameter, formula::Grain previous)
      : PolicyNames(policy), parameter_(parameter), previous_(std::move(previous)) {}
  formula::Symbol find(std::string_view name) const override;
  std::vector<std::string> all_names() const override;
  formula::Grain previous_grain() const override { return previous_; }

 private:
  const Parameter& parameter_;
  formula::Grain previous_;
};

// What all published values of a parameter are whole multiples of; 0 where it has none.
Rational published_measure(const Parameter& parameter);
// The multiple that every value of a fact or an item is by its statement: fen, or 10^-decimals.
Rational stated_grain(const Type& type, int decimals);

}  // namespace fenglu::policy
