#!/usr/bin/env python3
"""Polars, whole fen in Int64 expressions, all cores."""
import polars

import peer
import sheet
import sql


class Expressions(sql.Fen):
    """Division of Polars' SQL is floating point; whole division is DIV there."""

    quotient = "CAST(DIV({over}, {under}) AS BIGINT)"


def run(frame):
    context = polars.SQLContext(roster=frame)
    return context.execute(sql.query(Expressions(), fence=""), eager=True)


peer.measure("Polars int64", {"polars": polars.__version__}, polars.DataFrame, run,
             lambda frame, made: {name: made[name].to_numpy() for name in sheet.ITEMS}, __doc__)
