#!/usr/bin/env python3
"""Texts of the sources are there in both languages: `Text{"中文", "English"}`, the first Chinese, the second not.

    python3 tests/wording.py

Messages with a code are held by diagnostics_page.py, the help by tests/cli/manual_test.py, titles of tables by the loader (missing-title),
pages by tests/docs/pages_test.py.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STRINGS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
TEXT = re.compile(r"\bText\s*(?:\w+\s*)?[{(]\s*" + STRINGS + r",\s*" + STRINGS + r"[})]")
PAIR = re.compile(r"\{\s*" + STRINGS + r",\s*" + STRINGS + r"\}")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# Words of the formulas, codes and figures are the same in both.
SAME_IN_BOTH = re.compile(r"[^A-Za-z]*|[a-z_.]+|[A-Z_]+|null|renewed")


def written(literals):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def mistakes_of(name, text):
    for match in TEXT.finditer(text):
        chinese, english = map(written, match.groups())
        place = f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        if CHINESE.search(english):
            yield f"{place}: the English text is Chinese: {english}"
        same = chinese.strip() == english.strip() and SAME_IN_BOTH.fullmatch(chinese.strip())
        if not CHINESE.search(chinese) and not same and english.strip():
            yield f"{place}: the Chinese text isn't: {chinese}"
    # A pair that says nothing of its type may be anything, until one of the two is Chinese.
    for match in PAIR.finditer(text):
        first, second = map(written, match.groups())
        if CHINESE.search(second):
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: Chinese stands first, then English: {second}"


def main():
    # The rule can fail.
    broken = ['Text{"a word here", "a word here"}', 'Text{"中文", "中文"}', 'Text{"", "english"}', 'Text words{"left", "right"}', '{"English", "中文"}']
    assert all(list(mistakes_of("x", text)) for text in broken)
    assert not list(mistakes_of("x", 'Text{"中文", "English"} Text{"null", "null"} Text("一" "二", "one " "two")'))
    found, count = [], 0
    for folder in ("engine", "app"):
        for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
            text = path.read_text(encoding="utf-8")
            count += len(TEXT.findall(text)) + sum(bool(CHINESE.search(one)) for one, _ in PAIR.findall(text))
            found += mistakes_of(path.relative_to(ROOT).as_posix(), text)
    print(*found, sep="\n", end="\n" if found else "")
    if count < 100:
        sys.exit(f"only {count} texts were found: how they are written has changed")
    print(f"{count} texts in both languages")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
