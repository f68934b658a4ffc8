#!/usr/bin/env python3
"""Holds the line on the shape of the sources. Its limits can only be tightened.

    python3 tests/tidy.py            the mistakes, one a line, and a summary
    python3 tests/tidy.py --long     the ten longest functions and files too
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
from decimal import Decimal, InvalidOperation

from cpp_source import code_only, functions, without_comments

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOORS = ["diagnostic", "number", "calendar", "formula", "policy", "plan", "run", "explain", "library", "roster", "careers", "cases", "comparison"]
EXACT_FLOORS = ["number", "calendar", "formula", "policy", "plan", "explain", "careers"]
MEASURED = ["engine", "app", "include", "bindings", "bench"]
LAWLESS = ["engine", "app", "include"]
SOURCE_FOLDERS = ["engine", "app", "include", "bindings", "bench", "tests", "examples", "cmake"]
SOURCE_SUFFIXES = {".cpp", ".hpp", ".h", ".c", ".def", ".py", ".cmake", ".txt", ".java", ".sh"}
CPP_SUFFIXES = {".cpp", ".hpp", ".h", ".c"}
NOT_OURS = {".git", "build", "__pycache__", ".cache", ".vscode", ".idea"}

FUNCTION_MEDIAN = 8
FUNCTION_95 = 40
FUNCTION_MOST = 70
FILE_MEDIAN = 200
FILE_MOST = 600
ROOT_ENTRIES = 18
FIGURE_DIGITS = 4  # a figure with fewer is everywhere by chance

BANNED_NAMES = {"Manager": "name what it manages", "Helper": "name what it does", "Util": "name the concept"}
BANNED_FILES = re.compile(r"(manager|helper|util|common|misc)", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE_PATH = re.compile(r"""(?<![\w.:/])/(?:work|home|root|Users|mnt)/\w""")


class Source:
    def __init__(self, path, root):
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8", errors="replace")
        self.lines = self.text.count("\n") + (0 if self.text.endswith("\n") or not self.text else 1)

    def stands_in(self, folders):
        return self.name.split("/", 1)[0] in folders

    def is_cpp(self):
        return self.path.suffix in CPP_SUFFIXES

    def line_of(self, position):
        return self.text.count("\n", 0, position) + 1


def sources(root):
    found = [root / "dev", root / ".ci/run", root / "CMakeLists.txt"]
    for folder in SOURCE_FOLDERS:
        found += sorted((root / folder).rglob("*"))
    wanted = [p for p in found if p.is_file() and not NOT_OURS & set(p.relative_to(root).parts)]
    return [Source(p, root) for p in wanted if p.suffix in SOURCE_SUFFIXES or p in found[:2]]


def each_match(source, pattern, text=None):
    for match in pattern.finditer(source.text if text is None else text):
        yield f"{source.name}:{source.line_of(match.start())}", match


def measured_functions(all_sources):
    out = []
    for source in all_sources:
        if source.is_cpp() and source.stands_in(MEASURED):
            out += [(f.length, f"{source.name}:{f.line}", f.name) for f in functions(source.text)]
    return sorted(out, reverse=True)


def percentile_95(lengths):
    ordered = sorted(lengths)
    return ordered[(len(ordered) * 95 + 99) // 100 - 1]


def function_lengths(all_sources):
    measured = measured_functions(all_sources)
    if not measured:
        return []
    lengths = [length for length, _, _ in measured]
    out = [f"{place}: {name} has {length} lines, at most {FUNCTION_MOST}"
           for length, place, name in measured if length > FUNCTION_MOST]
    if percentile_95(lengths) > FUNCTION_95:
        longest = ", ".join(f"{place} {name} {length}" for length, place, name in measured[:5])
        out.append(f"95 % of functions have up to {percentile_95(lengths)} lines, at most {FUNCTION_95}: {longest}")
    if statistics.median(lengths) > FUNCTION_MEDIAN:
        out.append(f"the median function has {statistics.median(lengths)} lines, at most {FUNCTION_MEDIAN}")
    return out


def file_lengths(all_sources):
    out = [f"{s.name}: {s.lines} lines, at most {FILE_MOST}" for s in all_sources if s.lines > FILE_MOST]
    median = statistics.median([s.lines for s in all_sources])
    return out + ([f"the median file has {median} lines, at most {FILE_MEDIAN}"] if median > FILE_MEDIAN else [])


def root_entries(root):
    """What a visitor sees first: the tracked entries, or all where there is no repository."""
    git = subprocess.run(["git", "-C", str(root), "ls-files"], capture_output=True, text=True, check=False)
    entries = {line.split("/", 1)[0] for line in git.stdout.splitlines()} or {p.name for p in root.iterdir()} - NOT_OURS
    return [f"{len(entries)} entries in the root, at most {ROOT_ENTRIES}: {' '.join(sorted(entries))}"] if len(entries) > ROOT_ENTRIES else []


def floors(all_sources):
    """A floor includes only lower ones, and none but the command line includes the command line."""
    include = re.compile(r'^\s*#\s*include\s+"(engine|app)/([\w.]+)', re.MULTILINE)
    out = []
    for source in all_sources:
        parts = source.name.split("/")
        if parts[0] != "engine" or len(parts) < 3:
            continue
        if parts[1] not in FLOORS:
            out.append(f"{source.name}: {parts[1]} is no floor; give it a place in tests/tidy.py")
            continue
        for place, match in each_match(source, include):
            folder, floor = match.groups()
            if folder == "app" or (floor in FLOORS and FLOORS.index(floor) > FLOORS.index(parts[1])):
                out.append(f"{place}: {parts[1]} is below {floor if folder == 'engine' else 'app'} and can't include it")
    return out


def unfinished(all_sources):
    return [f"{place}: {match.group()}" for s in all_sources for place, match in each_match(s, UNFINISHED)]


def machine_paths(all_sources):
    return [f"{place}: a path of one machine: {match.group()}"
            for s in all_sources for place, match in each_match(s, MACHINE_PATH)]


def floats(all_sources):
    pattern = re.compile(r"\b(?:double|float)\b")
    exact = [s for s in all_sources if s.is_cpp() and s.name.startswith(tuple(f"engine/{f}/" for f in EXACT_FLOORS))]
    return [f"{place}: {match.group()}: this floor is exact" for s in exact for place, match in each_match(s, pattern, code_only(s.text))]


def names(all_sources):
    pattern = re.compile(r"\b\w*(" + "|".join(BANNED_NAMES) + r")\w*\b")
    ours = [s for s in all_sources if s.is_cpp()]
    out = [f"{place}: {match.group()}: {BANNED_NAMES[match.group(1)]}"
           for s in ours for place, match in each_match(s, pattern, code_only(s.text))]
    return out + [f"{s.name}: {BANNED_FILES.search(s.path.name).group()} is no concept" for s in ours if BANNED_FILES.search(s.path.name)]


def strings_of(node):
    """Every string of a JSON document, whichever way it is nested."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for child in node:
            yield from strings_of(child)
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from (strings_of(child) if key not in ("range", "title", "note") else ())


