// Shapes: a syntax tree as one line with every bracket, for tests; and written out as a formula with the fewest.
#pragma once

#include <string>

#include "engine/formula/syntax.hpp"
#include "tests/seed.hpp"

namespace fenglu::formula {

// "(+ a (* b c))", "max(a, 1)", "t[a]", "10yuan".
std::string shape(const Syntax& tree);
// A formula that is read as this tree.
std::string write(const Syntax& tree);
// Any tree that a formula can have, of names, numbers, calls and operators.
Syntax random_tree(Seeded& random, int depth);

}  // namespace fenglu::formula
