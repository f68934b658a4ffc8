#!/usr/bin/env python3
"""Holds the examples of Beijing and Xingtai to what their README says: the telling people come out as worked out by hand, in any
order and with any number of threads, and as explained; the generated rosters are the same every time and are accepted.

    beijing_xingtai_test.py FENGLU
"""
import csv
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENGLU = ""


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def fenglu(*words):
    done = subprocess.run([FENGLU, *map(str, words)], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


class Example:
    """What holds for each place; a place says its name, tables and month."""

    @property
    def folder(self):
        return ROOT / "examples" / self.name

    def month_of(self, roster, opening):
        return [ROOT / "tables" / self.tables, "--staff", roster, "--month", self.month, "--opening", opening]

    def pay(self, roster, opening, *flags):
        return fenglu("run", *self.month_of(roster, opening), *flags)

    def telling(self):
        return self.folder / "telling.csv", self.folder / "telling-opening.csv"

    def expected(self):
        return {row["staff_id"]: row for row in read((self.folder / "telling-expected.csv").read_text("utf-8"))}

    def generate(self, folder, *flags):
        roster, opening = pathlib.Path(folder) / "roster.csv", pathlib.Path(folder) / "opening.csv"
        subprocess.run([sys.executable, "-B", str(self.folder / "generate.py"), "--out", str(roster), "--opening", str(opening), *flags],
                       check=True)
        return roster, opening

    def test_each_comes_out_as_worked_out_by_hand(self):
        found, expected = read(self.pay(*self.telling())), self.expected()
        self.assertEqual([row["staff_id"] for row in found], list(expected))
        for row in found:
            for item, value in expected[row["staff_id"]].items():
                self.assertEqual(row[item], value, f"{row['staff_id']} {item}")

    def test_order_and_threads_change_nothing(self):
        roster, opening = self.telling()
        header, *people = roster.read_text("utf-8").splitlines(keepends=True)
        with tempfile.TemporaryDirectory() as folder:
            turned = pathlib.Path(folder) / "turned.csv"
            turned.write_text(header + "".join(reversed(people)), "utf-8")
            for threads in ("1", "3"):
                found = read(self.pay(turned, opening, "--threads", threads))
                self.assertEqual({row["staff_id"]: row for row in found}, self.expected())

    def test_each_is_explained_as_it_was_paid(self):
        for key, row in self.expected().items():
            words = [word for item in row if item != "staff_id" for word in ("--item", item)]
            nodes = json.loads(fenglu("explain", *self.month_of(*self.telling()), "--id", key, *words, "--format", "json"))
            self.assertEqual({node["id"]: node["value"] for node in nodes}, {item: cell for item, cell in row.items() if item != "staff_id"}, key)

    def test_the_generated_roster_is_the_same_every_time(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            hashes = [[hashlib.sha256(file.read_bytes()).hexdigest() for file in self.generate(folder)] for folder in (first, second)]
        self.assertEqual(hashes[0], hashes[1])

    def test_its_month_is_paid_under_either_headers(self):
        results = []
        for headers in ("zh", "id"):
            with tempfile.TemporaryDirectory() as folder:
                results.append(self.pay(*self.generate(folder, "--headers", headers)))
        self.assertEqual(results[0], results[1])
        self.assertEqual(len({row["staff_id"] for row in read(results[0])}), self.people)


class Beijing(Example, unittest.TestCase):
    name, tables, month, people = "beijing", "beijing", "2026-07", 1000

    def test_three_yuan_of_everyone_who_is_insured(self):
        for row in read(self.pay(*self.telling())):
            two_percent = (int(row["medical.base"].replace(".", "")) * 2 + 50) // 100
            self.assertEqual(int(row["medical.employee"].replace(".", "")), two_percent + 300, row["staff_id"])


class Xingtai(Example, unittest.TestCase):
    name, tables, month, people = "xingtai", "hebei/xingtai", "2026-03", 600

    def test_an_agency_costs_more_by_a_share_of_the_base_and_nothing_else_differs(self):
        paid = {row["staff_id"]: row for row in read(self.pay(*self.telling()))}
        direct, agency = paid["X02"], paid["X03"]
        self.assertEqual((direct["medical.employer"], agency["medical.employer"]), ("489.17", "529.93"))  # 7.2 and 7.8 % of 6,794
        differ = {item for item in direct if direct[item] != agency[item]}
        self.assertEqual(differ, {"staff_id", "medical.employer", "insurance.employer", "cost.employer"})


if __name__ == "__main__":
    FENGLU = sys.argv.pop(1)
    unittest.main()
