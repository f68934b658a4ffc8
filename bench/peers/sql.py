"""The workload as SQL: the same algebra over pieces of text. Items become columns of nested queries, a level for each step of their
dependence, since no standard query may read a column that it makes itself."""
import fractions

import sheet


class Fen:
    """Whole fen in BIGINT: every rounding is one integer division, exact by hand. Dividends are not negative where it matters; `floor`
    of a negative one is put right by the sign."""

    quotient = "({over}) / {under}"

    def amount(self, yuan):
        scaled = yuan * 100
        assert scaled.denominator == 1
        return str(int(scaled))

    def money_fact(self, name):
        return f'"{name}"'

    number_fact = money_fact

    def hours(self, name):
        return (f'"{name}"', 100)

    def cell(self, cells, axis):
        return self.choose(f'"{axis}"', [self.amount(cell) for cell in cells])

    def rate_cell(self, cells, axis):
        return (self.choose(f'"{axis}"', [str(int(cell * 1000)) for cell in cells]), 1000)

    def cell2(self, cells, first, second):
        return self.choose(f'"{first}"', [self.choose(f'"{second}"', [self.amount(cell) for cell in row]) for row in cells])

    def choose(self, index, values):
        return f"(CASE {index} " + " ".join(f"WHEN {i} THEN {value}" for i, value in enumerate(values)) + " END)"

    def add(self, *terms):
        return "(" + " + ".join(terms) + ")"

    def subtract(self, first, *terms):
        return "(" + " - ".join([first, *terms]) + ")"

    def at_least(self, x, bound):
        return f"(CASE WHEN {x} < {self.amount(fractions.Fraction(bound))} THEN {self.amount(fractions.Fraction(bound))} ELSE {x} END)"

    def at_most(self, x, bound):
        return f"(CASE WHEN {x} > {self.amount(fractions.Fraction(bound))} THEN {self.amount(fractions.Fraction(bound))} ELSE {x} END)"

    def round_product(self, factors, divisors, unit):
        columns, over = [], fractions.Fraction(1)
        for factor in factors:
            if isinstance(factor, fractions.Fraction):
                over *= factor
                continue
            text, scale = factor if isinstance(factor, tuple) else (factor, 1)
            over /= scale
            if text.isdigit():
                over *= int(text)
            else:
                columns.append(text)
        for divisor in divisors:
            over /= divisor
        whole = 100 if unit == "yuan" else 1
        over /= whole
        return f"({self.half_up(' * '.join(columns), over.numerator, over.denominator)}" + (f" * {whole})" if whole > 1 else ")")

    def half_up(self, product, up, down):
        return self.quotient.format(over=f"2 * {up} * ({product}) + {down}", under=2 * down)

    def bracket(self, x, brackets, values):
        whens = " ".join(f"WHEN {x} <= {self.amount(up_to)} THEN {value}" for (up_to, _, _), value in zip(brackets[:-1], values))
        return f"(CASE {whens} ELSE {values[-1]} END)"

    def bracket_rate(self, x, brackets):
        return self.bracket(x, brackets, [str(int(rate * 100)) for _, rate, _ in brackets])

    def bracket_quick(self, x, brackets):
        return self.bracket(x, brackets, [self.amount(quick) for _, _, quick in brackets])

    def tax_due(self, x, rate, quick):
        return self.half_up(f"{x} * {rate} - 100 * {quick}", 1, 100)


class Numeric(Fen):
    """Yuan in NUMERIC, with the engine's own division and ROUND: the way of a database's textbook."""

    def amount(self, yuan):
        return f"{float(yuan):.2f}"

    def hours(self, name):
        return f'"{name}"'

    def rate_cell(self, cells, axis):
        return self.choose(f'"{axis}"', [f"{float(cell):.4f}" for cell in cells])

    def round_product(self, factors, divisors, unit):
        made = factors[0]
        for divisor in divisors:
            made = f"{made} / {float(divisor)}"
        for factor in factors[1:]:
            made = f"{made} * " + (f"{float(factor):.4f}" if isinstance(factor, fractions.Fraction) else factor)
        return f"ROUND({made}, {2 if unit == 'fen' else 0})"

    def bracket_rate(self, x, brackets):
        return self.bracket(x, brackets, [f"{float(rate):.2f}" for _, rate, _ in brackets])

    def tax_due(self, x, rate, quick):
        return f"ROUND({x} * {rate} - {quick}, 2)"


def levels(algebra):
    """[{item: text}] by how many steps each item is from the facts."""
    depth, made = {}, []
    for name, formula in sheet.ITEMS.items():
        read = []
        text = formula(algebra, lambda other: read.append(other) or f'"{other}"')
        depth[name] = 1 + max((depth[other] for other in read), default=-1)
        while len(made) <= depth[name]:
            made.append({})
        made[depth[name]][name] = text
    return made


def query(algebra, table="roster", fence="MATERIALIZED "):
    """All items of every row, one query over the other. The fence keeps an engine from putting the text of one level into the next, where
    it would be worked out many times."""
    made, steps = table, []
    for number, level in enumerate(levels(algebra)):
        columns = ", ".join(f'{text} AS "{name}"' for name, text in level.items())
        steps.append(f"level{number} AS {fence}(SELECT *, {columns} FROM {made})")
        made = f"level{number}"
    return "WITH " + ", ".join(steps) + " SELECT " + ", ".join(f'"{name}"' for name in sheet.ITEMS) + f" FROM {made}"
