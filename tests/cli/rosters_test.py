#!/usr/bin/env python3
"""Rosters as they come: encodings, separators, standard input; any order of rows, any number of threads."""

import random

from fenglu import DONE, LEFT_OUT, REFUSED, Scene, by_key, main


class Forms(Scene):
    ROWS = ["工号,入职日期,岗位,工资额,奖金", '甲1,2020-01-01,文职,"1,000.00",0', "乙2,2021/5/1,外勤,2000.10,５"]

    def setUp(self):
        super().setUp()
        self.expected = self.pay(staff=self.file("plain.csv", "\n".join(self.ROWS) + "\n"), code=DONE).out

    def same(self, name, bytes_):
        self.assertEqual(self.pay(staff=self.file(name, bytes_), code=DONE).out, self.expected, name)

    def test_encodings(self):
        text = "\r\n".join(self.ROWS) + "\r\n"
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            self.same(encoding + ".csv", text.encode(encoding))

    def test_separators_and_trailing_rows(self):
        self.same("tabs.csv", ("\n".join(self.ROWS).replace('"1,000.00"', "1000").replace(",", "\t") + "\n\t\t\t\t\n\n").encode())
        self.same("semicolons.csv", ("\n".join(self.ROWS).replace('"1,000.00"', "1000").replace(",", ";") + "\n").encode())

    def test_standard_input(self):
        self.assertEqual(self.pay(staff="-", stdin=("\n".join(self.ROWS)).encode(), code=DONE).out, self.expected)

    def test_a_result_in_another_encoding(self):
        self.assertEqual(self.pay("--headers", "zh", staff="plain.csv").out.splitlines()[0], "工号,应发,津贴额,税,累计,实发")
        self.pay("--headers", "zh", "--encoding", "gb18030", "--out", "gb.csv", staff="plain.csv", code=DONE)
        self.assertIn("甲1,1000.00", (self.folder / "gb.csv").read_bytes().decode("gb18030"))
        self.pay("--encoding", "utf-8-bom", "--out", "bom.csv", staff="plain.csv", code=DONE)
        self.assertEqual((self.folder / "bom.csv").read_bytes(), b"\xef\xbb\xbf" + self.expected.encode())

    def test_a_workbook_is_no_text(self):
        self.file("book.xlsx", b"PK\x03\x04" + bytes(40))
        ending = self.pay("--errors", "json", staff="book.xlsx", code=REFUSED)
        self.assertEqual(ending.errors(), ["not-text"])

    def test_unknown_columns_are_a_warning(self):
        self.staff("A1,2020-01-01,desk,1,0,x", head="staff_id,hired_on,post,wage,bonus,bonsu")
        ending = self.pay("--errors", "json", staff="staff.csv", code=DONE)
        self.assertEqual(ending.errors(), ["unknown-column"])
        self.assertIn("nearest name: bonus", self.pay(staff="staff.csv").err)

    def test_text_that_a_spreadsheet_would_run(self):
        self.staff("'=1+2,2020-01-01,desk,1,0", "=cmd|x,2020-01-01,desk,1,0")
        keys = sorted(line.split(",")[0] for line in self.pay(staff="staff.csv", code=DONE).out.splitlines()[1:])
        self.assertTrue(all(key.startswith("'") for key in keys), keys)


class Order(Scene):
    """The same bytes for everybody, whatever the order of rows and the number of threads."""

    def setUp(self):
        super().setUp()
        pick = random.Random(7)
        self.rows = [f"P{i:05d},20{pick.randint(10, 24)}-0{pick.randint(1, 9)}-01,{pick.choice(['desk', 'field'])},"
                     f"{pick.randint(0, 999999) / 100:.2f},{pick.choice([0, 0, 5, 12.5])}" for i in range(9000)]

    def test_threads(self):
        self.staff(*self.rows)
        one = self.pay("--threads", "1", "--totals", "1.json", staff="staff.csv", code=DONE).out
        for threads in (2, 7):
            self.assertEqual(self.pay("--threads", threads, "--totals", f"{threads}.json", staff="staff.csv", code=DONE).out, one)
            self.assertEqual(self.read(f"{threads}.json"), self.read("1.json"))

    def test_shuffled_rows(self):
        self.staff(*self.rows)
        ordered = by_key(self.pay("--totals", "a.json", "--by", "post", staff="staff.csv", code=DONE).out)
        random.Random(8).shuffle(self.rows)
        self.staff(*self.rows)
        self.assertEqual(by_key(self.pay("--totals", "b.json", "--by", "post", staff="staff.csv", code=DONE).out), ordered)
        self.assertEqual(self.read("a.json"), self.read("b.json"))


class Rejects(Scene):
    def test_good_rows_are_paid_and_bad_ones_listed_as_they_came(self):
        self.staff("A1,2020-01-01,desk,1000,0", "B2,2025-03-01,desk,1,0", 'C3,2020-01-01,dsk,"1,2",0', "D4,2020-01-01,field,7,0")
        ending = self.pay("--rejects", "bad.csv", "--out", "out.csv", staff="staff.csv", code=LEFT_OUT)
        self.assertEqual([line.split(",")[0] for line in self.read("out.csv").splitlines()], ["staff_id", "A1", "D4"])
        bad = self.read("bad.csv").splitlines()
        self.assertEqual(bad[0], "staff_id,hired_on,post,wage,bonus,reason")
        self.assertTrue(bad[1].startswith("B2,2025-03-01,desk,1,0,"), bad[1])
        self.assertIn("not hired yet", bad[1])
        self.assertTrue(bad[2].startswith('C3,2020-01-01,dsk,"1,2",0,'), bad[2])
        self.assertIn("dsk", bad[2])
        self.assertIn("2 rows left out", ending.out)

    def test_without_bad_rows_the_list_is_empty_and_the_end_is_usual(self):
        self.pay("--rejects", "bad.csv", code=DONE)
        self.assertEqual(self.read("bad.csv"), "staff_id,hired_on,post,wage,bonus,reason\n")

    def test_reasons_are_in_the_language(self):
        self.staff("B2,2025-03-01,desk,1,0")
        self.pay("--rejects", "bad.csv", staff="staff.csv", code=LEFT_OUT, lang="zh")
        self.assertIn("尚未入职", self.read("bad.csv"))

    def test_a_policy_that_looks_across_rows_refuses_them(self):
        sheet = self.folder / "tiny/payroll.json"
        sheet.write_text(sheet.read_text("utf-8").replace('"wage + bonus"', '"wage + bonus + sum_of(bonus)"'), "utf-8")
        self.staff()
        ending = self.assert_leaves_nothing(2, "run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--rejects", "bad.csv", "--errors", "json")
        self.assertEqual(ending.errors(), ["flags-clash"])


if __name__ == "__main__":
    main()
