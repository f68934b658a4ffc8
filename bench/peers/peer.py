"""What every peer's script does: make the roster, run it some times, hold its cells against the exact answer, print one JSON object.

    bench/peers/numpy_int64.py --rows 50000 --fenglu build/release/fenglu
"""
import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

import sheet

sys.path.insert(0, str(sheet.WORKLOAD))
import generate  # noqa: E402


def exact_answer(fenglu, rows):
    """fenglu's own result as fen by item; `fenglu explain`'s evaluator judges the same cells in bench/ and tests/."""
    with tempfile.TemporaryDirectory() as folder:
        roster, result = pathlib.Path(folder, "roster.csv"), pathlib.Path(folder, "result.csv")
        generate.write(rows, roster)
        subprocess.run([fenglu, "run", sheet.WORKLOAD, "--staff", roster, "--month", "2025-10", "--out", result], check=True, capture_output=True)
        with open(result, encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            columns = list(zip(*reader))
    return {name: numpy.array([int(cell.replace(".", "")) for cell in column], numpy.int64) for name, column in zip(header[1:], columns[1:])}


def wrong(exact, made):
    """Cells and rows that differ, and net pays among them."""
    cells, rows = 0, None
    for name, lanes in exact.items():
        differs = lanes != made[name]
        cells += int(differs.sum())
        rows = differs if rows is None else rows | differs
    return {"wrong_cells": cells, "wrong_rows": int(rows.sum()), "wrong_net": int((exact["pay.net"] != made["pay.net"]).sum())}


def measure(name, versions, prepare, run, columns, what):
    """prepare(facts) -> state; run(state) -> result, timed; columns(state, result) -> {item: fen}."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--fenglu", default="build/release/fenglu")
    arguments = parser.parse_args()
    state = prepare(generate.facts(arguments.rows))
    seconds = []
    result = None
    for _ in range(arguments.runs + 1):  # the first is a warm-up
        start = time.perf_counter()
        result = run(state)
        seconds.append(time.perf_counter() - start)
    seconds = sorted(seconds[1:])
    found = wrong(exact_answer(arguments.fenglu, arguments.rows), columns(state, result))
    per_row = 1e9 / arguments.rows
    print(json.dumps({"peer": name, "what": what, "versions": versions, "rows": arguments.rows, "runs": arguments.runs,
                      "ns_median": round(statistics.median(seconds) * per_row, 1), "ns_min": round(seconds[0] * per_row, 1),
                      "ns_max": round(seconds[-1] * per_row, 1), **found}))
