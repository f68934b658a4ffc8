#!/usr/bin/env python3
"""The library comes to the same bytes as the command line: agreement_test.py CSV_PAY FENGLU."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAY, FENGLU = sys.argv[1:3]
SHANGHAI = ROOT / "tables/shanghai"


def run(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, check=True).stdout


class Agreement(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="fenglu_agreement_")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.staff, self.opening = self.folder / "staff.csv", self.folder / "opening.csv"
        run(sys.executable, ROOT / "examples/shanghai/generate.py", "--out", self.staff, "--opening", self.opening)

    def check(self, month, *opening):
        out = self.folder / "pay.csv"
        flags = ["--opening", *opening] if opening else []
        run(FENGLU, "run", SHANGHAI, "--staff", self.staff, "--month", month, *flags, "--out", out)
        same = out.read_bytes() == run(PAY, SHANGHAI, month, self.staff, *opening)
        self.assertTrue(same, f"the command line and the library differ in {month}")

    def test_a_month_with_an_opening(self):
        self.check("2025-10", self.opening)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
