#include "engine/comparison/joint_roster.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/comparison/pairing.hpp"
#include "engine/run/key_index.hpp"

namespace fenglu::comparison {
namespace {

const run::Column* find(const std::map<int, run::Column>& columns, int index) {
  const auto found = columns.find(index);
  return found == columns.end() ? nullptr : &found->second;
}

void add_cell(const run::Column* from, std::size_t row, const std::vector<std::int64_t>* lanes, run::Column& into) {
  const bool given = from != nullptr && row != nowhere && from->is_present(row);
  std::int64_t lane = given ? from->lanes[row] : 0;
  if (given && lanes != nullptr) lane = (*lanes)[static_cast<std::size_t>(lane)];
  into.lanes.push_back(lane);
  into.present.push_back(given ? 1 : 0);
}

}  // namespace

JointRoster::JointRoster(const Joint& joint, const World& before, const World& after, const std::vector<Person>& people,
                         bool everybody)
    : before_world_(before), after_world_(after), all_(people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i].after == nowhere || (!everybody && !people[i].stayed())) continue;
    people_.push_back(i);
    table_.keys.push_back(people[i].key);
  }
  table_.rows = people_.size();
  find_earlier_rows();
  number_texts();
  take_facts(joint);
  take_items(joint, &run::Table::set_by_hand, &Side::set_by_hand);
  take_items(joint, &run::Table::year_to_date, &Side::year_to_date);
  take_items(joint, &run::Table::last_month, &Side::last_month);
  table_.facts = before_.facts;
  table_.set_by_hand = before_.set_by_hand;
  table_.year_to_date = before_.year_to_date;
  table_.last_month = before_.last_month;
}

// By the key: who a result file knows may be missing from the earlier roster.
void JointRoster::find_earlier_rows() {
  const std::vector<std::string>& keys = before_world_.table->keys;
  run::KeyIndex earlier(keys);
  for (std::size_t row = 0; row < keys.size(); ++row) earlier.insert(row);
  for (const std::size_t person : people_) {
    was_row_.push_back(all_[person].stayed() ? earlier.find(all_[person].key) : nowhere);
  }
}

// The later table's texts keep their codes.
void JointRoster::number_texts() {
  table_.texts = after_world_.table->texts;
  std::unordered_map<std::string, std::int64_t> codes;
  for (std::size_t i = 0; i < table_.texts.size(); ++i) codes.emplace(table_.texts[i], i);
  for (const std::string& text : before_world_.table->texts) {
    const auto [found, fresh] = codes.emplace(text, static_cast<std::int64_t>(table_.texts.size()));
    if (fresh) table_.texts.push_back(text);
    text_codes_.push_back(found->second);
  }
}

run::Column JointRoster::as_was(const run::Column* was, const run::Column* is,
                                const std::vector<std::int64_t>* lanes) const {
  run::Column out;
  for (std::size_t row = 0; row < people_.size(); ++row) {
    if (was_row_[row] != nowhere) {
      add_cell(was, was_row_[row], lanes, out);
    } else {
      add_cell(is, all_[people_[row]].after, nullptr, out);
    }
  }
  return out;
}

run::Column JointRoster::as_is(const run::Column* is) const {
  run::Column out;
  for (const std::size_t person : people_) add_cell(is, all_[person].after, nullptr, out);
  return out;
}

const std::vector<std::int64_t>* JointRoster::lanes_of(const Joint& joint, const policy::Fact& fact) const {
  if (fact.type.unit == policy::Unit::text) return &text_codes_;
  if (fact.type.unit != policy::Unit::category) return nullptr;
  return &joint.places.members[static_cast<std::size_t>(fact.type.category)];
}

// Nobody who stayed lacks what every row must have.
bool JointRoster::complete(const policy::Fact& fact, const run::Column& column) const {
  return !fact.required || std::find(column.present.begin(), column.present.end(), 0) == column.present.end();
}

void JointRoster::take_facts(const Joint& joint) {
  const auto& facts = joint.policy.sheets.front().facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (const run::Column* is = find(after_world_.table->facts, static_cast<int>(i))) {
      before_.facts[static_cast<int>(i)] = after_.facts[static_cast<int>(i)] = as_is(is);
    }
  }
  const auto& old = sheet_of(*before_world_.plan).facts;
  for (std::size_t i = 0; i < old.size(); ++i) {
    const int place = joint.places.facts[i];
    if (place < 0) continue;
    const bool only_before = static_cast<std::size_t>(place) >= sheet_of(*after_world_.plan).facts.size();
    if (!only_before && joint.fact_moves[static_cast<std::size_t>(place)] == 0) continue;
    const run::Column* was = find(before_world_.table->facts, static_cast<int>(i));
    const run::Column* is = only_before ? nullptr : find(after_world_.table->facts, place);
    if (was == nullptr && is == nullptr) continue;
    run::Column column = as_was(was, is, lanes_of(joint, old[i]));
    if (!complete(facts[static_cast<std::size_t>(place)], column)) continue;
    if (!after_.facts.contains(place)) after_.facts[place] = only_before ? column : as_is(is);
    before_.facts[place] = std::move(column);
  }
}

void JointRoster::take_items(const Joint& joint, Columns run::Table::*from, Columns Side::*into) {
  for (const auto& [item, column] : after_world_.table->*from) (after_.*into)[item] = as_is(&column);
  for (const auto& [item, column] : before_world_.table->*from) {
    const int place = joint.places.items[static_cast<std::size_t>(item)];
    if (place >= 0) (before_.*into)[place] = as_was(&column, find(after_world_.table->*from, place), nullptr);
  }
  const run::Column none{std::vector<std::int64_t>(table_.rows, 0), std::vector<std::uint8_t>(table_.rows, 0)};
  for (const auto& [item, column] : after_.*into) (before_.*into).try_emplace(item, none);
  for (const auto& [item, column] : before_.*into) (after_.*into).try_emplace(item, none);
}

bool JointRoster::differs(const Columns& a, const Columns& b, int index) const {
  const run::Column* was = find(a, index);
  const run::Column* is = find(b, index);
  if (was == nullptr || is == nullptr) return was != is;
  return was->lanes != is->lanes || was->present != is->present;
}

std::vector<int> JointRoster::facts_that_move() const {
  std::vector<int> out;
  for (const auto& [fact, column] : after_.facts) {
    if (differs(before_.facts, after_.facts, fact)) out.push_back(fact);
  }
  return out;
}

std::vector<int> JointRoster::sets_that_move() const {
  std::vector<int> out;
  for (const auto& [item, column] : after_.set_by_hand) {
    if (differs(before_.set_by_hand, after_.set_by_hand, item)) out.push_back(item);
  }
  return out;
}

bool JointRoster::opening_moves() const {
  const auto any = [&](const Columns& was, const Columns& is) {
    return std::any_of(is.begin(), is.end(), [&](const auto& one) { return differs(was, is, one.first); });
  };
  return any(before_.year_to_date, after_.year_to_date) || any(before_.last_month, after_.last_month);
}

void JointRoster::move_fact(int fact) { table_.facts[fact] = after_.facts.at(fact); }
void JointRoster::move_set(int item) { table_.set_by_hand[item] = after_.set_by_hand.at(item); }

void JointRoster::move_opening() {
  table_.year_to_date = after_.year_to_date;
  table_.last_month = after_.last_month;
}

std::set<int> JointRoster::set_by_hand() const {
  std::set<int> out;
  for (const auto& [item, column] : after_.set_by_hand) out.insert(item);
  return out;
}

}  // namespace fenglu::comparison
