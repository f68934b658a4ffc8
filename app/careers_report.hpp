// What `fenglu careers` found, as a person or a program reads it.
#pragma once

#include <set>
#include <string>

#include "engine/careers/careers.hpp"

namespace fenglu::app {

struct CareersReport {
  const careers::Subject& subject;
  const run::Table& table;  // as it will be
  const careers::Outcome& outcome;
  std::size_t rejected = 0;
  std::set<careers::State> shown;  // whose persons are listed; empty: everybody's
  std::optional<std::size_t> row;  // the only person asked about, with every condition of every move
  std::vector<std::vector<careers::Finding>> findings;
};

// Counts, quotas, then everybody: who moves, who is held, when the others are due or what stands in their way.
std::string careers_text(const CareersReport& report, Language language);
// {"policy", "ladder", "as_of", "count", "states", "moves", "quotas": [...], "people": [...]}
std::string careers_json(const CareersReport& report);
// A row a person: the key, then state, kind, move, from, to, due_on, condition, value, relation, needed, opens.
std::string careers_csv(const CareersReport& report);

}  // namespace fenglu::app
