// A random roster for any sheet: every fact at an end of its range, beside it, or anywhere within; absent where it may
// be.
#pragma once

#include "engine/plan/plan.hpp"
#include "engine/run/columns.hpp"
#include "tests/differential/random.hpp"

namespace fenglu::test {

run::Table random_roster(const plan::Plan& plan, std::size_t rows, Random& random);

}  // namespace fenglu::test
