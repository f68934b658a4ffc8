#!/usr/bin/env python3
"""Shanghai's month from outside: the shape of the result, its tallies, and every figure explained as it was paid."""

import re

from fenglu import DONE, REFUSED, ROOT, Scene, main

SHANGHAI = ROOT / "tables/shanghai"
STAFF, OPENING = ROOT / "examples/shanghai/telling.csv", ROOT / "examples/shanghai/telling-opening.csv"
RUN = [SHANGHAI, "--staff", STAFF, "--month", "2025-10", "--opening", OPENING]


def fen(text):
    return round(float(text) * 100)


class Month(Scene):
    @classmethod
    def setUpClass(cls):
        cls.paid = None

    def setUp(self):
        super().setUp()
        if Month.paid is None:
            Month.paid = self.fenglu("run", *RUN, "--totals", "t.json", "--by", "unit,employment", code=DONE)
            Month.totals = __import__("json").loads(self.read("t.json"))

    def test_every_cell_has_two_decimals(self):
        for row in self.paid.rows():
            for item, cell in row.items():
                self.assertTrue(item == "staff_id" or re.fullmatch(r"-?\d+\.\d\d", cell), (item, cell))

    def test_rows_tally(self):
        for row in self.paid.rows():
            c = {item: fen(cell) for item, cell in row.items() if item != "staff_id"}
            deductions = c["insurance.employee"] + c["fund.employee"] + c["tax.withheld"] + c["deduction.other"]
            self.assertEqual(c["pay.net"], c["wage.gross"] - deductions, row["staff_id"])
            self.assertEqual(c["cost.employer"], c["wage.gross"] + c["insurance.employer"] + c["fund.employer"], row["staff_id"])

    def test_totals_tally_with_rows_kinds_budgets_and_groups(self):
        rows, totals = self.paid.rows(), self.totals
        self.assertEqual(totals["count"], len(rows))
        for item, total in totals["items"].items():
            self.assertEqual(fen(total), sum(fen(row[item]) for row in rows), item)
            self.assertEqual(fen(total), sum(fen(group["items"][item]) for group in totals["groups"]), item)
        self.assertEqual(sum(fen(cost) for cost in totals["budget"].values()), fen(totals["items"]["cost.employer"]))
        kinds = {kind: fen(total) for kind, total in totals["kinds"].items()}
        self.assertEqual(kinds["earning"] - kinds["reduction"], fen(totals["items"]["wage.gross"]))
        self.assertEqual(sum(group["count"] for group in totals["groups"]), len(rows))

    def test_agencies_people_are_charged_to_another_code(self):
        for group in self.totals["groups"]:
            codes = [code for code, cost in group["budget"].items() if fen(cost)]
            self.assertEqual(len(codes), 1, group["key"])
        self.assertEqual(len(self.totals["budget"]), 2)

    def test_explain_comes_to_what_was_paid(self):
        for row in self.paid.rows()[:4]:
            flags = [word for item in row if item != "staff_id" for word in ("--item", item)]
            nodes = self.fenglu("explain", *RUN, "--id", row["staff_id"], *flags, "--format", "json", code=DONE).json()
            self.assertEqual({node["id"]: node["value"] for node in nodes}, {item: cell for item, cell in row.items() if item != "staff_id"})

    def test_explain_in_three_forms(self):
        key = self.paid.rows()[0]["staff_id"]
        node = self.fenglu("explain", *RUN, "--id", key, "--item", "pay.net", "--format", "json", code=DONE).json()
        self.assertEqual((node["id"], node["kind"]), ("pay.net", "item"))
        self.assertTrue(node["operands"])
        text = self.fenglu("explain", *RUN, "--id", key, "--item", "pension.base", code=DONE, lang="zh").out
        self.assertIn("pension.lower", text)
        self.fenglu("explain", *RUN, "--id", key, "--format", "html", "--out", "why.html", code=DONE)
        self.assertIn("</html>", self.read("why.html"))

    def test_what_is_illustrative_is_said(self):
        self.assertRegex(self.paid.err, r"\d+ illustrative: ")

    def test_check_and_cases(self):
        for policy in ("national", "shanghai"):
            self.assertIn("0 errors", self.fenglu("check", ROOT / "tables" / policy, code=DONE).out)
            self.assertRegex(self.fenglu("test", ROOT / "tables" / policy, code=DONE).out, r"; 0 failed\n$")

    def test_a_policy_with_gaps_is_no_policy_to_run(self):
        ending = self.fenglu("run", ROOT / "tables/national", "--staff", STAFF, "--month", "2025-10", "--opening", "zero", "--errors", "json", code=REFUSED)
        self.assertIn("abstract", ending.errors())


if __name__ == "__main__":
    main()
