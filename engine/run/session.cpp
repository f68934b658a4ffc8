#include "engine/run/session.hpp"

#include <algorithm>

namespace fenglu::run {

using plan::Input;
using plan::Register;
using plan::RegisterKind;

State::State(const plan::Program& program)
    : weights(program.aggregate_groups.size()),
      totals(program.aggregate_groups.size()),
      shares(program.aggregate_groups.size()) {
  for (const int groups : program.aggregate_groups) aggregates.emplace_back(static_cast<std::size_t>(groups));
}

Session::Session(const plan::Plan& plan, std::size_t stage, const Table& table, State& state,
                 const KernelTable& kernels)
    : stage_(plan.program.stages[stage]), table_(table), state_(state), kernels_(kernels) {
  for (const int groups : plan.program.aggregate_groups) sums_.emplace_back(static_cast<std::size_t>(groups));
  for (const Input& input : stage_.inputs) sources_.push_back(source_of(input));
  lay_out();
}

namespace {

const Column* find(const std::map<int, Column>& columns, int index) {
  const auto found = columns.find(index);
  return found == columns.end() ? nullptr : &found->second;
}

}  // namespace

Int128 Session::text_code(const std::string& text) const {
  const auto found = std::find(table_.texts.begin(), table_.texts.end(), text);
  return found == table_.texts.end() ? -1 : found - table_.texts.begin();
}

Session::Source Session::source_of(const Input& input) const {
  switch (input.of) {
    case Input::Of::fact: return {find(table_.facts, input.index), false, input.fill, nullptr};
    case Input::Of::text_fact: return {find(table_.facts, input.index), false, text_code(input.text), nullptr};
    case Input::Of::fact_given: return {find(table_.facts, input.index), true, 0, nullptr};
    case Input::Of::year_to_date: return {find(table_.year_to_date, input.index), false, 0, nullptr};
    case Input::Of::last_month: return {find(table_.last_month, input.index), false, 0, nullptr};
    case Input::Of::set_value: return {find(table_.set_by_hand, input.index), false, input.fill, nullptr};
    case Input::Of::set_given: return {find(table_.set_by_hand, input.index), true, 0, nullptr};
    case Input::Of::text: return {nullptr, false, text_code(input.text), nullptr};
    case Input::Of::aggregate:
      return {nullptr, false, state_.aggregates[static_cast<std::size_t>(input.index)][0], nullptr};
    case Input::Of::share: return {nullptr, false, 0, state_.shares[static_cast<std::size_t>(input.index)].data()};
  }
  return {};
}

// One arena: temporaries by slot, then a place for each constant and input.
void Session::lay_out() {
  const auto own = [](const RegisterKind& kind) {
    return kind.from == RegisterKind::From::input || kind.from == RegisterKind::From::constant;
  };
  const auto places = static_cast<std::size_t>(std::count_if(stage_.registers.begin(), stage_.registers.end(), own));
  const std::size_t slots = static_cast<std::size_t>(stage_.narrow_slots + stage_.wide_slots) + places;
  arena_ = std::make_unique<Int128[]>(slots * batch_rows);
  registers_.assign(stage_.registers.size(), nullptr);
  scratch_.assign(stage_.registers.size(), nullptr);
  auto next = static_cast<std::size_t>(stage_.narrow_slots + stage_.wide_slots);
  for (std::size_t i = 0; i < stage_.registers.size(); ++i) {
    const RegisterKind& kind = stage_.registers[i];
    const auto index = static_cast<std::size_t>(kind.index);
    if (kind.from == RegisterKind::From::temporary) {
      const std::size_t slot = kind.wide ? static_cast<std::size_t>(stage_.narrow_slots) + index : index;
      registers_[i] = arena_.get() + slot * batch_rows;
    } else if (own(kind)) {
      registers_[i] = scratch_[i] = arena_.get() + next++ * batch_rows;
      if (kind.from == RegisterKind::From::constant) fill_constant(static_cast<Register>(i), stage_.constants[index]);
      if (kind.from == RegisterKind::From::input) fill_constant(static_cast<Register>(i), sources_[index].fill);
    }
  }
}

void Session::fill_constant(Register which, Int128 lane) {
  if (stage_.registers[which].wide) {
    std::fill_n(static_cast<Int128*>(registers_[which]), batch_rows, lane);
  } else {
    std::fill_n(static_cast<std::int64_t*>(registers_[which]), batch_rows, static_cast<std::int64_t>(lane));
  }
}

namespace {

template <class Lane>
void gather(const Column& column, std::size_t first, std::size_t rows, bool given, Int128 fill, Lane* out) {
  for (std::size_t row = 0; row < rows; ++row) {
    const bool present = column.is_present(first + row);
    if (given)
      out[row] = present ? 1 : 0;
    else
      out[row] = present ? static_cast<Lane>(column.lanes[first + row]) : static_cast<Lane>(fill);
  }
}

}  // namespace

void Session::bind_input(Register which, std::size_t first, std::size_t rows) {
  const RegisterKind& kind = stage_.registers[which];
  const Source& source = sources_[static_cast<std::size_t>(kind.index)];
  if (source.lanes != nullptr) {
    registers_[which] = const_cast<std::int64_t*>(source.lanes + first);
    return;
  }
  if (source.column == nullptr) return;  // filled once and for all
  const bool plain = !kind.wide && !source.given && source.column->present.empty();
  if (plain) {
    registers_[which] = const_cast<std::int64_t*>(source.column->lanes.data() + first);
  } else if (kind.wide) {
    gather(*source.column, first, rows, source.given, source.fill, static_cast<Int128*>(scratch_[which]));
  } else {
    gather(*source.column, first, rows, source.given, source.fill, static_cast<std::int64_t*>(scratch_[which]));
  }
}

void Session::bind_outputs(std::size_t first) {
  if (columns_ == nullptr) return;
  for (std::size_t i = 0; i < stage_.registers.size(); ++i) {
    const RegisterKind& kind = stage_.registers[i];
    if (kind.from == RegisterKind::From::output) {
      registers_[i] = (*columns_)[static_cast<std::size_t>(kind.index)].data() + first;
    }
  }
}

void Session::compute(std::size_t first, std::size_t rows) {
  rows_ = rows;
  for (std::size_t i = 0; i < stage_.registers.size(); ++i) {
    if (stage_.registers[i].from == RegisterKind::From::input) bind_input(static_cast<Register>(i), first, rows);
  }
  bind_outputs(first);
  const Batch batch{registers_.data(), rows, &state_.aggregates};
  for (const plan::Instruction& instruction : stage_.instructions) {
    kernels_.at(instruction.op, instruction.width)(instruction, batch);
  }
}

namespace {

Int128 lane(const void* lanes, bool wide, std::size_t row) {
  return wide ? static_cast<const Int128*>(lanes)[row] : static_cast<const std::int64_t*>(lanes)[row];
}

}  // namespace

void Session::accumulate() {
  for (const plan::Accumulation& one : stage_.accumulations) {
    std::vector<Int128>& sums = sums_[static_cast<std::size_t>(one.aggregate)];
    const void* values = lanes(one.value);
    const auto* groups = one.group == plan::no_register ? nullptr : static_cast<const std::int64_t*>(lanes(one.group));
    for (std::size_t row = 0; row < rows_; ++row) {
      sums[groups == nullptr ? 0 : static_cast<std::size_t>(groups[row])] += lane(values, one.wide, row);
    }
  }
}

void Session::keep_weights(std::size_t first) {
  for (const plan::Apportionment& one : stage_.apportionments) {
    const auto at = static_cast<std::size_t>(one.share);
    const bool wide = stage_.registers[one.weight].wide;
    for (std::size_t row = 0; row < rows_; ++row) state_.weights[at][first + row] = lane(lanes(one.weight), wide, row);
    if (first == 0) state_.totals[at] = lane(lanes(one.total), stage_.registers[one.total].wide, 0);
  }
}

void Session::merge_into(State& state) const {
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    for (std::size_t group = 0; group < sums_[i].size(); ++group) state.aggregates[i][group] += sums_[i][group];
  }
}

}  // namespace fenglu::run
