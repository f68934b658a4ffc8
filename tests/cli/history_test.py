#!/usr/bin/env python3
"""All that a parameter was: windows, their sources, and the chain by which a table follows an average."""

from fractions import Fraction

from fenglu import DONE, REFUSED, ROOT, WRONG, Scene, main

INDEXED = ROOT / "tables/shanghai/indexed"


class History(Scene):
    maxDiff = None

    def windows(self, policy, name, *flags):
        return self.fenglu("show", policy, name, "--history", "--format", "json", *flags, code=DONE).json()["parameters"][name]["windows"]

    def test_the_chain_from_average_to_grade_table(self):
        """Each year's table worked out again here from the inputs that are told."""
        averages = self.windows(INDEXED, "average_wage")
        previous, years = None, 0
        for window in self.windows(INDEXED, "grade.wage"):
            table = {tuple(row[:-1]): Fraction(row[-1]) for row in window["rows"]}
            if window["worked_out"]:
                years += 1
                told = {}
                for read in window["inputs"]:
                    told.setdefault(read["id"], []).append(read)
                now, before = (Fraction(read["value"]) for read in sorted(told["average_wage"], key=lambda read: read["from"], reverse=True))
                self.assertIn(now, [Fraction(one["value"]) for one in averages])
                growth = min(max(now / before, Fraction(told["growth.least"][0]["value"])), Fraction(told["growth.most"][0]["value"]))
                for place, wage in table.items():
                    self.assertGreaterEqual(wage, previous[place])
                    self.assertLessEqual(abs(wage - max(previous[place], previous[place] * growth)), 5, (window["from"], place))
                self.assertEqual(window["announced"], max(read["announced"] or read["from"] for read in window["inputs"]))
            previous = table
        self.assertGreaterEqual(years, 4)

    def test_no_more_than_was_known(self):
        whole = self.windows(INDEXED, "grade.wage")
        last = whole[-1]
        self.assertEqual(self.windows(INDEXED, "grade.wage", "--as-of", last["announced"]), whole)
        known = [one for one in whole if one["announced"] is None or one["announced"] < last["announced"]]
        day = max(one["announced"] or one["from"] for one in known)
        self.assertEqual(len(self.windows(INDEXED, "grade.wage", "--as-of", day)), len(known))

    def test_words(self):
        page = self.fenglu("show", "tiny", "tax.rate", "--history", code=DONE).out
        self.assertEqual(page, """Tiny

tax.rate  Rate
  2024-01-01  0.10  illustrative
      announced 2023-12-01
      our own
  2025-03-01 to 2026-12-31  0.15  illustrative
      announced 2025-05-10
      our own
""")
        page = self.fenglu("show", "tiny", "tax.rate", "--history", "--as-of", "2024-01-01", code=DONE, lang="zh").out
        self.assertEqual(page, """小，截至 2024-01-01

tax.rate  税率
  2024-01-01  0.10  示意
      2023-12-01 公布
      自拟
""")

    def test_refused(self):
        self.assertIn("nearest name: tax.rate", self.fenglu("show", "tiny", "tax.rat", "--history", code=WRONG).err)
        self.fenglu("show", "tiny", "--history", "--format", "xml", code=WRONG)
        self.assertIn("flag-idle", self.fenglu("show", "tiny", "--history", "--month", "2025-01", code=DONE).err)
        self.fenglu("show", "nowhere", "--history", code=REFUSED)


if __name__ == "__main__":
    main()
