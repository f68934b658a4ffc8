#!/usr/bin/env python3
"""50,000 people of Shanghai in January through Arrow from Python, beside the same plan in C++.

    bench.py BENCH_LIBRARY      the C++ side is bench/library_bench.cpp; both on one thread, timed by the processor's clock

Both pay the same invented people (that file's `Staff`, number by number). From Python: a pyarrow table of fen in, a pyarrow
table of fen out.
"""

import json
import statistics
import subprocess
import sys
import time

import fenglu
import pyarrow

ROWS = 50_000
ROUNDS = 9
GRADES = ["chief1", "chief2", "chief3", "grade1", "grade2", "grade3", "grade4"]


def staff():
    mixed = [((row * 0x9E3779B97F4A7C15) & (1 << 64) - 1) >> 17 for row in range(ROWS)]
    wages = pyarrow.array([300_000 + m % 4_000_000 for m in mixed], pyarrow.int64())
    return pyarrow.table({
        "staff_id": [f"SH{row}" for row in range(ROWS)],
        "hired_on": pyarrow.array([14_000 + m % 6_000 for m in mixed], pyarrow.date32()),
        "post": pyarrow.DictionaryArray.from_arrays(pyarrow.array([m % 2 for m in mixed], pyarrow.int32()), ["civilian", "service"]),
        "grade": pyarrow.DictionaryArray.from_arrays(pyarrow.array([m % 7 for m in mixed], pyarrow.int32()), GRADES),
        "si.declared_wage": wages, "hf.declared_wage": wages,
    })


def in_python(plan, people):
    """Median milliseconds of the processor for a table in, a table out."""
    took = []
    for _ in range(ROUNDS):
        begin = time.process_time_ns()
        paid = pyarrow.table(plan.run(people, money_in="fen", money_out="fen", threads=1))
        took.append((time.process_time_ns() - begin) / 1e6)
        assert len(paid) == ROWS
    return statistics.median(took)


def in_cpp(bench):
    told = subprocess.run([bench, "--benchmark_filter=Table/rows:50000/threads:1/", "--benchmark_format=json",
                           f"--benchmark_repetitions={ROUNDS}", "--benchmark_min_time=0.1"],
                          capture_output=True, check=True, text=True).stdout
    return next(run["cpu_time"] for run in json.loads(told)["benchmarks"] if run["name"].endswith("_median"))


def main():
    plan, people = fenglu.Policy("shanghai").compile("2025-01"), staff()
    ours = in_python(plan, people)
    theirs = in_cpp(sys.argv[1])
    again = in_python(plan, people)  # before and after: the machine may have other work
    ours = (ours + again) / 2
    print(f"{ROWS:,} rows, one thread: Python {ours:.2f} ms, C++ {theirs:.2f} ms of the processor, {ours / theirs:.2f} times")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
