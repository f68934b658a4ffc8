"""The figures that the tables of a policy hold, each with its place in the file: what tests/mutate_tables.py changes.

A figure is a scalar value, the value of a table's row, the lower end of a band, a bracket's bound, rate or quick
deduction, a number in a recurring formula, or what a rounding rule says.
"""

import dataclasses
import datetime
import json
import pathlib
import re

DECIMAL = re.compile(r"-?\d+(?:\.\d+)?$")
IN_FORMULA = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
OTHER_MODE = {"half": "down", "up": "half", "down": "up"}


@dataclasses.dataclass
class Node:
    """A value of a JSON text with its stretch; `value` is a dict of Nodes, a list of Nodes or a scalar."""

    value: object
    start: int
    end: int

    def get(self, key):
        return self.value.get(key) if isinstance(self.value, dict) else None


@dataclasses.dataclass(frozen=True)
class Figure:
    file: pathlib.Path
    start: int
    end: int
    old: str  # as it stands in the file, quotes included
    new: str
    parameter: str
    where: str  # "2011-01-01 [full]"

    def __str__(self):
        return f"{self.parameter} {self.where}: {self.old} -> {self.new}"


class Reader:
    """JSON with the place of each value; the text has passed json.loads."""

    SCALAR = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,\]}]+')

    def __init__(self, text):
        self.text, self.at = text, 0

    def blank(self):
        while self.text[self.at] in " \t\r\n,:":
            self.at += 1

    def read(self):
        self.blank()
        start = self.at
        if self.text[start] == "{":
            return self.collect({}, "}", start)
        if self.text[start] == "[":
            return self.collect([], "]", start)
        found = self.SCALAR.match(self.text, start)
        self.at = found.end()
        return Node(json.loads(found.group()), start, self.at)

    def collect(self, into, closing, start):
        self.at += 1
        self.blank()
        while self.text[self.at] != closing:
            if closing == "}":
                key = self.read().value
                into[key] = self.read()
            else:
                into.append(self.read())
            self.blank()
        self.at += 1
        return Node(into, start, self.at)


def read(path):
    text = path.read_text(encoding="utf-8")
    json.loads(text)
    return text, Reader(text + "\n").read()


def next_figure(text):
    """The same with its last digit changed: 0.16 -> 0.17, 9 -> 8."""
    last = text[-1]
    return text[:-1] + ("8" if last == "9" else str(int(last) + 1))


def next_day(text):
    return (datetime.date.fromisoformat(text) + datetime.timedelta(days=1)).isoformat()


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


class Policy:
    """A folder of tables, with those that it extends."""

    def __init__(self, folder):
        self.folder = folder
        self.header = json.loads((folder / "policy.json").read_text(encoding="utf-8"))
        below = self.header.get("extends")
        self.below = None
        if below:
            is_path = "/" in below or below.startswith(".")
            self.below = Policy((folder / below).resolve() if is_path else folder.parent / below)

    @property
    def layers(self):
        return [self] + (self.below.layers if self.below else [])

    def files(self):
        for path in sorted(self.folder.glob("*.json")):
            if path.name != "policy.json":
                text, root = read(path)
                if root.get("sheet") is None:
                    yield path, text, root

    def declared(self, parameter, key):
        """What this layer or the nearest one below says of a parameter: its unit, its axes."""
        for layer in self.layers:
            for _, _, root in layer.files():
                found = root.get(parameter)
                if found is not None and found.get(key) is not None:
                    return plain(found.get(key))
        return None

    def members(self, category):
        out = []
        for layer in reversed(self.layers):
            said = layer.header.get("categories", {}).get(category, {})
            out = [one["id"] for one in said.get("members", [])] or out
            out += [one["id"] for one in said.get("append", [])]
        return out

    def figures(self):
        for path, text, root in self.files():
            for parameter, said in root.value.items():
                yield from Figures(self, path, text, parameter).of(said)


def plain(node):
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [plain(value) for value in node.value]
    return node.value


class Figures:
    """The figures of one parameter in one file."""

    def __init__(self, policy, path, text, parameter):
        self.policy, self.path, self.text, self.parameter = policy, path, text, parameter
        self.unit = policy.declared(parameter, "unit")
        self.axes = policy.declared(parameter, "axes") or []

    def of(self, said):
        rows = said.get("values")
        for row in rows.value if rows else []:
            since = row.get("from") or row.get("since")
            announced = row.get("announced")
            when = since.value + (f" ({announced.value})" if announced and announced.value else "")
            for kind, read_row in (("value", self.scalar), ("rows", self.rows), ("brackets", self.brackets),
                                   ("formula", self.formula)):
                if row.get(kind) is not None:
                    yield from read_row(row.get(kind), when)

    def change(self, node, new, where):
        return Figure(self.path, node.start, node.end, self.text[node.start:node.end], new, self.parameter, where)

    def other(self, node):
        """What a scalar is changed to, as JSON; None: it is left alone (text, a repeal)."""
        value = node.value
        if isinstance(value, bool):
            return "false" if value else "true"
        if isinstance(value, dict):
            return None
        text = self.text[node.start:node.end].strip('"')
        if self.unit == "date" and isinstance(value, str):
            return quoted(next_day(value))
        if isinstance(self.unit, dict):
            members = self.policy.members(self.unit["category"])
            return quoted(members[(members.index(value) + 1) % len(members)]) if len(members) > 1 else None
        if not DECIMAL.match(text):
            return None
        return quoted(next_figure(text))

    def scalar(self, node, when):
        if self.unit == "rounding" and node.get("mode") is not None:
            mode = node.get("mode")
            yield self.change(mode, quoted(OTHER_MODE[mode.value]), f"{when} mode")
        elif (new := self.other(node)) is not None:
            yield self.change(node, new, when)

    def rows(self, node, when):
        for row in node.value:
            *keys, value = row.value
            names = ", ".join("|".join(plain(key)) if isinstance(key.value, list) else str(key.value) for key in keys)
            if (new := self.other(value)) is not None:
                yield self.change(value, new, f"{when} [{names}]")
            for axis, key in zip(self.axes, keys):
                if isinstance(axis, dict) and "bands" in axis:
                    yield self.change(key, quoted(next_figure(str(key.value))), f"{when} [{names}] lower end")

    def brackets(self, node, when):
        for number, bracket in enumerate(node.value, 1):
            for key in ("up_to", "rate", "quick"):
                if (said := bracket.get(key)) is not None:
                    yield self.change(said, quoted(next_figure(str(said.value))), f"{when} bracket {number} {key}")

    def formula(self, node, when):
        for line in node.value if isinstance(node.value, list) else [node]:
            text = self.text[line.start:line.end]
            for found in IN_FORMULA.finditer(text):
                changed = text[:found.start()] + next_figure(found.group()) + text[found.end():]
                yield self.change(line, changed, f"{when} formula, {found.group()} at {found.start()}")
