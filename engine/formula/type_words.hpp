// Types, as a person names them.
#pragma once

#include "engine/formula/check.hpp"

namespace fenglu::formula {

// "money", "category grade".
Text words(const Type& type, const Names& names);
Text words(Unit unit);
// "item", as in: found item x.
Text words(Symbol::Of of);
// A part of a sentence in both languages, one after the other.
Text operator+(const Text& a, const Text& b);

}  // namespace fenglu::formula
