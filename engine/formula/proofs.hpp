// What is proven of a checked tree before any value is known: each proof walks the tree once.
#pragma once

#include "engine/formula/checker.hpp"

namespace fenglu::formula {

// Whether the value differs from row to row.
bool varies(const Expression& e, const Symbols& symbols);
// Of what the value is a whole multiple, whatever the facts are.
Grain grain_of(const Expression& e, const Symbols& symbols, const Names& names);
// Whether a quotient by something that varies, or a mean, is part of the value and no round is around it.
bool is_divided(const Expression& e, const Symbols& symbols);

// An optional fact is read only where known(fact) was tested.
void prove_tested(const Expression& root, const Symbols& symbols, const SourceText& source, Diagnostics& out);
// A quotient by something that varies, and a mean, have a round around them; `working`: or are part of the result.
void prove_rounded(const Expression& root, const Symbols& symbols, const SourceText& source, bool working,
                   Diagnostics& out);

// Everything that the formula reads, its cross-row functions counted.
void collect_reads(const Expression& root, Checked& into);

}  // namespace fenglu::formula
