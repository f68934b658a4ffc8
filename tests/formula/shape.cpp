#include "tests/formula/shape.hpp"

#include <array>

namespace fenglu::formula {
namespace {

struct Operator {
  SyntaxKind kind;
  const char* sign;
  int binding;  // the looser, the lower
};
constexpr std::array operators{
    Operator{SyntaxKind::logical_or, "or", 1},    Operator{SyntaxKind::logical_and, "and", 1},
    Operator{SyntaxKind::logical_not, "not", 2},  Operator{SyntaxKind::equal, "=", 3},
    Operator{SyntaxKind::unequal, "<>", 3},       Operator{SyntaxKind::less, "<", 3},
    Operator{SyntaxKind::less_equal, "<=", 3},    Operator{SyntaxKind::greater, ">", 3},
    Operator{SyntaxKind::greater_equal, ">=", 3}, Operator{SyntaxKind::add, "+", 4},
    Operator{SyntaxKind::subtract, "-", 4},       Operator{SyntaxKind::multiply, "*", 5},
    Operator{SyntaxKind::divide, "/", 5},         Operator{SyntaxKind::negate, "-", 6},
};

const Operator* find_operator(SyntaxKind kind) {
  for (const Operator& each : operators)
    if (each.kind == kind) return &each;
  return nullptr;
}

std::string listed(const Syntax& tree, std::string (*each)(const Syntax&)) {
  std::string all;
  for (const Syntax& child : tree.children) all += (all.empty() ? "" : ", ") + each(child);
  return all;
}

std::string money(const Syntax& tree) {
  const Rational unit = tree.value / parse_decimal(tree.text)->value;
  return tree.text + (unit == 100 ? "yuan" : unit == 10 ? "jiao" : "fen");
}

// Of the kinds that aren't operators.
std::string primary(const Syntax& tree, std::string (*each)(const Syntax&)) {
  if (tree.kind == SyntaxKind::call) return tree.text + "(" + listed(tree, each) + ")";
  if (tree.kind == SyntaxKind::index) return tree.text + "[" + listed(tree, each) + "]";
  if (tree.kind == SyntaxKind::string) return "'" + tree.text + "'";
  return tree.kind == SyntaxKind::money ? money(tree) : tree.text;
}

std::string write_within(const Syntax& tree, int binding, SyntaxKind above) {
  const Operator* self = find_operator(tree.kind);
  if (!self) return primary(tree, write);
  std::string text = tree.children.size() == 1
                         ? std::string(self->sign) + " " + write_within(tree.children[0], self->binding, tree.kind)
                         : "";
  if (tree.children.size() == 2) {
    // From the left: only the right operand of an equal binding needs brackets, and both of a comparison.
    const bool chained = self->binding == 3;
    text = write_within(tree.children[0], self->binding + (chained ? 1 : 0), tree.kind) + " " + self->sign + " " +
           write_within(tree.children[1], self->binding + 1, tree.kind);
  }
  const bool mixed = self->binding == 1 && binding == 1 && above != tree.kind && find_operator(above);
  return self->binding < binding || mixed ? "(" + text + ")" : text;
}

Syntax leaf(Seeded& random) {
  constexpr std::array names{"a", "pension.base", "x_2"};
  const auto pick = random.between(0, 4);
  if (pick < 3) return {SyntaxKind::name, {}, names[static_cast<std::size_t>(pick)]};
  if (pick == 3) return {SyntaxKind::number, {}, "2.50", Rational(5, 2)};
  return {SyntaxKind::money, {}, "3", Rational(300)};
}

}  // namespace

std::string shape(const Syntax& tree) {
  const Operator* self = find_operator(tree.kind);
  const bool grouped = tree.kind == SyntaxKind::by;
  if (!self && !grouped) return primary(tree, shape);
  std::string text = grouped ? "(by" : std::string("(") + self->sign;
  for (const Syntax& child : tree.children) text += " " + shape(child);
  return text + ")";
}

std::string write(const Syntax& tree) { return write_within(tree, 0, SyntaxKind::name); }

Syntax random_tree(Seeded& random, int depth) {
  if (depth == 0 || random.between(0, 5) == 0) return leaf(random);
  const auto pick = static_cast<std::size_t>(random.between(0, operators.size() + 1));
  Syntax tree{SyntaxKind::call, {}, "max"};
  std::int64_t count = 2;
  if (pick < operators.size()) {
    tree = {operators[pick].kind, {}};
    if (tree.kind == SyntaxKind::negate || tree.kind == SyntaxKind::logical_not) count = 1;
  } else if (pick == operators.size()) {
    tree = {SyntaxKind::index, {}, "t"};
    count = random.between(1, 3);
  }
  for (std::int64_t i = 0; i < count; ++i) tree.children.push_back(random_tree(random, depth - 1));
  return tree;
}

}  // namespace fenglu::formula
