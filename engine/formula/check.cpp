// Text to a checked formula: read, typed, then proven.
#include "engine/formula/check.hpp"

#include "engine/formula/checker.hpp"
#include "engine/formula/proofs.hpp"

namespace fenglu::formula {

Result<Checked> check(const SourceText& source, const Names& names, Home home, bool working,
                      std::optional<Type> expected) {
  Result<Syntax> syntax = parse(source);
  if (!syntax) return std::move(syntax.diagnostics());
  Checker checker(source, names, home, expected);
  Maybe root = checker.root(*syntax);
  Diagnostics& found = checker.diagnostics();
  if (root) {
    prove_tested(*root, checker.symbols(), source, found);
    prove_rounded(*root, checker.symbols(), source, working, found);
  }
  if (!root || found.has_errors()) return std::move(found);
  Checked checked{std::move(*root)};
  checked.grain = grain_of(checked.root, checker.symbols(), names);
  checked.varies = varies(checked.root, checker.symbols());
  checked.divided = is_divided(checked.root, checker.symbols());
  collect_reads(checked.root, checked);
  return {std::move(checked), std::move(found)};
}

}  // namespace fenglu::formula
