// Policy and version, as the C++ face has them.
#include "engine/library/face.hpp"
#include "engine/policy/schema.hpp"
#include "engine/policy/show.hpp"
#include "fenglu/version.hpp"

namespace fenglu_v1 {

namespace library = fenglu::library;

std::string_view version() { return FENGLU_VERSION; }
unsigned language_level() { return library::language_level; }
std::string installed_tables() { return library::installed_tables(); }

Policy::Policy(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Result<Policy> Policy::load(const std::string& name, const LoadOptions& options) {
  return library::to_face<Policy>(library::load({name, options.tables, options.what_ifs}), [](auto policy) {
    return Policy(std::make_shared<const Impl>(Impl{std::move(policy)}));
  });
}

Result<Plan> Policy::compile(const CompileOptions& options) const {
  library::PlanRequest request{.sheet = options.sheet,
                               .month = library::from_face(options.month),
                               .as_of = library::from_face(options.as_of),
                               .items = options.items,
                               .set_by_hand = options.set_by_hand,
                               .carry = options.carry};
  return library::to_face<Plan>(library::prepare(impl_->policy, request), [](auto plan) {
    return Plan(std::make_shared<const Plan::Impl>(Plan::Impl{std::move(plan)}));
  });
}

Result<std::string> Policy::show(const ShowOptions& options) const {
  const fenglu::policy::ShowRequest request{library::from_face(options.month), library::from_face(options.as_of),
                                            options.carry, options.names};
  return library::to_face<std::string>(fenglu::policy::show_json(*impl_->policy, request),
                                       [](const auto& json) { return json.dump(2) + "\n"; });
}

Result<std::string> Policy::schema(const std::string& sheet) const {
  return library::to_face<std::string>(library::find_sheet(*impl_->policy, sheet), [&](int index) {
    return fenglu::policy::schema(*impl_->policy, index).dump(2) + "\n";
  });
}

std::string Policy::check(Month month, Language language) const {
  return library::check_json(*impl_->policy, library::from_face(month), library::from_face(language));
}

const std::string& Policy::id() const { return impl_->policy->id; }

}  // namespace fenglu_v1
