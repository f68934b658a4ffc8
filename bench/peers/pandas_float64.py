#!/usr/bin/env python3
"""pandas, yuan in float64, a column of a DataFrame an item."""
import numpy
import pandas

import arrays
import peer
import sheet


class Frame(arrays.Yuan):
    """Facts are columns of a DataFrame; what is computed from them are Series."""

    def __init__(self, facts):
        super().__init__(facts, numpy.float64)
        self.frame = pandas.DataFrame(self.amounts)
        self.amounts = self.frame

    def as_series(self, lanes):
        return pandas.Series(lanes, index=self.frame.index)

    def cell(self, cells, axis):
        return self.as_series(super().cell(cells, axis))

    rate_cell = cell

    def cell2(self, cells, first, second):
        return self.as_series(super().cell2(cells, first, second))

    def bracket_rate(self, x, brackets):
        return self.as_series(super().bracket_rate(x, brackets))

    def bracket_quick(self, x, brackets):
        return self.as_series(super().bracket_quick(x, brackets))


peer.measure("pandas float64", {"pandas": pandas.__version__, "numpy": numpy.__version__}, Frame,
             lambda frame: pandas.DataFrame(sheet.compute(frame)),
             lambda frame, made: {name: frame.as_fen(name, made[name]) for name in sheet.ITEMS}, __doc__)
