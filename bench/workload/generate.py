#!/usr/bin/env python3
"""Writes a roster for bench/workload: rows spread evenly over what payroll offices see, by a fixed congruence.

    bench/workload/generate.py --rows 50000 --out roster.csv

Needs numpy. The same rows on any machine.
"""
import argparse
import pathlib

import numpy

CATEGORIES = {
    "grade": [f"grade{i}" for i in range(1, 8)],
    "post": ["civilian", "service"],
    "education": ["secondary", "college", "bachelor", "master"],
    "assessment": ["excellent", "competent", "basic", "incompetent"],
}
# Lanes from and to: fen, hundredths of a day or an hour, years.
RANGES = {
    "service_years": (0, 45),
    "si.declared_wage": (250_000, 4_500_000),
    "hf.declared_wage": (250_000, 4_500_000),
    "leave.personal_days": (0, 300),
    "leave.sick_days": (0, 500),
    "overtime.workday_hours": (0, 3_600),
    "overtime.restday_hours": (0, 2_400),
    "overtime.holiday_hours": (0, 1_600),
    "other.deduction": (0, 50_000),
    "tax.additional_ytd": (0, 6_000_000),
    "income.earlier": (3_000_000, 60_000_000),
    "special.earlier": (500_000, 9_000_000),
    "withheld.earlier": (0, 3_000_000),
    "other.earning": (0, 200_000),
}


def spread(rows, salt, low, high):
    """The same congruence as the benchmarks in C++ use."""
    mixed = (numpy.arange(rows, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
             + numpy.uint64(salt * 0xBF58476D1CE4E5B9 % 2**64)) >> numpy.uint64(17)
    return low + (mixed % numpy.uint64(high - low + 1)).astype(numpy.int64)


def facts(rows):
    """Every fact of the workload as int64 lanes; categories are positions in CATEGORIES."""
    made = {}
    for salt, (name, members) in enumerate(CATEGORIES.items(), 1):
        made[name] = spread(rows, salt, 0, len(members) - 1)
    for salt, (name, (low, high)) in enumerate(RANGES.items(), 11):
        made[name] = spread(rows, salt, low, high)
    return made


def as_text(name, lanes):
    if name in CATEGORIES:
        return numpy.array(CATEGORIES[name])[lanes]
    if name == "service_years":
        return lanes.astype(str)
    return numpy.char.add(numpy.char.add((lanes // 100).astype(str), "."), numpy.char.zfill((lanes % 100).astype(str), 2))


def write(rows, path, block=100_000):
    columns = facts(rows)
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(["staff_id", *columns]) + "\n")
        for first in range(0, rows, block):
            last = min(rows, first + block)
            keys = [f"W{row:08d}" for row in range(first, last)]
            texts = [as_text(name, lanes[first:last]) for name, lanes in columns.items()]
            out.write("".join(",".join(row) + "\n" for row in zip(keys, *texts)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    write(arguments.rows, arguments.out)


if __name__ == "__main__":
    main()
