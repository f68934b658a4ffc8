// People of a shipped policy, made at random from a seed, and where a ladder finds them.
#pragma once

#include <string>
#include <vector>

#include "engine/careers/next_roster.hpp"
#include "tests/differential/random.hpp"

namespace fenglu::careers {

// A policy of tables/, loaded once and kept.
const policy::Policy& shipped(const std::string& folder);
Subject subject_of(const std::string& folder, std::string_view day);

// A roster as CSV: `count` people, most of them near a promotion, with good years, bad years and awards.
std::string random_people(test::Random& random, std::size_t count, Day day);

// A roster read for a subject, and what came of it.
struct Ladders {
  roster::Document document;
  roster::Layout layout;
  roster::Roster roster;
  Outcome outcome;
  const Standing& of(const std::string& key) const;
  // "S1 due up.next", a line each, in the order of the keys.
  std::vector<std::string> told(const Subject& subject) const;
  std::string next(roster::Encoding encoding = roster::Encoding::utf8) const;
};
Ladders worked_out(const Subject& subject, const std::string& bytes, unsigned threads = 1);

}  // namespace fenglu::careers
