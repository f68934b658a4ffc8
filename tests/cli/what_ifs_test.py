#!/usr/bin/env python3
"""What a run knows and supposes: as of a day, with a parameter set, with the tables themselves moved."""

import json

from fenglu import DONE, ROOT, Scene, by_key, main

SHANGHAI = ROOT / "tables/shanghai"
STAFF, OPENING = ROOT / "examples/shanghai/telling.csv", ROOT / "examples/shanghai/telling-opening.csv"


class Known(Scene):
    def test_then_and_now(self):
        self.staff("A1,2020-01-01,desk,1000.00,0", name="one.csv")
        for as_of, tax in (("2025-05-09", "100.00"), ("2025-05-10", "150.00")):
            ending = self.pay("--as-of", as_of, "--opening", "zero", month="2025-03", staff="one.csv", code=DONE)
            self.assertEqual(ending.rows()[0]["tax"], tax)
            self.assertIn(f"as known on {as_of}", ending.err)

    def test_a_rate_may_be_written_in_percent(self):
        taxes = [[row["tax"] for row in self.pay("--set", f"tax.rate={rate}", code=DONE).rows()] for rate in ("0.2", "20%", "20.0 %")]
        self.assertEqual(taxes, [["200.00", "451.12"]] * 3)
        self.assertIn("0.2 ", self.fenglu("show", "tiny", "--month", "2025-01", "tax.rate", "--set", "tax.rate=20%", code=DONE).out)
        self.assertEqual(self.pay("--set", "tax.rate=%", "--errors", "json").errors(), ["assignment-unfit"])

    def test_shanghai_of_august_2025(self):
        """The bounds of 2025 were announced in September for July."""
        self.file("low.csv", "staff_id,post,grade,hired_on,si.declared_wage,hf.declared_wage\nA1,service,grade4,2018-03-01,2000,2000\n")
        bases = []
        for as_of in ([], ["--as-of", "2025-09-18"], ["--as-of", "2025-09-17"], ["--as-of", "2025-09-01"]):
            rows = self.fenglu("run", SHANGHAI, "--staff", "low.csv", "--month", "2025-08", "--opening", "zero", "--items", "pension.base", *as_of, code=DONE).rows()
            bases.append(rows[0]["pension.base"])
        shown = self.fenglu("show", SHANGHAI, "--month", "2025-08", "--format", "json", "pension.lower").json()["parameters"]["pension.lower"]["value"]
        before = self.fenglu("show", SHANGHAI, "--month", "2025-06", "--format", "json", "pension.lower").json()["parameters"]["pension.lower"]["value"]
        self.assertNotEqual(shown, before)
        self.assertEqual(bases, [f"{shown}.00"] * 2 + [f"{before}.00"] * 2)


class Supposed(Scene):
    def test_a_value(self):
        self.assertEqual([row["tax"] for row in self.pay("--set", "tax.rate=0.2", code=DONE).rows()], ["200.00", "451.12"])

    def test_a_table_by_a_factor(self):
        rows = self.pay("--set", "allowance*=2", "--set", "tax.rate=0", code=DONE).rows()
        self.assertEqual([row["net"] for row in rows], ["1000.00", "2506.10"])

    def test_shown_as_illustrative(self):
        shown = self.fenglu("show", "tiny", "--month", "2025-01", "--set", "tax.rate=0.2", "--format", "json", "tax.rate", code=DONE).json()
        self.assertEqual((shown["parameters"]["tax.rate"]["value"], shown["parameters"]["tax.rate"]["status"]), ("0.2", "illustrative"))


