#!/usr/bin/env python3
"""Gathers the pages of the project into a site: README.md and its twin become the first page, docs/ keeps its places, the READMEs
of examples/ and bindings/ come beside them. Links follow; one that leads to no page of the site leads nowhere, and fails.

    build.py BUILD_FOLDER      needs what requirements.txt names; the site is BUILD_FOLDER/site
"""

import argparse
import json
import os
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/docs"))

import page as pages_of  # noqa: E402

# Sections in order: title in English and Chinese, and the pages that belong there, by where they lie on the site.
SECTIONS = [
    ("Tour", "入门", ["index.md"]),
    ("Pay by month", "按月发放", ["command-line.md", "rosters.md", "comparison.md", "careers.md", "examples/*"]),
    ("The sheets", "各张表单", ["sheets/*"]),
    ("Places", "各地政策", ["places/*", "adjustment.md", "add-a-city.md", "*city*"]),
    ("The policy language", "政策语言", ["policy-format.md", "schema.md", "formulas.md", "diagnostics.md"]),
    ("Embedding", "嵌入", ["embedding*", "python*", "bindings/*"]),
    ("How it is built", "内部结构", ["exactness.md", "architecture.md", "performance.md", "writing.md", "adr/*", "*"]),
]
LINK = re.compile(r"(\]\()(<?)([^)\s>]+)(>?\))")


def place_of(name):
    """Where a page of the project lies on the site; None for what isn't on it."""
    if name in ("README.md", "docs/README.zh.md"):
        return "index.md" if name == "README.md" else "index.zh.md"
    if name.startswith("docs/"):
        return name.removeprefix("docs/")
    if re.match(r"(examples|bindings)/.+/README(\.zh)?\.md$", name):
        return re.sub(r"/README(\.zh)?\.md$", r"\1.md", name)
    return {"CHANGELOG.md": "changes.md", "LICENSE": "LICENSE"}.get(name)


def follow(target, name, place):
    """A link of a page as it is on the site. What is no page (a folder, a source) stays, and fails when it isn't there."""
    if re.match(r"[a-z]+:|#", target):
        return target
    path, mark, fragment = target.partition("#")
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    onto = place_of(goal)
    if (ROOT / goal).is_dir():
        onto = place_of(f"{goal}/README.md") if (ROOT / goal / "README.md").exists() else None
    if onto is None:
        return target
    # Of a Chinese page the plugin finds the Chinese one by the English name.
    onto = onto.replace(".zh.md", ".md") if place.endswith(".zh.md") else onto
    return posixpath.relpath(onto, posixpath.dirname(place) or ".") + mark + fragment


def gather(pages):
    found = [*pages_of.pages(), ROOT / "CHANGELOG.md"]
    for path in found:
        name = path.relative_to(ROOT).as_posix()
        place = place_of(name)
        if place is None:
            continue
        # The site has a switch of its own for the language.
        text = re.sub(r" ?\[(中文|English)\]\([^)]*\)", "", path.read_text(encoding="utf-8"))
        text = LINK.sub(lambda m: m[1] + m[2] + follow(m[3], name, place) + m[4], text)
        target = pages / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", pages / "LICENSE")
    for picture in (ROOT / "docs").rglob("*.svg"):
        shutil.copy(picture, pages / picture.relative_to(ROOT / "docs"))


def navigation(pages):
    left = sorted(p.relative_to(pages).as_posix() for p in pages.rglob("*.md") if not p.name.endswith(".zh.md"))
    out = []
    for title, _, patterns in SECTIONS:
        taken = []
        for pattern in patterns:
            taken += [place for place in left if pathlib.PurePosixPath(place).match(pattern) and place not in taken]
        left = [place for place in left if place not in taken]
        if taken:
            out.append({title: taken})
    return out + ([{"More": left}] if left else [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=lambda path: pathlib.Path(path).resolve())
    build = parser.parse_args().build
    source = build / "site-source"
    shutil.rmtree(source, ignore_errors=True)
    (source / "pages").mkdir(parents=True)
    gather(source / "pages")
    text = (ROOT / "docs/site/mkdocs.yml").read_text(encoding="utf-8")
    titles = {english: chinese for english, chinese, _ in SECTIONS} | {"More": "其他"}
    text = text.replace("nav_translations: {}", "nav_translations: " + json.dumps(titles, ensure_ascii=False))
    text += "nav: " + json.dumps(navigation(source / "pages"), ensure_ascii=False) + "\n"
    (source / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(source / "mkdocs.yml"),
                           "--site-dir", str(build / "site")],
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        print(done.stdout)
    else:
        print(f"{build / 'site/index.html'}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
