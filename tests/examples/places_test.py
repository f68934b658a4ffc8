#!/usr/bin/env python3
"""The examples of Junan, Zhengzhou, Ningbo and Shantou: telling people come out as worked out by hand, whatever the order of rows and
the number of threads; Junan's roster has the people that the reports speak of, and its month is paid.

    places_test.py FENGLU
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENGLU = ""


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def pay(policy, roster, opening, month, *flags):
    command = [FENGLU, "run", str(ROOT / "tables" / policy), "--staff", str(roster), "--opening", str(opening), "--month", month, *flags]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


class Telling(unittest.TestCase):
    def example(self, place):
        folder = ROOT / "examples" / place
        expected = read((folder / "telling-expected.csv").read_text("utf-8"))
        return folder, {row["staff_id"]: row for row in expected}

    def check(self, place):
        folder, expected = self.example(place)
        header, *people = (folder / "telling.csv").read_text("utf-8").splitlines(keepends=True)
        with tempfile.TemporaryDirectory() as scene:
            turned = pathlib.Path(scene) / "turned.csv"
            turned.write_text(header + "".join(reversed(people)), "utf-8")
            for roster, threads in ((folder / "telling.csv", "1"), (turned, "1"), (turned, "3")):
                rows = read(pay(place, roster, folder / "telling-opening.csv", "2026-09", "--threads", threads))
                self.assertEqual(len(rows), len(expected))
                for row in rows:
                    for item, value in expected[row["staff_id"]].items():
                        self.assertEqual(row[item], value, f"{row['staff_id']} {item}")
        return rows

    def test_zhengzhou(self):
        self.check("henan")

    def test_shantou(self):
        self.check("shantou")

    def test_ningbo(self):
        self.check("ningbo")

    def test_ningbos_shares_add_up_to_the_gap_and_bring_the_mean_up_to_the_average(self):
        rows = self.check("ningbo")
        gap = Decimal(rows[0]["mean_floor.gap"])
        self.assertGreater(gap, 0)
        self.assertEqual(sum(Decimal(row["wage.mean_topup"]) for row in rows), gap)
        self.assertEqual(sum(Decimal(row["wage.gross"]) for row in rows), sum(Decimal(row["mean_floor.month"]) for row in rows))

    def test_a_bound_over_the_force_refuses_to_leave_rows_out(self):
        folder, _ = self.example("ningbo")
        command = [FENGLU, "run", str(ROOT / "tables/ningbo"), "--staff", str(folder / "telling.csv"), "--month", "2026-09", "--opening",
                   str(folder / "telling-opening.csv"), "--rejects", "rejects.csv", "--errors", "json"]
        with tempfile.TemporaryDirectory() as scene:
            done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=scene, check=False)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)


class Junan(unittest.TestCase):
    def generate(self, folder, *flags):
        roster, opening = pathlib.Path(folder) / "roster.csv", pathlib.Path(folder) / "opening.csv"
        subprocess.run([sys.executable, str(ROOT / "examples/junan/generate.py"), "--out", str(roster), "--opening", str(opening), *flags], check=True)
        return roster, opening

    def test_the_people_that_the_reports_speak_of(self):
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            files = self.generate(first)
            self.assertEqual([f.read_bytes() for f in files], [f.read_bytes() for f in self.generate(second)])
            people = read(files[0].read_text("utf-8"))
        self.assertEqual(len({row["工号"] for row in people}), 468)
        self.assertEqual(sum(row["退役军人"] == "是" for row in people), 156)
        self.assertEqual(sum(row["学历"] != "高中及中专" for row in people), 189)
        self.assertEqual(sum(row["单位"] == "城区中队" for row in people), 120)

    def test_its_grades_have_places(self):
        with tempfile.TemporaryDirectory() as folder:
            command = [FENGLU, "careers", str(ROOT / "tables/shandong/junan"), "--staff", str(self.generate(folder)[0]), "--as-of", "2026-10-01",
                       "--format", "json"]
            told = json.loads(subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout)
        taken = [quota["before"] for quota in told["quotas"]]
        self.assertEqual(sum(taken), 468)
        for quota in told["quotas"]:
            self.assertLessEqual(quota["before"], quota["places"], quota)
            self.assertLessEqual(quota["after"], quota["places"], quota)

    def test_its_month_is_paid_by_the_county_without_a_fund(self):
        results = []
        for headers in ("zh", "id"):
            with tempfile.TemporaryDirectory() as folder:
                results.append(pay("shandong/junan", *self.generate(folder, "--headers", headers), "2026-10"))
        self.assertEqual(results[0], results[1])
        rows = read(results[0])
        self.assertEqual(len(rows), 468)
        self.assertEqual({row[item] for row in rows for item in ("fund.base", "fund.employee", "fund.employer")}, {"0.00"})
        self.assertEqual({row["wage.base"] for row in rows}, {"2020.00"})

    def test_the_province_pays_the_countys_people(self):
        with tempfile.TemporaryDirectory() as folder:
            rows = read(pay("shandong", *self.generate(folder), "2026-10"))
        self.assertEqual(len(rows), 468)
        self.assertEqual({row["fund.employer"] for row in rows}, {"0.00"})


class Hebei(unittest.TestCase):
    def test_the_province_pays_the_citys_people(self):
        """Its capital's medical rate is one for all employers, and a city that names no bounds has no housing fund."""
        folder = ROOT / "examples/xingtai"
        rows = {row["staff_id"]: row for row in read(pay("hebei", folder / "telling.csv", folder / "telling-opening.csv", "2026-03"))}
        self.assertEqual(len(rows), 10)
        self.assertEqual(rows["X02"]["medical.employer"], "509.55")  # 7.5 % of 6,794
        self.assertEqual(rows["X03"]["medical.employer"], "509.55")


if __name__ == "__main__":
    FENGLU = sys.argv.pop(1)
    unittest.main()
