#!/usr/bin/env python3
"""Pages in both languages, and links that lead somewhere. Rules: docs/writing.md.

    pages_test.py        each docs/X.md has docs/X.zh.md beside it with the same headings, fences and commands; no link is dead
"""

import itertools
import pathlib
import re
import unittest
import urllib.parse

import page as pages_of
from page import ROOT

# Records of decisions are for those who write the code, whose comments are English too.
ENGLISH_ONLY = ("docs/adr/",)
# The first page lies in the root; its twin doesn't, for the root has few entries.
ELSEWHERE = {"README.md": "docs/README.zh.md"}
# What must be the same to the letter; a roster or a tree of words may be told in the page's own language.
SAME = {"json", "cpp", "c", "python", "java", "fenglu-example"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def twin_of(name):
    return ELSEWHERE.get(name, name.removesuffix(".md") + ".zh.md")


def commands(fence):
    """The `$` lines, without the language that headers are asked for in."""
    lines = [line for line in fence.text if line.startswith("$ ")]
    return [re.sub(r" --(headers|lang) (zh|en|id)\b", "", line) for line in lines]


def shape(page):
    """What both languages share: levels of headings, fences and what is in them."""
    out = [(f"heading {'#' * level}", line) for level, _, line in page.headings]
    for fence in page.fences:
        out.append((f"fence ```{fence.language} of {len(commands(fence))} commands", fence.line))
    return sorted(out, key=lambda part: part[1])


def difference(english, chinese):
    """The first place where two pages part, or nothing."""
    for ours, theirs in itertools.zip_longest(shape(english), shape(chinese)):
        if ours is None or theirs is None or ours[0] != theirs[0]:
            tell = [f"{p.name}:{part[1]}: {part[0]}" if part else f"{p.name} ends" for p, part in ((english, ours), (chinese, theirs))]
            return " but ".join(tell)
    for ours, theirs in zip(english.fences, chinese.fences):
        if commands(ours) != commands(theirs):
            return f"{english.name}:{ours.line} and {chinese.name}:{theirs.line} have other commands"
        if ours.language in SAME and ours.text != theirs.text:
            return f"{english.name}:{ours.line} and {chinese.name}:{theirs.line} have other snippets"
    return None


def anchors(page):
    """Fragments that lead to a heading, as the site and the forges make them."""
    out = set()
    for _, text, _ in page.headings:
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", text).lower()
        out.add(re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-"))
    return out


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = {page.name: page for page in map(pages_of.read, pages_of.pages())}

    def test_each_is_there_in_both_languages(self):
        for name, english in self.pages.items():
            if english.language == "zh" or name.startswith(ENGLISH_ONLY):
                continue
            with self.subTest(page=name):
                chinese = self.pages.get(twin_of(name))
                self.assertIsNotNone(chinese, f"{twin_of(name)} is missing")
                self.assertIsNone(difference(english, chinese))

    def test_no_chinese_page_stands_alone(self):
        due = {twin_of(name) for name, page in self.pages.items() if page.language == "en"}
        self.assertEqual({name for name, page in self.pages.items() if page.language == "zh"} - due, set())

    def test_a_chinese_page_is_chinese(self):
        for name, page in self.pages.items():
            if page.language == "zh":
                with self.subTest(page=name):
                    lacking = [text for _, text, _ in page.headings if not CHINESE.search(text) and not re.search(r"`|\.json|fenglu|^[a-z]+$", text)]
                    self.assertEqual(lacking, [])
                    prose = "".join(page.lines)
                    self.assertGreater(len(CHINESE.findall(prose)), len(prose) // 12)

    def test_links_lead_somewhere(self):
        for name, page in self.pages.items():
            for target, line in page.links:
                if re.match(r"[a-z]+:", target):
                    continue
                with self.subTest(link=f"{name}:{line}: {target}"):
                    path, _, fragment = urllib.parse.unquote(target).partition("#")
                    file = (page.path.parent / path).resolve() if path else page.path
                    self.assertTrue(file.exists(), "there is no such file")
                    if fragment and file.suffix == ".md":
                        self.assertIn(fragment, anchors(pages_of.read(file)))

    def test_a_chinese_page_leads_to_chinese_ones(self):
        for name, page in self.pages.items():
            for target, line in page.links:
                file = (page.path.parent / target.partition("#")[0]).resolve()
                if page.language == "en" or not file.name.endswith(".md") or file.name.endswith(".zh.md"):
                    continue
                with self.subTest(link=f"{name}:{line}: {target}"):
                    twin = ROOT / twin_of(file.relative_to(ROOT).as_posix())
                    stays = file == ROOT / "README.md" or not twin.exists()
                    self.assertTrue(stays, f"{twin.name} is the page in Chinese")

    def linked(self, name):
        """The pages that a page leads to, told by their English names."""
        page = self.pages[name]
        found = {(page.path.parent / target.partition("#")[0]).resolve() for target, _ in page.links if ":" not in target}
        names = {path.relative_to(ROOT).as_posix() for path in found if path.is_relative_to(ROOT)}
        english = {chinese: ours for ours, chinese in ELSEWHERE.items()}
        return {english.get(one, one.replace(".zh.md", ".md")) for one in names}

    def test_the_first_pages_lead_to_the_same(self):
        self.assertEqual(self.linked("README.md") - {"README.md"}, self.linked(ELSEWHERE["README.md"]) - {"README.md"})

    def test_each_decision_is_listed(self):
        decisions = {name for name in self.pages if name.startswith("docs/adr/")} - {"docs/adr/README.md"}
        self.assertEqual(decisions - self.linked("docs/adr/README.md"), set())


class TheComparison(unittest.TestCase):
    """That the rules above can fail."""

    @staticmethod
    def page(text):
        return pages_of.parse(pathlib.Path("x.md"), text)

    def test_it_sees_what_differs(self):
        one = "# A\n\n## B\n\n```console\n$ fenglu test x\n```\n\n```json\n{}\n```\n"
        self.assertIsNone(difference(self.page(one), self.page(one)))
        for other in (one.replace("## B", "### B"), one.replace("## B\n", ""), one.replace("test x", "test y"), one.replace("{}", "[]"),
                      one.replace("console", "text"), one + "\n## C\n"):
            self.assertIsNotNone(difference(self.page(one), self.page(other)), other)

    def test_headers_may_be_asked_for_in_the_page_s_own_language(self):
        one = "```console\n$ fenglu run x --headers en\n```\n"
        self.assertIsNone(difference(self.page(one), self.page(one.replace("--headers en", "--headers zh"))))


if __name__ == "__main__":
    unittest.main()
