#!/usr/bin/env python3
"""Builds an older revision beside this one and runs both benchmarks in alternating pairs.

    ./dev bench --against REV [--benchmark StaffMonth] [--pairs 7]

For each benchmark that both have: the median of the pairs' ratios (this / older), and their range. Machines are noisy: within
2 % is nothing, and what is more deserves more pairs.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def call(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, **more)


def build_old(revision):
    """The older revision's benchmarks, in a work tree and a build folder of their own."""
    commit = call("git", "rev-parse", "--short", revision, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    tree = ROOT / "build/against" / commit
    if not tree.exists():
        call("git", "worktree", "add", "--detach", tree, commit, cwd=ROOT, capture_output=True)
    build = tree / "build/release"
    call("cmake", "--preset", "release", cwd=tree, capture_output=True)
    call("cmake", "--build", build, "--", *[f"bench/{path.name}" for path in sorted((ROOT / "build/release/bench").glob("bench_*"))
                                            if (tree / "bench" / (path.name.removeprefix("bench_") + "_bench.cpp")).exists()], cwd=tree)
    return build


def measure(binary, pattern):
    """{name: real time} of one run."""
    out = call(binary, f"--benchmark_filter={pattern}", "--benchmark_format=json", capture_output=True, text=True).stdout
    return {one["name"]: one["real_time"] for one in json.loads(out)["benchmarks"]} if out.strip() else {}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("revision")
    parser.add_argument("--benchmark", default=".")
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    old = build_old(arguments.revision)
    for binary in sorted((ROOT / "build/release/bench").glob("bench_*")):
        older = old / "bench" / binary.name
        if not older.is_file():
            continue
        ratios = {}
        for pair in range(arguments.pairs):
            both = [(binary, older), (older, binary)][pair % 2]
            first, second = (measure(one, arguments.benchmark) for one in both)
            now, before = (first, second) if pair % 2 == 0 else (second, first)
            for name in now.keys() & before.keys():
                ratios.setdefault(name, []).append(now[name] / before[name])
        for name, found in ratios.items():
            print(f"{name}: {statistics.median(found):.3f} ({min(found):.3f} - {max(found):.3f}) of {arguments.revision}, {len(found)} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
