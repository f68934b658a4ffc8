"""Whatever speaks Arrow goes in and comes out; columns of fen are read where they lie."""

import array
import decimal

import duckdb
import pandas
import polars
import pyarrow
import pytest

import fenglu

NET = ["pay.net"]


@pytest.fixture
def expected(shanghai, people):
    return pyarrow.table(shanghai.run(pyarrow.table(people), month="2025-01", items=NET))


def test_a_record_batch(shanghai, people, expected):
    batch = pyarrow.record_batch(people)
    assert pyarrow.table(shanghai.run(batch, month="2025-01", items=NET)) == expected


def test_chunks_and_a_reader(shanghai, people, expected):
    table = pyarrow.table(people)
    chunked = pyarrow.concat_tables([table[:1], table[1:]])
    assert chunked["staff_id"].num_chunks == 2
    assert pyarrow.table(shanghai.run(chunked, month="2025-01", items=NET)) == expected
    assert pyarrow.table(shanghai.run(chunked.to_reader(), month="2025-01", items=NET)) == expected


def test_polars(shanghai, people, expected):
    frame = polars.DataFrame(pyarrow.table(people))
    paid = polars.DataFrame(shanghai.run(frame, month="2025-01", items=NET))
    assert paid["pay.net"].to_list() == expected["pay.net"].to_pylist()
    assert paid["pay.net"].dtype == polars.Decimal(18, 2)


def test_duckdb(shanghai, people, expected):
    with duckdb.connect() as base:
        base.register("people", pyarrow.table(people))
        pay = shanghai.run(base.sql("select * from people"), month="2025-01", items=NET)
        base.register("pay", pyarrow.table(pay))
        total = base.sql('select sum("pay.net") from pay').fetchall()[0][0]
    assert total == sum(expected["pay.net"].to_pylist())


def test_pandas(shanghai, people, expected):
    frame = pyarrow.table(people).to_pandas()
    paid = pyarrow.table(shanghai.run(frame, month="2025-01", items=NET)).to_pandas()
    assert isinstance(paid, pandas.DataFrame)
    assert list(paid["pay.net"]) == expected["pay.net"].to_pylist()


def test_a_result_may_be_taken_twice_and_outlives_what_it_came_from(people, expected):
    pay = fenglu.Policy("shanghai").run(pyarrow.table(people), month="2025-01", items=NET)
    once, twice = pyarrow.table(pay), pyarrow.table(pay)
    assert len(pay) == 2
    del pay
    assert once == twice == expected


def lent(people):
    """The table with its wages as fen in memory of ours, which can be written to."""
    fen = array.array("q", [int(wage * 100) for wage in people["si.declared_wage"].to_pylist()])
    column = pyarrow.Array.from_buffers(pyarrow.int64(), len(fen), [None, pyarrow.py_buffer(fen)])
    return fen, pyarrow.table({**people, "si.declared_wage": column, "hf.declared_wage": column})


def test_fen_are_read_where_they_lie(january, people, expected):
    fen, table = lent(people)
    roster = january.roster(table, money_in="fen")
    assert roster.borrowed_columns == 2
    assert pyarrow.table(january.run(roster)).select(["staff_id", "pay.net"]) == expected
    fen[0] += 100_000  # written after the roster was read: what the plan reads has changed
    people["si.declared_wage"] = people["hf.declared_wage"] = pyarrow.array(
        [decimal.Decimal(wage) / 100 for wage in fen], pyarrow.decimal128(18, 2))
    changed = pyarrow.table(january.run(pyarrow.table(people)))
    assert pyarrow.table(january.run(roster)) == changed
    assert changed["pay.net"] != expected["pay.net"]


def test_fen_come_out_without_a_copy(january, people):
    pay = january.run(pyarrow.table(people), money_out="fen")
    addresses = {pyarrow.table(pay)["pay.net"].chunk(0).buffers()[1].address for _ in range(3)}
    assert len(addresses) == 1


def test_a_table_without_rows(january, people):
    pay = january.run(pyarrow.table(people).slice(0, 0).cast(pyarrow.table(people).schema))
    assert len(pay) == 0
    assert "pay.net" in pyarrow.table(pay).column_names
