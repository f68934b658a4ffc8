#!/usr/bin/env python3
"""numpy, yuan in float32."""
import numpy

import arrays
import peer
import sheet

peer.measure("numpy float32", {"numpy": numpy.__version__}, lambda facts: arrays.Yuan(facts, numpy.float32), sheet.compute,
             lambda algebra, made: {name: algebra.as_fen(name, lanes) for name, lanes in made.items()}, __doc__)
