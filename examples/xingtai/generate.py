#!/usr/bin/env python3
"""An invented roster of auxiliary police in Xingtai's districts and counties, drawn as Shanghai's example is.

    generate.py --out roster.csv --opening opening.csv          March 2026
    generate.py --rows 2000 --month 2026-01 --headers id

Nobody in it exists. What differs from Shanghai's draws is written down in README.md beside this file. The same arguments give the
same bytes on every machine.
"""
import importlib.util
import pathlib

COUNTIES = [("信都", 12), ("襄都", 9), ("宁晋", 11), ("南和", 5), ("任泽", 5), ("沙河", 7), ("隆尧", 7), ("威县", 8), ("巨鹿", 6),
            ("清河", 6), ("平乡", 5), ("南宫", 6), ("内丘", 4), ("临西", 5), ("广宗", 4), ("临城", 3), ("柏乡", 3), ("新河", 3)]
CLASS3 = {"临西", "广宗", "临城", "柏乡", "新河"}  # the minimum wage of class 3, all others class 2
FLOOR, CEILING = 400_700, 2_003_400  # fen, of 2025, about which the openings are


def shanghai():
    """The module of Shanghai's roster, whose draws this one uses."""
    path = pathlib.Path(__file__).resolve().parents[1] / "shanghai/generate.py"
    spec = importlib.util.spec_from_file_location("shanghai_roster", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


draws = shanghai()
draws.SEED = 20260714  # the day on which the bounds of 2026 were announced
draws.DISTRICTS = COUNTIES
draws.DISTRICT_TABLE = draws.table_of([weight for _, weight in COUNTIES])
draws.BASE, draws.POST_ALLOWANCE, draws.PERFORMANCE = [2230, 2350], [260, 520], [500, 650]
draws.GRADE_WAGE = [[350, 508, 701, 918, 1183, 1486, 1848], [411, 592, 809, 1063, 1365, 1715, 2127]]
draws.EDUCATION_ALLOWANCE, draws.SENIORITY_STEP = [0, 80, 160, 320], 30
SUPPLEMENTARY = [column for column, _ in draws.COLUMNS].index("hf.supplementary_rate")
HEADERS = [("minimum.class", "最低工资类别") if i == SUPPLEMENTARY else column for i, column in enumerate(draws.COLUMNS)]


class Officer(draws.Person):
    """One of Xingtai: in place of a supplementary fund, which there isn't, the class of the county's minimum wage."""

    def employ(self, numbers, month):
        super().employ(numbers, month)
        self.agency = 1 if numbers.chance(350) else 0  # dispatch is common

    def cells(self, zh):
        line = super().cells(zh)
        third = self.unit.removesuffix("分局") in CLASS3
        line[0] = f"XT{self.row + 1:06d}"
        line[SUPPLEMENTARY] = ("class2", "class3", "二类", "三类")[2 * bool(zh) + third]
        return line

    def opening(self, month):
        """Sums of the tax year's earlier months, about what they were."""
        line = super().opening(month)
        months = month.month - (draws.date.fromordinal(self.hired).month if self.this_year else 1)
        base = min(max(self.si, FLOOR), CEILING)
        special = (base * 103 // 1000 + 450 + self.hf * 12 // 100) * months
        taxable = max(0, (self.si + self.si // 20 - draws.ALLOWANCE - self.additional) * months - special)
        tax = next((taxable * rate + 50) // 100 - quick for end, rate, quick in draws.TAX if taxable <= end)
        return [f"XT{self.row + 1:06d}", line[1], draws.money(special), line[3], draws.money(tax)]


if __name__ == "__main__":
    draws.Person, draws.COLUMNS = Officer, HEADERS
    draws.main(__doc__, 600, "2026-03")
