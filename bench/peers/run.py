#!/usr/bin/env python3
"""Runs every peer on bench/workload, and fenglu itself, and keeps what came out in bench/results/peers.json.

    ./dev peers [--rows 50000]

Each peer is a process of its own, one after the other, its cells held against the exact answer. docs/performance.md has the table
(bench/peers/table.py writes it, a test holds the two together).
"""
import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESULTS = ROOT / "bench/results/peers.json"
# By name: the rows beyond which a peer would take minutes.
PEERS = {"numpy_int64": None, "numpy_float64": None, "numpy_float32": None, "polars_int64": None, "pandas_float64": None,
         "duckdb_bigint": None, "openfisca_float32": None, "sqlite_integer": 200_000, "postgres_numeric": 50_000}


def machine():
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")), "")
    return {"cpu": cpu, "cores": os.cpu_count(), "system": platform.machine()}


def commit():
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def own(rows, build):
    """The library's own figure, of the same items into columns in memory, from Google Benchmark."""
    out = subprocess.run([ROOT / build / "bench/bench_workload", "--benchmark_filter=PeerSize", "--benchmark_format=json",
                          "--benchmark_repetitions=5"], env={**os.environ, "FENGLU_ROWS": str(rows)}, capture_output=True, text=True, check=True)
    found = sorted(b["ns_a_row"] for b in json.loads(out.stdout)["benchmarks"] if b["run_type"] == "iteration")
    return {"peer": "fenglu", "what": "fenglu, one thread, all items into columns in memory", "versions": {"fenglu": commit()}, "rows": rows,
            "runs": len(found), "ns_median": round(found[len(found) // 2], 1), "ns_min": round(found[0], 1), "ns_max": round(found[-1], 1),
            "wrong_cells": 0, "wrong_rows": 0, "wrong_net": 0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--only", nargs="*", choices=PEERS)
    arguments = parser.parse_args()
    found = [] if arguments.only else [own(arguments.rows, arguments.build)]
    for name, most in PEERS.items():
        if arguments.only and name not in arguments.only:
            continue
        rows = min(arguments.rows, most or arguments.rows)
        made = subprocess.run([sys.executable, HERE / f"{name}.py", "--rows", str(rows), "--fenglu", ROOT / arguments.build / "fenglu"],
                              capture_output=True, text=True)
        if made.returncode != 0:
            print(f"{name}: {made.stderr.strip().splitlines()[-1] if made.stderr.strip() else 'failed'}", file=sys.stderr)
            return 1
        found.append(json.loads(made.stdout.strip().splitlines()[-1]))
        print(f"{name}: {found[-1]['ns_median']} ns a row, {found[-1]['wrong_rows']} of {rows} rows wrong")
    if not arguments.only:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps({"machine": machine(), "commit": commit(), "results": found}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
