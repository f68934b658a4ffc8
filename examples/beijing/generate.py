#!/usr/bin/env python3
"""An invented roster of auxiliary police in Beijing's sixteen districts, drawn as Shanghai's example is.

    generate.py --out roster.csv --opening opening.csv          July 2026
    generate.py --rows 5000 --month 2026-01 --headers id

Nobody in it exists. What differs from Shanghai's draws is written down in README.md beside this file. The same arguments give the
same bytes on every machine.
"""
import importlib.util
import pathlib

DISTRICTS = [("朝阳", 16), ("海淀", 15), ("昌平", 10), ("丰台", 9), ("大兴", 9), ("通州", 8), ("顺义", 6), ("房山", 6),
             ("西城", 5), ("东城", 4), ("石景山", 3), ("密云", 3), ("怀柔", 2), ("平谷", 2), ("门头沟", 1), ("延庆", 1)]
FLOOR, CEILING = 716_200, 3_581_100  # fen, of the contribution year 2025, about which the openings are


def shanghai():
    """The module of Shanghai's roster, whose draws this one uses."""
    path = pathlib.Path(__file__).resolve().parents[1] / "shanghai/generate.py"
    spec = importlib.util.spec_from_file_location("shanghai_roster", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


draws = shanghai()
draws.SEED = 20200701
draws.DISTRICTS = DISTRICTS
draws.DISTRICT_TABLE = draws.table_of([weight for _, weight in DISTRICTS])
draws.BASE, draws.POST_ALLOWANCE, draws.PERFORMANCE = [3000, 3200], [550, 950], [1100, 1400]
draws.GRADE_WAGE = [[740, 1060, 1450, 1910, 2440, 3090, 3840], [880, 1250, 1700, 2230, 2810, 3560, 4450]]
draws.EDUCATION_ALLOWANCE, draws.SENIORITY_STEP = [0, 120, 260, 500], 60
SUPPLEMENTARY = [column for column, _ in draws.COLUMNS].index("hf.supplementary_rate")
HEADERS = [("hf.rate", "公积金缴存比例") if i == SUPPLEMENTARY else column for i, column in enumerate(draws.COLUMNS)]


class Officer(draws.Person):
    """One of Beijing: a housing fund of 5 to 12 % in place of a supplementary one."""

    def rate(self):
        return 5 + self.supplementary if self.agency else 12

    def cells(self, zh):
        line = super().cells(zh)
        line[0], line[SUPPLEMENTARY] = f"BJ{self.row + 1:06d}", f"{self.rate()}%"
        return line

    def opening(self, month):
        """Sums of the tax year's earlier months, about what they were."""
        line = super().opening(month)
        months = month.month - (draws.date.fromordinal(self.hired).month if self.this_year else 1)
        base = min(max(self.si, FLOOR), CEILING)
        special = (base * 105 // 1000 + 300 + self.hf * self.rate() // 10_000 * 100) * months
        taxable = max(0, (self.si + self.si // 20 - draws.ALLOWANCE - self.additional) * months - special)
        tax = next((taxable * rate + 50) // 100 - quick for end, rate, quick in draws.TAX if taxable <= end)
        return [f"BJ{self.row + 1:06d}", line[1], draws.money(special), line[3], draws.money(tax)]


if __name__ == "__main__":
    draws.Person, draws.COLUMNS = Officer, HEADERS
    draws.main(__doc__, 1_000, "2026-07")
