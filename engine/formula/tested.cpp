// Optional facts: proof that each is read only where known(fact) holds.
#include <algorithm>
#include <iterator>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/proofs.hpp"

namespace fenglu::formula {

namespace {

using Facts = std::set<int>;

Facts either(const Facts& a, const Facts& b) {
  Facts all = a;
  all.insert(b.begin(), b.end());
  return all;
}

Facts both(const Facts& a, const Facts& b) {
  Facts shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(shared, shared.end()));
  return shared;
}

// The facts that are there whenever the condition comes to `truth`.
Facts shown_by(const Expression& condition, bool truth) {
  const auto child = [&](std::size_t i, bool wanted) { return shown_by(condition.children[i], wanted); };
  if (condition.kind == Kind::known) return truth ? Facts{condition.symbol} : Facts{};
  if (condition.kind == Kind::logical_not) return child(0, !truth);
  if (condition.kind == Kind::logical_and || condition.kind == Kind::logical_or) {
    // `a and b` is true only where both are, and `a or b` false only where both are.
    const bool needs_both = (condition.kind == Kind::logical_and) == truth;
    return needs_both ? either(child(0, truth), child(1, truth)) : both(child(0, truth), child(1, truth));
  }
  if (condition.kind == Kind::choose)
    return both(either(child(0, true), child(1, truth)), either(child(0, false), child(2, truth)));
  return {};
}

bool ranges_over_rows(Kind kind) {
  return kind == Kind::sum_of || kind == Kind::mean_of || kind == Kind::count_of || kind == Kind::apportion;
}

class Proof {
 public:
  Proof(const Symbols& symbols, const SourceText& source, Diagnostics& out)
      : symbols_(symbols), source_(source), out_(out) {}

  void walk(const Expression& e, const Facts& known) {
    if (e.kind == Kind::fact) return read(e.symbol, e.span, known);
    if (e.kind == Kind::choose) {
      walk(e.children[0], known);
      walk(e.children[1], either(known, shown_by(e.children[0], true)));
      walk(e.children[2], either(known, shown_by(e.children[0], false)));
    } else if (e.kind == Kind::logical_and || e.kind == Kind::logical_or) {
      walk(e.children[0], known);
      walk(e.children[1], either(known, shown_by(e.children[0], e.kind == Kind::logical_and)));
    } else if (ranges_over_rows(e.kind)) {
      // What this row has says nothing of the others.
      for (const Expression& child : e.children) walk(child, {});
      if (e.by >= 0) read(e.by, e.span, {});
    } else {
      for (const Expression& child : e.children) walk(child, known);
    }
  }

 private:
  void read(int fact, Span span, const Facts& known) {
    if (!symbols_.fact(fact).optional || known.count(fact) > 0) return;
    const std::string_view written = std::string_view(source_.text).substr(span.begin, span.end - span.begin);
    out_.add(source_.at(Code::optional_untested, span, {Text(written)}));
  }

  const Symbols& symbols_;
  const SourceText& source_;
  Diagnostics& out_;
};

}  // namespace

void prove_tested(const Expression& root, const Symbols& symbols, const SourceText& source, Diagnostics& out) {
  Proof(symbols, source, out).walk(root, {});
}

}  // namespace fenglu::formula
