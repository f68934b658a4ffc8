#!/usr/bin/env python3
"""What a shell offers next: asked of the command itself, and typed into real shells."""

import os
import pty
import select
import shutil
import subprocess
import time

from fenglu import COMMAND, DONE, REFUSED, WRONG, Scene, main


class Candidates(Scene):
    def offered(self, *words, **named):
        ending = self.fenglu("__complete", *words, code=DONE, lang=None, **named)
        self.assertEqual(ending.err, "")
        return [line.split("\t")[0] for line in ending.out.splitlines()]

    def test_verbs(self):
        self.assertEqual(self.offered("ru"), ["run"])
        self.assertTrue({"run", "explain", "check", "test", "show", "schema", "completion", "man"} <= set(self.offered("")))

    def test_every_flag_of_the_help(self):
        for verb in ("run", "explain", "check", "test", "show", "schema"):
            page = self.fenglu(verb, "--help").out
            flags = {line.split()[0] for line in page.splitlines() if line.startswith("  --")}
            self.assertEqual(set(self.offered(verb, "--")) - {"--help"}, flags)

    def test_a_flag_that_was_given_isnt_offered_again(self):
        self.assertNotIn("--month", self.offered("run", "tiny", "--month", "2025-01", "--"))
        self.assertIn("--set", self.offered("run", "tiny", "--set", "tax.rate=0", "--"))

    def test_choices(self):
        self.assertEqual(self.offered("run", "tiny", "--headers", ""), ["id", "zh", "en"])
        self.assertEqual(self.offered("run", "tiny", "--encoding", "utf-8-"), ["utf-8-bom"])
        self.assertEqual(self.offered("run", "tiny", "--opening", "z"), ["zero", ":files"])
        self.assertEqual(self.offered("show", "tiny", "--format", "j"), ["json"])
        self.assertEqual(self.offered("completion", ""), ["bash", "zsh", "fish"])
        self.assertEqual(self.offered("check", "--lang=z"), ["zh"])
        self.assertEqual(self.offered("check", "--lang", "=", "z"), ["zh"])

    def test_policies_by_name_and_folder(self):
        self.assertEqual(self.offered("check", "ti", "--tables", ""), [":dirs"])
        self.assertEqual(self.offered("check", "ti", env={"FENGLU_TABLES": str(self.folder)}), ["tiny", ":dirs"])
        self.assertEqual(self.offered("check", "--tables", str(self.folder), "ti"), ["tiny", ":dirs"])

    def test_names_of_the_tables(self):
        self.assertEqual(self.offered("run", "tiny", "--items", "gross,g"), ["gross,gross.so_far"])
        self.assertEqual(self.offered("run", "tiny", "--by", "p"), ["post"])
        self.assertEqual(self.offered("run", "tiny", "--set", "tax"), ["tax.rate="])
        self.assertEqual(self.offered("show", "tiny", "tax.rate", "all"), ["allowance"])
        self.assertEqual(self.offered("run", "tiny", "--sheet", ""), ["payroll"])
        self.assertEqual(self.offered("run", "tiny", "--as-of", "2025"), ["2025-05-10"])

    def test_months_of_the_years_in_which_a_value_begins(self):
        self.assertEqual(self.offered("run", "tiny", "--month", ""), ["2024-", "2025-"])
        self.assertEqual(self.offered("run", "tiny", "--month", "2025-1"), ["2025-10", "2025-11", "2025-12"])

    def test_tables_that_cant_be_read_offer_nothing(self):
        self.file("tiny/policy.json", "{")
        self.assertEqual(self.offered("run", "tiny", "--items", ""), [])
        self.assertEqual(self.offered("run", "nowhere", "--month", ""), [])

    def test_meanings_are_in_the_language_of_the_locale(self):
        self.assertIn("run\twork out", self.fenglu("__complete", "run", lang=None).out)
        self.assertIn("run\t由政策", self.fenglu("__complete", "run", lang=None, env={"LC_ALL": "zh_CN.UTF-8"}).out)

    def test_a_script_needs_a_shell(self):
        for words, code in (((), "missing-flag"), (("csh",), "flag-value")):
            ending = self.assert_leaves_nothing(WRONG, "completion", *words, "--errors", "json")
            self.assertEqual(ending.errors(), [code])

    def test_what_cant_be_printed_is_refused(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for verb in (("man",), ("completion", "bash"), ("__complete", "r")):
                done = subprocess.run([COMMAND, *verb], stdout=full, stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, REFUSED, verb)


class Shells(Scene):
    def need(self, shell):
        if not shutil.which(shell):
            self.skipTest(f"{shell} isn't installed")

    def script(self, shell):
        return self.file(f"fenglu.{shell}", self.fenglu("completion", shell, code=DONE).out)

    def environment(self):
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        (folder / "fenglu").symlink_to(COMMAND)
        return {"PATH": f"{folder}:{os.environ['PATH']}", "TERM": "dumb", "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}

    def typed(self, shell, begin, keys, end="DONE"):
        """What a real shell on a terminal makes of the keys; the line isn't carried out, but echoed."""
        mine, theirs = pty.openpty()
        process = subprocess.Popen(shell, stdin=theirs, stdout=theirs, stderr=theirs, cwd=self.folder, env=self.environment(),
                                   start_new_session=True)
        os.close(theirs)
        heard = b""

        def hear(until):
            nonlocal heard
            deadline = time.monotonic() + 30
            while until not in heard and time.monotonic() < deadline:
                if select.select([mine], [], [], 0.2)[0]:
                    heard += os.read(mine, 65536)
            self.assertIn(until, heard)

        try:
            os.write(mine, begin.encode() + b"\necho READ''Y\n")
            hear(b"READY")
            for key in keys:
                os.write(mine, key.encode())
                time.sleep(0.4)
            os.write(mine, b"\x01echo '\x05'; echo " + end[:2].encode() + b"''" + end[2:].encode() + b"\n")
            hear(end.encode())
        finally:
            process.kill()
            process.wait()
            os.close(mine)
        return heard.decode("utf-8", "replace").replace("\r", "")

    def test_bash_completes(self):
        script = self.script("bash")
        heard = self.typed(["bash", "--norc", "--noprofile", "-i"], f"source ./{script}",
                           ["fenglu sho\t", "ti\t", " --mon\t", "2025-0\t3", " tax\t"])
        self.assertIn("\nfenglu show tiny/ --month 2025-03 tax.rate", heard)

    def test_zsh_reads_its_script(self):
        self.need("zsh")
        done = subprocess.run(["zsh", "-n", self.script("zsh")], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_fish_completes(self):
        self.need("fish")
        script = self.script("fish")
        line = f"source {script}; complete -C 'fenglu show tiny --format '; complete -C 'fenglu run tiny --items gr'"
        done = subprocess.run(["fish", "-c", line], cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        self.assertEqual([one.split("\t")[0] for one in done.stdout.splitlines()], ["json", "text", "gross", "gross.so_far"])


if __name__ == "__main__":
    main()
