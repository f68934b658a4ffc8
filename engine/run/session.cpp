#include "engine/run/session.hpp"

#include <algorithm>

namespace fenglu::run {

using plan::Input;
using plan::Lane;
using plan::Register;
using plan::RegisterKind;

State::State(const plan::Program& program)
    : weights(program.aggregate_groups.size()),
      totals(program.aggregate_groups.size()),
      shares(program.aggregate_groups.size()) {
  for (const int groups : program.aggregate_groups) aggregates.emplace_back(static_cast<std::size_t>(groups));
}

Session::Session(const plan::Plan& plan, std::size_t stage, const Table& table, State& state,
                 const KernelTable& kernels, std::size_t batch_rows, ResultsIn results)
    : stage_(&plan.program.stages[stage]),
      outputs_(&plan.program.outputs),
      table_(&table),
      state_(&state),
      kernels_(&kernels),
      slot_lanes_(&plan.slot_lanes),
      batch_rows_(batch_rows),
      results_(results) {
  steps_.reserve(stage_->instructions.size());
  for (const plan::Instruction& instruction : stage_->instructions) steps_.emplace_back(instruction, kernels);
  leaving_.resize(steps_.size() + 1);
  for (const int groups : plan.program.aggregate_groups) sums_.emplace_back(static_cast<std::size_t>(groups));
  for (const Input& input : stage_->inputs) sources_.push_back(source_of(input));
  lay_out();
}

namespace {

const Column* find(const std::map<int, Column>& columns, int index) {
  const auto found = columns.find(index);
  return found == columns.end() ? nullptr : &found->second;
}

}  // namespace

Int128 Session::text_code(const std::string& text, std::int64_t place) const {
  const auto found = std::find(table_->texts.begin(), table_->texts.end(), text);
  return found == table_->texts.end() ? -1 - place : found - table_->texts.begin();
}

Session::Source Session::source_of(const Input& input) const {
  const auto nowhere = plan::no_register;
  switch (input.of) {
    case Input::Of::fact: return {nowhere, find(table_->facts, input.index), false, input.fill, nullptr};
    case Input::Of::text_fact:
      return {nowhere, find(table_->facts, input.index), false, text_code(input.text, input.fill), nullptr};
    case Input::Of::fact_given: return {nowhere, find(table_->facts, input.index), true, 0, nullptr};
    case Input::Of::year_to_date: return {nowhere, find(table_->year_to_date, input.index), false, 0, nullptr};
    case Input::Of::last_month: return {nowhere, find(table_->last_month, input.index), false, 0, nullptr};
    case Input::Of::set_value: return {nowhere, find(table_->set_by_hand, input.index), false, input.fill, nullptr};
    case Input::Of::set_given: return {nowhere, find(table_->set_by_hand, input.index), true, 0, nullptr};
    case Input::Of::text: return {nowhere, nullptr, false, text_code(input.text, input.index), nullptr};
    case Input::Of::slot:
      return {nowhere, nullptr, false, (*slot_lanes_)[static_cast<std::size_t>(input.index)], nullptr};
    case Input::Of::aggregate:
      return {nowhere, nullptr, false, state_->aggregates[static_cast<std::size_t>(input.index)][0], nullptr};
    case Input::Of::share:
      return {nowhere, nullptr, false, 0, state_->shares[static_cast<std::size_t>(input.index)].data()};
  }
  return {};
}

namespace {

constexpr std::size_t line = 64;
// Of a roster whose columns fit the second-level cache, at some 60 bytes a row.
constexpr std::size_t rows_that_stay_near = 16'384;

std::size_t bytes_of(Lane lane) { return std::size_t{4} << static_cast<std::size_t>(lane); }

// Of one slot. One line more than the lanes need: slots at multiples of a page would fall on the same cache sets.
std::size_t slot_bytes(Lane lane, std::size_t rows) { return (bytes_of(lane) * rows + line - 1) / line * line + line; }

bool has_own_place(const RegisterKind& kind) { return kind.from != RegisterKind::From::temporary; }

}  // namespace

void* Session::place(Lane lane) {
  std::byte* made = next_;
  next_ += slot_bytes(lane, batch_rows_);
  return made;
}

// One arena: temporaries by slot, then a place for each constant and input.
void Session::lay_out() {
  const bool leave = results_ == ResultsIn::outputs;
  const auto& counts = leave ? stage_->passing_slots : stage_->slots;
  std::size_t bytes = line;
  for (std::size_t i = 0; i < plan::lane_count; ++i)
    bytes += static_cast<std::size_t>(counts[i]) * slot_bytes(static_cast<Lane>(i), batch_rows_);
  for (const RegisterKind& kind : stage_->registers) {
    if (has_own_place(kind)) bytes += slot_bytes(kind.lane, batch_rows_);
  }
  arena_ = std::make_unique_for_overwrite<std::byte[]>(bytes);
  const auto address = reinterpret_cast<std::uintptr_t>(arena_.get());
  next_ = arena_.get() + (line - address % line) % line;
  std::array<std::vector<void*>, plan::lane_count> slots;
  for (std::size_t i = 0; i < plan::lane_count; ++i) {
    for (int slot = 0; slot < counts[i]; ++slot) slots[i].push_back(place(static_cast<Lane>(i)));
  }
  registers_.assign(stage_->registers.size(), nullptr);
  own_.assign(stage_->registers.size(), nullptr);
  for (std::size_t i = 0; i < stage_->registers.size(); ++i) {
    const RegisterKind& kind = stage_->registers[i];
    const auto index = static_cast<std::size_t>(kind.index);
    if (!has_own_place(kind)) {
      const auto slot = static_cast<std::size_t>(leave ? kind.passing : kind.index);
      registers_[i] = slots[static_cast<std::size_t>(kind.lane)][slot];
      continue;
    }
    registers_[i] = own_[i] = place(kind.lane);
    const bool constant = kind.from == RegisterKind::From::constant;
    if (!constant) sources_[index].to = static_cast<Register>(i);
    fill(static_cast<Register>(i), constant ? stage_->constants[index] : sources_[index].fill);
  }
}

void Session::fill(Register which, Int128 lane) {
  void* to = registers_[which];
  switch (stage_->registers[which].lane) {
    case Lane::i32: std::fill_n(static_cast<std::int32_t*>(to), batch_rows_, static_cast<std::int32_t>(lane)); return;
    case Lane::i64: std::fill_n(static_cast<std::int64_t*>(to), batch_rows_, static_cast<std::int64_t>(lane)); return;
    case Lane::i128: std::fill_n(static_cast<Int128*>(to), batch_rows_, lane); return;
  }
}

void Session::look_again() {
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    Source now = source_of(stage_->inputs[i]);
    now.to = sources_[i].to;
    sources_[i] = now;
    if (now.to == plan::no_register || now.column != nullptr || now.lanes != nullptr) continue;
    registers_[now.to] = own_[now.to];
    fill(now.to, now.fill);
  }
}

