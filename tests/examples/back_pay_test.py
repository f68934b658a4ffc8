#!/usr/bin/env python3
"""Back-pay by subtraction: bounds that were announced late, back to the first day of their year. The same month, as of the day before
and of the day of the announcement, gives what each fund is owed for each person by either side. `diff` says it, two runs subtracted say
the same, it is what was worked out by hand, and the people's differences add up to the difference of the two runs, to the fen.

    back_pay_test.py FENGLU
"""
import csv
import functools
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


def months_of(first, last):
    return [f"2026-{month:02d}" for month in range(first, last + 1)]


class BackPay:
    """What a place owes; its people stand in OWED as (name, form of employment, declared wage, the month's difference fund by fund)."""

    STEPS = {}  # by month: the step that the grade wage takes with the average, in fen

    @classmethod
    def setUpClass(cls):
        scene = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scene.cleanup)
        cls.folder = pathlib.Path(scene.name)
        lines = ["staff_id,post,grade,hired_on,employment,si.declared_wage,hf.declared_wage"]
        lines += [f"{name},service,grade3,2018-03-01,{employment},{wage},{wage}" for name, employment, wage, _ in cls.OWED]
        (cls.folder / "staff.csv").write_text("\n".join(lines) + "\n", "utf-8")

    @classmethod
    def fenglu(cls, verb, month, *flags):
        command = [FENGLU, verb, str(ROOT / "tables" / cls.POLICY), "--staff", "staff.csv", "--month", month, "--opening", "zero", *flags]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cls.folder, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return done.stdout

    @classmethod
    @functools.cache
    def run_month(cls, month, as_of):
        """Rows by key, and the totals."""
        rows = cls.fenglu("run", month, "--as-of", as_of, "--totals", "totals.json")
        totals = json.loads((cls.folder / "totals.json").read_text("utf-8"))["items"]
        return {row["staff_id"]: row for row in csv.DictReader(io.StringIO(rows))}, totals

    @classmethod
    @functools.cache
    def diff(cls, month, format):
        return cls.fenglu("diff", month, "--as-of", cls.ANNOUNCED, "--against-as-of", cls.BEFORE, "--format", format)

    @classmethod
    def differences(cls, month):
        """(name, item) -> the row of the table of changes."""
        return {(row["staff_id"], row["item"]): row for row in csv.DictReader(io.StringIO(cls.diff(month, "csv")))}

    def before_and_after(self):
        for month in self.MONTHS:
            yield month, self.run_month(month, self.BEFORE), self.run_month(month, self.ANNOUNCED)

    def test_each_persons_difference_per_fund_is_as_worked_out_by_hand(self):
        for month in self.MONTHS:
            told = self.differences(month)
            for name, _, _, owed in self.OWED:
                found = [fen(told[name, fund]["difference"]) if (name, fund) in told else 0 for fund in FUNDS]
                self.assertEqual(found, [fen(amount) for amount in owed.split()], f"{month}, {name}")

    def test_the_differences_are_those_of_two_runs(self):
        for month, (before, _), (after, _) in self.before_and_after():
            subtracted = {(name, item): fen(after[name][item]) - fen(before[name][item])
                          for name in after for item in self.money_of(month)}
            told = {of: fen(row["difference"]) for of, row in self.differences(month).items()}
            self.assertEqual({of: owed for of, owed in subtracted.items() if owed},
                             {of: owed for of, owed in told.items() if of[1] in self.money_of(month)}, month)

    def money_of(self, month):
        """The items that the runs' totals sum."""
        return self.run_month(month, self.ANNOUNCED)[1]

    def test_the_differences_add_up_to_the_difference_of_the_runs(self):
        for month, (_, total_before), (_, total_after) in self.before_and_after():
            told, people = json.loads(self.diff(month, "json"))["items"], self.differences(month)
            for item in total_after:
                owed = fen(total_after[item]) - fen(total_before[item])
                self.assertEqual(sum(fen(row["difference"]) for (_, of), row in people.items() if of == item), owed, f"{month}, {item}")
                self.assertEqual(fen(told[item]["difference"]), owed, f"{month}, {item}")

    def test_parameters_alone_are_the_cause_and_add_up(self):
        for month in self.MONTHS:
            for (name, item), row in self.differences(month).items():
                causes = {column: amount for column, amount in row.items() if ":" in column}
                self.assertEqual(len(causes), len(row) - 6, row)
                self.assertTrue(all(column.startswith("parameter:") for column in causes), row)
                self.assertEqual(sum(map(Decimal, causes.values())), Decimal(row["difference"]), f"{month}, {name}, {item}")

    def test_what_either_side_owes_for_all_months_is_the_sum_of_the_funds(self):
        owed = 0
        for month in self.MONTHS:
            told = json.loads(self.diff(month, "json"))["items"]
            owed += sum(fen(told[item]["difference"]) for item in ("insurance.employee", "insurance.employer"))
        self.assertEqual(owed, len(self.MONTHS) * sum(fen(amount) for *_, line in self.OWED for amount in line.split()))

    def test_the_grade_wage_moves_only_where_a_rule_of_adjustment_reads_the_average(self):
        for month, (before, _), (after, _) in self.before_and_after():
            for name in after:
                moved = fen(after[name]["wage.grade"]) - fen(before[name]["wage.grade"])
                self.assertEqual(moved, self.STEPS.get(month, 0), f"{month}, {name}")
                for item in ("fund.employee", "fund.employer"):
                    self.assertEqual(before[name][item], after[name][item], f"{month}, {name}, {item}")

    def test_the_day_before_is_any_day_since_the_year_before(self):
        month = self.MONTHS[0]
        self.assertEqual(self.run_month(month, self.BEFORE), self.run_month(month, month + "-01"))
        self.assertEqual(self.run_month(month, self.ANNOUNCED)[0], self.run_month(month, "2099-01-01")[0])


