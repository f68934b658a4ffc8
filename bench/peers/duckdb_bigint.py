#!/usr/bin/env python3
"""DuckDB, whole fen in BIGINT by hand-written integer SQL, a table made, all cores."""
import duckdb
import pyarrow

import peer
import sql


class Whole(sql.Fen):
    quotient = "({over}) // {under}"


def prepare(facts):
    connection = duckdb.connect()
    connection.register("given", pyarrow.table(facts))
    connection.execute("CREATE TABLE roster AS SELECT * FROM given")
    return connection


def run(connection):
    return connection.execute("CREATE OR REPLACE TABLE result AS " + sql.query(Whole()))


peer.measure("DuckDB BIGINT", {"duckdb": duckdb.__version__}, prepare, run,
             lambda connection, _: connection.execute("SELECT * FROM result").fetchnumpy(), __doc__)
