#!/usr/bin/env python3
"""Holds docs/diagnostics.md, its twin in Chinese and engine/diagnostic/codes.def together, and asks that a test shows each code.

    python3 tests/diagnostics_page.py            fails where the page is out of date or a code is in no test
    python3 tests/diagnostics_page.py --write    writes the pages
"""

import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODES = ROOT / "engine/diagnostic/codes.def"
PAGES = {"en": ROOT / "docs/diagnostics.md", "zh": ROOT / "docs/diagnostics.zh.md"}

HEADS = {
    "en": """\
# Diagnostics

Every mistake that fenglu reports. The name in brackets is stable: programs may hold on to it, the wording may get better.
`{0}`, `{1}` ... stand for what was found. `--lang zh` gives the Chinese wording, `--errors json` one object a line:
`{"severity", "code", "file", "line", "column", "row", "cell", "message", "mend"}`.

This page is written from `engine/diagnostic/codes.def` by `./dev format`; a test holds the two together.
""",
    "zh": """\
# 诊断

fenglu 报告的每一种错误。方括号里的名称不变，程序可以依靠它；措辞可能改进。
`{0}`、`{1}` 等代表所发现的内容。`--lang en` 给出英文措辞，`--errors json` 每行一个对象：
`{"severity", "code", "file", "line", "column", "row", "cell", "message", "mend"}`。

本页由 `./dev format` 从 `engine/diagnostic/codes.def` 写出，测试要求两者一致。
""",
}
COLUMNS = {"en": "| code | severity | what | how to mend it |", "zh": "| 代码 | 程度 | 内容 | 怎样改正 |"}
# Of the sections of the list, each a comment there.
TITLES = {
    "formulas": "公式",
    "tables: files, layers, parameters, sheets": "表：文件、分层、参数、表单",
    "ladders: how grades follow one another, and who moves on them": "阶梯：层级的先后，谁在其上变动",
    "plan: what depends on a month's parameters and on ranges": "计划：取决于当月参数和取值范围的",
    "rosters: files, encodings, dialects, headers, cells, openings": "名册：文件、编码、写法、表头、单元格、期初",
    "explain: what a row, a share or a look-up can't be worked out from": "解释：一行、一份或一次查表无从算出的",
    "worked cases: what a policy's own cases say against it": "算例：政策自己的算例与它不符之处",
    "library: what a program hands over": "库：程序交来的数据",
    "command line: flags, verbs, names given there": "命令行：选项、命令和其中的名称",
}
SEVERITIES = {"error": "错误", "warning": "警告"}

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


def page(sections, language):
    """In the page's own language first, then in the other."""
    other = "en" if language == "zh" else "zh"
    out = [HEADS[language]]
    for title, entries in sections:
        heading = title[0].upper() + title[1:] if language == "en" else chinese_title(title)
        out.append(f"\n## {heading}\n\n{COLUMNS[language]}\n| --- | --- | --- | --- |\n")
        for e in entries:
            severity = e["severity"] if language == "en" else SEVERITIES[e["severity"]]
            what = f"{cell(e[language])}<br>{cell(e[other])}"
            mend = f"{cell(e['mend_' + language])}<br>{cell(e['mend_' + other])}"
            out.append(f"| `{e['name']}` | {severity} | {what} | {mend} |\n")
    return "".join(out)


def chinese_title(title):
    if title not in TITLES:
        sys.exit(f"{CODES.name}: the section '{title}' has no Chinese title in tests/diagnostics_page.py")
    return TITLES[title]


def untested(sections):
    """Codes that no test names, as Code::identifier, [name], "name", or in the head "## name" of a text table."""
    sources = [p for p in (ROOT / "tests").rglob("*") if p.is_file() and p.suffix in {".cpp", ".py", ".hpp", ".txt", ".json"}]
    text = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in sources)
    shown = set(re.findall(r"Code::(\w+)", text)) | set(re.findall(r'[\["]([a-z0-9-]+)[\]"]', text))
    shown |= set(re.findall(r"^[=#]+ ([a-z0-9-]+)(?=:|$)", text, re.MULTILINE))
    return [e["name"] for _, entries in sections for e in entries if not {e["identifier"], e["name"]} & shown]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the pages")
    arguments = parser.parse_args()
    sections = codes()
    listed = len(re.findall(r"^FENGLU_CODE\(", CODES.read_text(encoding="utf-8"), re.MULTILINE))
    read = sum(len(entries) for _, entries in sections)
    if listed != read:
        sys.exit(f"{CODES.name}: {listed} codes, but {read} could be read: an entry is seven fields")
    if arguments.write:
        for language, path in PAGES.items():
            path.write_text(page(sections, language), encoding="utf-8")
        return
    mistakes = [f"no test shows {name}" for name in untested(sections)]
    for language, path in PAGES.items():
        if not path.exists() or path.read_text(encoding="utf-8") != page(sections, language):
            mistakes.append(f"docs/{path.name} is out of date: ./dev format writes it")
    mistakes += [f"{e['name']} lacks {field}" for _, entries in sections for e in entries for field in FIELDS[3:] if not e[field]]
    mistakes += [f"{e['name']}: {field} isn't Chinese" for _, entries in sections for e in entries for field in ("zh", "mend_zh")
                 if not re.search(r"[\u4e00-\u9fff]", re.sub(r"\{\d\}", "", e[field])) and re.search(r"[A-Za-z]{3}", e[field.replace("zh", "en")])]
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        sys.exit(1)
    print(f"{read} codes, each documented and shown by a test")


if __name__ == "__main__":
    main()
