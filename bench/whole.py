#!/usr/bin/env python3
"""What does a whole run cost, from its start to its end: CSV to CSV, a month of tables/shanghai?

    python3 bench/whole.py                            12, 50,000 and 1,000,000 people, one thread and two
    python3 bench/whole.py --people 10000000 --runs 3 --pairs 1

Before a clock starts, figures of the result are held against `fenglu explain`, the exact evaluator, and the results of one
thread and of two against each other, byte by byte. One thread and two run in turn, so that a machine that slows down slows
both; processor time is the system's own account of the finished process. Every figure: median (least - most).
"""
import argparse
import csv
import filecmp
import json
import multiprocessing
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SEEDS = 50_000  # people that are drawn; more of them are these again under other numbers


def draw(folder):
    """An invented roster of at most 50,000 people and its opening."""
    staff, opening = folder / "drawn.csv", folder / "drawn_opening.csv"
    subprocess.run([sys.executable, ROOT / "examples/shanghai/generate.py", "--rows", str(SEEDS), "--out", staff,
                    "--opening", opening], check=True)
    return staff, opening


def repeat(drawn, people, path):
    """The drawn rows, as often as it takes, each time under numbers of their own. An opening lacks those who have just joined."""
    header, *lines = drawn.read_text(encoding="utf-8").splitlines()
    rows = [(int(key.removeprefix("SH")), rest) for key, rest in (line.split(",", 1) for line in lines)]
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as out:
        out.write(header + "\n")
        for first in range(0, people, SEEDS):
            out.write("".join(f"SH{first + number:09d},{rest}\n" for number, rest in rows if first + number <= people))


class Job:
    def __init__(self, command, folder, people, drawn):
        self.command, self.folder, self.people = command, folder, people
        self.staff, self.opening = folder / f"staff_{people}.csv", folder / f"opening_{people}.csv"
        for source, path in zip(drawn, (self.staff, self.opening)):
            # In a process of its own: a child's peak counts from what its parent has in memory.
            writing = multiprocessing.Process(target=repeat, args=(source, people, path))
            writing.start()
            writing.join()

    def words(self, verb, *more):
        return [self.command, verb, ROOT / "tables/shanghai", "--staff", self.staff, "--month", "2025-10", "--opening",
                self.opening, *more]

    def result(self, threads):
        return self.folder / f"result_{threads}.csv"

    def run(self, threads, *more):
        """Wall seconds, processor seconds and peak MiB of one run."""
        words = self.words("run", "--threads", str(threads), *(more or ("--out", self.result(threads))))
        begun = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"the run of {self.people} people ended with {process.returncode}")
        return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def check(self, rows=6):
        """Figures of some rows against the exact evaluator, and two threads against one."""
        self.run(1)
        self.run(2)
        if not filecmp.cmp(self.result(1), self.result(2), shallow=False):
            raise SystemExit("one thread and two don't write the same bytes")
        wanted = {int(i * (self.people - 1) / (rows - 1)) for i in range(rows)}
        with open(self.result(1), encoding="utf-8", newline="") as file:
            some = [row for number, row in enumerate(csv.DictReader(file)) if number in wanted]
        checked = 0
        for row in some if self.people <= SEEDS else some[:2]:
            text = subprocess.run(self.words("explain", "--id", row["staff_id"], "--format", "json"), check=True,
                                  capture_output=True, text=True).stdout
            for node in items_of(json.loads(text)):
                if node["id"] in row and row[node["id"]] != node["value"]:
                    raise SystemExit(f"{row['staff_id']}: {node['id']} is {row[node['id']]}, not {node['value']}")
                checked += node["id"] in row
        if not checked:
            raise SystemExit("not a figure was held against the evaluator")
        return checked


def items_of(tree):
    """Every item in an explanation."""
    nodes = tree if isinstance(tree, list) else [tree]
    for node in nodes:
        if isinstance(node, dict):
            if node.get("kind") == "item":
                yield node
            for value in node.values():
                if isinstance(value, (list, dict)):
                    yield from items_of(value)


def shown(figures, scale=1, digits=0):
    figures = [figure * scale for figure in figures]
    return (f"{statistics.median(figures):.{digits}f} ({min(figures):.{digits}f} - {max(figures):.{digits}f})")


def measure(job, runs, pairs):
    checked = job.check()
    print(f"{job.people:,} people ({checked} figures held against the exact evaluator)")
    one, two = [], []
    for _ in range(runs):
        one.append(job.run(1))
        if pairs:
            two.append(job.run(2))
    for threads, figures in ((1, one), (2, two)):
        if figures:
            wall, cpu, peak = zip(*figures)
            print(f"  {threads} thread{'s' if threads > 1 else ' '}  wall {shown(wall, 1000)} ms   processor {shown(cpu, 1000)} ms"
                  f"   peak {shown(peak)} MiB")
    if pairs:
        ratios = [b[0] / a[0] for a, b in zip(one, two)]
        print(f"  two threads / one, wall, pair by pair: {shown(ratios, 1, 2)}")
    sums = [job.run(1, "--totals", "-") for _ in range(runs)]
    print(f"  sums alone, 1 thread  processor {shown([figure[1] for figure in sums], 1000)} ms")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--command", default=str(ROOT / "build/release/fenglu"))
    options.add_argument("--people", type=int, action="append", help="how many; may be given again")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--pairs", type=int, default=1, help="0: one thread alone")
    options.add_argument("--folder", help="where the files go; else a temporary folder")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="fenglu_bench_", dir=given.folder) as name:
        folder = pathlib.Path(name)
        drawn = draw(folder)
        print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
        for people in given.people or [12, 50_000, 1_000_000]:
            measure(Job(given.command, folder, people, drawn), given.runs, given.pairs)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