def as_figure(text):
    """A decimal with enough digits to be known again; powers of ten and years are everybody's."""
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        return None
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return None
    digits = text.replace(".", "").lstrip("0")
    is_power = digits.strip("0") in ("", "1")
    is_year = "." not in text and 1900 <= figure <= 2100
    return figure if len(digits) >= FIGURE_DIGITS and not is_power and not is_year else None


DAY = re.compile(r"\d{4}-\d\d-\d\d")
MADE_DAY = re.compile(r"\bmake\(\s*(\d{4}),\s*(\d+),\s*(\d+)\s*\)|\"(\d{4})-(\d\d)-(\d\d)\"")


def days_written(code):
    """The days that code states, as an ISO literal of its own or by parts; a day inside a sentence shows a format."""
    found = ([part for part in match.groups() if part] for match in MADE_DAY.finditer(code))
    return {f"{year}-{month:0>2}-{day:0>2}" for year, month, day in found}


def law_of_tables(root):
    """The figures, days and document numbers that the tables hold."""
    figures, words = set(), set()
    for path in sorted((root / "tables").rglob("*.json")):
        if "cases" in path.parts:
            continue
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            continue  # `fenglu check` says what is wrong with it
        for text in strings_of(document):
            figure = as_figure(text)
            if figure is not None:
                figures |= {figure, figure * 100}  # as yuan and as fen
            elif DAY.fullmatch(text):
                words.add(text)
        for register in (document.get("sources") or {}).values() if isinstance(document, dict) else ():
            words |= {register[key] for key in ("number",) if register.get(key)}
    return figures, words


def law(all_sources, root):
    """No figure, day or document of the tables stands in the engine or the command line."""
    figures, words = law_of_tables(root)
    number = re.compile(r"(?<![\w.])\d[\d',]*(?:\.\d+)?(?![\w])")
    out = []
    for source in all_sources:
        if not source.is_cpp() or not source.stands_in(LAWLESS):
            continue
        for place, match in each_match(source, number):
            plain = match.group().replace("'", "").replace(",", "")
            if Decimal(plain) in figures and as_figure(plain) is not None:
                out.append(f"{place}: {match.group()} is a figure of the tables")
        told = without_comments(source.text)
        written = (told if DAY.fullmatch(word) is None else days_written(told) for word in sorted(words))
        out += [f"{source.name}: {word} is a day or document of the tables"
                for word, where in zip(sorted(words), written) if word in where]
    return out


def lines_in(root, *folders):
    """Lines of every text of the folders: what tests expect is written in tables and samples as much as in code."""
    texts = [p for folder in folders for p in root.glob(folder + "/**/*") if p.is_file() and p.suffix not in (".pyc", "")]
    return sum(p.read_text(encoding="utf-8", errors="replace").count("\n") for p in texts)


def weights(root):
    return lines_in(root, "engine"), lines_in(root, "tests", "tables/*/cases")


def tests_weigh_as_much(root):
    engine, tests = weights(root)
    return [f"{tests} lines of tests and worked cases, fewer than the engine's {engine}"] if tests < engine else []


def summary(all_sources, root):
    engine, tests = weights(root)
    lengths = [length for length, _, _ in measured_functions(all_sources)] or [0]
    return (f"{len(all_sources)} files, {len(lengths)} functions: median {statistics.median(lengths):g} lines, "
            f"95 % up to {percentile_95(lengths)}, longest {max(lengths)}; "
            f"engine {engine} lines, tests and worked cases {tests}")


def mistakes(root):
    all_sources = sources(root)
    out = function_lengths(all_sources) + file_lengths(all_sources) + root_entries(root) + floors(all_sources)
    out += unfinished(all_sources) + machine_paths(all_sources) + floats(all_sources) + names(all_sources)
    return out + law(all_sources, root) + tests_weigh_as_much(root)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="list the longest functions and files")
    arguments = parser.parse_args()
    found = mistakes(ROOT)
    for mistake in found:
        print(mistake)
    all_sources = sources(ROOT)
    if arguments.long:
        for length, place, name in measured_functions(all_sources)[:10]:
            print(f"  {length:4} {place} {name}")
        for source in sorted(all_sources, key=lambda s: -s.lines)[:10]:
            print(f"  {source.lines:4} {source.name}")
    print(summary(all_sources, ROOT))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
