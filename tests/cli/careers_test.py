#!/usr/bin/env python3
"""fenglu careers from outside: who is due, the roster as it will be, and what is refused."""

import random
import re
import shutil

from fenglu import DONE, LEFT_OUT, REFUSED, ROOT, WRONG, Scene, main, table

SHANGHAI = ROOT / "tables/shanghai"
STAFF = ROOT / "examples/careers/staff.csv"
DAY = "2025-07-01"


class Careers(Scene):
    def ask(self, staff=STAFF, *flags, policy=SHANGHAI, day=DAY, code=DONE, **named):
        return self.fenglu("careers", policy, "--staff", staff, "--as-of", day, *flags, code=code, **named)

    def people(self, staff=STAFF, *flags, **named):
        return {row["staff_id"]: row for row in self.ask(staff, *flags, "--format", "csv", **named).rows()}


class Report(Careers):
    def test_the_example(self):
        found = {key: (p["state"], p["move"], p["from"], p["to"], p["due_on"], p["condition"], p["value"], p["needed"])
                 for key, p in self.people().items()}
        self.assertEqual(found, {
            "C01": ("due", "up.next", "grade4", "grade3", DAY, "", "", ""),
            "C02": ("waiting", "up.next", "grade4", "grade3", "2025-07-02", "months", "23", "24"),
            "C03": ("due", "up.next", "grade3", "grade2", DAY, "", "", ""),
            "C04": ("due", "up.next", "grade3", "grade2", DAY, "", "", ""),
            "C05": ("due", "up.early", "grade3", "grade2", DAY, "", "", ""),
            "C06": ("waiting", "up.entry", "grade4", "grade2", "2025-07-06", "probation", DAY, "2025-07-06"),
            "C07": ("due", "down.incompetent", "grade2", "grade3", DAY, "", "", ""),
            "C08": ("waiting", "up.next", "grade4", "grade3", "2026-01-01", "unpunished", "false", "true"),
            "C09": ("barred", "up.next", "chief1", "", "", "below_top", "chief1", "chief1"),
            "C10": ("due", "up.next", "grade1", "chief3", DAY, "", "", ""),
            "C11": ("due", "up.next", "grade1", "chief3", DAY, "", "", ""),
            "C12": ("apart", "", "grade2", "", "", "", "", ""),
            "C13": ("barred", "up.next", "grade2", "", "", "assessment", "basic", "competent"),
        })

    def test_the_json_tells_the_same(self):
        whole = self.ask(STAFF, "--format", "json").json()
        self.assertEqual((whole["policy"], whole["ladder"], whole["as_of"], whole["count"]), ("shanghai", "career", DAY, 13))
        self.assertEqual(whole["states"], {"due": 7, "held": 0, "waiting": 3, "barred": 2, "apart": 1})
        self.assertEqual([q["quota"] for q in whole["quotas"]], ["chiefs", "chief1"])
        self.assertEqual(whole["quotas"][0], {"quota": "chiefs", "group": {}, "places": 3, "before": 1, "after": 3})
        people = self.people()
        for person in whole["people"]:
            row = people[person["key"]]
            self.assertEqual([person[k] or "" for k in ("state", "kind", "move", "from", "to", "due_on")],
                             [row[k] for k in ("state", "kind", "move", "from", "to", "due_on")])
        moved = next(person for person in whole["people"] if person["key"] == "C05")
        self.assertEqual(moved["sets"]["career.commendations"], {"before": "3", "after": "0"})

    def test_only_some_states_are_listed_and_all_are_counted(self):
        text = self.ask(STAFF, "--state", "barred").out
        self.assertIn("C13", text)
        self.assertNotIn("C01", text)
        self.assertIn("due ", text)
        self.assertEqual(set(self.people(STAFF, "--state", "barred,apart")), {"C09", "C12", "C13"})

    def test_a_quota_holds_who_comes_last(self):
        """Two places of three are left for two: with a smaller share one of them is held."""
        people = self.people(STAFF, "--set", "ladder.chief_share=0.2")
        self.assertEqual([people["C11"][k] for k in ("condition", "value", "relation", "needed")], ["chiefs", "2", "<", "2"])
        self.assertEqual([people[k]["state"] for k in ("C10", "C11")], ["due", "held"])

    def test_what_was_known_then(self):
        """A table announced later counts from its announcement on."""
        shutil.copytree(ROOT / "tables", self.folder / "tables")
        file = self.folder / "tables/shanghai/ladder_tables.json"
        text = file.read_text(encoding="utf-8")
        row = '{"from": "2022-08-01", "announced": null, "value": "competent"'
        self.assertIn(row, text)
        later = row.replace("null", '"2025-07-02"').replace("competent", "basic").replace("2022-08-01", "2025-01-01")
        file.write_text(text.replace(row, later + ', "source": "fenglu-ladder", "status": "illustrative"}, ' + row), encoding="utf-8")
        policy = self.folder / "tables/shanghai"
        self.assertEqual(self.people(policy=policy)["C13"]["state"], "barred")
        self.assertEqual(self.people(policy=policy, day="2025-07-02")["C13"]["state"], "due")

    def test_the_other_language(self):
        self.assertIn("按年限和考核晋升", self.ask(lang="zh").out)


