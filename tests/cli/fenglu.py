"""The command under test, rosters written down in a test, and a folder that each test has to itself."""

import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("FENGLU", str(ROOT / "build/release/fenglu"))
TINY = ROOT / "tests/cases/tiny"

DONE, REFUSED, WRONG, FAULT, LEFT_OUT = range(5)


def table(text):
    """The rows of a result as dictionaries."""
    return list(csv.DictReader(io.StringIO(text)))


def by_key(text):
    """The lines of a result by their key, the header under "": any order of rows."""
    lines = text.splitlines()
    return {"": lines[0], **{line.split(",", 1)[0]: line for line in lines[1:]}}


class Ending:
    """How a command ended."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def rows(self):
        return table(self.out)

    def json(self):
        return json.loads(self.out)

    def errors(self):
        """Codes of the diagnostics, in order; of --errors json."""
        return [json.loads(line)["code"] for line in self.err.splitlines() if line.startswith("{")]


class Scene(unittest.TestCase):
    """A test with a folder of its own, in which a copy of the tiny policy lies."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="fenglu_cli_"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        shutil.copytree(TINY, self.folder / "tiny")

    def fenglu(self, *arguments, stdin=None, code=None, lang="en", env=None):
        """Runs the command in the test's folder, in English."""
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "LANG": "C"}
        environment.update(env or {})
        words = [COMMAND, *map(str, arguments)] + (["--lang", lang] if lang else [])
        done = subprocess.run(words, capture_output=True, cwd=self.folder, env=environment, input=stdin, timeout=120, check=False)
        done.stdout = done.stdout.decode("utf-8", "surrogateescape")
        done.stderr = done.stderr.decode("utf-8", "surrogateescape")
        if code is not None:
            self.assertEqual(done.returncode, code, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")
        return Ending(done)

    def file(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return name

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def staff(self, *rows, head="staff_id,hired_on,post,wage,bonus", name="staff.csv"):
        """A roster for the tiny policy; without rows two people."""
        rows = rows or ("A1,2020-01-01,desk,1000.00,0", "B2,2021-05-01,field,2000.10,5")
        return self.file(name, "\n".join([head, *rows]) + "\n")

    def pay(self, *flags, month="2025-01", staff=None, **named):
        """Runs the tiny policy for a month."""
        return self.fenglu("run", "tiny", "--staff", staff or self.staff(), "--month", month, *flags, **named)

    def snapshot(self):
        """Every file of the folder with its bytes."""
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file()}

    def assert_leaves_nothing(self, code, *arguments, **named):
        """The command ends with the code, writes to no file and nothing to standard output."""
        before = self.snapshot()
        ending = self.fenglu(*arguments, code=code, **named)
        self.assertEqual(ending.out, "", arguments)
        self.assertEqual(self.snapshot(), before, arguments)
        return ending


def main():
    unittest.main()
