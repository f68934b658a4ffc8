"""A page of the documentation as its blocks: fences, the comments that say how they are tried, headings, links.

docs/writing.md states the rules.
"""

import pathlib
import re
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]

FENCE = re.compile(r"^( *)(`{3,}|~{3,}) *([\w+-]*)[^`]*$")
COMMENT = re.compile(r"^ *<!-- *(file|members|from|exit|not run|run|compile|needs)(?:: *(.*?))? *-->$")
HEADING = re.compile(r"^(#{1,6}) +(.*?) *$")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)\s>]+)>?\)|!\[[^\]]*\]\(<?([^)\s>]+)>?\)")


@dataclass
class Directive:
    kind: str
    value: str
    line: int


@dataclass
class Fence:
    """`line` is that of the opening mark, from 1; `text` holds the lines between the marks."""

    language: str
    text: list
    line: int
    indent: str = ""
    directives: list = field(default_factory=list)

    def directive(self, kind):
        return next((d for d in self.directives if d.kind == kind), None)


@dataclass
class Page:
    path: pathlib.Path
    lines: list
    blocks: list  # Fence and lone Directive (run, needs), in order
    headings: list  # (level, text, line)
    links: list  # (target, line)

    @property
    def name(self):
        return self.path.relative_to(ROOT).as_posix() if self.path.is_relative_to(ROOT) else self.path.name

    @property
    def language(self):
        return "zh" if self.path.name.endswith(".zh.md") else "en"

    @property
    def fences(self):
        return [b for b in self.blocks if isinstance(b, Fence)]


class Malformed(Exception):
    pass


def read(path):
    return parse(pathlib.Path(path), pathlib.Path(path).read_text(encoding="utf-8"))


def parse(path, text):
    lines = text.split("\n")
    page = Page(path, lines, [], [], [])
    waiting = []  # directives that belong to the next fence
    i = 0
    while i < len(lines):
        line = lines[i]
        if fence := FENCE.match(line):
            i = take_fence(page, i, fence, waiting)
            waiting = []
        elif comment := COMMENT.match(line):
            directive = Directive(comment[1], comment[2] or "", i + 1)
            (page.blocks if comment[1] in ("run", "needs") else waiting).append(directive)
        elif line.strip():
            if waiting:
                raise Malformed(f"{page.name}:{waiting[0].line}: no fence follows the comment '{waiting[0].kind}'")
            take_prose(page, i, line)
        i += 1
    return page


def take_fence(page, begin, opening, directives):
    indent, mark, language = opening.groups()
    end = begin + 1
    while end < len(page.lines) and page.lines[end].strip() != mark:
        end += 1
    if end == len(page.lines):
        raise Malformed(f"{page.name}:{begin + 1}: the fence isn't closed")
    text = [line[len(indent):] if line.startswith(indent) else line for line in page.lines[begin + 1:end]]
    page.blocks.append(Fence(language, text, begin + 1, indent, directives))
    return end


def take_prose(page, at, line):
    if heading := HEADING.match(line):
        page.headings.append((len(heading[1]), heading[2], at + 1))
    in_code = re.sub(r"`[^`]*`", lambda m: "`" * len(m.group()), line)
    for link in LINK.finditer(in_code):
        page.links.append((link[1] or link[2], at + 1))


def pages():
    """Every page that users read."""
    found = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md"),
             *(ROOT / "bindings").rglob("README*.md")]
    return sorted(path for path in found if path.is_file() and "node_modules" not in path.parts)
