#!/usr/bin/env python3
"""Schemas and loader say the same of the same file: on every table that ships, on the bad files that the loader's own tests write
down, and on thousands of small mistakes made in a good policy.

    schema_test.py FENGLU            FENGLU_MISTAKES=all tries every mistake, a number so many of them (600)

What a schema can't express is in BEYOND, with the reason. There the loader alone refuses; never the schema alone.
"""

import concurrent.futures
import copy
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "tables/schema"
CODES = ROOT / "engine/diagnostic/codes.def"
MISTAKES = ROOT / "tests/policy/mistakes"
BASE = ROOT / "tests/schema/base"
FENGLU = ""

# Codes that no schema of one file can foresee: (codes, pattern that narrows them to some of their messages, reason).
BEYOND = [
    ("formula-syntax wrong-unit ambiguous-name argument-count not-here table-axes rounding-unit not-optional division-needs-round", "",
     "no schema reads formulas"),
    ("total-varies split-share year-to-date-cumulative not-kept", "", "no schema reads formulas"),
    ("wrong-type", "expected money, number or rate", "no schema reads formulas"),
    ("json-syntax json-float duplicate-key", "", "a parser of JSON has lost it"),
    ("unknown-name unknown-source unknown-category unknown-member unknown-item read-on", "", "it names what is declared elsewhere"),
    ("name-clash duplicate-name header-twice member-twice key-fact key-twice two-values recurs-twice", "", "it counts over several objects"),
    ("shadows replaces-nothing extends-not-found extends-circular", "", "it depends on other files or layers"),
    ("missing-key", "^(a parameter|a sheet|a category) lacks (title|unit|read_on)", "an upper layer may leave it out"),
    ("missing-key", "^a ladder lacks", "an upper layer may leave it out"),
    ("ladder-day ladder-next ladder-circle ladder-disagrees ladder-reads ladder-places ladder-sets", "",
     "what a ladder's formulas, its sheet and its tables come to isn't the shape of a file"),
    ("other-value cannot-recur", "", "unit and axes may stand in the layer below"),
    ("table-gap table-twice bands-order brackets-order brackets-gap to-before-from range-swapped default-outside", "", "it compares values"),
    ("row-width", "", "only tables of up to three axes are counted"),
    ("brackets-open", "", "a schema can't tell the last element of an array from the others"),
    ("missing-key", "^a bracket lacks up_to", "a schema can't tell the last element of an array from the others"),
    ("decimals", "", "how many a fact has may be stated beside it"),
    ("reserved-name", "", "the words of formulas belong to the language"),
    ("wrong-type", "found [a-z ]+, expected category", "the type of what it names is declared elsewhere"),
    ("kind-unit not-payable not-exact-decimals sum-of-other in-no-total in-no-total-of in-two-totals counted-twice type-supposed cycle optional-untested", "",
     "what formulas and sums come to isn't the shape of a file"),
    ("not-whole mean-needs-round range-unfit range-needed division-by-zero table-range no-value abstract", "",
     "what formulas and sums come to isn't the shape of a file"),
    ("case-differs case-refused case-accepted case-refused-otherwise case-lacks-fact case-lacks-opening set-working row-no-value", "",
     "the case is worked out to see it"),
    ("cell-empty cell-format cell-decimals cell-range cell-rate cell-date cell-category cell-destroyed", "", "cells are read by the facts' types"),
]
# What a document may hold in place of another value.
INSTEAD = [None, True, 0, -7, "", "x", "1.2345", "2025-02-30", "2024-02-29", "2025-13", "month.first", [], ["x"], {}, {"formula": "0"}, {"zh": "x"}]


def bundle():
    """All schemas as one document, so that no resolver is needed."""
    texts = {}
    for path in sorted(SCHEMAS.glob("*.json")):
        name = path.name.removesuffix(".schema.json")
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'"\$ref": "#/', f'"$ref": "#/definitions/{name}/', text)
        text = re.sub(r'"\$ref": "(\w+)\.schema\.json#/', r'"$ref": "#/definitions/\1/', text)
        text = re.sub(r'"\$ref": "(\w+)\.schema\.json"', r'"$ref": "#/definitions/\1"', text)
        texts[name] = json.loads(text)
    return texts