class Shanghai(BackPay, unittest.TestCase):
    """The floor rises from 7,384 to 7,460, the ceiling from 36,921 to 37,302; pension 8 and 16 %, medical 2 and 9 %, unemployment
    0.5 % each, work injury 0.2 % (an agency 0.4 %)."""

    POLICY, BEFORE, ANNOUNCED, MONTHS = "shanghai", "2025-09-17", "2025-09-18", ["2025-07", "2025-08"]
    OWED = [
        ("below both floors", "direct", "3000.00", "6.08 12.16 1.52 6.84 0.38 0.38 0.15 0.00"),
        ("below both floors at an agency", "agency", "7383.99", "6.08 12.16 1.52 6.84 0.38 0.38 0.30 0.00"),
        ("between the floors", "direct", "7400.00", "4.80 9.60 1.20 5.40 0.30 0.30 0.12 0.00"),
        ("between the bounds", "direct", "12345.67", "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00"),
        ("between the ceilings", "direct", "37000.00", "6.32 12.64 1.58 7.11 0.39 0.39 0.16 0.00"),
        ("above both ceilings", "direct", "60000.00", "30.48 60.96 7.62 34.29 1.90 1.90 0.76 0.00"),
    ]


class Xingtai(BackPay, unittest.TestCase):
    """The floor rises from 4,007 to 4,076, the medical one from 6,678 to 6,794, the ceiling from 20,034 to 20,382; medical has none.
    Pension 8 and 16 %, medical 2 and 7.2 % (an agency 7.8 %), unemployment 0.3 and 0.7 %, work injury 0.2 %."""

    POLICY, BEFORE, ANNOUNCED, MONTHS = "hebei/xingtai", "2026-07-13", "2026-07-14", months_of(1, 6)
    OWED = [
        ("below both floors", "direct", "3000.00", "5.52 11.04 2.32 8.35 0.21 0.48 0.14 0.00"),
        ("between the floors", "direct", "4050.00", "2.08 4.16 2.32 8.35 0.08 0.18 0.05 0.00"),
        ("between the bounds", "direct", "5000.00", "0.00 0.00 2.32 8.35 0.00 0.00 0.00 0.00"),
        ("between the medical floors", "agency", "6700.00", "0.00 0.00 1.88 7.33 0.00 0.00 0.00 0.00"),
        ("above the floors", "agency", "8888.88", "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00"),
        ("between the ceilings", "direct", "20200.00", "13.28 26.56 0.00 0.00 0.50 1.16 0.33 0.00"),
        ("above both ceilings", "agency", "45000.00", "27.84 55.68 0.00 0.00 1.05 2.43 0.69 0.00"),
    ]


class Hebei(BackPay, unittest.TestCase):
    """The province alone stands for its capital, whose medical rate is 7.5 % for either employer."""

    POLICY, BEFORE, ANNOUNCED, MONTHS = "hebei", "2026-07-13", "2026-07-14", months_of(1, 6)
    OWED = [
        ("below both floors", "direct", "3000.00", "5.52 11.04 2.32 8.70 0.21 0.48 0.14 0.00"),
        ("between the floors", "direct", "4050.00", "2.08 4.16 2.32 8.70 0.08 0.18 0.05 0.00"),
        ("between the bounds", "direct", "5000.00", "0.00 0.00 2.32 8.70 0.00 0.00 0.00 0.00"),
        ("between the medical floors", "agency", "6700.00", "0.00 0.00 1.88 7.05 0.00 0.00 0.00 0.00"),
        ("above the floors", "agency", "8888.88", "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00"),
        ("between the ceilings", "direct", "20200.00", "13.28 26.56 0.00 0.00 0.50 1.16 0.33 0.00"),
        ("above both ceilings", "agency", "45000.00", "27.84 55.68 0.00 0.00 1.05 2.43 0.69 0.00"),
    ]


class Shandong(BackPay, unittest.TestCase):
    """The floor rises from 4,504 to 4,573, the ceiling from 22,518 to 22,863; pension 8 and 16 %, medical 2 and 8 %, unemployment
    0.3 and 0.7 %, work injury 0.16 %. In July the grade wage takes its step with the average: 630 to 640 for a third-class
    auxiliary on service."""

    POLICY, BEFORE, ANNOUNCED = "shandong", "2026-08-13", "2026-08-14"
    MONTHS, STEPS = months_of(1, 7), {"2026-07": 1000}
    OWED = [
        ("below both floors", "direct", "3000.00", "5.52 11.04 1.38 5.52 0.21 0.48 0.11 0.00"),
        ("between the floors", "direct", "4550.00", "1.84 3.68 0.46 1.84 0.07 0.16 0.04 0.00"),
        ("between the bounds", "agency", "8000.00", "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00"),
        ("above both ceilings", "agency", "30000.00", "27.60 55.20 6.90 27.60 1.04 2.41 0.55 0.00"),
    ]


if __name__ == "__main__":
    FENGLU = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
