#!/usr/bin/env python3
"""Runs every command and snippet of the pages and compares what comes out with what the page shows. Rules: docs/writing.md.

    run_pages.py FENGLU [PAGE...]            fails with the place and a comparison of lines
    run_pages.py FENGLU --update [PAGE...]   writes the real output into the pages
    run_pages.py FENGLU --strict             what a page needs (`needs`) must be there
"""

import argparse
import ast
import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import page as pages_of
from page import ROOT, Directive

SECONDS = 120
# A snippet in one of these must say how it is tried; json without a word is parsed, console is run.
TRIED = {"cpp", "c", "python", "py", "java", "sh", "bash", "cmake", "toml"}
COMPILERS = {"cpp": ["c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c++"],
             "c": ["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c"]}
UNFENCED = re.compile(r"^ {4,}(\$ |(?:[\w/]*/)?fenglu +[a-z]+ +\S*(?:/|--))")


class Mistake(Exception):
    def __init__(self, line, text):
        super().__init__(text)
        self.line = line


class Update:
    """New output of a console fence: lines [begin, end) of the page."""

    def __init__(self, begin, end, lines):
        self.begin, self.end, self.lines = begin, end, lines


def matches(expected, found):
    """Whether the lines fit; a line `...` stands for any lines, `...` within one for any characters."""
    if not expected:
        return not found
    if expected[0].strip() == "...":
        return any(matches(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and fits(expected[0], found[0]) and matches(expected[1:], found[1:])


def fits(expected, found):
    if expected.rstrip() == found.rstrip():
        return True
    if "..." not in expected:
        return False
    pattern = ".*".join(re.escape(part) for part in expected.rstrip().split("..."))
    return re.fullmatch(pattern, found.rstrip()) is not None


def renewed(expected, found):
    """The found lines, shortened where the page had shortened them."""
    parts = [[]]
    for line in expected:
        parts.append([]) if line.strip() == "..." else parts[-1].append(line)
    if len(parts) == 1 or len(found) <= sum(map(len, parts)):
        return found
    out, at = [], 0
    for number, part in enumerate(parts):
        if number == 0:
            begin = 0
        elif number == len(parts) - 1:
            begin = max(at, len(found) - len(part))
        else:
            likeness = [difflib.SequenceMatcher(None, "\n".join(part), "\n".join(found[i:i + len(part)])).ratio()
                        for i in range(at, max(at, len(found) - len(part)) + 1)]
            begin = at + likeness.index(max(likeness))
        out += (["..."] if number else []) + found[begin:begin + len(part)]
        at = begin + len(part)
    return out


def commands(fence):
    """(first line within the fence, command, number of its lines, expected output) of each `$` line."""
    out, i = [], 0
    while i < len(fence.text):
        if not fence.text[i].startswith("$ "):
            raise Mistake(fence.line + 1 + i, "a console fence begins with `$ command`")
        begin, command = i, fence.text[i][2:]
        while command.endswith("\\"):
            i += 1
            command = command[:-1].rstrip() + " " + fence.text[i].removeprefix(">").strip()
        i += 1
        output = i
        while i < len(fence.text) and not fence.text[i].startswith("$ "):
            i += 1
        expected = fence.text[output:i]
        while expected and not expected[-1].strip() and i < len(fence.text):
            expected = expected[:-1]
        out.append((output, command, begin, expected))
    return out


class Trial:
    """One page in a folder of its own, where tables/ and examples/ are those of the project."""

    def __init__(self, page, fenglu, folder, update, strict):
        self.page, self.update, self.strict = page, update, strict
        self.folder = pathlib.Path(folder)
        self.updates, self.documents, self.notes = [], {}, []
        self.counts = {"commands": 0, "snippets": 0, "not run": 0}
        for name in ("tables", "examples", "include"):
            if (ROOT / name).exists():
                (self.folder / name).symlink_to(ROOT / name)
        bin_folder = self.folder / ".bin"
        bin_folder.mkdir()
        (bin_folder / "fenglu").symlink_to(fenglu)
        chinese = page.language == "zh"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "FENGLU"))}
        self.environment = {**kept, "PATH": f"{bin_folder}:{os.environ['PATH']}", "LC_CTYPE": "C.UTF-8",
                            "LC_MESSAGES": "zh_CN.UTF-8" if chinese else "C.UTF-8", "TZ": "UTC", "COLUMNS": "80",
                            "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}

    def shell(self, command):
        done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=SECONDS, check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def go(self):
        mistakes = self.unfenced()
        for block in self.page.blocks:
            try:
                if isinstance(block, Directive) and block.kind == "needs":
                    if self.lacks(block):
                        break
                elif isinstance(block, Directive):
                    self.hidden(block)
                else:
                    self.fence(block)
            except Mistake as mistake:
                mistakes.append(f"{self.page.name}:{mistake.line}: {mistake}")
            except subprocess.TimeoutExpired:
                mistakes.append(f"{self.page.name}:{block.line}: took longer than {SECONDS} s")
        return mistakes

    def unfenced(self):
        inside = set()
        for fence in self.page.fences:
            inside |= set(range(fence.line, fence.line + len(fence.text) + 2))
        return [f"{self.page.name}:{n}: a command stands in a ```console fence, with its output"
                for n, line in enumerate(self.page.lines, 1) if n not in inside and UNFENCED.match(line)]

    def lacks(self, block):
        code, _ = self.shell(block.value)
        if code == 0:
            return False
        if self.strict:
            raise Mistake(block.line, f"what the page needs isn't there: {block.value}")
        self.notes.append(f"{self.page.name}:{block.line}: the rest isn't tried: {block.value}")
        return True

    def hidden(self, block):
        code, output = self.shell(block.value)
        if code != 0:
            raise Mistake(block.line, f"`{block.value}` ended with {code}:\n{output}")

    def fence(self, fence):
        if fence.directive("not run"):
            if not fence.directive("not run").value:
                raise Mistake(fence.line, "`not run` says why")
            self.counts["not run"] += 1
            return
        if fence.language == "console":
            self.console(fence)
            return
        done = [self.take(fence, d) for d in fence.directives]
        if fence.language == "json":
            self.parse_json(fence)
        elif fence.language in TRIED and not any(done):
            raise Mistake(fence.line, f"say in a comment before the fence how this {fence.language} is tried (docs/writing.md)")
        self.counts["snippets"] += fence.language in TRIED or any(done)

    def take(self, fence, directive):
        text = "\n".join(fence.text) + "\n"
        if directive.kind == "file":
            target = self.folder / directive.value
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        elif directive.kind == "members":
            self.members(fence, directive)
        elif directive.kind == "from":
            self.quoted(fence, directive)
        elif directive.kind == "compile":
            self.compile(fence, text)
        else:
            raise Mistake(directive.line, f"`{directive.kind}` says nothing about a {fence.language} fence")
        return True

    def members(self, fence, directive):
        file, *keys = directive.value.split()
        into = self.documents.setdefault(file, {})
        target = into
        for key in keys:
            target = target.setdefault(key, {})
        target.update(self.parse_json(fence))
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(into, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    def parse_json(self, fence):
        text = "\n".join(fence.text).strip()
        whole = text if text[:1] in "{[" else "{" + text.rstrip(",") + "}"
        try:
            return json.loads(whole)
        except json.JSONDecodeError as error:
            raise Mistake(fence.line + error.lineno, f"this isn't JSON: {error.msg}") from error

    def quoted(self, fence, directive):
        """The fence is a piece of a file of the project, lines in a row, but for their common indent."""
        source = (ROOT / directive.value).read_text(encoding="utf-8").rstrip("\n").split("\n")
        wanted = [line.strip() for line in fence.text]
        for i in range(len(source) - len(wanted) + 1):
            piece = source[i:i + len(wanted)]
            if [line.strip() for line in piece] == wanted:
                if fence.language in ("python", "py"):
                    ast.parse("\n".join(source))
                return
        raise Mistake(fence.line, f"this doesn't stand in {directive.value}")

    def compile(self, fence, text):
        if fence.language not in COMPILERS:
            raise Mistake(fence.line, "`compile` is for c and cpp")
        done = subprocess.run([*COMPILERS[fence.language], f"-I{ROOT / 'include'}", "-"], input=text, text=True,
                              capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0:
            raise Mistake(fence.line, "it doesn't compile:\n" + done.stderr)

    def console(self, fence):
        found = commands(fence)
        exits = fence.directive("exit")
        for number, (output, command, begin, expected) in enumerate(found):
            due = int(exits.value) if exits and number == len(found) - 1 else 0
            line = fence.line + 1 + begin
            if command.startswith("./dev"):
                self.development(command, line)
                continue
            self.counts["commands"] += 1
            code, text = self.shell(command)
            if code != due:
                raise Mistake(line, f"`{command}` ended with {code}, the page says {due}:\n{text}")
            self.compare(fence, output, expected, text.rstrip("\n").split("\n") if text else [], command, line)

    def compare(self, fence, output, expected, lines, command, line):
        if matches(expected, lines):
            return
        if self.update:
            begin = fence.line + output  # the line after the fence's mark is index fence.line
            self.updates.append(Update(begin, begin + len(expected), [fence.indent + new for new in renewed(expected, lines)]))
            return
        compared = difflib.unified_diff(expected, lines, "on the page", "found", lineterm="")
        raise Mistake(line, f"`{command}` says something else:\n" + "\n".join(compared))

    def development(self, command, line):
        """./dev is what builds this; that the verb is there can be told."""
        usage = subprocess.run([str(ROOT / "dev"), "help"], capture_output=True, text=True, check=True).stdout
        verb = shlex.split(command, comments=True)[1]
        if not re.search(rf"^  {re.escape(verb)}\b", usage, re.MULTILINE):
            raise Mistake(line, f"./dev has no verb {verb}")

    def write_updates(self):
        lines = list(self.page.lines)
        for update in reversed(self.updates):
            lines[update.begin:update.end] = update.lines
        self.page.path.write_text("\n".join(lines), encoding="utf-8")


def try_page(path, arguments):
    try:
        page = pages_of.read(path)
    except pages_of.Malformed as error:
        return [str(error)], {}, []
    with tempfile.TemporaryDirectory(prefix="fenglu-page-") as folder:
        trial = Trial(page, arguments.fenglu, folder, arguments.update, arguments.strict)
        mistakes = trial.go()
    if trial.updates:
        trial.write_updates()
        trial.notes.append(f"{page.name}: {len(trial.updates)} outputs written")
    return mistakes, trial.counts, trial.notes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fenglu", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("pages", nargs="*", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true", help="write the real output into the pages")
    parser.add_argument("--strict", action="store_true", help="what a page needs must be there")
    arguments = parser.parse_intermixed_args()
    mistakes, total = [], {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found, counts, notes in pool.map(lambda path: try_page(path, arguments), arguments.pages or pages_of.pages()):
            mistakes += found
            total = {kind: total.get(kind, 0) + counts.get(kind, 0) for kind in total | counts}
            print(*notes, sep="\n", end="\n" if notes else "")
    print(*mistakes, sep="\n", end="\n" if mistakes else "")
    if not total.get("commands") and not mistakes and not arguments.pages:
        sys.exit("no page shows a command")
    print(", ".join(f"{kind}: {count}" for kind, count in total.items()))
    sys.exit(bool(mistakes))


if __name__ == "__main__":
    main()
