// Survey: where each person stands before anybody moves: which moves are due by their conditions alone, what opens, and
// for all others what they wait for. Persons don't bear on one another yet, so threads share them out.
#pragma once

#include "engine/careers/facts.hpp"

namespace fenglu::careers {

constexpr std::size_t kinds_that_move = 4;  // out, down, post, up

struct Surveyed {
  Standing standing;                              // as it is where no move comes of it
  std::array<int, kinds_that_move> candidates{};  // by kind: the first move whose conditions all hold, -1: none
};

Result<std::vector<Surveyed>> survey(const Subject& subject, run::Table& table, unsigned threads);

// What a move makes of a person's facts, read as the row is; move-unfit is thrown.
std::vector<Change> changes_of(const Subject& subject, const policy::Move& move, std::size_t row, Person& person,
                               const Facts& facts, const run::Table& table);

}  // namespace fenglu::careers
