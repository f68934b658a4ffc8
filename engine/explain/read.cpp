// How a formula reads a parameter: on which day, as known when, and which cell of a table.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/explain/arithmetic.hpp"
#include "engine/explain/node.hpp"
#include "engine/explain/walk.hpp"

namespace fenglu::explain {

using formula::Expression;
using formula::Kind;

namespace {

// How many cells lie along an axis.
std::size_t length(const policy::Axis& axis, std::size_t index, const policy::Value& value,
                   const policy::Policy& policy) {
  if (axis.category < 0) return value.band_ends[index].size();
  return policy.categories[static_cast<std::size_t>(axis.category)].members.size();
}

}  // namespace

const Version& Walk::version(const Expression& e, const Moment& moment) {
  const Version* found = look_up_.find(e.symbol, moment);
  if (found == nullptr) {
    const Diagnostic why = look_up_.refusal(e.symbol, moment);
    if (text_ == nullptr) throw Refused{why};
    throw refused(why.code, e, why.arguments);
  }
  scope_.rests_on(*found);
  return *found;
}

Answer Walk::parameter(const Expression& e, const Moment& moment, Node* node) {
  const policy::Parameter& parameter = look_up_.policy().parameters[static_cast<std::size_t>(e.symbol)];
  const Version& read = version(e, moment);
  const policy::Value& value = read.value();
  Node axes;
  std::string names;
  const std::size_t cell = this->cell(e, value, node != nullptr ? &axes : nullptr, names);
  const bool is_text = e.type.unit == formula::Unit::text;
  const std::string text = !is_text ? std::string() : parameter.axes.empty() ? value.text : value.cell_texts[cell];
  Answer answer{e.type, parameter.axes.empty() ? value.scalar : value.cells[cell], text};
  if (node != nullptr) {
    Node own = parameter_node(parameter, read, moment, names, look_up_.policy());
    own.answer = answer;
    own.operands = std::move(axes.operands);
    if (read.worked_out) look_up_.trace(e.symbol, read, moment, cell, own);
    name_member(own.answer, look_up_.policy());
    node->operands.push_back(std::move(own));
  }
  return answer;
}

// Row-major over the axes.
std::size_t Walk::cell(const Expression& e, const policy::Value& value, Node* node, std::string& names) {
  const policy::Parameter& parameter = look_up_.policy().parameters[static_cast<std::size_t>(e.symbol)];
  std::size_t cell = 0;
  for (std::size_t i = 0; i < parameter.axes.size(); ++i) {
    std::string name;
    cell = cell * length(parameter.axes[i], i, value, look_up_.policy()) + along(e, i, value, node, name);
    names += (i > 0 ? ", " : "") + name;
  }
  return cell;
}

// The last band whose lower end isn't above the value asked for, or the member's place in its category.
std::size_t Walk::along(const Expression& e, std::size_t axis, const policy::Value& value, Node* node,
                        std::string& name) {
  const policy::Policy& policy = look_up_.policy();
  const policy::Parameter& parameter = policy.parameters[static_cast<std::size_t>(e.symbol)];
  Answer asked = work_out(e.children[axis], node);
  if (parameter.axes[axis].category >= 0) {
    if (node != nullptr) name_member(asked, policy);
    name = asked.text;
    return static_cast<std::size_t>(to_int64(asked.value));
  }
  const std::vector<Rational>& ends = value.band_ends[axis];
  const int band = band_of(asked.value, ends);
  const std::string shown = policy::show_value(asked.value, parameter.axes[axis].type, policy);
  if (band < 0) throw refused(Code::table_range, e, {parameter.id, shown, shown});
  const auto at = static_cast<std::size_t>(band);
  if (node != nullptr) name = policy::show_value(ends[at], parameter.axes[axis].type, policy);
  return at;
}

// What was known on a day, but never more than the run knows.
Moment Walk::moment_of(const Expression& at, Node* node) {
  Moment moment{day(at, 1, node), scope_.known()};
  if (at.children.size() > 2) {
    const Day known = day(at, 2, node);
    moment.known = moment.known ? std::min(known, *moment.known) : known;
  }
  return moment;
}

const policy::Value& Walk::whole(const Expression& e, Node* node) {
  const bool is_at = e.kind == Kind::at;
  const Expression& named = is_at ? e.children[0] : e;
  const Moment moment = is_at ? moment_of(e, node) : scope_.moment();
  const Version& read = version(named, moment);
  if (node != nullptr) {
    const policy::Parameter& parameter = look_up_.policy().parameters[static_cast<std::size_t>(named.symbol)];
    Node own = parameter_node(parameter, read, moment, {}, look_up_.policy());
    own.answer = {named.type, 0, policy::show_value(read.value(), parameter, look_up_.policy())};
    node->operands.push_back(std::move(own));
  }
  return read.value();
}

}  // namespace fenglu::explain