void Session::store_to(const std::vector<Output>& outputs) {
  for (auto& leaving : leaving_) leaving.clear();
  for (std::size_t column = 0; column < outputs.size(); ++column) {
    if (outputs[column].lanes == nullptr) continue;
    const Register from = (*outputs_)[column];
    const auto lane = static_cast<std::size_t>(lane_of(from));
    const auto storage = static_cast<std::size_t>(outputs[column].storage);
    const Store store =
        outputs[column].past_caches ? kernels_->streams[lane][storage] : kernels_->stores[lane][storage];
    std::size_t step = 0;
    while (step < steps_.size() && steps_[step].what->out != from) ++step;
    leaving_[step].push_back({from, outputs[column], store});
  }
}

void Session::leave(const std::vector<Leaving>& leaving, std::size_t first, std::size_t rows) const {
  for (const Leaving& one : leaving)
    one.store(registers_[one.from], static_cast<std::byte*>(one.to.lanes) + first * size_of(one.to.storage), rows);
}

namespace {

bool same_form(Storage storage, Lane lane) {
  return (storage == Storage::i32 && lane == Lane::i32) || (storage == Storage::i64 && lane == Lane::i64);
}

}  // namespace

// Lanes that stand as the register wants them are read where they are.
void Session::load(const Source& source, const View& view, std::size_t first, std::size_t rows) {
  const Lane lane = lane_of(source.to);
  const auto* from = static_cast<const std::byte*>(view.lanes) + first * size_of(view.storage);
  const std::size_t bytes = rows * size_of(view.storage);
  // What fits the nearest caches is near without being asked for.
  if (table_->rows > rows_that_stay_near) ahead_.push_back({from + bytes, (bytes + line - 1) / line});
  const std::uint8_t* present =
      source.column == nullptr || source.column->present.empty() ? nullptr : source.column->present.data() + first;
  if (present == nullptr && same_form(view.storage, lane)) {
    registers_[source.to] = const_cast<std::byte*>(from);
    return;
  }
  const Load move = kernels_->loads[static_cast<std::size_t>(view.storage)][static_cast<std::size_t>(lane)];
  registers_[source.to] = own_[source.to];  // where an earlier table's lanes were read in their own place
  move(from, present, static_cast<std::int64_t>(source.fill), own_[source.to], rows);
}

