#include <algorithm>

#include "engine/cases/case.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/policy/register.hpp"

namespace fenglu::cases {

namespace {

using policy::Fields;
using policy::Json;

const std::vector<std::string>& words_of_a_standing() {
  static const std::vector<std::string> words = {"state", "move", "due_on", "hurdle", "value", "needed", "opens"};
  return words;
}

const policy::Ladder* find_ladder(const Json& value, const policy::Policy& policy, Diagnostics& out) {
  const Json& id = *value.find("ladder");
  if (!expect(id, Json::Kind::string, out)) return nullptr;
  std::vector<std::string> ids;
  for (const auto& ladder : policy.ladders) {
    if (ladder->id == id.text) return ladder.get();
    ids.push_back(ladder->id);
  }
  out.add(unknown_name(id, id.text, ids));
  return nullptr;
}

std::optional<LadderCase::Person> read_person(const Json& value, const policy::Sheet& sheet, Diagnostics& out) {
  if (!expect(value, Json::Kind::object, out)) return std::nullopt;
  const Fields fields(value, {"算例中的一人", "a person of a case"}, {"facts", "expect", "note"}, out);
  LadderCase::Person person;
  person.at = &value;
  person.facts = read_entries(fields, "facts", out);
  person.expected = read_entries(fields, "expect", out);
  fields.require("expect");
  std::vector<std::string> known = words_of_a_standing();
  for (const policy::Fact& fact : sheet.facts) known.push_back(fact.id);
  for (const Entry& entry : person.expected) {
    if (std::find(known.begin(), known.end(), entry.name) == known.end()) {
      out.add(unknown_name(*entry.value, entry.name, known));
    }
  }
  return person;
}

}  // namespace

void read_ladder_case(const Json& value, const policy::Policy& policy, std::vector<LadderCase>& cases,
                      Diagnostics& out) {
  const Fields fields(value, {"阶梯的算例", "a case of a ladder"},
                      {"title", "ladder", "date", "staff", "source", "kind", "note"}, out);
  LadderCase made;
  made.at = &value;
  made.title = fields.title();
  made.ladder = find_ladder(value, policy, out);
  if (made.ladder == nullptr) return;
  fields.require("date");
  made.day = fields.day("date").value_or(Day());
  const Json* staff = fields.require("staff");
  if (staff != nullptr && expect(*staff, Json::Kind::array, out)) {
    const policy::Sheet& sheet = policy.sheets[static_cast<std::size_t>(made.ladder->sheet)];
    for (const Json& person : staff->elements) {
      if (auto read = read_person(person, sheet, out)) made.staff.push_back(std::move(*read));
    }
  }
  if (const Json* source = fields.require("source")) made.source = read_citation(*source, policy, out);
  if (const Json* kind = fields.require("kind")) {
    made.kind = read_word(*kind, {"published", "derived"}, out) == 0U ? Case::Kind::published : Case::Kind::derived;
  }
  cases.push_back(std::move(made));
}

}  // namespace fenglu::cases
