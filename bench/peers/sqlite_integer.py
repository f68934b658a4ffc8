#!/usr/bin/env python3
"""SQLite, whole fen in INTEGER by hand-written integer SQL, a table made."""
import sqlite3

import numpy

import peer
import sheet
import sql


def prepare(facts):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE roster (" + ", ".join(f'"{name}" INTEGER' for name in facts) + ")")
    places = ", ".join("?" for _ in facts)
    connection.executemany(f"INSERT INTO roster VALUES ({places})", zip(*[lanes.tolist() for lanes in facts.values()]))
    return connection


def run(connection):
    connection.execute("DROP TABLE IF EXISTS result")
    connection.execute("CREATE TABLE result AS " + sql.query(sql.Fen()))


def columns(connection, _):
    rows = connection.execute("SELECT * FROM result").fetchall()
    return {name: numpy.array(column, numpy.int64) for name, column in zip(sheet.ITEMS, zip(*rows))}


peer.measure("SQLite integer", {"sqlite": sqlite3.sqlite_version}, prepare, run, columns, __doc__)
