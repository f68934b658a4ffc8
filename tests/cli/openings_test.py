#!/usr/bin/env python3
"""The year's earlier months: from a file, from the roster's columns, from nothing; and the chain of months."""

from fenglu import DONE, LEFT_OUT, REFUSED, Scene, main


class Openings(Scene):
    def so_far(self, ending):
        return {row["staff_id"]: row["gross.so_far"] for row in ending.rows()}

    def test_a_chain_of_months(self):
        self.pay("--next-opening", "feb.csv", "--out", "jan.csv", month="2025-01", code=DONE)
        self.assertEqual(self.read("feb.csv"), "staff_id,gross\nA1,1000.00\nB2,2005.10\n")
        february = self.pay("--opening", "feb.csv", "--next-opening", "mar.csv", month="2025-02", code=DONE)
        self.assertEqual(self.so_far(february), {"A1": "2000.00", "B2": "4010.20"})
        march = self.pay("--opening", "mar.csv", month="2025-03", code=DONE)
        self.assertEqual(self.so_far(march), {"A1": "3000.00", "B2": "6015.30"})
        # January's result file is February's opening as it is.
        self.assertEqual(self.pay("--opening", "jan.csv", month="2025-02", code=DONE).out, february.out)

    def test_the_roster_may_bring_it(self):
        self.staff("A1,2020-01-01,desk,1000.00,0,7.50", head="staff_id,hired_on,post,wage,bonus,ytd.gross", name="with.csv")
        self.assertEqual(self.so_far(self.pay(staff="with.csv", month="2025-02", code=DONE)), {"A1": "1007.50"})

    def test_zero_is_nothing_so_far(self):
        self.assertEqual(self.so_far(self.pay("--opening", "zero", month="2025-09", code=DONE)), {"A1": "1000.00", "B2": "2005.10"})

    def test_january_needs_none_and_says_so_of_one(self):
        self.file("old.csv", "staff_id,gross\nA1,5.00\nB2,5.00\n")
        ending = self.pay("--opening", "old.csv", "--errors", "json", month="2025-01", code=DONE)
        self.assertEqual(ending.errors(), ["flag-idle"])
        self.assertEqual(self.so_far(ending), {"A1": "1000.00", "B2": "2005.10"})

    def test_january_looks_whether_it_is_there(self):
        self.staff()
        ending = self.assert_leaves_nothing(REFUSED, "run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--opening", "nowhere.csv", "--errors", "json")
        self.assertEqual(ending.errors(), ["file-unreadable"])

    def test_any_other_month_without_one_is_refused(self):
        self.staff()
        for month in range(2, 13):
            ending = self.assert_leaves_nothing(REFUSED, "run", "tiny", "--staff", "staff.csv", "--month", f"2025-{month:02d}", "--errors", "json")
            self.assertEqual(ending.errors(), ["opening-due"])
        # Unless nothing reads it.
        self.pay("--items", "gross,net", month="2025-10", code=DONE)

    def test_mistakes_in_it(self):
        self.staff()
        for text, code in [("staff_id,gros\nA1,1\nB2,1\n", "missing-column"), ("staff_id,gross\nA1,1\nA1,1\nB2,2\n", "key-twice"),
                           ("staff_id,gross\nA1,1.001\nB2,1\n", "cell-decimals"), ("staff_id,gross\nA1,1\n", "opening-missing"),
                           ("staff_id,gross\nA1,1\nB2,999999999.99\n", "cell-range")]:
            with self.subTest(text=text):
                self.file("o.csv", text)
                ending = self.assert_leaves_nothing(REFUSED, "run", "tiny", "--staff", "staff.csv", "--month", "2025-02", "--opening", "o.csv", "--errors", "json")
                self.assertEqual(ending.errors(), [code])

    def test_people_who_left_are_a_warning(self):
        self.file("o.csv", "staff_id,gross\nA1,1\nB2,1\nZ9,1\n")
        ending = self.pay("--opening", "o.csv", "--errors", "json", month="2025-02", code=DONE)
        self.assertEqual(ending.errors(), ["opening-unknown-keys"])

    def test_who_joins_this_month_needs_none(self):
        self.staff("A1,2025-02-01,desk,1,0", name="new.csv")
        self.file("o.csv", "staff_id,gross\n")
        self.assertEqual(self.so_far(self.pay("--opening", "o.csv", staff="new.csv", month="2025-02", code=DONE)), {"A1": "1.00"})

    def test_who_lacks_one_may_be_left_out(self):
        self.file("o.csv", "staff_id,gross\nA1,1\n")
        ending = self.pay("--opening", "o.csv", "--rejects", "bad.csv", month="2025-02", code=LEFT_OUT)
        self.assertEqual([row["staff_id"] for row in ending.rows()], ["A1"])
        self.assertIn("has no opening", self.read("bad.csv"))

    def test_next_opening_with_few_items(self):
        self.pay("--items", "net", "--next-opening", "feb.csv", "--out", "jan.csv", code=DONE)
        self.assertEqual(self.read("jan.csv").splitlines()[0], "staff_id,net")
        self.pay("--items", "gross.so_far", "--next-opening", "feb.csv", "--out", "jan.csv", code=DONE)
        self.assertEqual(self.read("jan.csv").splitlines()[0], "staff_id,gross.so_far")
        self.assertEqual(self.read("feb.csv").splitlines()[0], "staff_id,gross")

    def test_next_opening_carries_what_the_result_does_not_show(self):
        self.file("o.csv", "staff_id,gross\nA1,100.00\nB2,1.00\n")
        self.pay("--items", "gross", "--opening", "o.csv", "--next-opening", "march.csv", "--out", "feb.csv", month="2025-02", code=DONE)
        self.assertEqual(self.read("march.csv"), "staff_id,gross\nA1,1100.00\nB2,2006.10\n")
        self.assertEqual(self.read("feb.csv"), "staff_id,gross\nA1,1000.00\nB2,2005.10\n")
        # Which isn't known without the months before.
        ending = self.pay("--items", "gross", "--next-opening", "x.csv", "--errors", "json", month="2025-02", code=REFUSED)
        self.assertEqual(ending.errors(), ["opening-due"])


if __name__ == "__main__":
    main()