class Next(Careers):
    def rows(self):
        self.ask(STAFF, "--out", "next.csv")
        return {row["工号"]: row for row in table(self.read("next.csv"))}

    def test_only_what_a_move_sets_is_changed(self):
        before, after = {row["工号"]: row for row in table(STAFF.read_text(encoding="utf-8"))}, self.rows()
        self.assertEqual(list(before), list(after))
        changed = {key: {name for name in after[key] if after[key][name] != before[key].get(name, "")} for key in after}
        self.assertEqual({key for key, names in changed.items() if names}, {"C01", "C03", "C04", "C05", "C07", "C10", "C11"})
        self.assertEqual(changed["C01"], {"层级", "任现层级日期"})
        self.assertEqual(changed["C05"], {"层级", "任现层级日期", "嘉奖次数"})
        self.assertEqual((after["C01"]["层级"], after["C01"]["任现层级日期"], after["C05"]["嘉奖次数"]), ("三级辅警", DAY, "0"))

    def test_bytes_of_the_others_stay(self):
        self.rows()
        old, new = STAFF.read_bytes().split(b"\n"), (self.folder / "next.csv").read_bytes().split(b"\n")
        self.assertEqual(len(old), len(new))
        kept = (b"C02", b"C06", b"C08", b"C09", b"C12", b"C13")
        # One column is new, and empty in their rows.
        self.assertEqual([line for line in new if line.startswith(kept)], [line + b"," for line in old if line.startswith(kept)])

    def test_a_column_that_is_missing_is_put_at_the_end(self):
        self.rows()
        self.assertTrue(self.read("next.csv").splitlines()[0].endswith(",任现层级以来不称职年数"))

    def test_dialect_and_encoding_come_back(self):
        text = "工号;辅警类别;层级;入职日期;任现层级日期\r\nA1;勤务;grade4;2018年3月1日;2020年3月1日\r\n\"A;2\";service;chief1;2018/3/1;2020/3/1\r\n"
        for encoding in ("utf-8", "utf-8-sig", "gb18030"):
            with self.subTest(encoding=encoding):
                self.file("s.csv", text, encoding)
                self.ask("s.csv", "--out", "n.csv")
                want = text.replace("grade4;2018年3月1日;2020年3月1日", "grade3;2018年3月1日;2025年7月1日")
                self.assertEqual((self.folder / "n.csv").read_bytes(), want.encode(encoding))

    def test_whoever_goes_keeps_a_row_with_the_last_day(self):
        self.file("s.csv", "staff_id,post,grade,hired_on,career.incompetent_running\nA1,service,grade4,2018-03-01,2\n")
        self.ask("s.csv", "--out", "n.csv")
        self.assertEqual(self.read("n.csv"), "staff_id,post,grade,hired_on,career.incompetent_running,left_on\nA1,service,grade4,2018-03-01,2,2025-07-01\n")
        self.assertEqual(self.people("n.csv")["A1"]["state"], "apart")

    def test_asked_again_nobody_moves_by_the_same_move(self):
        self.rows()
        first, again = self.people(), self.people("next.csv")
        for key, person in first.items():
            if person["state"] == "due":
                self.assertNotEqual((again[key]["state"], again[key]["move"]), ("due", person["move"]), key)

    def test_the_order_of_rows_makes_no_difference(self):
        head, *rows = STAFF.read_text(encoding="utf-8").splitlines()
        random.Random(7).shuffle(rows)
        self.file("shuffled.csv", "\n".join([head, *rows]) + "\n")
        self.assertEqual(self.people(), self.people("shuffled.csv"))

    def test_the_next_roster_is_paid(self):
        self.rows()
        self.fenglu("run", SHANGHAI, "--staff", "next.csv", "--month", "2025-07", "--opening", "zero", "--rejects", "bad.csv", "--out", "p.csv", code=LEFT_OUT)
        self.assertEqual(len(table(self.read("p.csv"))), 12)  # one had left before

    def test_to_standard_output(self):
        ending = self.ask(STAFF, "--out", "-")
        self.assertTrue(ending.out.startswith("工号,"))
        self.assertIn("due", ending.err)


