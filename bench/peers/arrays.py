"""Algebras over numpy arrays: whole fen in int64, exact; yuan in floats, as most people write it."""
import fractions

import numpy


class Fen:
    """int64: every product is a whole number over one divisor, every rounding one division: exact by hand."""

    def __init__(self, facts):
        self.facts = facts
        self.widened = {name: lanes.astype(numpy.int64) for name, lanes in facts.items()}

    def amount(self, yuan):
        scaled = yuan * 100
        assert scaled.denominator == 1
        return int(scaled)

    def money_fact(self, name):
        return self.widened[name]

    number_fact = money_fact

    def hours(self, name):
        return (self.widened[name], 100)

    def cell(self, cells, axis):
        return numpy.array([self.amount(cell) for cell in cells])[self.facts[axis]]

    def rate_cell(self, cells, axis):
        return (numpy.array([int(cell * 1000) for cell in cells])[self.facts[axis]], 1000)

    def cell2(self, cells, first, second):
        flat = numpy.array([[self.amount(cell) for cell in row] for row in cells]).ravel()
        return flat[self.widened[first] * len(cells[0]) + self.widened[second]]

    def add(self, *terms):
        return sum(terms[1:], terms[0])

    def subtract(self, first, *terms):
        for term in terms:
            first = first - term
        return first

    def at_least(self, x, bound):
        return numpy.maximum(x, int(bound * 100))

    def at_most(self, x, bound):
        return numpy.minimum(x, int(bound * 100))

    def round_product(self, factors, divisors, unit):
        product, over = None, fractions.Fraction(1)
        for factor in factors:
            if isinstance(factor, fractions.Fraction):
                over *= factor
                continue
            lanes, scale = factor if isinstance(factor, tuple) else (factor, 1)
            over /= scale
            if isinstance(lanes, int):
                over *= lanes
            else:
                product = lanes if product is None else product * lanes
        for divisor in divisors:
            over /= divisor
        whole = 100 if unit == "yuan" else 1
        over /= whole
        return self.half_up(product, over.numerator, over.denominator) * whole

    def half_up(self, product, up, down):
        return (2 * up * product + down) // (2 * down)

    def level(self, x, brackets):
        return numpy.searchsorted(numpy.array([int(up_to * 100) for up_to, _, _ in brackets[:-1]]), x, side="left")

    def bracket_rate(self, x, brackets):
        return numpy.array([int(rate * 100) for _, rate, _ in brackets])[self.level(x, brackets)]

    def bracket_quick(self, x, brackets):
        return numpy.array([int(quick * 100) for _, _, quick in brackets])[self.level(x, brackets)]

    def tax_due(self, x, rate, quick):
        return self.half_up(x * rate - 100 * quick, 1, 100)

    def as_fen(self, name, lanes):
        return numpy.asarray(lanes)


class Yuan:
    """Floats of one width, amounts in yuan, rounded half up to the fen: the way of spreadsheets and data frames."""

    def __init__(self, facts, dtype):
        self.dtype = dtype
        self.facts = facts
        self.amounts = {name: (lanes / (1 if name == "service_years" else 100)).astype(dtype) for name, lanes in facts.items()}

    def amount(self, yuan):
        return self.dtype(float(yuan))

    def money_fact(self, name):
        return self.amounts[name]

    number_fact = money_fact
    hours = money_fact

    def cell(self, cells, axis):
        return numpy.array([float(cell) for cell in cells], self.dtype)[self.facts[axis]]

    rate_cell = cell

    def cell2(self, cells, first, second):
        return numpy.array([[float(cell) for cell in row] for row in cells], self.dtype)[self.facts[first], self.facts[second]]

    add = Fen.add
    subtract = Fen.subtract

    def at_least(self, x, bound):
        return numpy.maximum(x, self.dtype(float(bound)))

    def at_most(self, x, bound):
        return numpy.minimum(x, self.dtype(float(bound)))

    def round_product(self, factors, divisors, unit):
        made = factors[0]
        for divisor in divisors:
            made = made / self.dtype(float(divisor))
        for factor in factors[1:]:
            made = made * (self.dtype(float(factor)) if isinstance(factor, fractions.Fraction) else factor)
        return self.half_up(made) if unit == "fen" else numpy.floor(made + self.dtype(0.5))

    def half_up(self, x):
        return numpy.floor(x * self.dtype(100) + self.dtype(0.5)) / self.dtype(100)

    def level(self, x, brackets):
        return numpy.searchsorted(numpy.array([float(up_to) for up_to, _, _ in brackets[:-1]], self.dtype), x, side="left")

    def bracket_rate(self, x, brackets):
        return numpy.array([float(rate) for _, rate, _ in brackets], self.dtype)[self.level(x, brackets)]

    def bracket_quick(self, x, brackets):
        return numpy.array([float(quick) for _, _, quick in brackets], self.dtype)[self.level(x, brackets)]

    def tax_due(self, x, rate, quick):
        return self.half_up(x * rate - quick)

    def as_fen(self, name, lanes):
        return numpy.rint(numpy.asarray(lanes, numpy.float64) * 100).astype(numpy.int64)
