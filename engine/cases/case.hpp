// Worked cases: what a policy says of itself, a person's month or an injury with the figures that are due. Read from
// cases/*.json of the policy's own folder; every mistake in them has its place.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/policy/fields.hpp"
#include "engine/policy/ladder.hpp"

namespace fenglu::cases {

// One entry of "facts", "opening", "set", "parameters" or "items": a name and what a roster's cell would hold.
struct Entry {
  std::string name;
  std::string cell;
  const policy::Json* value = nullptr;  // for its place
};

struct Case {
  enum class Kind : std::uint8_t { published, derived };
  Text title;
  int sheet = 0;
  Month month;
  std::optional<Day> date;  // of a sheet that is read on a date fact
  std::optional<Day> as_of;
  std::vector<Entry> facts, opening, set;
  std::vector<Entry> parameters;                  // what-ifs: what a place would fill in, or a value of another year
  std::shared_ptr<const policy::Policy> what_if;  // the policy with them; null: as it is
  std::vector<Entry> items;                       // what they should come to, as a result writes it
  std::string refused;                            // instead of items: the code of the rule or of the mistake
  policy::Citation source;
  Kind kind = Kind::derived;
  const policy::Json* at = nullptr;  // the case itself
};

// People on a day, and where each should stand on a ladder. Several stand together, since quotas look across them.
struct LadderCase {
  struct Person {
    std::vector<Entry> facts;
    std::vector<Entry> expected;  // "state", "move", "due_on", "hurdle", "value", "needed", "opens", or what a fact is
                                  // after the move
    const policy::Json* at = nullptr;
  };
  Text title;
  const policy::Ladder* ladder = nullptr;
  Day day;
  std::vector<Person> staff;
  policy::Citation source;
  Case::Kind kind = Case::Kind::derived;
  const policy::Json* at = nullptr;
};

struct Cases {
  std::vector<std::unique_ptr<policy::Document>> documents;  // that the entries point into
  std::vector<Case> all;                                     // by file name, then as they stand
  std::vector<LadderCase> ladders;
};

// An empty list where the policy has no cases. Errors: json-syntax, unknown-key, missing-key, wrong-type, unknown-name,
// unknown-word, unknown-source, bad-date, file-unreadable; of a what-if: bad-assignment, assignment-unfit, and whatever
// the policy's formulas make of it.
Result<Cases> load(const std::filesystem::path& directory, const policy::Policy& policy);

// The cells of an object: strings; whole numbers and flags may stand as they are.
std::vector<Entry> read_entries(const policy::Fields& fields, std::string_view key, Diagnostics& out);
// A case that says "ladder" in the place of "sheet".
void read_ladder_case(const policy::Json& value, const policy::Policy& policy, std::vector<LadderCase>& cases,
                      Diagnostics& out);

}  // namespace fenglu::cases
