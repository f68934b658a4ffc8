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

    def test_the_people_of_the_examples(self):
        """examples/embed/pay.txt, which the programs beside it are held to, is what the command line pays."""
        people = ["staff_id,post,grade,hired_on,si.declared_wage,hf.declared_wage",
                  "SH1,service,grade1,2019-07-01,8123.45,8123.45", "SH2,civilian,chief3,2012-03-15,10220.00,10220.00"]
        self.staff.write_text("\n".join(people) + "\n", encoding="utf-8")
        asked = [SHANGHAI, "--staff", self.staff, "--month", "2025-01"]
        rows = run(FENGLU, "run", *asked, "--items", "wage.gross,pay.net").decode().splitlines()[1:]
        paid = "".join("{}  gross {}  net {}\n".format(*row.split(",")) for row in rows)
        why = run(FENGLU, "explain", *asked, "--id", "SH1", "--item", "pension.employee", "--lang", "en").decode()
        self.assertEqual((ROOT / "examples/embed/pay.txt").read_text(encoding="utf-8"), paid + why)

    def test_a_month_with_an_opening(self):
        self.check("2025-10", self.opening)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