class Flowing(Scene):
    """A value that is set flows through what recurs from it: Shanghai's grade table by the growth of the average wage."""

    INDEXED = ROOT / "tables/shanghai/indexed"

    def grade_wage(self, *flags, month="2026-10", policy=None):
        self.file("one.csv", "staff_id,post,grade,hired_on,si.declared_wage,hf.declared_wage\nA1,service,grade3,2018-03-01,9000,9000\n")
        ending = self.fenglu("run", policy or self.INDEXED, "--staff", "one.csv", "--month", month, "--opening", "zero", "--items", "wage.grade", *flags, code=DONE)
        return ending.rows()[0]["wage.grade"]

    def test_a_growth_is_one_from_what_stood_before(self):
        self.assertEqual(self.grade_wage(), "1170.00")  # 1160 x 12577 / 12434
        self.assertEqual(self.grade_wage("--set", "average_wage=13000"), "1210.00")  # 1160 x 13000 / 12434
        self.assertEqual(self.grade_wage("--set", "average_wage=20000"), "1250.00")  # held at 8 %
        self.assertEqual(self.grade_wage("--set", "average_wage=9000"), "1160.00")  # never lower

    def test_it_is_of_the_month_asked_for(self):
        self.assertEqual(self.grade_wage("--set", "average_wage=13000", month="2025-10"), "1210.00")  # 1150 x 13000 / 12307, to 10 yuan
        self.assertEqual(self.grade_wage("--set", "average_wage=13000", month="2026-06"), "1210.00")

    def test_moving_the_whole_series_leaves_its_growth(self):
        self.assertEqual(self.grade_wage("--set", "average_wage*=1.1"), "1170.00")

    def test_the_rule_itself_can_be_set(self):
        self.assertEqual(self.grade_wage("--set", "growth.most=1.02", "--set", "average_wage=13000"), "970.00")  # 850 870 890 910 930 940 950

    def test_a_base_tied_to_the_minimum_wage_follows_it(self):
        self.file("one.csv", "staff_id,post,grade,hired_on,si.declared_wage,hf.declared_wage\nA1,service,grade3,2018-03-01,9000,9000\n")
        for flags, base in (([], "2020.00"), (["--set", "minimum_wage=2100"], "2100.00"), (["--set", "minimum_wage.class=class1"], "2400.00")):
            rows = self.fenglu("run", ROOT / "tables/shandong/junan", "--staff", "one.csv", "--month", "2026-10", "--opening", "zero", "--items", "wage.base", *flags, code=DONE).rows()
            self.assertEqual(rows[0]["wage.base"], base, flags)

    def test_explain_walks_back_over_the_years(self):
        self.grade_wage()
        told = self.fenglu("explain", self.INDEXED, "--staff", "one.csv", "--month", "2026-10", "--opening", "zero", "--id", "A1", "--item", "wage.grade",
                           "--format", "json", code=DONE).json()
        seen = []

        def walk(node):
            name = node["id"].split("[")[0]
            if name in ("grade.wage", "average_wage"):
                seen.append((name, node["from"], node["value"]))
            for operand in node["operands"]:
                walk(operand)

        walk(told)
        grades = [value for name, _, value in seen if name == "grade.wage"]
        for year, wage in zip(range(2026, 2018, -1), ("1170.00", "1160.00", "1150.00", "1140.00", "1070.00", "990.00", "920.00", "850.00")):
            self.assertIn(("grade.wage", f"{year}-07-01", wage), seen)
        self.assertLessEqual(len(grades), 16, "each year twice at most")
        for year, average in ((2026, "12577.00"), (2022, "11396.00"), (2019, "8765.00")):
            self.assertIn(("average_wage", f"{year}-07-01", average), seen)


class Moved(Scene):
    """The law is data: move a value of the tables by one unit, and the results move."""

    MONTH = "2025-10"
    PARAMETERS = ["pension.lower", "pension.upper", "pension.employee_rate", "pension.employer_rate", "medical.employee_rate", "medical.employer_rate",
                  "medical.lower", "unemployment.employee_rate", "unemployment.employer_rate", "injury.lower", "injury.float_factor", "fund.lower",
                  "fund.upper", "minimum_wage", "tax.monthly_allowance", "wage.base_amount", "grade.wage", "wage.seniority_step",
                  "wage.post_allowance", "wage.performance_amount"]

    def pay_shanghai(self, tables):
        return by_key(self.fenglu("run", tables / "shanghai", "--staff", STAFF, "--month", self.MONTH, "--opening", OPENING, code=DONE).out)

    def copy(self):
        import shutil

        tables = self.folder / "tables"
        shutil.rmtree(tables, ignore_errors=True)
        shutil.copytree(ROOT / "tables", tables)
        return tables

    def in_force(self, rows):
        return max((row for row in rows if row.get("from", "9") <= self.MONTH + "-01"), key=lambda row: (row["from"], row.get("announced") or ""))

    @staticmethod
    def up(text):
        """The decimal one unit of its last place higher."""
        places = len(text.partition(".")[2])
        return f"{(int(text.replace('.', '')) + 1) / 10 ** places:.{places}f}" if places else str(int(text) + 1)

    def move(self, tables, parameter):
        for layer in ("shanghai", "national"):
            for path in sorted((tables / layer).glob("*.json")):
                content = json.loads(path.read_text("utf-8"))
                values = content.get(parameter, {}).get("values") if "sheet" not in content else None
                if not values:
                    continue
                row = self.in_force(values)
                if "value" in row:
                    row["value"] = self.up(row["value"])
                else:
                    row["rows"] = [[*cells[:-1], self.up(cells[-1])] for cells in row["rows"]]
                path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
                return
        self.fail(f"no values of {parameter}")

    def test_twenty_values(self):
        self.assertEqual(len(set(self.PARAMETERS)), 20)
        before = self.pay_shanghai(self.copy())
        for parameter in self.PARAMETERS:
            with self.subTest(parameter=parameter):
                tables = self.copy()
                self.move(tables, parameter)
                self.assertNotEqual(self.pay_shanghai(tables), before)


if __name__ == "__main__":
    main()
