"""Rosters of the command line as Arrow tables, and Arrow results as its files."""

import csv
import datetime
import decimal
import io

import pyarrow

NO = {"", "no", "false", "0", "否"}


def rate(cell):
    return decimal.Decimal(cell[:-1]) / 100 if cell.endswith("%") else decimal.Decimal(cell)


def flag(cell):
    return cell not in NO


READ = {
    "money": (decimal.Decimal, pyarrow.decimal128(18, 2)),
    "number": (decimal.Decimal, pyarrow.decimal128(18, 2)),
    "rate": (rate, pyarrow.decimal128(18, 8)),
    "flag": (flag, pyarrow.bool_()),
    "date": (datetime.date.fromisoformat, pyarrow.date32()),
}


def table(path, types):
    """A CSV file as a table; `types` by column, text where it says nothing. An empty cell is a null."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {}
    for name in rows[0]:
        read, arrow = READ.get(types.get(name), (str, pyarrow.string()))
        columns[name] = pyarrow.array([read(row[name]) if row[name] else None for row in rows], arrow)
    return pyarrow.table(columns)


def fact_types(schema):
    """The types of a sheet's facts by id, title and alias."""
    types = {}
    for name, fact in schema["facts"].items():
        kind = fact["type"] if isinstance(fact["type"], str) else "category"
        for word in [name, *fact["title"].values(), *fact["aliases"]]:
            types[word] = kind
    return types


def as_file(result):
    """A result as `fenglu run --out` writes it, byte for byte."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    paid = pyarrow.table(result)
    write.writerow(paid.column_names)
    for row in zip(*(column.to_pylist() for column in paid.columns)):
        write.writerow([{True: "true", False: "false"}.get(cell, cell) if isinstance(cell, bool) else cell for cell in row])
    return out.getvalue().encode()
