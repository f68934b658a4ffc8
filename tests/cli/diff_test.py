#!/usr/bin/env python3
"""Two runs side by side: who joined, left and changed, by how much, and why; that the causes add up."""

import csv
import io
from decimal import Decimal

from fenglu import DONE, LEFT_OUT, REFUSED, ROOT, TINY, WRONG, Scene, main

EXAMPLE = ROOT / "examples/shanghai"
SHANGHAI = ROOT / "tables/shanghai"


def adds_up(test, text):
    """In every row of a table of changes: after - before = difference = the causes added up."""
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows[1:]:
        before, after, difference, *parts = map(Decimal, row[3:])
        test.assertEqual(after - before, difference, row)
        test.assertEqual(sum(parts), difference, row)
    return rows


class Diff(Scene):
    maxDiff = None

    def diff(self, *flags, **named):
        named.setdefault("code", DONE)
        return self.fenglu("diff", "tiny", *flags, **named)

    def changes(self, *flags, **named):
        return adds_up(self, self.diff(*flags, "--format", "csv", **named).out)


class Tiny(Diff):
    """A sheet whose tax goes from 10 to 15 % in March 2025, announced in May."""

    def test_a_run_against_itself_is_empty(self):
        self.staff()
        for flags in (["--against", "tiny"], ["--against-month", "2025-02"], ["--against-as-of", "2026-01-01"]):
            rows = self.changes("--staff", "staff.csv", "--month", "2025-02", "--opening", "zero", *flags)
            self.assertEqual(len(rows), 1, rows)
            self.assertEqual(rows[0], ["staff_id", "change", "item", "before", "after", "difference"])

    def test_as_known_before_the_announcement(self):
        self.staff("A1,2020-01-01,desk,1000.00,0")
        rows = self.changes("--staff", "staff.csv", "--month", "2025-03", "--opening", "zero", "--against-as-of", "2025-05-09")
        self.assertEqual(rows, [
            ["staff_id", "change", "item", "before", "after", "difference", "parameter:tax.rate"],
            ["A1", "changed", "tax", "100.00", "150.00", "50.00", "50.00"],
            ["A1", "changed", "net", "900.00", "850.00", "-50.00", "-50.00"]])

    def test_sides_swapped_negate(self):
        self.staff()
        flags = ["--staff", "staff.csv", "--opening", "zero", "--month"]
        there = self.changes(*flags, "2025-03", "--against-month", "2025-02")
        back = self.changes(*flags, "2025-02", "--against-month", "2025-03")
        negated = [[*row[:3], row[4], row[3], str(-Decimal(row[5]))] for row in there[1:]]
        self.assertEqual(negated, [row[:6] for row in back[1:]])

    def test_facts_of_two_rosters_one_by_one(self):
        self.staff("A1,2020-01-01,desk,1000.00,0", "B2,2021-05-01,field,2000.10,5", "C3,2024-01-01,desk,500.00,0", name="old.csv")
        self.staff("B2,2021-05-01,desk,2100.10,5", "A1,2020-01-01,desk,1000.00,7", "D4,2025-01-01,field,800.00,0", name="new.csv")
        rows = self.changes("--staff", "new.csv", "--against-staff", "old.csv", "--month", "2025-01")
        self.assertEqual(rows[0][6:], ["joined", "left", "fact:post", "fact:wage", "fact:bonus"])
        self.assertIn(["B2", "changed", "net", "2030.04", "1984.59", "-45.45", "0.00", "0.00", "-135.45", "90.00", "0.00"], rows)
        self.assertIn(["D4", "joined", "net", "0.00", "720.00", "720.00", "720.00", "0.00", "0.00", "0.00", "0.00"], rows)
        self.assertIn(["C3", "left", "net", "450.00", "0.00", "-450.00", "0.00", "-450.00", "0.00", "0.00", "0.00"], rows)

    def test_set_by_hand(self):
        self.staff(name="old.csv")
        self.staff("A1,2020-01-01,desk,1000.00,0,30", "B2,2021-05-01,field,2000.10,5,", head="staff_id,hired_on,post,wage,bonus,set.extra", name="new.csv")
        rows = self.changes("--staff", "new.csv", "--against-staff", "old.csv", "--month", "2025-01")
        self.assertEqual(rows[0][6:], ["set:extra"])
        self.assertIn(["A1", "changed", "extra", "0.00", "30.00", "30.00", "30.00"], rows)

    def test_a_formula_and_an_item_that_another_policy_changes(self):
        self.staff("A1,2020-01-01,desk,1000.00,0")
        other = self.folder / "other"
        other.mkdir()
        for part in ("policy.json", "payroll.json", "rates.json"):
            (other / part).write_text((TINY / part).read_text("utf-8"), "utf-8")
        sheet = (other / "payroll.json").read_text("utf-8").replace('"wage + bonus"', '"wage * 2 + bonus"')
        sheet = sheet.replace('"tax": {"title"', '"gift": {"title": {"zh": "礼", "en": "Gift"}, "kind": "earning", "formula": "7 yuan", "source": "own"},\n "tax": {"title"')
        (other / "payroll.json").write_text(sheet, "utf-8")
        rows = self.fenglu("diff", "other", "--staff", "staff.csv", "--month", "2025-01", "--against", "tiny", "--format", "csv", code=DONE).out
        rows = adds_up(self, rows)
        self.assertEqual(rows[0][6:], ["formula:gross", "formula:gift"])
        self.assertIn(["A1", "changed", "net", "900.00", "1807.00", "907.00", "900.00", "7.00"], rows)
        back = self.fenglu("diff", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--against", "other", "--format", "csv", code=DONE).out
        self.assertEqual({row[2]: row[5] for row in adds_up(self, back)[1:]}, {row[2]: str(-Decimal(row[5])) for row in rows[1:]})

    def test_against_what_was_paid(self):
        """The result of January tells figures, not facts: what this month's roster can't tell stands as the rest."""
        self.staff("A1,2020-01-01,desk,1000.00,0", "B2,2021-05-01,field,2000.10,5", name="jan.csv")
        self.pay("--out", "paid.csv", month="2025-01", staff="jan.csv", code=DONE)
        self.staff("A1,2020-01-01,desk,1000.00,0", "B2,2021-05-01,field,2000.10,0", name="feb.csv")
        rows = self.changes("--staff", "feb.csv", "--month", "2025-02", "--opening", "paid.csv", "--against-run", "paid.csv")
        self.assertEqual(rows[0][6:], ["rest", "month"])
        self.assertIn(["B2", "changed", "net", "2030.04", "1800.09", "-229.95", "-229.95", "0.00"], rows)
        told = self.diff("--staff", "feb.csv", "--month", "2025-02", "--opening", "paid.csv", "--against-run", "paid.csv", "--against-staff", "jan.csv",
                         "--against-opening", "zero", "--format", "csv").out
        self.assertEqual(adds_up(self, told)[0][6:], ["fact:bonus", "month"])

    def test_what_cant_be_worked_out_again(self):
        self.staff()
        self.pay("--opening", "zero", "--out", "paid.csv", month="2025-02", code=DONE)
        flags = ["--staff", "staff.csv", "--month", "2025-03", "--opening", "zero", "--against-run", "paid.csv", "--format", "csv"]
        ending = self.diff(*flags)
        self.assertEqual(ending.err, "warning[not-redone]: 2025-02 can't be worked out again: the sums of its year's earlier months are missing\n"
                         "  mend: all of the difference from it stands as not told; give its roster with --against-staff and its opening with --against-opening\n")
        self.assertEqual(self.diff(*flags, lang="zh").err, "warning[not-redone]: 2025-02 无法重算：缺少其年初至上月的累计\n"
                         "  改法：与它的差额全部列作“未能归因”；用 --against-staff 和 --against-opening 给出该月的名册和期初\n")
        self.assertEqual(adds_up(self, ending.out)[0][6:], ["rest"])
        told = adds_up(self, self.diff(*flags, "--against-opening", "zero").out)
        self.assertEqual(told[0][6:], ["parameter:tax.rate"])

    def test_one_roster_for_two_months(self):
        """Who was hired since counts as joined, and the page says so."""
        self.staff("A1,2020-01-01,desk,1000.00,0", "B2,2025-02-10,field,2000.10,5")
        flags = ["--staff", "staff.csv", "--month", "2025-02", "--opening", "zero", "--against-month", "2025-01"]
        people = self.diff(*flags, "--format", "json").json()["people"]
        self.assertEqual(people, {"before": 1, "after": 2, "changed": 0, "joined": ["B2"], "left": []})
        self.assertIn("1 of the roster have no place in 2025-01 (B2: not hired yet)", self.diff(*flags).out)

    def test_bad_rows_left_out(self):
        self.staff("A1,2020-01-01,desk,1000.00,0", "B2,2027-02-10,field,2000.10,5", "C3,2020-01-01,desk,12x,0")
        flags = ["--staff", "staff.csv", "--month", "2025-03", "--opening", "zero", "--against-as-of", "2025-05-09"]
        self.diff(*flags, code=REFUSED)
        rows = self.changes(*flags, "--rejects", "bad.csv", code=LEFT_OUT)
        self.assertEqual({row[0] for row in rows[1:]}, {"A1"})
        self.assertEqual([line.split(",")[0] for line in self.read("bad.csv").splitlines()], ["staff_id", "B2", "C3"])


class CommandLine(Diff):
    def test_refused_commands_leave_nothing(self):
        self.staff()
        given = ["diff", "tiny", "--staff", "staff.csv", "--month", "2025-02", "--opening", "zero", "--errors", "json", "--out", "o.csv"]
        for flags, code, errors in (
                ([], WRONG, ["missing-flag"]),
                (["--against-month", "2025-13"], WRONG, ["flag-value"]),
                (["--against-as-of", "soon", "--format", "xml"], WRONG, ["flag-value", "flag-value"]),
                (["--against", "tinny", "--tables", "."], REFUSED, ["no-such-policy"]),
                (["--against-run", "none.csv"], REFUSED, ["file-unreadable"]),
                (["--against-run", "staff.csv"], REFUSED, ["missing-column"]),
                (["--against-month", "2025-01", "--id", "A2"], REFUSED, ["no-such-row"]),
                (["--against-month", "2025-01", "--item", "nett"], WRONG, ["flag-name"]),
                (["--against-month", "2025-01", "--by", "wage"], WRONG, ["flag-name"]),
                (["--against-month", "2023-01"], REFUSED, ["no-value"])):
            ending = self.assert_leaves_nothing(code, *given, *flags)
            self.assertEqual(sorted(set(ending.errors())), sorted(set(errors)), flags)

    def test_a_record_that_is_broken(self):
        self.staff()
        for text, errors in (("staff_id,net,net\nA1,1.00,1.00\n", ["column-twice"]), ("staff_id,net\nA1,1.00\nA1,2.00\n", ["key-twice"]),
                             ("staff_id,net\nA1,one\n", ["cell-format"]), ("staff_id,net\nA1,\n", ["cell-empty"]), ("staff_id,net\nA1\n", ["ragged-row"])):
            self.file("paid.csv", text)
            ending = self.assert_leaves_nothing(REFUSED, "diff", "tiny", "--staff", "staff.csv", "--month", "2025-02", "--opening", "zero",
                                                "--against-run", "paid.csv", "--errors", "json")
            self.assertEqual(ending.errors(), errors, text)

    def test_an_opening_that_the_other_side_lacks(self):
        self.staff()
        self.file("feb.csv", "staff_id,gross\nA1,1.00\nB2,1.00\n")
        ending = self.diff("--staff", "staff.csv", "--month", "2025-03", "--opening", "feb.csv", "--against-month", "2025-02", code=REFUSED)
        self.assertIn("2025-02 (--against-opening) needs the sums", ending.err)

    def test_formats_and_places(self):
        self.staff()
        flags = ["--staff", "staff.csv", "--month", "2025-03", "--opening", "zero", "--against-month", "2025-02"]
        page = self.diff(*flags, "--out", "changed.csv").out
        self.assertIn("Tiny · Payroll · 2025-03 against 2025-02", page)
        self.assertEqual(self.read("changed.csv"), self.diff(*flags, "--format", "csv").out)
        self.assertEqual(self.diff(*flags, "--format", "csv", "--headers", "zh").out.splitlines()[0], "工号,变动,项目,之前,之后,差额,参数 tax.rate")
        self.assertEqual(self.diff(*flags, "--threads", "1", "--format", "json").out, self.diff(*flags, "--threads", "7", "--format", "json").out)

    def test_one_person_in_full(self):
        self.staff()
        flags = ["--staff", "staff.csv", "--month", "2025-03", "--opening", "zero", "--against-month", "2025-02", "--id", "A1"]
        told = self.diff(*flags, "--format", "json").json()
        self.assertEqual(told["items"]["net"], {"before": "900.00", "after": "850.00", "difference": "-50.00"})
        self.assertEqual(told["causes"], [{"cause": "parameter", "id": "tax.rate", "title": "Rate", "changes": [{"before": "0.10", "after": "0.15"}],
                                           "items": {"tax": "50.00", "net": "-50.00"}}])


class Pages(Diff):
    """The page of a comparison, to the letter, in both languages."""

    def test_golden(self):
        self.staff("A1,2020-01-01,desk,1000.00,0", "B2,2021-05-01,field,2000.10,5", "C3,2024-01-01,desk,500.00,0", name="old.csv")
        self.staff("B2,2021-05-01,desk,2100.10,5", "A1,2020-01-01,desk,1000.00,7", "D4,2025-01-01,field,800.00,0", name="new.csv")
        flags = ["--staff", "new.csv", "--against-staff", "old.csv", "--month", "2025-03", "--against-month", "2025-02", "--opening", "zero", "--item", "net", "--by", "post"]
        folder = ROOT / "tests/cli/golden"
        for lang in ("en", "zh"):
            for name, more in (("summary", []), ("person", ["--id", "B2"])):
                page = self.diff(*flags, *more, lang=lang).out
                golden = folder / f"diff.{name}.{lang}.txt"
                if not golden.exists():
                    golden.parent.mkdir(exist_ok=True)
                    golden.write_text(page, "utf-8")
                self.assertEqual(page, golden.read_text("utf-8"))


class BackPay(Scene):
    """The bounds of July 2025 were announced on 18 September: what is owed for July and August is one run less another."""

    FUNDS = ("pension", "medical", "unemployment", "fund")

    def test_of_shanghai(self):
        import subprocess
        import sys

        for month in ("2025-07", "2025-08"):
            subprocess.run([sys.executable, EXAMPLE / "generate.py", "--rows", "1200", "--month", month, "--out", self.folder / "staff.csv"], check=True, capture_output=True)
            given = ["--staff", "staff.csv", "--month", month, "--opening", "zero"]
            runs = {}
            for day in ("2025-09-17", "2025-09-18"):
                runs[day] = {row["staff_id"]: row for row in self.fenglu("run", SHANGHAI, *given, "--as-of", day, code=DONE).rows()}
            table = self.fenglu("diff", SHANGHAI, *given, "--as-of", "2025-09-18", "--against-as-of", "2025-09-17", "--format", "csv", code=DONE).out
            rows = adds_up(self, table)
            told = {(row[0], row[2]): Decimal(row[5]) for row in rows[1:]}
            items = [f"{fund}.{side}" for fund in self.FUNDS for side in ("employee", "employer")] + ["pay.net", "cost.employer"]
            for item in items:
                owed = {key: Decimal(row[item]) - Decimal(runs["2025-09-17"][key][item]) for key, row in runs["2025-09-18"].items()}
                self.assertEqual({key: due for key, due in owed.items() if due}, {key: due for (key, of), due in told.items() if of == item}, item)
            self.assertGreater(sum(due for (_, of), due in told.items() if of == "pension.employer"), 0)
            self.assertTrue(all(cause.startswith("parameter:") for cause in rows[0][6:]), rows[0])


if __name__ == "__main__":
    main()
