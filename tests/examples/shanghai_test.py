#!/usr/bin/env python3
"""Holds the Shanghai example to what its README says: the telling people come out as worked out by hand, in any order and
with any number of threads; the generated roster is the same every time, has the people that it promises, and is accepted.

    shanghai_test.py FENGLU
"""
import csv
import hashlib
import io
import pathlib
import subprocess
import sys
import tempfile
import unittest
from datetime import date

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/shanghai"
MONTH = "2025-10"
FENGLU = ""


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def pay(roster, opening, *flags):
    command = [FENGLU, "run", str(ROOT / "tables/shanghai"), "--staff", str(roster), "--opening", str(opening),
               "--month", MONTH, *flags]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


class Telling(unittest.TestCase):
    def setUp(self):
        self.expected = {row["staff_id"]: row for row in read((EXAMPLE / "telling-expected.csv").read_text("utf-8"))}

    def test_each_comes_out_as_worked_out_by_hand(self):
        found = read(pay(EXAMPLE / "telling.csv", EXAMPLE / "telling-opening.csv"))
        self.assertEqual([row["staff_id"] for row in found], list(self.expected))
        for row in found:
            for item, value in self.expected[row["staff_id"]].items():
                self.assertEqual(row[item], value, f"{row['staff_id']} {item}")

    def test_order_and_threads_change_nothing(self):
        header, *people = (EXAMPLE / "telling.csv").read_text("utf-8").splitlines(keepends=True)
        with tempfile.TemporaryDirectory() as folder:
            turned = pathlib.Path(folder) / "turned.csv"
            turned.write_text(header + "".join(reversed(people)), "utf-8")
            for threads in ("1", "2", "7"):
                found = read(pay(turned, EXAMPLE / "telling-opening.csv", "--threads", threads))
                self.assertEqual({row["staff_id"]: row for row in found}, self.expected)


class Generated(unittest.TestCase):
    @staticmethod
    def generate(folder, *flags):
        roster, opening = pathlib.Path(folder) / "roster.csv", pathlib.Path(folder) / "opening.csv"
        subprocess.run([sys.executable, str(EXAMPLE / "generate.py"), "--out", str(roster), "--opening", str(opening), *flags],
                       check=True)
        return roster, opening

    def test_the_same_bytes_and_the_people_promised(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            files = self.generate(first)
            hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
            again = [hashlib.sha256(file.read_bytes()).hexdigest() for file in self.generate(second)]
            self.assertEqual(hashes, again)
            people = read(files[0].read_text("utf-8"))
        self.assertEqual(len(people), 12_300)
        self.assertEqual(len({row["工号"] for row in people}), 12_300)
        self.assertEqual(sum(row["辅警类别"] == "文职" for row in people), 5_400)
        self.assertEqual(sum(row["辅警类别"] == "勤务" for row in people), 6_900)
        first_day = date.fromisoformat(MONTH + "-01")
        days = sum((first_day - date.fromisoformat(row["出生日期"])).days for row in people)
        self.assertEqual(round(days / len(people) / 365.25), 32)

    def test_its_month_is_paid_under_either_headers(self):
        results = []
        for headers in ("zh", "id"):
            with tempfile.TemporaryDirectory() as folder:
                results.append(pay(*self.generate(folder, "--rows", "820", "--headers", headers)))
        self.assertEqual(results[0], results[1])
        self.assertEqual(len(read(results[0])), 820)


if __name__ == "__main__":
    FENGLU = sys.argv.pop(1)
    unittest.main()
