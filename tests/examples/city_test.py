#!/usr/bin/env python3
"""Adding a city is adding a folder. A made-up one is written into a temporary folder and paid without a rebuild: `check` names
everything that the frame still leaves to it, and nothing else; what is filled in is named no more.

    city_test.py FENGLU
"""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENGLU = ""
SOURCE = {"own": {"title": {"zh": "虚构的例子", "en": "A made-up example"}, "seen": "none"}}


def value(what, **more):
    key = "rows" if isinstance(what, list) else "value"
    return {"values": [{"from": "2026-01-01", key: what, "source": "own", "status": "illustrative", **more}]}


def follows(formula):
    return {"values": [{"from": "2026-01-01", "formula": formula, "source": "own", "status": "illustrative"}]}


INSURANCE = {
    "average_wage": value("6600"), "pension.lower": value("4000"), "pension.upper": value("20000"),
    **{f"{fund}.{end}": follows(f"pension.{end}") for fund in ("medical", "unemployment", "injury", "maternity") for end in ("lower", "upper")},
    "medical.employer_rate": value("0.08"), "medical.employee_rate": value("0.02"), "unemployment.employer_rate": value("0.005"),
    "unemployment.employee_rate": value("0.005"), "maternity.employer_rate": value("0"), "injury.class": value([["*", "class1"]]),
    "social.leaving_month": value(True)}
FUND = {
    "fund.lower": value("2100"), "fund.upper": value("20000"), "fund.employee_rate": value("0.08"), "fund.employer_rate": value("0.08"),
    "fund.rounding": value({"unit": "yuan", "mode": "half"}), "fund.leaving_month": value(True)}
WAGES = {
    "minimum_wage": value("2100"), "sick.pay_rate": value([["0", "0.60"]]), "sick.relief_rate": value([["0", "0.60"]]),
    "sick.relief_after": value("6"), "heat.allowance": value([["*", "120"]]), "heat.first_month": value("6"), "heat.last_month": value("9"),
    "wage.base_amount": follows("minimum_wage"),
    "grade.wage": value([["*", ["chief1", "chief2", "chief3"], "1200"], ["*", ["grade1", "grade2"], "700"], ["*", ["grade3", "grade4"], "350"]]),
    "wage.seniority_step": value("20"), "wage.seniority_limit": value("30"), "wage.post_allowance": value([["civilian", "300"], ["service", "500"]]),
    "wage.education_allowance": value([["*", "0"]]), "wage.performance_amount": value([["*", "600"]]),
    "wage.performance_rate": value([["excellent", "1.2"], ["competent", "1"], ["basic", "0.7"], ["incompetent", "0"]]),
    "award.amount": value([["*", "0"]])}
STAFF = "staff_id,post,grade,hired_on,si.declared_wage,hf.declared_wage\nY1,service,grade4,2020-01-01,3000,3000\n"
# 2100 + 350 + 6 x 20 + 500 + 600; on the floor of 4,000 by 8, 2 and 0.5 %; 3,000 by 8 % in the fund; below 5,000: no tax.
PAID = {"wage.gross": "3670.00", "insurance.employee": "420.00", "fund.employee": "240.00", "tax.withheld": "0.00", "pay.net": "3010.00",
        "insurance.employer": "988.00", "cost.employer": "4898.00"}


def left_to_places():
    """Parameters that the national frame declares without values."""
    out = set()
    for file in (ROOT / "tables/national").glob("*.json"):
        document = json.loads(file.read_text("utf-8"))
        if file.name != "policy.json" and "sheet" not in document:
            out |= {name for name, parameter in document.items() if not parameter.get("values")}
    return out


class MadeUpCity(unittest.TestCase):
    def setUp(self):
        scene = tempfile.TemporaryDirectory()
        self.addCleanup(scene.cleanup)
        self.city = pathlib.Path(scene.name) / "yunzhou"
        self.city.mkdir()
        self.write("policy.json", {"id": "yunzhou", "title": {"zh": "云州", "en": "Yunzhou"}, "language": 1, "extends": "national", "currency": "CNY", "sources": SOURCE})
        (self.city.parent / "staff.csv").write_text(STAFF, "utf-8")

    def write(self, name, document):
        (self.city / name).write_text(json.dumps(document, ensure_ascii=False), "utf-8")

    def fenglu(self, *words, code=0):
        command = [FENGLU, *words, "--tables", str(ROOT / "tables"), "--tables", str(self.city.parent), "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=self.city.parent, check=False)
        self.assertEqual(done.returncode, code, f"{command}\n{done.stdout}\n{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    def abstract(self):
        said = re.search(r"abstract: (.*?)\n(?=\S|  \S+:)", " ".join([self.fenglu("check", "yunzhou")]), re.S)
        return set() if said is None else {name.strip() for name in said.group(1).replace("\n", " ").split(",")}

    def pay(self):
        rows = self.fenglu("run", "yunzhou", "--staff", "staff.csv", "--month", "2026-03", "--opening", "zero")
        return next(csv.DictReader(io.StringIO(rows)))

    def test_an_empty_city_is_told_everything_that_is_left_to_it(self):
        self.assertEqual(self.abstract(), left_to_places())
        self.assertIn("is abstract", self.fenglu("run", "yunzhou", "--staff", "staff.csv", "--month", "2026-03", "--opening", "zero", code=1))

    def test_what_is_filled_in_is_named_no_more(self):
        left = left_to_places()
        for name, document in (("insurance.json", INSURANCE), ("fund.json", FUND), ("wages.json", WAGES)):
            self.write(name, document)
            left -= set(document)
            self.assertEqual(self.abstract(), left, name)

    def test_its_month_is_paid_without_a_rebuild(self):
        for name, document in (("insurance.json", INSURANCE), ("fund.json", FUND), ("wages.json", WAGES)):
            self.write(name, document)
        row = self.pay()
        self.assertEqual({item: row[item] for item in PAID}, PAID)

    def test_its_county_lies_inside_it(self):
        self.test_its_month_is_paid_without_a_rebuild()
        (self.city / "east").mkdir()
        self.write("east/policy.json", {"id": "yunzhou-east", "title": {"zh": "云东县", "en": "East Yun"}, "language": 1, "extends": ".."})
        self.write("east/wages.json", {"minimum_wage": {"replaces": True, **value("2000")}})
        rows = self.fenglu("run", "yunzhou/east", "--staff", "staff.csv", "--month", "2026-03", "--opening", "zero")
        self.assertEqual(next(csv.DictReader(io.StringIO(rows)))["wage.gross"], "3570.00", "the base wage follows the county's minimum")

    def test_a_typo_cant_become_a_parameter_of_the_frame(self):
        self.write("insurance.json", {"pension.lowr": value("4000")})
        said = self.fenglu("check", "yunzhou", code=1)
        self.assertIn("insurance.json:1:", said)


if __name__ == "__main__":
    FENGLU = sys.argv.pop(1)
    unittest.main()
