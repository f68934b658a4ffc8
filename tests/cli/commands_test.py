#!/usr/bin/env python3
"""Verbs, flags and exit codes: whatever is wrong, the right number comes back and nothing is written."""

import json
import os
import subprocess

from fenglu import COMMAND, DONE, REFUSED, WRONG, Scene, main


class WrongCommands(Scene):
    def wrong(self, *arguments, says):
        ending = self.assert_leaves_nothing(WRONG, *arguments, "--errors", "json")
        self.assertEqual(ending.errors(), says)

    def run_with(self, *flags, says):
        self.staff()
        self.wrong("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "out.csv", *flags, says=says)

    def test_verbs_and_flags(self):
        self.wrong("rnu", says=["unknown-verb"])
        self.wrong("run", "--no-such-flag", says=["unknown-flag"])
        self.wrong("run", "tiny", "extra", says=["extra-argument"])
        self.wrong("check", says=["missing-flag"])
        self.wrong("run", says=["missing-flag"] * 3)
        self.wrong("run", "tiny", says=["missing-flag"] * 2)
        self.wrong("explain", "tiny", "--staff", "s", "--month", "2025-01", says=["missing-flag"])
        self.wrong("show", "tiny", says=["missing-flag"])

    def test_values_of_flags(self):
        for flag, value in [("--month", "2025-13"), ("--month", "October"), ("--as-of", "2025-02-30"), ("--threads", "0"),
                            ("--threads", "two"), ("--headers", "fr"), ("--encoding", "latin1")]:
            with self.subTest(flag=flag, value=value):
                repeated = ["flag-twice"] if flag == "--month" else ["flag-value"]
                self.run_with(flag, value, says=repeated)
        self.wrong("run", "tiny", "--staff", "s", "--month", "2025-13", says=["flag-value"])
        self.wrong("explain", "tiny", "--staff", "s", "--month", "2025-01", "--id", "A1", "--format", "pdf", says=["flag-value"])
        self.wrong("show", "tiny", "--month", "2025-01", "--format", "xml", says=["flag-value"])

    def test_a_flag_without_its_value(self):
        ending = self.assert_leaves_nothing(WRONG, "run", "tiny", "--errors", "json", "--month", lang=None)
        self.assertEqual(ending.errors(), ["flag-lacks-value"])

    def test_the_language_and_the_way_of_errors(self):
        ending = self.assert_leaves_nothing(WRONG, "check", "tiny", "--lang", "fr", lang=None)
        self.assertIn("error[flag-value]: --lang can't be 'fr'", ending.err)
        ending = self.assert_leaves_nothing(WRONG, "check", "tiny", "--errors", "xml")
        self.assertIn("error[flag-value]: --errors can't be 'xml'", ending.err)

    def test_names(self):
        self.run_with("--items", "gross,nett", says=["flag-name"])
        self.run_with("--totals", "t.json", "--by", "wage", says=["flag-name"])
        self.run_with("--sheet", "injury", says=["flag-name"])
        self.run_with("--set", "tax.rat=0.2", says=["unknown-name"])
        self.run_with("--set", "tax.rate", says=["bad-assignment"])
        self.wrong("show", "tiny", "--month", "2025-01", "tax.rat", says=["unknown-name"])

    def test_flags_that_contradict(self):
        self.run_with("--opening", "zero", "--staff", "-", says=["flag-twice"])
        self.staff("A1,2020-01-01,desk,1,0,5", head="staff_id,hired_on,post,wage,bonus,ytd.gross")
        self.wrong("run", "tiny", "--staff", "staff.csv", "--month", "2025-02", "--opening", "zero", says=["flags-clash"])
        self.wrong("run", "tiny", "--staff", "-", "--month", "2025-02", "--opening", "-", says=["flags-clash"])

    def test_a_flag_takes_one_word(self):
        """What follows it is the command's own."""
        self.staff()
        for flags in (["--set", "tax.rate=0.2"], ["--tables", "."]):
            with self.subTest(flags=flags):
                asked = self.fenglu("run", *flags, "tiny", "--staff", "staff.csv", "--month", "2025-01", code=DONE)
                self.assertEqual(len(asked.rows()), 2)
                self.assertIn("tax.rate", self.fenglu("show", "tiny", "--month", "2025-01", *flags, "tax.rate", code=DONE).out)
        told = self.fenglu("explain", "--item", "net", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--id", "A1", code=DONE)
        self.assertIn("net = 900.00", told.out)

    def test_no_output_replaces_what_is_read_or_another(self):
        self.staff()
        self.file("o.csv", "staff_id,gross\nA1,1\nB2,1\n")
        os.symlink("staff.csv", os.path.join(self.folder, "link.csv"))
        run = ["run", "tiny", "--staff", "staff.csv", "--month", "2025-02", "--opening", "o.csv"]
        for flags in (["--out", "staff.csv"], ["--out", "./link.csv"], ["--next-opening", "o.csv"], ["--rejects", "o.csv"],
                      ["--out", "x.csv", "--totals", "./x.csv"], ["--totals", "x.json", "--rejects", "x.json"], ["--rejects", "-"]):
            with self.subTest(flags=flags):
                self.wrong(*run, *flags, says=["same-place"])

    def test_no_command_shows_the_help(self):
        ending = self.assert_leaves_nothing(WRONG)
        self.assertIn("fenglu COMMAND", ending.err)


class Refusals(Scene):
    def refused(self, *arguments, says):
        ending = self.assert_leaves_nothing(REFUSED, *arguments, "--errors", "json")
        self.assertEqual(ending.errors(), says)

    def test_files_that_cant_be_read(self):
        self.refused("run", "tiny", "--staff", "nowhere.csv", "--month", "2025-01", "--out", "out.csv", says=["file-unreadable"])
        self.refused("run", "nowhere", "--staff", "nowhere.csv", "--month", "2025-01", says=["no-such-policy"])
        self.refused("run", "./nowhere", "--staff", "nowhere.csv", "--month", "2025-01", says=["no-such-policy"])
        (self.folder / "empty").mkdir()
        self.refused("test", "./empty", says=["no-policy"])

    def test_places_that_cant_be_written(self):
        self.staff()
        run = ["run", "tiny", "--staff", "staff.csv", "--month", "2025-01"]
        self.refused(*run, "--out", "no/such/folder.csv", says=["file-unwritable"])
        self.refused(*run, "--out", "tiny", says=["file-unwritable"])
        self.refused(*run, "--out", "out.csv", "--next-opening", "no/such/folder.csv", says=["file-unwritable"])

    def test_bad_rosters(self):
        self.staff("A1,2020-01-01,desk,12x,0", "B2,2020-01-01,dsk,1,0")
        self.refused("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "o.csv", says=["cell-format", "cell-category"])
        self.staff("A1,2020-01-01,desk,1,0", "A1,2020-01-01,desk,1,0")
        self.refused("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "o.csv", says=["key-twice"])
        self.file("staff.csv", "staff_id,post\nA1,desk\n")
        self.refused("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "o.csv", says=["missing-column"])

    def test_rows_that_the_policy_refuses(self):
        self.staff("A1,2025-03-01,desk,1,0", "B2,2020-01-01,desk,1,0")
        self.refused("run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "o.csv", says=["row-refused"])
        self.refused("explain", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--id", "A1", says=["row-refused"])

    def test_months_beyond_the_tables(self):
        self.staff()
        self.refused("run", "tiny", "--staff", "staff.csv", "--month", "2023-12", "--opening", "zero", says=["no-value", "no-value"])
        self.refused("run", "tiny", "--staff", "staff.csv", "--month", "2027-01", says=["no-value"])
        self.pay("--carry", month="2027-01", code=DONE)

    def test_someone_who_isnt_there(self):
        self.staff()
        self.refused("explain", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--id", "A2", says=["no-such-row"])

    def test_bad_tables(self):
        rates = self.folder / "tiny/rates.json"
        rates.write_text(rates.read_text("utf-8").replace('"0.10"', "0.10").replace('"own"', '"won"', 1), "utf-8")
        for verb in (["check", "tiny"], ["test", "tiny"], ["show", "tiny", "--month", "2025-01"], ["schema", "tiny"]):
            ending = self.fenglu(*verb, "--errors", "json", code=REFUSED)
            self.assertEqual(ending.errors(), ["json-float", "unknown-source"], verb)
        self.assertIn("2 errors", self.fenglu("check", "tiny", code=REFUSED).out)


class Verbs(Scene):
    def test_help_of_each_fits_a_terminal_in_both_languages(self):
        from unicodedata import east_asian_width

        for lang in ("zh", "en"):
            for verb in ("", "run", "explain", "check", "test", "show", "schema", "diff"):
                page = self.fenglu(*([verb] if verb else []), "--help", code=DONE, lang=lang).out
                self.assertIn("--lang zh|en", page)
                for line in page.splitlines():
                    wide = sum(2 if east_asian_width(c) in "WF" else 1 for c in line)
                    self.assertTrue(wide <= 80 or line.startswith("    fenglu "), line)
            self.assertIn("2025-10" if lang == "en" else "上海", self.fenglu("run", "--help", lang=lang).out)

    def test_the_language_comes_from_the_locale(self):
        for env, word in [({"LC_ALL": "zh_CN.UTF-8"}, "缺少"), ({"LC_ALL": "", "LANG": "zh_TW"}, "缺少"),
                          ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN"}, "missing"), ({"LC_ALL": "", "LANG": ""}, "missing"),
                          ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "de_DE"}, "缺少")]:
            with self.subTest(env=env):
                self.assertIn(word, self.fenglu("check", lang=None, env=env, code=WRONG).err)

    def test_version(self):
        self.assertRegex(self.fenglu("--version", code=DONE).out, r"^fenglu \d+\.\d+\.\d+\nlanguage 1\n$")

    def test_check_counts(self):
        out = self.fenglu("check", "tiny", code=DONE).out
        self.assertIn("3 illustrative", out)
        self.assertIn("0 errors, 0 warnings", out)

    def test_what_ought_to_have_been_renewed(self):
        rates = self.folder / "tiny/rates.json"
        renewed = '"renewed": {"each": "03-01", "known_by": "05-31"}, "unit": "rate"'
        rates.write_text(rates.read_text("utf-8").replace('"unit": "rate"', renewed), "utf-8")
        self.assertIn("stale from 2026-06: tax.rate\n", self.fenglu("check", "tiny", code=DONE).out)
        self.assertIn("stale in 2026-05: none\n", self.fenglu("check", "tiny", "--month", "2026-05", code=DONE).out)
        self.assertIn("stale in 2026-06: tax.rate\n", self.fenglu("check", "tiny", "--month", "2026-06", code=DONE).out)
        self.assertIn("1 stale: tax.rate", self.pay("--opening", "zero", month="2026-06", code=DONE).err)
        self.assertNotIn("stale", self.pay("--opening", "zero", month="2026-05", code=DONE).err)

    def test_what_ought_to_have_been_renewed_is_told_where_a_row_s_own_day_decides(self):
        name = self.folder / "tiny/payroll.json"
        name.write_text(name.read_text("utf-8").replace('"read_on": "month.first"', '"read_on": "hired_on"'), "utf-8")
        rates = self.folder / "tiny/rates.json"
        text = rates.read_text("utf-8").replace('"unit": "rate"', '"renewed": {"each": "03-01", "known_by": "05-31"}, "unit": "rate"')
        rates.write_text(text, "utf-8")
        self.staff("A1,2026-05-01,desk,1000.00,0", name="new.csv")
        self.assertIn("1 stale: tax.rate", self.pay("--opening", "zero", month="2026-06", staff="new.csv", code=DONE).err)
        self.assertNotIn("stale", self.pay("--opening", "zero", month="2026-05", staff="new.csv", code=DONE).err)

    def test_a_policy_is_found_by_name(self):
        (self.folder / "here").mkdir()
        (self.folder / "tiny").rename(self.folder / "here/mini")
        self.fenglu("check", "mini", code=REFUSED)
        self.fenglu("check", "mini", "--tables", "here", code=DONE)
        self.fenglu("check", "mini", env={"FENGLU_TABLES": "nowhere:here"}, code=DONE)
        self.fenglu("check", "here/mini", code=DONE)
        self.assertIn("the nearest is mini", self.fenglu("check", "minni", "--tables", "here", code=REFUSED).err)

    def test_a_policy_inside_anothers_folder_has_both_names(self):
        county = self.folder / "here/mini/county"
        (self.folder / "here").mkdir()
        (self.folder / "tiny").rename(self.folder / "here/mini")
        county.mkdir()
        head = {"id": "county", "title": {"zh": "县", "en": "County"}, "language": 1, "extends": ".."}
        (county / "policy.json").write_text(json.dumps(head), "utf-8")
        for name, flags in [("mini/county", ["--tables", "here"]), ("here/mini/county", []), ("./here/mini/county/", [])]:
            self.assertIn("county · County", self.fenglu("check", name, *flags, code=DONE).out)
        nearest = self.fenglu("check", "mini/countee", "--tables", "here", code=REFUSED).err
        self.assertIn("the nearest is mini/county", nearest)
        done = subprocess.run([COMMAND, "check", "."], capture_output=True, cwd=county, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))

    def test_only_cases_that_read_a_parameter_are_run(self):
        case = {"title": {"zh": "例", "en": "one"}, "sheet": "payroll", "month": "2025-01", "facts": {"wage": "10"},
                "items": {"gross": "10.00"}, "source": "own", "kind": "derived"}
        taxed = case | {"facts": {"wage": "10", "post": "desk"}, "items": {"tax": "2.00"}, "parameters": {"tax.rate": "0.2"}}
        (self.folder / "tiny/cases").mkdir()
        self.file("tiny/cases/a.json", json.dumps([case, taxed, taxed | {"items": {"tax": "1.00"}, "parameters": {}}]))
        self.assertIn("3 cases: 0 published, 3 derived; 0 failed", self.fenglu("test", "tiny", code=DONE).out)
        # The case that supposes a rate doesn't read the tables' one.
        self.assertIn("1 cases: ", self.fenglu("test", "tiny", "--reading", "tax.rate", code=DONE).out)
        typo = self.fenglu("test", "tiny", "--reading", "tax.rat", code=WRONG).err
        self.assertIn("error[unknown-name]: unknown name tax.rat", typo)
        self.assertIn("nearest name: tax.rate", typo)

    def test_test_runs_the_cases(self):
        case = {"title": {"zh": "例", "en": "one"}, "sheet": "payroll", "month": "2025-01", "facts": {"wage": "10"},
                "items": {"gross": "10.00"}, "source": "own", "kind": "published"}
        (self.folder / "tiny/cases").mkdir()
        self.file("tiny/cases/a.json", json.dumps(case))
        self.assertEqual(self.fenglu("test", "tiny", code=DONE).out, "1 cases: 1 published, 0 derived; 0 failed\n")
        self.assertIn("item tax: no case", self.fenglu("test", "tiny", "--coverage", code=DONE).out)
        self.file("tiny/cases/b.json", json.dumps([{**case, "items": {"gross": "10.01"}, "kind": "derived"}, case]))
        ending = self.fenglu("test", "tiny", code=REFUSED)
        self.assertEqual(ending.out, "3 cases: 2 published, 1 derived; 1 failed\n")
        self.assertIn("cases/b.json:1:", ending.err)

    def test_show(self):
        shown = self.fenglu("show", "tiny", "--month", "2025-03", "--format", "json", code=DONE).json()
        rate = shown["parameters"]["tax.rate"]
        self.assertEqual((rate["value"], rate["from"], rate["announced"], rate["status"]), ("0.15", "2025-03-01", "2025-05-10", "illustrative"))
        then = self.fenglu("show", "tiny", "--month", "2025-03", "--as-of", "2025-05-09", "--format", "json", "tax.*", code=DONE).json()
        self.assertEqual(list(then["parameters"]), ["tax.rate"])
        self.assertEqual(then["parameters"]["tax.rate"]["value"], "0.10")
        gone = self.fenglu("show", "tiny", "--month", "2027-01", "--format", "json", "tax.rate", code=DONE).json()
        self.assertTrue(gone["parameters"]["tax.rate"]["none"])

    def test_schema_and_template(self):
        schema = self.fenglu("schema", "tiny", code=DONE).json()
        self.assertEqual(schema["key"], "staff_id")
        self.assertEqual(list(schema["items"])[0], "gross")
        self.fenglu("schema", "tiny", "--template", "empty.csv", "--headers", "zh", "--encoding", "utf-8-bom", code=DONE)
        empty = (self.folder / "empty.csv").read_bytes()
        self.assertEqual(empty.decode("utf-8"), "\ufeff工号,入职日期,岗位,工资额,奖金\n")
        # It is a roster: with a row in it, it can be paid.
        self.file("full.csv", empty + "A1,2020年1月1日,文职,１０,\n".encode())
        self.assertEqual(self.pay(staff="full.csv", code=DONE).rows()[0]["gross"], "10.00")


if __name__ == "__main__":
    main()
