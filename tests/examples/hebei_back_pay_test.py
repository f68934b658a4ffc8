#!/usr/bin/env python3
"""Back-pay by subtraction: Hebei announced the bounds of 2026 on 14 July, back to 1 January. The same month, run as of the day
before and of that day, gives what each fund is owed for each person by either side; the people's differences add up to the
difference of the two runs.

    hebei_back_pay_test.py FENGLU
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
BEFORE, ANNOUNCED = "2026-07-13", "2026-07-14"
MONTHS = [f"2026-{month:02d}" for month in range(1, 7)]
PEOPLE = [  # key, employment, declared wage
    ("below both floors", "direct", "3000.00"), ("between the floors", "direct", "4050.00"), ("between the bounds", "direct", "5000.00"),
    ("between the medical floors", "agency", "6700.00"), ("above the floors", "agency", "8888.88"),
    ("between the ceilings", "direct", "20200.00"), ("above both ceilings", "agency", "45000.00")]
FUNDS = ["pension.employee", "pension.employer", "medical.employee", "medical.employer", "unemployment.employee",
         "unemployment.employer", "injury.employer", "maternity.employer"]
# Of one month, in yuan, worked out by hand: the floor rises from 4,007 to 4,076, the medical one from 6,678 to 6,794, the
# ceiling from 20,034 to 20,382; pension 8 and 16 %, medical 2 and 7.2 % (an agency 7.8 %), unemployment 0.3 and 0.7 %, injury 0.2 %.
OWED = {  # in the order of FUNDS
    "below both floors": "5.52 11.04 2.32 8.35 0.21 0.48 0.14 0.00",
    "between the floors": "2.08 4.16 2.32 8.35 0.08 0.18 0.05 0.00",
    "between the bounds": "0.00 0.00 2.32 8.35 0.00 0.00 0.00 0.00",
    "between the medical floors": "0.00 0.00 1.88 7.33 0.00 0.00 0.00 0.00",
    "above the floors": "0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00",
    "between the ceilings": "13.28 26.56 0.00 0.00 0.50 1.16 0.33 0.00",
    "above both ceilings": "27.84 55.68 0.00 0.00 1.05 2.43 0.69 0.00",
}
# The province alone stands for its capital, whose medical rate is 7.5 % for either employer.
CAPITAL_MEDICAL = {"below both floors": "8.70", "between the floors": "8.70", "between the bounds": "8.70", "between the medical floors": "7.05"}


def owed(policy, key):
    """Fen of one month, in the order of FUNDS."""
    amounts = OWED[key].split()
    if policy == "hebei":
        amounts[FUNDS.index("medical.employer")] = CAPITAL_MEDICAL.get(key, "0.00")
    return [fen(amount) for amount in amounts]


def fen(text):
    return int(Decimal(text) * 100)


class BackPay(unittest.TestCase):
    def setUp(self):
        self.scene = tempfile.TemporaryDirectory()
        self.addCleanup(self.scene.cleanup)
        self.folder = pathlib.Path(self.scene.name)
        lines = ["staff_id,post,grade,hired_on,employment,si.declared_wage,hf.declared_wage"]
        lines += [f"{key},service,grade3,2018-03-01,{employment},{wage},{wage}" for key, employment, wage in PEOPLE]
        (self.folder / "staff.csv").write_text("\n".join(lines) + "\n", "utf-8")

    def run_month(self, month, as_of, policy="hebei/xingtai"):
        """Rows by key, and the totals."""
        command = [FENGLU, "run", str(ROOT / "tables" / policy), "--staff", "staff.csv", "--month", month, "--as-of", as_of,
                   "--opening", "zero", "--totals", "totals.json"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=self.folder, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = {row["staff_id"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
        return rows, json.loads((self.folder / "totals.json").read_text("utf-8"))["items"]

    def test_each_months_difference_is_as_worked_out_by_hand(self):
        for month, policy in [(month, policy) for policy in ("hebei/xingtai", "hebei") for month in MONTHS]:
            (before, _), (after, _) = self.run_month(month, BEFORE, policy), self.run_month(month, ANNOUNCED, policy)
            for key in OWED:
                found = [fen(after[key][fund]) - fen(before[key][fund]) for fund in FUNDS]
                self.assertEqual(found, owed(policy, key), f"{policy}, {month}, {key}")

    def test_the_differences_add_up_to_the_difference_of_the_runs(self):
        for month in MONTHS:
            (before, total_before), (after, total_after) = self.run_month(month, BEFORE), self.run_month(month, ANNOUNCED)
            for item in total_after:
                people = sum(fen(after[key][item]) - fen(before[key][item]) for key in after)
                self.assertEqual(people, fen(total_after[item]) - fen(total_before[item]), f"{month}, {item}")

    def test_wages_and_the_housing_fund_are_owed_nothing_before_july(self):
        for month in MONTHS:
            (before, _), (after, _) = self.run_month(month, BEFORE), self.run_month(month, ANNOUNCED)
            for key in after:
                for item in ("wage.gross", "fund.employee", "fund.employer"):
                    self.assertEqual(before[key][item], after[key][item], f"{month}, {key}, {item}")

    def test_half_a_year_is_six_times_a_month(self):
        half_year = 0
        for month in MONTHS:
            (_, before), (_, after) = self.run_month(month, BEFORE), self.run_month(month, ANNOUNCED)
            half_year += sum(fen(after[item]) - fen(before[item]) for item in ("insurance.employee", "insurance.employer"))
        self.assertEqual(half_year, 6 * sum(sum(owed("hebei/xingtai", key)) for key in OWED))


if __name__ == "__main__":
    FENGLU = sys.argv.pop(1)
    unittest.main()
