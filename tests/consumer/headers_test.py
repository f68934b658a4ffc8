#!/usr/bin/env python3
"""The headers that others include: each compiles alone, none leads deeper than four, none leaks the engine, and the first
screen of each is a page for a stranger."""

import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = sorted((ROOT / "include/fenglu").glob("*.h*"))
PAGE = ["What it is:", "What it is not:", "Example:", "Units, ranges:", "Errors:", "Cost, threads:"]
DEEPEST = 4


def included(header):
    return [header.parent / name for name in re.findall(r'#include [<"]fenglu/([\w.]+)[>"]', code(header))]


def code(header):
    return "\n".join(line for line in header.read_text().splitlines() if not line.startswith("//"))


def depth(header):
    return 1 + max([depth(one) for one in included(header)], default=0)


def compiles(text, language):
    standard = {"c": "-std=c99", "c++": "-std=c++20"}[language]
    command = [os.environ.get("CXX", "c++"), "-x", language, standard, "-Wall", "-Wextra", "-Wpedantic", "-Wconversion",
               "-Wshadow", "-Werror", "-fsyntax-only", f"-I{ROOT / 'include'}", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


class Headers(unittest.TestCase):
    def test_each_compiles_alone_and_twice(self):
        for header in HEADERS:
            include = f"#include <fenglu/{header.name}>\n"
            self.assertEqual(compiles(include * 2, "c++"), "", header.name)

    def test_the_c_header_is_c(self):
        self.assertEqual(compiles('#include <fenglu/fenglu.h>\nint main(void) { return (int)fenglu_abi_version(); }\n', "c"), "")

    def test_none_leads_deeper_than_four(self):
        for header in HEADERS:
            self.assertLessEqual(depth(header), DEEPEST, header.name)

    def test_none_leaks_the_engine_or_its_libraries(self):
        for header in HEADERS:
            self.assertNotRegex(code(header), r'#include [<"](engine|boost|nlohmann)', header.name)

    def test_the_first_screen_is_a_page_for_a_stranger(self):
        for header in HEADERS:
            screen = "\n".join(header.read_text().splitlines()[:32])
            missing = [word for word in PAGE if word not in screen]
            self.assertEqual(missing, [], header.name)

    def test_every_header_is_in_the_one_for_all(self):
        everything = {one.name for one in included(ROOT / "include/fenglu/fenglu.hpp")}
        self.assertEqual(everything, {one.name for one in HEADERS} - {"fenglu.hpp", "fenglu.h"})


if __name__ == "__main__":
    unittest.main()
