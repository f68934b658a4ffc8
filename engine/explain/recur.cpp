// Values worked out from what the run knows, cell by cell: anew on a day of every year, or on each day read.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/explain/look_up.hpp"
#include "engine/explain/node.hpp"
#include "engine/explain/walk.hpp"

namespace fenglu::explain {

using formula::Unit;

namespace {

// Something that a recurring value reads isn't known yet.
struct NotYetKnown {};

// What the formula of a recurrence sees on the day that it is due: other parameters, and the cell it stands at.
class Cell : public Scope {
 public:
  Cell(LookUp& look_up, int parameter, const Moment& due) : look_up_(look_up), parameter_(parameter), due_(due) {}

  void stand_at(std::size_t cell, std::vector<Rational> members) {
    cell_ = cell;
    members_ = std::move(members);
  }
  std::optional<Day> announced() const { return announced_; }
  policy::Status status() const { return status_; }
  Day latest() const { return latest_; }
  bool awaited() const { return awaited_; }
  bool stale() const { return stale_; }

  Moment moment() override { return due_; }
  std::optional<Day> known() const override { return due_.known; }
  Month month() const override { return due_.day.in_month(); }
  Rational axis(int axis) override { return members_[static_cast<std::size_t>(axis)]; }

  void rests_on(const Version& version) override {
    if (version.awaited && !recurrence().follows()) throw NotYetKnown{};
    awaited_ = awaited_ || version.awaited;
    stale_ = stale_ || version.stale;
    latest_ = std::max(latest_, version.from);
    const Day known_from = version.announced.value_or(version.from);
    announced_ = announced_ ? std::max(*announced_, known_from) : known_from;
    status_ = std::max(status_, version.status);
  }

  Rational previous(Node* node) override {
    const Day first = recurrence().follows() ? recurrence().since : due_.day;
    const Version* version = look_up_.find(parameter_, {first - 1, due_.known});
    if (version == nullptr) throw NotYetKnown{};
    rests_on(*version);
    const policy::Value& value = version->value();
    const Rational out = value.cells.empty() ? value.scalar : value.cells[cell_];
    if (node != nullptr) tell_before(*version, {first - 1, due_.known}, out, *node);
    return out;
  }

 private:
  const policy::Recurrence& recurrence() const {
    return *look_up_.policy().parameters[static_cast<std::size_t>(parameter_)].recurrence;
  }

  // The version before, and how it was worked out in its turn: step by step back to the published one. A formula that
  // reads it twice tells it once.
  void tell_before(const Version& version, const Moment& moment, const Rational& value, Node& node) {
    const policy::Policy& policy = look_up_.policy();
    const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(parameter_)];
    Node own = parameter_node(parameter, version, moment, place(), policy);
    own.answer = {parameter.type, value, {}};
    name_member(own.answer, policy);
    if (version.worked_out && !told_) look_up_.trace(parameter_, version, moment, cell_, own);
    told_ = true;
    node.operands.push_back(std::move(own));
  }

  // The members that the cell stands at: "service, grade3".
  std::string place() const {
    const policy::Policy& policy = look_up_.policy();
    const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(parameter_)];
    std::string out;
    for (std::size_t i = 0; i < parameter.axes.size(); ++i) {
      const policy::Category& category = policy.categories[static_cast<std::size_t>(parameter.axes[i].category)];
      out += (i > 0 ? ", " : "") + category.members[static_cast<std::size_t>(to_int64(members_[i]))].id;
    }
    return out;
  }

  LookUp& look_up_;
  int parameter_;
  Moment due_;
  std::size_t cell_ = 0;
  std::vector<Rational> members_;
  std::optional<Day> announced_;
  policy::Status status_ = policy::Status::verified;
  bool told_ = false;
  Day latest_;
  bool awaited_ = false;
  bool stale_ = false;
};

std::string published(const Rational& x, Unit unit) { return format_exact(unit == Unit::money ? x / 100 : x); }

// Row-major over the axes, which are categories: the member that each cell stands at along each of them.
std::vector<std::vector<Rational>> standings(const policy::Parameter& parameter, const policy::Policy& policy) {
  std::vector<std::vector<Rational>> out{{}};
  for (const policy::Axis& axis : parameter.axes) {
    const std::size_t members = policy.categories[static_cast<std::size_t>(axis.category)].members.size();
    std::vector<std::vector<Rational>> longer;
    for (const std::vector<Rational>& so_far : out) {
      for (std::size_t member = 0; member < members; ++member) {
        longer.push_back(so_far);
        longer.back().emplace_back(member);
      }
    }
    out = std::move(longer);
  }
  return out;
}

policy::Value work_out(LookUp& look_up, const policy::Parameter& parameter, Cell& cell) {
  const policy::Recurrence& recurrence = *parameter.recurrence;
  const auto standing = standings(parameter, look_up.policy());
  policy::Value value;
  value.band_ends.resize(parameter.axes.size());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    cell.stand_at(i, standing[i]);
    const Rational x = Walk(look_up, cell, &recurrence.text).compute(recurrence.formula.root, nullptr).value;
    if (parameter.axes.empty()) {
      value.scalar = x;
      value.text = published(x, parameter.type.unit);
    } else {
      value.cells.push_back(x);
      value.cell_texts.push_back(published(x, parameter.type.unit));
    }
  }
  return value;
}

}  // namespace

// Nothing where something that it reads isn't known, or has no value at all.
std::optional<Version> LookUp::recur(int index, const Moment& due) {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  Cell cell(*this, index, due);
  try {
    Version version;
    version.worked_out = std::make_shared<const policy::Value>(work_out(*this, parameter, cell));
    version.from = due.day;
    if (parameter.recurrence->follows()) {
      version.from = std::clamp(cell.latest(), parameter.recurrence->since, due.day);
      version.awaited = cell.awaited();
      version.stale = cell.stale();
    }
    version.announced = cell.announced();
    version.status = std::max(parameter.recurrence->status, cell.status());
    version.source = parameter.recurrence->source;
    return version;
  } catch (const NotYetKnown&) {
    return std::nullopt;
  } catch (const Refused& refused) {
    if (refused.why.code != Code::no_value && refused.why.code != Code::abstract_parameter) throw;
    return std::nullopt;
  }
}

void LookUp::trace(int index, const Version& version, const Moment& moment, std::size_t cell, Node& node) {
  const policy::Parameter& parameter = policy_.parameters[static_cast<std::size_t>(index)];
  const policy::Recurrence& recurrence = *parameter.recurrence;
  Cell scope(*this, index, {recurrence.follows() ? moment.day : version.from, moment.known});
  scope.stand_at(cell, standings(parameter, policy_)[cell]);
  node.formula = recurrence.text.text;
  Walk(*this, scope, &recurrence.text).compute(recurrence.formula.root, &node);
}

}  // namespace fenglu::explain