void Session::bind_input(const Source& source, std::size_t first, std::size_t rows) {
  if (source.to == plan::no_register) return;
  if (source.lanes != nullptr) return load(source, {source.lanes, Storage::i64}, first, rows);
  if (source.column == nullptr) return;  // filled once and for all
  const Column& column = *source.column;
  if (!source.given) {
    const View own{column.lanes.data(), Storage::i64};
    return load(source, column.view.lanes != nullptr ? column.view : own, first, rows);
  }
  if (column.present.empty()) return fill(source.to, 1);
  const Load move =
      kernels_->loads[static_cast<std::size_t>(Storage::i8)][static_cast<std::size_t>(lane_of(source.to))];
  move(column.present.data() + first, nullptr, 0, own_[source.to], rows);
}

void Session::look_ahead(std::size_t lines) {
  while (lines > 0 && !ahead_.empty()) {
    Ahead& next = ahead_.back();
    const std::size_t asked = std::min(lines, next.lines);
    const std::byte* at = next.at;
    // Into the second-level cache: the first has no room for another batch.
    for (std::size_t i = 0; i < asked; ++i) __builtin_prefetch(at + i * line, 0, 2);
    lines -= asked;
    next.at += asked * line;
    next.lines -= asked;
    if (next.lines == 0) ahead_.pop_back();
  }
}

void Session::compute(std::size_t first, std::size_t rows) {
  rows_ = rows;
  ahead_.clear();
  for (const Source& source : sources_) bind_input(source, first, rows);
  std::size_t lines = 0;
  for (const Ahead& one : ahead_) lines += one.lines;
  const std::size_t lines_a_step = lines == 0 || steps_.empty() ? 0 : lines / steps_.size() + 1;
  const Batch batch{registers_.data(), rows, &state_->aggregates};
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    look_ahead(lines_a_step);
    steps_[i].kernel(steps_[i], batch);
    leave(leaving_[i], first, rows);
  }
  leave(leaving_.back(), first, rows);
}

namespace {

Int128 lane(const void* lanes, Lane of, std::size_t row) {
  switch (of) {
    case Lane::i32: return static_cast<const std::int32_t*>(lanes)[row];
    case Lane::i64: return static_cast<const std::int64_t*>(lanes)[row];
    case Lane::i128: return static_cast<const Int128*>(lanes)[row];
  }
  return 0;
}

}  // namespace

void Session::accumulate() {
  for (const plan::Accumulation& one : stage_->accumulations) {
    std::vector<Int128>& sums = sums_[static_cast<std::size_t>(one.aggregate)];
    const bool grouped = one.group != plan::no_register;
    for (std::size_t row = 0; row < rows_; ++row) {
      const Int128 group = grouped ? lane(lanes(one.group), lane_of(one.group), row) : 0;
      sums[static_cast<std::size_t>(group)] += lane(lanes(one.value), lane_of(one.value), row);
    }
  }
}

void Session::keep_weights(std::size_t first) {
  for (const plan::Apportionment& one : stage_->apportionments) {
    const auto at = static_cast<std::size_t>(one.share);
    std::vector<Int128>& weights = state_->weights[at];
    for (std::size_t row = 0; row < rows_; ++row)
      weights[first + row] = lane(lanes(one.weight), lane_of(one.weight), row);
    if (first == 0) state_->totals[at] = lane(lanes(one.total), lane_of(one.total), 0);
  }
}

void Session::merge_into(State& state) const {
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    for (std::size_t group = 0; group < sums_[i].size(); ++group) state.aggregates[i][group] += sums_[i][group];
  }
}

}  // namespace fenglu::run
