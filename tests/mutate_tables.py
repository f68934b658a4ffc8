#!/usr/bin/env python3
"""Changes each figure of the tables by its last digit, one at a time, and runs the policy's worked cases: one at least
must fail, or the figure could be wrong and nobody would know.

    python3 tests/mutate_tables.py                        every policy under tables/
    python3 tests/mutate_tables.py shanghai               one of them (its folder below --tables)
    python3 tests/mutate_tables.py shanghai --parameter minimum_wage
    python3 tests/mutate_tables.py --list shanghai        the figures, without changing any

A figure is tried by the cases of its own policy, and where those let it pass by the cases of the policies that extend
it. What survives must be listed in tests/mutate_tables_survivors.txt with its reason; what is listed there and doesn't
survive is an error too, so that the list can only shrink. Exit 0: no other survivors. 1: some, each on a line.
FENGLU names the command, build/release/fenglu unless it is set.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile
import time

from table_figures import Policy

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTED = ROOT / "tests/mutate_tables_survivors.txt"
COMMAND = os.environ.get("FENGLU", str(ROOT / "build/release/fenglu"))
DONE, REFUSED = 0, 1


class Copy:
    """A copy of the tables that one figure at a time is changed in."""

    def __init__(self, tables, folder):
        self.tables, self.folder = tables, folder
        shutil.copytree(tables, folder)

    def survives(self, figure, policies):
        path = self.folder / figure.file.relative_to(self.tables)
        text = path.read_text(encoding="utf-8")
        path.write_text(text[:figure.start] + figure.new + text[figure.end:], encoding="utf-8")
        try:
            return all(self.passes(policy, figure.parameter) for policy in policies)
        finally:
            path.write_text(text, encoding="utf-8")

    def passes(self, policy, parameter=None):
        reading = ["--reading", parameter] if parameter else []
        done = subprocess.run([COMMAND, "test", str(self.folder / policy), *reading, "--lang", "en"],
                              capture_output=True, text=True, timeout=300)
        if done.returncode not in (DONE, REFUSED):
            raise SystemExit(f"{policy}: exit {done.returncode}: {done.stderr}")
        return done.returncode == DONE


def policies(tables):
    """Folder name below the tables -> the policy."""
    found = [path for path in tables.rglob("policy.json") if "language" in json.loads(path.read_text(encoding="utf-8"))]
    return {path.parent.relative_to(tables).as_posix(): Policy(path.parent) for path in found}


def tried_by(name, all_policies):
    """The policy itself, then those that extend it, nearest first."""
    folder = all_policies[name].folder.resolve()
    above = [(len(other.layers), one) for one, other in all_policies.items()
             if one != name and any(layer.folder.resolve() == folder for layer in other.layers)]
    return [name] + [one for _, one in sorted(above)]


def listed_survivors():
    """'POLICY: FIGURE' -> why it may survive."""
    out = {}
    for line in LISTED.read_text(encoding="utf-8").splitlines() if LISTED.exists() else []:
        if line.strip() and not line.startswith("#"):
            figure, _, reason = line.partition("  # ")
            out[figure.strip()] = reason.strip()
    return out


def survivors(jobs, tables, workers):
    copies = queue.Queue()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(workers):
            copies.put(Copy(tables, pathlib.Path(folder) / str(number)))

        def survives(job):
            copy = copies.get()
            try:
                return copy.survives(job[1], job[2])
            finally:
                copies.put(copy)

        first = copies.get()
        for name in sorted({name for job in jobs for name in job[2]}):
            if not first.passes(name):
                raise SystemExit(f"{name}: its cases fail before anything is changed")
        copies.put(first)
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            yield from (job for job, alive in zip(jobs, pool.map(survives, jobs)) if alive)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("policies", nargs="*", metavar="POLICY")
    parser.add_argument("--tables", type=pathlib.Path, default=ROOT / "tables")
    parser.add_argument("--parameter", help="only this one's figures")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true")
    return parser.parse_args()


def main():
    flags = arguments()
    tables = flags.tables.resolve()
    known = policies(tables)
    unknown = [name for name in flags.policies if name not in known]
    if unknown:
        raise SystemExit(f"no policy {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    jobs = [(name, figure, tried_by(name, known)) for name in flags.policies or sorted(known)
            for figure in known[name].figures() if flags.parameter in (None, figure.parameter)]
    if flags.list:
        for name, figure, _ in jobs:
            print(f"{name}: {figure}")
        return 0
    began = time.monotonic()
    allowed, alive, unexplained = listed_survivors(), set(), 0
    for name, figure, _ in survivors(jobs, tables, flags.jobs):
        line = f"{name}: {figure}"
        alive.add(line)
        unexplained += line not in allowed
        print(line + (f"  # {allowed[line]}" if line in allowed else ""), flush=True)
    outdated = sorted({line for line in allowed if line in {f"{name}: {figure}" for name, figure, _ in jobs}} - alive)
    for line in outdated:
        print(f"listed, and doesn't survive: {line}")
    print(f"{len(jobs)} figures changed, {len(alive)} survived, {unexplained} of them without a listed reason; "
          f"{time.monotonic() - began:.0f} s")
    return 1 if unexplained or outdated else 0


if __name__ == "__main__":
    sys.exit(main())
