#!/usr/bin/env python3
"""What a run leaves behind: the result, totals, the summary; all of it or nothing, at whatever instant it dies."""

import os
import random
import resource
import signal
import subprocess
import time

from fenglu import COMMAND, DONE, FAULT, REFUSED, Scene, main


class Results(Scene):
    def test_the_result(self):
        self.assertEqual(self.pay(code=DONE).out,
                         "staff_id,gross,extra,tax,gross.so_far,net\n"
                         "A1,1000.00,0.00,100.00,1000.00,900.00\n"
                         "B2,2005.10,250.50,225.56,2005.10,2030.04\n")

    def test_items_asked_for_come_in_their_order(self):
        self.assertEqual(self.pay("--items", "net,gross", code=DONE).out, "staff_id,net,gross\nA1,900.00,1000.00\nB2,2030.04,2005.10\n")
        self.assertEqual(self.pay("--items", "实发", "--headers", "zh", code=DONE).out, "工号,实发\nA1,900.00\nB2,2030.04\n")

    def test_set_by_hand(self):
        self.staff("A1,2020-01-01,desk,1000.00,0,5000", "B2,2020-01-01,desk,1000.00,0,", head="staff_id,hired_on,post,wage,bonus,set.gross")
        ending = self.pay(staff="staff.csv", code=DONE)
        self.assertEqual([row["tax"] for row in ending.rows()], ["500.00", "100.00"])
        self.assertIn("Set by hand: gross 1", ending.err)
        explained = self.fenglu("explain", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--id", "A1", "--item", "gross", "--format", "json", code=DONE).json()
        self.assertEqual((explained["kind"], explained["value"]), ("set", "5000.00"))

    def test_a_negative_total_is_told_to_programs_too(self):
        self.staff("A1,2020-01-01,desk,-5.00,0", "B2,2020-01-01,desk,1.00,0", name="owing.csv")
        payroll = self.folder / "tiny/payroll.json"
        payroll.write_text(payroll.read_text("utf-8").replace('"type": "money"}', '"type": "money", "range": ["-10", "99999"]}', 1), "utf-8")
        self.assertIn("Negative net, 1 people: A1", self.pay(staff="owing.csv", code=DONE).err)
        for flags in ([], ["--out", "-"], ["--totals", "-"]):
            self.assertEqual(self.pay("--errors", "json", *flags, staff="owing.csv", code=DONE).errors(), ["negative-total"])

    def test_nobody(self):
        self.file("staff.csv", "staff_id,hired_on,post,wage,bonus\n")
        self.assertEqual(self.pay(staff="staff.csv", code=DONE).out, "staff_id,gross,extra,tax,gross.so_far,net\n")

    def test_what_the_encoding_cannot_write_is_refused_to_a_file_and_to_a_pipe(self):
        self.staff("A\ue816,2020-01-01,desk,1000.00,0", head="staff_id,hired_on,post,wage,bonus")
        ending = self.pay("--encoding", "gb18030", "--out", "o.csv", staff="staff.csv", code=REFUSED)
        self.assertIn("error[encoding-unfit]", ending.err)
        self.assertFalse((self.folder / "o.csv").exists())
        ending = self.pay("--encoding", "gb18030", staff="staff.csv", code=REFUSED)
        self.assertEqual(ending.out, "")


class Totals(Scene):
    def test_sums_by_item_kind_and_group(self):
        self.pay("--totals", "t.json", "--by", "post", "--out", "o.csv", code=DONE)
        import json

        totals = json.loads(self.read("t.json"))
        self.assertEqual(totals["count"], 2)
        self.assertEqual(totals["items"], {"gross": "3005.10", "extra": "250.50", "tax": "325.56", "gross.so_far": "3005.10", "net": "2930.04"})
        self.assertEqual(totals["kinds"], {"earning": "3255.60", "tax": "325.56"})
        self.assertEqual(totals["budget"], {})
        self.assertEqual(totals["by"], ["post"])
        self.assertEqual([(g["key"], g["count"], g["items"]["net"]) for g in totals["groups"]],
                         [({"post": "desk"}, 1, "900.00"), ({"post": "field"}, 1, "2030.04")])

    def test_alone_on_standard_output(self):
        ending = self.pay("--totals", "-", "--items", "net", code=DONE)
        self.assertEqual(ending.json()["items"], {"net": "2930.04"})

    def test_to_a_file_beside_the_rows(self):
        ending = self.pay("--totals", "t.json", code=DONE)
        self.assertEqual(len(ending.rows()), 2)

    def test_budget_codes_by_a_category(self):
        sheet = self.folder / "tiny/payroll.json"
        text = sheet.read_text("utf-8").replace('"kind": "earning", "formula": "wage + bonus"',
                                                '"kind": "earning", "budget": {"by": "post", "desk": "301", "field": "302"}, "formula": "wage + bonus"')
        sheet.write_text(text, "utf-8")
        self.assertEqual(self.pay("--totals", "-", code=DONE).json()["budget"], {"301": "1000.00", "302": "2005.10"})


class Summaries(Scene):
    def test_what_a_clerk_wants_to_see(self):
        ending = self.pay("--out", "o.csv", "--set", "tax.rate=0.2", code=DONE)
        self.assertEqual(ending.err, "")
        for words in ("Tiny · Payroll · 2025-01", "people (rows)", "2,604.48", "earnings", "3,255.60", "illustrative",
                      "Supposed parameters: tax.rate", "Result: o.csv", " s\n"):
            self.assertIn(words, ending.out)
        self.assertEqual([row["tax"] for row in __import__("fenglu").table(self.read("o.csv"))], ["200.00", "451.12"])

    def test_it_goes_beside_the_rows(self):
        ending = self.pay(code=DONE, lang="zh")
        self.assertTrue(ending.err.startswith("小 · 工资 · 2025-01\n  人数（行）"), ending.err)

    def test_it_fits_a_terminal_in_both_languages(self):
        from unicodedata import east_asian_width

        for lang in ("zh", "en"):
            for line in self.pay("--as-of", "2025-06-01", lang=lang, code=DONE).err.splitlines():
                self.assertLessEqual(sum(2 if east_asian_width(c) in "WF" else 1 for c in line), 80, line)

    def test_a_negative_total_is_never_hidden(self):
        self.staff("A1,2020-01-01,desk,100,0,500", "B2,2020-01-01,desk,100,0,", head="staff_id,hired_on,post,wage,bonus,set.tax")
        self.assertIn("Negative net, 1 people: A1", self.pay(staff="staff.csv", code=DONE).err)

    def test_warnings_are_counted(self):
        self.staff("A1,2020-01-01,desk,1,0,x", head="staff_id,hired_on,post,wage,bonus,whatever")
        self.assertIn("Warnings: 1", self.pay(staff="staff.csv", code=DONE).err)


class AllOrNothing(Scene):
    def test_what_was_there_stays_where_a_run_is_refused(self):
        self.file("out.csv", "old")
        self.staff("A1,2020-01-01,desk,x,0")
        self.assert_leaves_nothing(REFUSED, "run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "out.csv", "--totals", "t.json")

    def test_a_pipe_that_closes_early_leaves_the_files_as_they_were(self):
        self.staff(*[f"P{i:06d},2020-01-01,desk,{i}.25,0" for i in range(30000)])
        words = [COMMAND, "run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--totals", "t.json"]
        running = subprocess.Popen(words, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        running.stdout.read(10)
        running.stdout.close()
        errors = running.stderr.read().decode()
        running.stderr.close()
        self.assertEqual(running.wait(), REFUSED, errors)
        self.assertIn("file-unwritable", errors)
        self.assertFalse((self.folder / "t.json").exists())

    def test_a_run_that_is_killed_leaves_the_old_result_or_the_new_one(self):
        rows = [f"P{i:06d},2020-01-01,desk,{i}.25,0" for i in range(40000)]
        self.staff(*rows)
        words = [COMMAND, "run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "out.csv", "--totals", "t.json", "--threads", "1"]
        begun = time.monotonic()
        subprocess.run(words, cwd=self.folder, capture_output=True, check=True)
        takes = time.monotonic() - begun
        whole = (self.folder / "out.csv").read_bytes()
        pick = random.Random(9)
        for _ in range(12):
            self.file("out.csv", "old\n")
            running = subprocess.Popen(words, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(pick.uniform(0, takes * 1.1))
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            self.assertIn((self.folder / "out.csv").read_bytes(), (b"old\n", whole))


class Progress(Scene):
    def test_long_work_shows_it_on_a_terminal_and_leaves_the_line_clean(self):
        import pty

        rows = [f"P{i:06d},2020-01-01,desk,{i}.25,0" for i in range(400000)]
        self.staff(*rows)
        words = [COMMAND, "run", "tiny", "--staff", "-", "--month", "2025-01", "--out", "out.csv", "--threads", "1", "--lang", "en"]
        ours, theirs = pty.openpty()
        running = subprocess.Popen(words, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        roster = (self.folder / "staff.csv").read_bytes()
        running.stdin.write(roster[:1000000])
        running.stdin.flush()
        time.sleep(1.5)  # a slow pipe is long work too
        running.stdin.write(roster[1000000:])
        running.stdin.close()
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass  # the other end is closed
        os.close(ours)
        self.assertEqual(running.wait(), DONE)
        self.assertIn(b"\rreading...", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown[-40:])


class Faults(Scene):
    def test_a_fault_of_its_own_is_owned(self):
        """There is no memory left: no file is changed, and nobody else is blamed."""
        self.staff(*[f"P{i:06d},2020-01-01,desk,{i}.25,0" for i in range(200000)])
        self.file("out.csv", "old")
        words = [COMMAND, "run", "tiny", "--staff", "staff.csv", "--month", "2025-01", "--out", "out.csv", "--threads", "1", "--lang", "en",
                 "--rejects", "bad.csv"]  # for this the whole roster is held in memory
        limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (40 << 20, 40 << 20))
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, preexec_fn=limit, timeout=60, check=False)
        self.assertEqual(done.returncode, FAULT, done.stderr)
        self.assertIn("error[internal-fault]: a fault of fenglu's own: ", done.stderr)
        self.assertEqual(self.read("out.csv"), "old")


if __name__ == "__main__":
    main()
