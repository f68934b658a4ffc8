// Checker: Syntax to Expression, one formula at a time. Every node is checked even where its neighbour is wrong, so
// that all mistakes come in one go; a node that depends on a wrong one says nothing.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/formula/check.hpp"
#include "engine/formula/type_words.hpp"

namespace fenglu::formula {

// Nothing: a mistake was reported.
using Maybe = std::optional<Expression>;
using MaybeAll = std::optional<std::vector<Expression>>;
// The type that the place asks for, from which a member's id, a quoted date and a bare 0 take their meaning.
using Hint = std::optional<Type>;

// The symbols that a formula reads, as Names gave them: what is proven of the tree rests on them.
class Symbols {
 public:
  void keep(const Symbol& symbol) { symbols_.insert_or_assign({symbol.of, symbol.index}, symbol); }
  const Symbol& fact(int index) const { return symbols_.at({Symbol::Of::fact, index}); }
  const Symbol& item(int index) const { return symbols_.at({Symbol::Of::item, index}); }
  const Symbol& parameter(int index) const { return symbols_.at({Symbol::Of::parameter, index}); }

 private:
  std::map<std::pair<Symbol::Of, int>, Symbol> symbols_;
};

// Whether an unknown name among operands may be the id of a member: then it can't be judged where the operand that
// would say of which category is wrong.
enum class Members : std::uint8_t { none, possible };

class Checker {
 public:
  Checker(const SourceText& source, const Names& names, Home home, std::optional<Type> expected)
      : source_(source), names_(names), home_(home), expected_(expected) {}

  // The whole formula, held against the expected type.
  Maybe root(const Syntax& syntax);
  Maybe expression(const Syntax& syntax, Hint hint = {});
  // An operand that must be a flag.
  Maybe condition(const Syntax& syntax);
  // An operand that must be of this type; a number and a rate stand in for one another.
  Maybe typed(const Syntax& syntax, const Type& type);
  // An operand that money can be: money, a number or a rate.
  Maybe numeric(const Syntax& syntax);
  // The child that is a name or a look-up of a parameter, of any unit.
  Maybe parameter(const Syntax& syntax);
  // Two or more operands that must have one type, from the child `first` on; what has no meaning of its own takes it
  // from the others.
  MaybeAll alike(const Syntax& parent, std::size_t first, Members members, Hint hint = {});

  // The symbol of a name, kept for the proofs.
  Symbol find(const Syntax& name);
  Maybe refuse(Code code, Span span, std::vector<Text> arguments);
  void warn(Code code, Span span, std::vector<Text> arguments) { refuse(code, span, std::move(arguments)); }
  // An unknown name, with the nearest that could have been meant.
  Maybe refuse_unknown(const Syntax& name);
  // The stretch as it is written.
  std::string_view written(Span span) const;
  Text words(const Type& type) const { return formula::words(type, names_); }

  const Names& names() const { return names_; }
  const Symbols& symbols() const { return symbols_; }
  Home home() const { return home_; }
  const std::optional<Type>& expected() const { return expected_; }
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  // names.cpp
  Maybe number(const Syntax& syntax, Hint hint);
  Maybe money(const Syntax& syntax);
  Maybe string(const Syntax& syntax, Hint hint);
  Maybe name(const Syntax& syntax, Hint hint);
  Maybe word_of_run(const Syntax& syntax, Kind kind, Unit unit);
  Maybe symbol(const Syntax& syntax, const Symbol& symbol);
  Maybe member(const Syntax& syntax, int category);
  Maybe index(const Syntax& syntax);
  Maybe refuse_axes(const Syntax& syntax, const Symbol& symbol, std::size_t found);
  void warn_of_figure(const Syntax& syntax, const Rational& figure);
  bool takes_meaning(const Syntax& syntax) const;
  // operators.cpp
  MaybeAll pair(const Syntax& syntax, Members members);
  Maybe arithmetic(const Syntax& syntax);
  Maybe comparison(const Syntax& syntax);
  Maybe connective(const Syntax& syntax);
  Maybe negate(const Syntax& syntax);
  Maybe logical_not(const Syntax& syntax);
  bool comparable(const Syntax& syntax, const Type& a, const Type& b);
  // calls.cpp
  Maybe call(const Syntax& syntax, Hint hint);

  const SourceText& source_;
  const Names& names_;
  Home home_;
  std::optional<Type> expected_;
  Symbols symbols_;
  Diagnostics diagnostics_;
};

// A node of the checked tree that stands where `syntax` does.
Expression make(Kind kind, Type type, const Syntax& syntax, std::vector<Expression> children = {});
// What to write where a value of one type stands and another is due.
Text mend_of_type(const Type& found, const Type& wanted);
// Whether values of the two types can stand side by side: the same type, or a number and a rate.
bool agree(const Type& a, const Type& b);

}  // namespace fenglu::formula
