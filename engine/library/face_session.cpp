// Session, as the C++ face has it: cells read anew into the same lanes, a plan run over them in place.
#include "engine/diagnostic/code.hpp"
#include "engine/library/cells.hpp"
#include "engine/library/face.hpp"
#include "engine/run/repeat.hpp"
#include "fenglu/session.hpp"

namespace fenglu_v1 {

namespace library = fenglu::library;

namespace {

// A column that is read on every run, and where to.
struct Bound {
  const library::Column* column;
  library::Field field;
  fenglu::run::Column* lanes;
};

}  // namespace

struct Session::Impl {
  library::SharedPlan plan;
  library::Frame frame;
  std::shared_ptr<library::Roster> roster;
  std::vector<Bound> bound;
  std::unique_ptr<fenglu::run::Repeat> repeat;
  Diagnostics diagnostics;

  void bind_all() {
    const fenglu::policy::Sheet& sheet = plan->sheet();
    for (const library::Column& column : frame.columns) {
      const auto use = library::use_of(column.name, sheet);
      if (use) bind(column, *use);
    }
  }

  void bind(const library::Column& column, const library::Use& use) {
    using Of = library::Use::Of;
    fenglu::run::Table& table = roster->table;
    switch (use.of) {
      case Of::nothing:
      case Of::key: return;
      case Of::fact: {
        const fenglu::policy::Fact& fact = plan->fact(use.index);
        // What no item needs isn't worth a look; it was held when the session was made.
        if (fact.type.unit == fenglu::policy::Unit::text || !plan->plan.facts.contains(use.index)) return;
        bound.push_back({&column, library::field_of(*plan->policy, fact, column.name), &table.facts[use.index]});
        return;
      }
      case Of::set_by_hand: return bind_item(column, use.index, plan->plan.set_ranges, table.set_by_hand);
      case Of::year_to_date: return bind_item(column, use.index, plan->plan.opening_ranges, table.year_to_date);
      case Of::last_month: return bind_item(column, use.index, plan->plan.last_month_ranges, table.last_month);
    }
  }

  void bind_item(const library::Column& column, int item, const std::map<int, fenglu::Interval>& ranges,
                 std::map<int, fenglu::run::Column>& columns) {
    const auto range = ranges.find(item);
    if (range == ranges.end()) return;
    bound.push_back(
        {&column, library::field_of(*plan->policy, plan->item(item), range->second, column.name), &columns[item]});
  }

  bool run() {
    library::Faults faults;
    for (const Bound& one : bound) {
      const library::Conversion conversion{*one.column, one.field, true, faults};
      const bool in_place = one.lanes->view.lanes != nullptr && library::lanes_in_place(conversion) != nullptr;
      if (!in_place) library::read_lanes(conversion, *one.lanes);
    }
    if (!faults.empty()) return refuse(faults.take());
    const auto& refusals = repeat->compute().refusals;
    if (!refusals.empty()) return refuse(library::describe(refusals, *plan));
    if (!diagnostics.all().empty()) diagnostics = {};
    return true;
  }

  bool refuse(const fenglu::Diagnostics& why) {
    diagnostics = library::to_face(why);
    return false;
  }

  // -1 where the plan has no such item.
  int find(std::string_view item) const {
    for (std::size_t i = 0; i < plan->plan.items.size(); ++i) {
      if (plan->item(plan->plan.items[i]).id == item) return static_cast<int>(i);
    }
    return -1;
  }

  Diagnostics no_item(std::string_view item) const {
    fenglu::Diagnostics out;
    const fenglu::Text mend("把它列入 items", "name it among the plan's items");
    out.add(
        {fenglu::Code::flag_name, {}, {"session", "'" + std::string(item) + "'", fenglu::Text("项目", "item"), mend}});
    return library::to_face(out);
  }
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

bool Session::run() { return impl_->run(); }
const Diagnostics& Session::diagnostics() const { return impl_->diagnostics; }
std::size_t Session::rows() const { return impl_->roster->table.rows; }

Result<std::span<const std::int64_t>> Session::values(std::string_view item) const {
  const int index = impl_->find(item);
  if (index < 0) return impl_->no_item(item);
  return std::span<const std::int64_t>(impl_->repeat->results().columns[static_cast<std::size_t>(index)]);
}

Result<std::span<const std::int64_t>> Session::fen(std::string_view item) const {
  const int index = impl_->find(item);
  if (index < 0) return impl_->no_item(item);
  const fenglu::policy::Item& found = impl_->plan->item(impl_->plan->plan.items[static_cast<std::size_t>(index)]);
  if (found.type.unit == fenglu::policy::Unit::money) return values(item);
  fenglu::Diagnostics out;
  const fenglu::Text expected("金额项目；其他用 values()", "an item of money; values() gives the others");
  out.add({fenglu::Code::flag_value, {}, {"fen", "'" + std::string(item) + "'", expected}});
  return library::to_face(out);
}

Result<Session> Plan::session(const Columns& columns, const RunOptions& options) const {
  const auto* opening = options.opening != nullptr ? &options.opening->impl_->frame : nullptr;
  auto roster = library::read_for(impl_->plan, columns.impl_->frame, options, opening);
  if (!roster) return library::to_face(roster.diagnostics());
  auto impl = std::make_unique<Session::Impl>();
  impl->plan = impl_->plan;
  impl->frame = columns.impl_->frame;
  // Nobody else has this roster: it was read a moment ago.
  impl->roster = std::const_pointer_cast<library::Roster>(*roster);
  impl->repeat = std::make_unique<fenglu::run::Repeat>(impl->plan->plan, impl->roster->table);
  impl->bind_all();
  return {Session(std::move(impl)), library::to_face(roster.diagnostics())};
}

}  // namespace fenglu_v1
