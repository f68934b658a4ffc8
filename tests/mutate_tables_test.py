#!/usr/bin/env python3
"""What mutate_tables.py changes, and what it says of figures that no case notices."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from table_figures import Policy, next_figure

HERE = pathlib.Path(__file__).resolve().parent
CASE = """[{"title": {"zh": "例", "en": "one"}, "sheet": "payroll", "source": "own", "kind": "derived", "month": "2025-01",
 "facts": {"hired_on": "2025-01-01", "post": "field", "wage": "1000", "bonus": "1"},
 "items": {"tax": "125.15", "extra": "250.50"}}]
"""


class Figures(unittest.TestCase):
    def test_the_last_digit_moves(self):
        self.assertEqual([next_figure(one) for one in ("0.16", "9", "250.50", "0")], ["0.17", "8", "250.51", "1"])

    def test_each_figure_of_each_shape_is_found(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "policy.json").write_text('{"language": 1, "categories": {"kind": {"members": [{"id": "a"}, {"id": "b"}]}}}')
            (folder / "t.json").write_text("""{
              "s": {"unit": "money", "values": [{"from": "2024-01-01", "announced": "2023-12-01", "value": "10"}, {"from": "2025-01-01", "value": null}]},
              "f": {"unit": "flag", "values": [{"from": "2024-01-01", "value": false}]},
              "d": {"unit": "date", "values": [{"from": "2024-01-01", "value": "2024-02-29"}]},
              "c": {"unit": {"category": "kind"}, "axes": ["kind"], "values": [{"from": "2024-01-01", "rows": [["*", "b"]]}]},
              "r": {"unit": "rounding", "values": [{"from": "2024-01-01", "value": {"unit": "fen", "mode": "half"}}]},
              "n": {"unit": "rate", "axes": [{"bands": "number"}], "values": [{"from": "2024-01-01", "rows": [["0", "0.5"], ["6", "1"]]}]},
              "b": {"unit": "brackets", "values": [{"from": "2024-01-01", "brackets": [{"up_to": "100", "rate": "0.1", "quick": "0"}, {"rate": "0.2", "quick": "10"}]}]},
              "p": {"unit": "money", "values": [{"every": "07-01", "since": "2024-07-01", "formula": ["round(s * 1.08,", " 10 yuan)"]}]}
            }""")
            said = [str(figure) for figure in Policy(folder).figures()]
        self.assertEqual(said, [
            's 2024-01-01 (2023-12-01): "10" -> "11"',
            "f 2024-01-01: false -> true",
            'd 2024-01-01: "2024-02-29" -> "2024-03-01"',
            'c 2024-01-01 [*]: "b" -> "a"',
            'r 2024-01-01 mode: "half" -> "down"',
            'n 2024-01-01 [0]: "0.5" -> "0.6"',
            'n 2024-01-01 [0] lower end: "0" -> "1"',
            'n 2024-01-01 [6]: "1" -> "2"',
            'n 2024-01-01 [6] lower end: "6" -> "7"',
            'b 2024-01-01 bracket 1 up_to: "100" -> "101"',
            'b 2024-01-01 bracket 1 rate: "0.1" -> "0.2"',
            'b 2024-01-01 bracket 1 quick: "0" -> "1"',
            'b 2024-01-01 bracket 2 rate: "0.2" -> "0.3"',
            'b 2024-01-01 bracket 2 quick: "10" -> "11"',
            'p 2024-07-01 formula, 1.08 at 11: "round(s * 1.08," -> "round(s * 1.09,"',
            'p 2024-07-01 formula, 10 at 2: " 10 yuan)" -> " 11 yuan)"',
        ])


class Mutation(unittest.TestCase):
    def run_it(self, cases):
        with tempfile.TemporaryDirectory() as name:
            tables = pathlib.Path(name) / "tables"
            shutil.copytree(HERE / "cases/tiny", tables / "tiny")
            (tables / "tiny/cases").mkdir()
            (tables / "tiny/cases/a.json").write_text(cases, encoding="utf-8")
            done = subprocess.run([sys.executable, str(HERE / "mutate_tables.py"), "--tables", str(tables), "tiny"],
                                  capture_output=True, text=True)
            self.assertEqual(done.stderr, "")
            return done.returncode, done.stdout.splitlines()

    def test_what_no_case_notices_is_named(self):
        code, lines = self.run_it(CASE)
        self.assertEqual(code, 1)
        self.assertEqual(lines[:-1], [
            'tiny: tax.rate 2025-03-01 (2025-05-10): "0.15" -> "0.16"',
            'tiny: allowance 2024-01-01 [desk]: "100" -> "101"',
        ])
        self.assertIn("4 figures changed, 2 survived, 2 of them without a listed reason", lines[-1])

    def test_cases_that_fail_anyway_prove_nothing(self):
        with self.assertRaises(AssertionError) as told:
            self.run_it(CASE.replace("125.15", "1.00"))
        self.assertIn("tiny: its cases fail before anything is changed", str(told.exception))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    unittest.main()