class Refused(Careers):
    def test_flags(self):
        ending = self.assert_leaves_nothing(WRONG, "careers", SHANGHAI, "--errors", "json")
        self.assertEqual(ending.errors(), ["missing-flag", "missing-flag"])
        for flags in (["--format", "xml"], ["--state", "dew"], ["--encoding", "latin1"]):
            with self.subTest(flags=flags):
                self.assertEqual(self.ask(STAFF, *flags, "--errors", "json", code=WRONG).errors(), ["flag-value"])
        self.assertEqual(self.ask(STAFF, "--ladder", "carer", "--errors", "json", code=WRONG).errors(), ["flag-name"])

    def test_rejects_where_places_are_handed_out(self):
        self.assertEqual(self.ask(STAFF, "--rejects", "bad.csv", "--errors", "json", code=WRONG).errors(), ["flags-clash"])

    def test_rejects_where_nobody_bears_on_another(self):
        self.file("s.csv", "staff_id,post,grade,hired_on\nA1,service,grade4,2018-03-01\nA2,service,grad4,2018-03-01\n")
        ending = self.ask("s.csv", "--rejects", "bad.csv", "--out", "n.csv", "--format", "csv", policy=ROOT / "tables/hebei", code=LEFT_OUT)
        self.assertEqual([row["staff_id"] for row in ending.rows()], ["A1"])
        self.assertIn("A2", self.read("bad.csv"))
        self.assertEqual(len(self.read("n.csv").splitlines()), 2)

    def test_bad_cells_all_at_once(self):
        self.file("s.csv", "staff_id,post,grade,hired_on,grade_since\nA1,service,grad4,2018-03-01,\nA2,servce,grade4,2018-03-01,\nA3,service,grade4,2018-03-01,2017-01-01\n")
        self.assertEqual(self.ask("s.csv", "--out", "n.csv", "--errors", "json", code=REFUSED).errors(), ["cell-category", "cell-category"])
        self.file("s.csv", "staff_id,post,grade,hired_on,grade_since\nA3,service,grade4,2018-03-01,2017-01-01\n")
        self.assertEqual(self.ask("s.csv", "--out", "n.csv", "--errors", "json", code=REFUSED).errors(), ["row-refused"])
        self.assertFalse((self.folder / "n.csv").exists())

    def test_a_frame_names_all_that_is_abstract_once(self):
        empty = sorted(f"ladder.{name}" for name in ("months", "probation_months", "entry_grade", "assessment_needed", "excellent_months",
                                                     "lost_months", "award_months", "early_months", "down_years", "out_years"))
        for policy in ("national", "henan"):
            errors = self.ask(policy=ROOT / "tables" / policy, code=REFUSED).err
            named = re.findall(r"error\[abstract\]: (\S+) has no values in this policy", errors)
            self.assertEqual(sorted(named), empty, policy)
            self.assertEqual(errors.count("error["), len(empty), policy)

    def test_no_ladder(self):
        self.staff()
        self.assertEqual(self.ask("staff.csv", policy="tiny", code=REFUSED).err,
                         "error[no-ladder]: the policy tiny has no ladder\n  mend: add a file with a \"ladder\" key; see docs/careers.md\n")
        self.assertEqual(self.ask("staff.csv", policy="tiny", code=REFUSED, lang="zh").err,
                         "error[no-ladder]: 政策 tiny 没有阶梯\n  改法：加一个含 \"ladder\" 的文件，见 docs/careers.zh.md\n")

    def test_a_column_for_the_day(self):
        self.file("s.csv", "staff_id,post,grade,hired_on,as_of\nA1,service,grade4,2018-03-01,2025-01-01\n")
        self.assertEqual(self.ask("s.csv", code=REFUSED).err,
                         "s.csv: row 1, column as_of: error[day-column]: the roster has a column for as_of, and that day is given by --as-of\n"
                         "  mend: take the column out\n")
        self.assertEqual(self.ask("s.csv", code=REFUSED, lang="zh").err,
                         "s.csv: 第 1 行“as_of”列: error[day-column]: 名册有 as_of 一列，而该日由 --as-of 给出\n  改法：删去这一列\n")

    def test_a_move_beyond_a_facts_range(self):
        shutil.copytree(ROOT / "tables", self.folder / "tables")
        file = self.folder / "tables/national/ladder.json"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"career.excellent_years": "0"', '"career.excellent_years": "career.excellent_years + 99"'), encoding="utf-8")
        self.file("s.csv", "staff_id,post,grade,hired_on,grade_since\nA1,service,grade4,2018-03-01,2020-01-01\n")
        self.assertEqual(self.ask("s.csv", policy=self.folder / "tables/shanghai", code=REFUSED).err.splitlines()[-2:],
                         ["s.csv: row 2, column career.excellent_years: error[move-unfit]: the move up.next would set career.excellent_years to 99, outside 0 to 60",
                          "  mend: check the row, or the formula in the ladder"])

    def test_a_report_that_nobody_reads_changes_nothing(self):
        import os
        import subprocess

        from fenglu import COMMAND

        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([COMMAND, "careers", str(SHANGHAI), "--staff", str(STAFF), "--as-of", DAY, "--out", "n.csv"],
                              stdout=write, stderr=subprocess.PIPE, cwd=self.folder, timeout=60, check=False)
        os.close(write)
        self.assertEqual(done.returncode, REFUSED)
        self.assertFalse((self.folder / "n.csv").exists())


if __name__ == "__main__":
    main()
