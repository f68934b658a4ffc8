// Divisions: proof that each quotient whose divisor varies from row to row, and each mean, is rounded before it is
// used.
//
// Below the formulas everything is an integer over a constant scale. A round takes a quotient of two values in one
// exact division; nothing else does. Sums over rows, look-ups, shares and dates take a value that is rounded already.
#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/proofs.hpp"

namespace fenglu::formula {

namespace {

bool is_comparison(Kind kind) {
  return kind == Kind::equal || kind == Kind::unequal || kind == Kind::less || kind == Kind::less_equal ||
         kind == Kind::greater || kind == Kind::greater_equal;
}

bool carries_operands(Kind kind) {
  return kind == Kind::negate || kind == Kind::add || kind == Kind::subtract || kind == Kind::multiply ||
         kind == Kind::divide || kind == Kind::choose || kind == Kind::minimum || kind == Kind::maximum ||
         kind == Kind::clamp;
}

bool combines_flags(Kind kind) {
  return kind == Kind::logical_not || kind == Kind::logical_and || kind == Kind::logical_or;
}

// Where a value stands: in the result itself, under a round, or where only a value without a divisor can.
enum class Stand : std::uint8_t { open, under_round, undivided };

class Proof {
 public:
  Proof(const Symbols& symbols, const SourceText& source, bool working, Diagnostics& out)
      : symbols_(symbols), source_(source), working_(working), out_(out) {}

  void walk(const Expression& e, Stand stand) {
    if (e.kind == Kind::divide) divide(e, stand);
    if (e.kind == Kind::mean_of && !allowed(stand)) report(Code::mean_needs_round, e);
    if (e.kind == Kind::item && stand == Stand::undivided && symbols_.item(e.symbol).divided)
      report(Code::division_needs_round, e);
    for (const Expression& child : e.children) walk(child, stand_of_children(e.kind, stand));
  }

 private:
  void divide(const Expression& e, Stand stand) {
    const Expression& divisor = e.children[1];
    if (divisor.kind == Kind::literal && divisor.value == 0) {
      out_.add(source_.at(Code::division_by_zero, divisor.span, {Text("0")}));
    } else if (varies(divisor, symbols_) && !allowed(stand)) {
      report(Code::division_needs_round, e);
    }
  }

  bool allowed(Stand stand) const { return stand == Stand::under_round || (stand == Stand::open && working_); }

  static Stand stand_of_children(Kind kind, Stand stand) {
    if (kind == Kind::round) return Stand::under_round;
    const bool passes_on = carries_operands(kind) || is_comparison(kind) || combines_flags(kind);
    return passes_on ? stand : Stand::undivided;
  }

  void report(Code code, const Expression& e) {
    const std::string written(std::string_view(source_.text).substr(e.span.begin, e.span.end - e.span.begin));
    const std::string unit = e.type.unit == Unit::money ? "fen" : "0.01";
    out_.add(source_.at(code, e.span, {Text("round(" + written + ", " + unit + ")")}));
  }

  const Symbols& symbols_;
  const SourceText& source_;
  bool working_;
  Diagnostics& out_;
};

}  // namespace

bool is_divided(const Expression& e, const Symbols& symbols) {
  if (e.kind == Kind::mean_of) return true;
  if (e.kind == Kind::item) return symbols.item(e.symbol).divided;
  if (e.kind == Kind::divide && varies(e.children[1], symbols)) return true;
  if (!carries_operands(e.kind)) return false;
  const std::ptrdiff_t first = e.kind == Kind::choose ? 1 : 0;
  return std::any_of(e.children.begin() + first, e.children.end(),
                     [&](const Expression& child) { return is_divided(child, symbols); });
}

void prove_rounded(const Expression& root, const Symbols& symbols, const SourceText& source, bool working,
                   Diagnostics& out) {
  Proof(symbols, source, working, out).walk(root, Stand::open);
}

}  // namespace fenglu::formula
