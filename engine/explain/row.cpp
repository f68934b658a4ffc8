#include "engine/explain/row.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/explain/node.hpp"

namespace fenglu::explain {

using formula::Unit;

namespace {

template <class T>
const T& at(const std::vector<T>& all, int index) {
  return all[static_cast<std::size_t>(index)];
}

// Money lanes are fen; numbers and rates are shifted by their decimals; the rest stand for themselves.
Rational of_lane(std::int64_t lane, Unit unit, int decimals) {
  if ((unit != Unit::number && unit != Unit::rate) || decimals == 0) return Rational(lane);
  return Rational(lane) / power_of_ten(decimals);
}

const run::Column* find(const std::map<int, run::Column>& columns, int index, std::size_t row) {
  const auto found = columns.find(index);
  return found != columns.end() && found->second.is_present(row) ? &found->second : nullptr;
}

}  // namespace

Rows::Rows(const policy::Policy& policy, const run::Table& table, const Question& question)
    : policy_(policy),
      table_(table),
      question_(question),
      sheet_(at(policy.sheets, question.sheet)),
      look_up_(policy, question.carry, question.as_of.value_or(question.month.last())),
      work_(fresh()) {}

Rows::Work Rows::fresh() const {
  Work work;
  work.facts.resize(sheet_.facts.size());
  work.items.resize(sheet_.items.size());
  return work;
}

void Rows::go_to(std::size_t row) {
  if (work_.row == row) return;
  work_.row = row;
  forget();
}

void Rows::forget() {
  ++stamp_;
  work_.day.reset();
  shown_.clear();
}

// The first day of the month, or the row's own date that the sheet is read on.
Moment Rows::moment() {
  if (!work_.day) {
    work_.day = question_.month.first();
    if (sheet_.read_on >= 0) {
      const Answer on = fact(sheet_.read_on, nullptr);
      work_.day = Day::from_number(static_cast<std::int32_t>(to_int64(on.value)));
    }
  }
  return {*work_.day, question_.as_of};
}

bool Rows::is_known(int fact) {
  const policy::Fact& known = at(sheet_.facts, fact);
  return known.key || find(table_.facts, fact, work_.row) != nullptr || known.default_value || known.default_formula ||
         !known.default_text.empty();
}

Answer Rows::fact(int fact, Node* node) {
  if (node == nullptr) {
    const auto index = static_cast<std::size_t>(fact);
    if (work_.facts[index].stamp == stamp_) return work_.facts[index].answer;
    Answer answer = given(fact, nullptr);
    work_.facts[index] = {stamp_, answer};
    return answer;
  }
  const policy::Fact& asked = at(sheet_.facts, fact);
  Node own;
  own.kind = Node::Kind::fact;
  own.id = asked.id;
  own.title = asked.title;
  own.answer = given(fact, &own);
  name_member(own.answer, policy_);
  node->operands.push_back(own);
  return own.answer;
}

// As the roster has it, else its default.
Answer Rows::given(int fact, Node* node) {
  const policy::Fact& asked = at(sheet_.facts, fact);
  const bool is_text = asked.type.unit == Unit::text;
  if (const run::Column* column = find(table_.facts, fact, work_.row)) {
    if (is_text && asked.key) return {asked.type, 0, table_.keys[work_.row]};
    const std::int64_t lane = column->lane(work_.row);
    if (is_text) return {asked.type, 0, table_.texts[static_cast<std::size_t>(lane)]};
    return {asked.type, of_lane(lane, asked.type.unit, asked.decimals), {}};
  }
  if (is_text && asked.key) return {asked.type, 0, table_.keys[work_.row]};
  if (node != nullptr) node->source = {"默认值", "by default"};
  if (is_text && !asked.required && !asked.optional) return {asked.type, 0, asked.default_text};
  if (asked.default_value) return {asked.type, *asked.default_value, {}};
  if (asked.default_formula) {
    const formula::SourceText* text = asked.default_source ? &*asked.default_source : nullptr;
    if (node != nullptr && text != nullptr) node->formula = text->text;
    Answer answer = Walk(look_up_, *this, text).compute(asked.default_formula->root, node);
    answer.type = asked.type;
    return answer;
  }
  return refuse_absent(fact);
}

Answer Rows::refuse_absent(int fact) const {
  Place place;
  if (!table_.row_numbers.empty()) place.row = table_.row_numbers[work_.row];
  place.cell = at(sheet_.facts, fact).id;
  throw Refused{{Code::fact_absent, place, {at(sheet_.facts, fact).id, at(table_.keys, static_cast<int>(work_.row))}}};
}

bool Rows::is_set(int item) const { return find(table_.set_by_hand, item, work_.row) != nullptr; }

Answer Rows::work_out(int item, Node* node) {
  const policy::Item& asked = at(sheet_.items, item);
  if (is_set(item)) return {asked.type, lane_of(table_.set_by_hand, item), {}};
  Answer answer = Walk(look_up_, *this, &asked.text).compute(asked.formula.root, node);
  answer.type = asked.type;
  return answer;
}

Answer Rows::value(int item) {
  const auto index = static_cast<std::size_t>(item);
  if (work_.items[index].stamp == stamp_) return work_.items[index].answer;
  // Worked out first: on the way there others are remembered, and sums go over the other rows.
  Answer answer = work_out(item, nullptr);
  work_.items[index] = {stamp_, answer};
  return answer;
}

Answer Rows::evaluate(const formula::Checked& formula, const formula::SourceText* text) {
  return Walk(look_up_, *this, text).compute(formula.root, nullptr);
}

Answer Rows::item(int item, Node* node) {
  if (node == nullptr) return value(item);
  node->operands.push_back(node_of(item));
  return node->operands.back().answer;
}

Node Rows::trace(int item) {
  shown_.clear();
  return node_of(item);
}

Node Rows::trace(const formula::Checked& formula) {
  shown_.clear();
  Node node;
  node.answer = Walk(look_up_, *this, nullptr).compute(formula.root, &node);
  return node;
}

Node Rows::node_of(int item) {
  const policy::Item& asked = at(sheet_.items, item);
  Node node;
  node.kind = is_set(item) ? Node::Kind::set : Node::Kind::item;
  node.id = asked.id;
  node.title = asked.title;
  node.repeated = !shown_.insert(item).second;
  if (node.repeated || node.kind == Node::Kind::set) {
    node.answer = value(item);
  } else {
    node.formula = asked.text.text;
    node.source = describe_source(asked.source, policy_);
    node.answer = work_out(item, &node);
  }
  name_member(node.answer, policy_);
  return node;
}

// Scaled as the item's own result is; what isn't there is nothing.
Rational Rows::lane_of(const std::map<int, run::Column>& columns, int item) const {
  const policy::Item& asked = at(sheet_.items, item);
  const run::Column* column = find(columns, item, work_.row);
  return column == nullptr ? Rational(0) : of_lane(column->lane(work_.row), asked.type.unit, asked.decimals);
}

// The year begins anew in January, whatever an opening says.
Rational Rows::year_to_date(int item) {
  return question_.month.month() == 1 ? Rational(0) : lane_of(table_.year_to_date, item);
}

Rational Rows::last_month(int item) { return lane_of(table_.last_month, item); }

}  // namespace fenglu::explain
