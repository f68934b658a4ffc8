// Pairing: who is in both worlds, who joined, who left; which items can be set against each other.
#pragma once

#include "engine/comparison/comparison.hpp"

namespace fenglu::comparison {

std::vector<Person> pair_people(const std::vector<std::string>& before, const std::vector<std::string>& after);

// Items of the later plan first, then those that only the earlier one has. Matched by id; of another unit they are two.
std::vector<Figure> pair_figures(const plan::Plan& before, const plan::Plan& after);
// Of a record: the items of the later plan that it has.
std::vector<Figure> pair_figures(const Recorded& recorded, const plan::Plan& after);

const policy::Sheet& sheet_of(const plan::Plan& plan);

}  // namespace fenglu::comparison
