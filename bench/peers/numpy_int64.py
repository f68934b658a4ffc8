#!/usr/bin/env python3
"""numpy, whole fen in int64, vectorised by hand."""
import numpy

import arrays
import peer
import sheet

peer.measure("numpy int64", {"numpy": numpy.__version__}, lambda facts: arrays.Fen(facts), sheet.compute,
             lambda algebra, made: {name: algebra.as_fen(name, lanes) for name, lanes in made.items()}, __doc__)