class Schemas:
    def __init__(self):
        definitions = bundle()
        for schema in definitions.values():
            jsonschema.Draft7Validator.check_schema(schema)
        self.validators = {name: jsonschema.Draft7Validator({"definitions": definitions, "$ref": f"#/definitions/{name}"})
                           for name in ("policy", "table", "cases")}

    def of(self, path):
        if path.name == "policy.json":
            return self.validators["policy"]
        return self.validators["cases" if path.parent.name == "cases" else "table"]

    def mistake(self, path):
        """What the schema says of a file; nothing where it takes it. A file that isn't JSON has no verdict of a schema."""
        try:
            document = json.loads(path.read_text(encoding="utf-8-sig"))
        except (json.JSONDecodeError, UnicodeDecodeError):
            return "not JSON"
        error = next(iter(self.of(path).iter_errors(document)), None)
        return None if error is None else f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def loader_says(folder, cases=False):
    """The errors of the loader as (code, file, line, column, message)."""
    month = [] if cases else ["--month", "2024-08"]
    done = subprocess.run([FENGLU, "test" if cases else "show", str(folder), *month, "--errors", "json", "--lang", "en"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    if done.returncode not in (0, 1):
        raise AssertionError(f"fenglu ended with {done.returncode}: {done.stderr}")
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    return [(e["code"], pathlib.Path(e.get("file") or ""), e.get("line") or 0, e.get("column") or 0, e["message"])
            for e in lines if e["severity"] == "error"]


def within_a_string(error, texts):
    """Whether a mistake points into the text of a formula, rather than at a value of the file."""
    _, file, line, column, _ = error
    lines = texts[file]
    if not 0 < line <= len(lines) or not 0 < column <= len(lines[line - 1]):
        return False
    before, at = lines[line - 1][: column - 1], lines[line - 1][column - 1]
    quotes = len(re.findall(r'(?<!\\)"', before))
    return quotes % 2 == 1 and at != '"'


def beyond_a_schema(error, changed, texts):
    code, file, _, _, message = error
    if file.resolve() != changed.resolve() or within_a_string(error, texts):
        return True
    return any(code in codes.split() and re.search(pattern, message) for codes, pattern, _ in BEYOND)


class Lines(dict):
    def __missing__(self, file):
        self[file] = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
        return self[file]


def compare(schemas, folder, changed, cases=False):
    """What is wrong with the two verdicts on a changed file, or nothing."""
    errors = loader_says(folder, cases)
    schema = schemas.mistake(changed)
    if schema == "not JSON":
        return None if errors else "the loader takes what isn't JSON"
    if schema is not None and not errors:
        return f"the schema alone refuses: {schema}"
    texts = Lines()
    due = [error for error in errors if not beyond_a_schema(error, changed, texts)]
    if schema is None and due:
        code, _, line, column, message = due[0]
        return f"the loader alone refuses: {line}:{column} {code}: {message}"
    return None


def places(value, path=()):
    """Every place within a document."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from places(element, (*path, index))


def mistakes_of(document):
    """(what, changed document) of each small mistake."""
    for path in places(document):
        if not path:
            continue
        for name, change in changes(path):
            changed = copy.deepcopy(document)
            parent = changed
            for step in path[:-1]:
                parent = parent[step]
            if change(parent, path[-1]) is not False:
                yield f"{'/'.join(map(str, path))} {name}", changed


def changes(path):
    def put(value):
        return lambda parent, key: parent.__setitem__(key, copy.deepcopy(value))

    def twice(parent, key):
        return parent.append(copy.deepcopy(parent[key])) if isinstance(parent, list) else False

    def renamed(parent, key):
        if isinstance(parent, list):
            return False
        return parent.__setitem__(f"{key}X", parent.pop(key))

    yield "left out", lambda parent, key: parent.__delitem__(key)
    yield "twice", twice
    yield "renamed", renamed
    for value in INSTEAD:
        yield f"= {json.dumps(value)}", put(value)


class Verdicts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schemas = Schemas()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="fenglu-schema-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_each_exception_is_of_a_code_that_exists(self):
        known = set(re.findall(r'^FENGLU_CODE\(\w+,\s*\w+,\s*"([a-z-]+)"', CODES.read_text(encoding="utf-8"), re.MULTILINE))
        self.assertEqual({code for codes, _, _ in BEYOND for code in codes.split()} - known, set())

    def test_what_ships_is_taken(self):
        files = [f for f in sorted((ROOT / "tables").rglob("*.json")) if SCHEMAS not in f.parents]
        self.assertGreater(len(files), 50)
        for file in [*files, *sorted(BASE.rglob("*.json")), *sorted((ROOT / "tests/cases/tiny").rglob("*.json"))]:
            with self.subTest(file=file.relative_to(ROOT).as_posix()):
                self.assertIsNone(self.schemas.mistake(file))

    def test_the_base_is_good(self):
        self.assertEqual(loader_says(BASE), [])
        self.assertEqual(loader_says(BASE, cases=True), [])

    def test_bad_files_of_the_loader(self):
        tried = 0
        for page in sorted(MISTAKES.glob("*.txt")):
            for number, case in enumerate(re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
                folder = self.folder / f"{page.stem}-{number}"
                shutil.copytree(ROOT / "tests/policy/folders", folder)
                loaded, changed = self.follow(folder, case.split("\n--\n")[0].split("\n")[1:])
                if len(changed) != 1:
                    continue  # several files: the verdict on one says little
                tried += 1
                with self.subTest(page=page.name, case=case.split("\n", 1)[0]):
                    self.assertIsNone(compare(self.schemas, folder / loaded, changed.pop()))
        self.assertGreater(tried, 80)

    @staticmethod
    def follow(folder, lines):
        """The edits of a page of mistakes; see tests/policy/mistakes_test.cpp."""
        loaded, changed = "lower", set()
        for line in lines:
            if line.startswith("load "):
                loaded = line[5:]
            elif line.startswith("remove "):
                (folder / line[7:]).unlink()
            else:
                name, rest = line.split(": ", 1)
                file = folder / name
                before, arrow, after = rest.replace("\\n", "\n").partition(" => ")
                file.parent.mkdir(parents=True, exist_ok=True)
                text = file.read_text(encoding="utf-8").replace(before, after) if arrow else before
                file.write_text(text, encoding="utf-8", newline="")
                changed.add(file)
                if file.parent.name == "upper":
                    loaded = "upper"
        return loaded, changed

    def test_small_mistakes(self):
        every = [(file, what, changed) for file in sorted(BASE.rglob("*.json"))
                 for what, changed in mistakes_of(json.loads(file.read_text(encoding="utf-8")))]
        wanted = os.environ.get("FENGLU_MISTAKES", "600")
        if wanted != "all":
            seed = int(os.environ.get("FENGLU_SEED", "20261122"))
            print(f"seed {seed}: {wanted} of {len(every)} mistakes")
            every = random.Random(seed).sample(every, int(wanted))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = [f"{what}: {says}" for what, says in pool.map(self.try_mistake, enumerate(every)) if says]
        self.assertEqual(found, [], "\n".join(found))

    def try_mistake(self, numbered):
        number, (file, what, changed) = numbered
        folder = self.folder / str(number)
        shutil.copytree(BASE, folder)
        target = folder / file.relative_to(BASE)
        target.write_text(json.dumps(changed, ensure_ascii=False, indent=1), encoding="utf-8")
        says = compare(self.schemas, folder, target, cases=file.parent.name == "cases")
        shutil.rmtree(folder)
        return f"{file.name} {what}", says


if __name__ == "__main__":
    FENGLU = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
