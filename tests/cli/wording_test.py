#!/usr/bin/env python3
"""What the command says, word for word, in both languages."""

from fenglu import REFUSED, WRONG, Scene, main


class Wording(Scene):
    maxDiff = None

    def says(self, arguments, code, en, zh):
        self.assertEqual(self.fenglu(*arguments, code=code).err, en)
        self.assertEqual(self.fenglu(*arguments, code=code, lang="zh").err, zh)

    def test_an_unknown_flag(self):
        self.says(["run", "tiny", "--mnth", "2025-01"], WRONG,
                  "error[unknown-flag]: fenglu run has no flag --mnth\n  mend: the nearest is --month\n"
                  "error[extra-argument]: one argument too many: '2025-01'\n  mend: write fenglu run POLICY ...\n",
                  "error[unknown-flag]: fenglu run 没有选项 --mnth\n  改法：最接近的是 --month\n"
                  "error[extra-argument]: 多余的参数 '2025-01'\n  改法：写作 fenglu run POLICY ...\n")

    def test_an_unknown_verb(self):
        self.says(["chek", "tiny"], WRONG,
                  "error[unknown-verb]: there is no command 'chek'\n  mend: the nearest is check\n",
                  "error[unknown-verb]: 没有命令 'chek'\n  改法：最接近的是 check\n")

    def test_a_month_that_is_none(self):
        self.says(["run", "tiny", "--staff", "s.csv", "--month", "2025-00"], WRONG,
                  "error[flag-value]: --month can't be '2025-00'\n  mend: expected a month, like 2025-10\n",
                  "error[flag-value]: --month 的值 '2025-00' 无法读取\n  改法：应为一个月份，如 2025-10\n")

    def test_an_unknown_policy(self):
        self.says(["check", "tinny", "--tables", "."], REFUSED,
                  "error[no-such-policy]: there is no policy 'tinny'\n  mend: the nearest is tiny\n",
                  "error[no-such-policy]: 找不到政策 'tinny'\n  改法：最接近的是 tiny\n")

    def test_an_unknown_item(self):
        self.staff()
        self.says(["run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--items", "grosss"], WRONG,
                  "error[flag-name]: --items: there is no item 'grosss'\n  mend: the nearest is gross\n",
                  "error[flag-name]: --items：没有名为 'grosss' 的项目\n  改法：最接近的是 gross\n")

    def test_an_opening_that_is_due(self):
        self.staff()
        self.says(["run", "tiny", "--staff", "staff.csv", "--month", "2025-02"], REFUSED,
                  "error[opening-due]: 2025-02 needs the sums of the year's earlier months, and has none\n"
                  "  mend: give them with --opening FILE (the run of the month before writes it with --next-opening), or --opening zero where "
                  "nothing was paid yet this year\n",
                  "error[opening-due]: 2025-02 需要年初至上月的累计，却没有给出\n"
                  "  改法：用 --opening FILE 给出（上月运行时由 --next-opening 写出）；本年尚未发薪的，用 --opening zero\n")

    def test_bad_cells(self):
        self.staff("A1,2020-01-01,desk,12x,0", "B2,2025-02-30,feild,1.005,0")
        ending = self.fenglu("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", code=REFUSED)
        heads = [line for line in ending.err.splitlines() if not line.startswith("  ")]
        self.assertEqual(len(heads), 4, ending.err)
        self.assertTrue(heads[0].startswith("staff.csv: row 2, column wage: error[cell-format]: '12x' can't be read"), heads[0])
        self.assertEqual(heads[1], "staff.csv: row 3, column hired_on: error[cell-date]: the calendar has no day '2025-02-30'")
        self.assertEqual(heads[2], "staff.csv: row 3, column post: error[cell-category]: 'feild' isn't a member of post")
        self.assertEqual(heads[3], "staff.csv: row 3, column wage: error[cell-decimals]: '1.005' has more than 2 decimals")

    def test_a_row_that_the_policy_refuses(self):
        self.staff("A1,2025-03-01,desk,1,0")
        self.says(["run", "tiny", "--staff", "staff.csv", "--month", "2025-01"], REFUSED,
                  "staff.csv: row 2, column hired_on: error[row-refused]: not-employed: not hired yet\n"
                  "  mend: mend the row, or leave it out with --rejects\n",
                  "staff.csv: 第 2 行“hired_on”列: error[row-refused]: not-employed：尚未入职\n  改法：更正该行，或用 --rejects 剔除\n")

    def test_someone_missing(self):
        self.staff()
        self.says(["explain", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--id", "B3"], REFUSED,
                  "staff.csv: error[no-such-row]: the roster has no 'B3'\n  mend: the nearest is B2\n",
                  "staff.csv: error[no-such-row]: 名册中没有 'B3'\n  改法：最接近的是 B2\n")

    def test_beyond_a_hundred_the_rest_is_counted(self):
        self.staff(*[f"A{i},2020-01-01,desk,x,0" for i in range(130)])
        ending = self.fenglu("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", code=REFUSED)
        self.assertEqual(ending.err.count("error[cell-format]"), 100)
        self.assertTrue(ending.err.endswith("and 30 more errors\n"), ending.err[-200:])


if __name__ == "__main__":
    main()
