#!/usr/bin/env python3
"""Holds docs/diagnostics.md and engine/diagnostic/codes.def together, and asks that a test shows each code.

    python3 tests/diagnostics_page.py            fails where the page is out of date or a code is in no test
    python3 tests/diagnostics_page.py --write    writes the page
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODES = ROOT / "engine/diagnostic/codes.def"
PAGE = ROOT / "docs/diagnostics.md"

HEAD = """\
# Diagnostics

Every mistake that fenglu reports. The name in brackets is stable: programs may hold on to it, the wording may get better.
`{0}`, `{1}` ... stand for what was found. `--lang zh` gives the Chinese wording, `--errors json` one object a line:
`{"severity", "code", "file", "line", "column", "row", "cell", "message", "mend"}`.

This page is written from `engine/diagnostic/codes.def` by `./dev format`; a test holds the two together.
"""

STRING = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(
    r"^FENGLU_CODE\(\s*(\w+)\s*,\s*(\w+)\s*,\s*" + r"\s*,\s*".join([STRING] * 5) + r"\s*\)", re.MULTILINE
)
FIELDS = ("identifier", "severity", "name", "zh", "en", "mend_zh", "mend_en")


def codes():
    """The entries of the list, section by section: (section title, [entry])."""
    text = re.sub(r'"\s*\n\s*"', "", CODES.read_text(encoding="utf-8"))  # adjacent literals are one
    sections = []
    for part in re.split(r"\n\s*\n", text):
        entries = [dict(zip(FIELDS, match.groups())) for match in ENTRY.finditer(part)]
        if not entries:
            continue
        comment = re.findall(r"^// (.*)$", part[: part.index("FENGLU_CODE(" + entries[0]["identifier"])], re.MULTILINE)
        if comment or not sections:
            sections.append((comment[-1].rstrip(".") if comment else "General", []))
        sections[-1][1].extend(entries)
    return sections


def cell(text):
    return text.replace('\\"', '"').replace("\\\\", "\\").replace("|", "\\|")


def page(sections):
    out = [HEAD]
    for title, entries in sections:
        out.append(f"\n## {title[0].upper()}{title[1:]}\n\n| code | severity | what | how to mend it |\n| --- | --- | --- | --- |\n")
        for e in entries:
            what = f"{cell(e['en'])}<br>{cell(e['zh'])}"
            mend = f"{cell(e['mend_en'])}<br>{cell(e['mend_zh'])}"
            out.append(f"| `{e['name']}` | {e['severity']} | {what} | {mend} |\n")
    return "".join(out)


def untested(sections):
    """Codes that no test names, as Code::identifier, [name], "name", or in the head "## name" of a text table."""
    sources = [p for p in (ROOT / "tests").rglob("*") if p.is_file() and p.suffix in {".cpp", ".py", ".hpp", ".txt", ".json"}]
    text = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in sources)
    shown = set(re.findall(r"Code::(\w+)", text)) | set(re.findall(r'[\["]([a-z0-9-]+)[\]"]', text))
    shown |= set(re.findall(r"^[=#]+ ([a-z0-9-]+)(?=:|$)", text, re.MULTILINE))
    return [e["name"] for _, entries in sections for e in entries if not {e["identifier"], e["name"]} & shown]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/diagnostics.md")
    arguments = parser.parse_args()
    sections = codes()
    listed = len(re.findall(r"^FENGLU_CODE\(", CODES.read_text(encoding="utf-8"), re.MULTILINE))
    read = sum(len(entries) for _, entries in sections)
    if listed != read:
        sys.exit(f"{CODES.name}: {listed} codes, but {read} could be read: an entry is seven fields")
    if arguments.write:
        PAGE.write_text(page(sections), encoding="utf-8")
        return
    mistakes = [f"no test shows {name}" for name in untested(sections)]
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page(sections):
        mistakes.append("docs/diagnostics.md is out of date: ./dev format writes it")
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        sys.exit(1)
    print(f"{read} codes, each documented and shown by a test")


if __name__ == "__main__":
    main()
