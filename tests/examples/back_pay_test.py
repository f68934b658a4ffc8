#!/usr/bin/env python3
"""Back-pay by subtraction, for Shanghai and Shandong: bounds that were announced late, back to the first day of their year. The same
month, run as of the day before and of the day of the announcement, gives what each fund is owed for each person by either side;
the people's differences add up to the difference of the two runs, to the fen.

    back_pay_test.py FENGLU
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
FUNDS = ["pension.employee", "pension.employer", "medical.employee", "medical.employer", "unemployment.employee",
         "unemployment.employer", "injury.employer", "maternity.employer"]


def fen(text):
    return int(Decimal(text) * 100)


class BackPay:
    """What a place owes; its people stand in OWED as (name, form of employment, declared wage, the month's difference fund by fund)."""

    def setUp(self):
        scene = tempfile.TemporaryDirectory()
        self.addCleanup(scene.cleanup)
        self.folder = pathlib.Path(scene.name)
        lines = ["staff_id,post,grade,hired_on,employment,si.declared_wage,hf.declared_wage"]
        lines += [f"{name},service,grade3,2018-03-01,{employment},{wage},{wage}" for name, employment, wage, _ in self.OWED]
        (self.folder / "staff.csv").write_text("\n".join(lines) + "\n", "utf-8")

    def run_month(self, month, as_of):
        """Rows by key, and the totals."""
        command = [FENGLU, "run", str(ROOT / "tables" / self.POLICY), "--staff", "staff.csv", "--month", month, "--as-of", as_of,
                   "--opening", "zero", "--totals", "totals.json"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=self.folder, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = {row["staff_id"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
        return rows, json.loads((self.folder / "totals.json").read_text("utf-8"))["items"]

    def before_and_after(self):
        for month in self.MONTHS:
            yield month, self.run_month(month, self.BEFORE), self.run_month(month, self.ANNOUNCED)

    def test_each_persons_difference_per_fund_is_as_worked_out_by_hand(self):
        for month, (before, _), (after, _) in self.before_and_after():
            for name, _, _, owed in self.OWED:
                found = [fen(after[name][fund]) - fen(before[name][fund]) for fund in FUNDS]
                self.assertEqual(found, [fen(amount) for amount in owed.split()], f"{month}, {name}")

    def test_the_differences_add_up_to_the_difference_of_the_runs(self):
        for month, (before, total_before), (after, total_after) in self.before_and_after():
            for item in total_after:
                people = sum(fen(after[name][item]) - fen(before[name][item]) for name in after)
                self.assertEqual(people, fen(total_after[item]) - fen(total_before[item]), f"{month}, {item}")

    def test_what_either_side_owes_for_all_months_is_the_sum_of_the_funds(self):
        owed = 0
        for _, (_, before), (_, after) in self.before_and_after():
            owed += sum(fen(after[item]) - fen(before[item]) for item in ("insurance.employee", "insurance.employer"))
        self.assertEqual(owed, len(self.MONTHS) * sum(fen(amount) for *_, line in self.OWED for amount in line.split()))

    def test_the_grade_wage_moves_only_where_a_rule_of_adjustment_reads_the_average(self):
        for month, (before, _), (after, _) in self.before_and_after():
            for name in after:
                moved = fen(after[name]["wage.grade"]) - fen(before[name]["wage.grade"])
                self.assertEqual(moved, self.STEPS.get(month, 0), f"{month}, {name}")
                self.assertEqual(before[name]["fund.employee"], after[name]["fund.employee"], f"{month}, {name}")

    def test_the_day_before_is_any_day_since_the_year_before(self):
        month = self.MONTHS[0]
        self.assertEqual(self.run_month(month, self.BEFORE), self.run_month(month, month + "-01"))
        self.assertEqual(self.run_month(month, self.ANNOUNCED)[0], self.run_month(month, "2099-01-01")[0])


class Shanghai(BackPay, unittest.TestCase):
    """The floor rises from 7,384 to 7,460, the ceiling from 36,921 to 37,302; pension 8 and 16 %, medical 2 and 9 %, unemployment
    0.5 % each, work injury 0.2 % (an agency 0.4 %)."""

    POLICY, BEFORE, ANNOUNCED, MONTHS, STEPS = "shanghai", "2025-09-17", "2025-09-18", ["2025-07", "2025-08"], {}
    OWED = [
        ("below both floors", "direct", "3000.00", "6.08 12.16 1.52 6.84 0.38 0.38 0.15 0.00"),
        ("below both floors at an agency", "agency", "7383.99", "6.08 12.16 1.52 6.84 0.38 0.38 0.30 0.00"),
        ("between the floors", "direct", "7400.00", "4.80 9.60 1.20 5.40 0.30 0.30 0.12 0.00"),
        ("between the bounds", "direct", "12345.67", "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00"),
        ("between the ceilings", "direct", "37000.00", "6.32 12.64 1.58 7.11 0.39 0.39 0.16 0.00"),
        ("above both ceilings", "direct", "60000.00", "30.48 60.96 7.62 34.29 1.90 1.90 0.76 0.00"),
    ]


class Shandong(BackPay, unittest.TestCase):
    """The floor rises from 4,504 to 4,573, the ceiling from 22,518 to 22,863; pension 8 and 16 %, medical 2 and 8 %, unemployment
    0.3 and 0.7 %, work injury 0.16 %. In July the grade wage takes its step with the average: 630 to 640 for a third-class
    auxiliary on service."""

    POLICY, BEFORE, ANNOUNCED = "shandong", "2026-08-13", "2026-08-14"
    MONTHS, STEPS = [f"2026-{month:02d}" for month in range(1, 8)], {"2026-07": 1000}
    OWED = [
        ("below both floors", "direct", "3000.00", "5.52 11.04 1.38 5.52 0.21 0.48 0.11 0.00"),
        ("between the floors", "direct", "4550.00", "1.84 3.68 0.46 1.84 0.07 0.16 0.04 0.00"),
        ("between the bounds", "agency", "8000.00", "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00"),
        ("above both ceilings", "agency", "30000.00", "27.60 55.20 6.90 27.60 1.04 2.41 0.55 0.00"),
    ]


if __name__ == "__main__":
    FENGLU = sys.argv.pop(1)
    unittest.main()
