#!/usr/bin/env python3
"""What can be said of the Python binding without building it."""

import ast
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bindings/python"
MOST_LINES = 250  # the native module moves things across, it computes nothing
# Arrow data of one batch comes in as a stream as well, and goes out as one.
NOT_CALLED = {"fenglu_abi_version", "fenglu_roster_from_array", "fenglu_result_to_array"}


class Sources(unittest.TestCase):
    def setUp(self):
        self.native = (PACKAGE / "native.cpp").read_text(encoding="utf-8")

    def test_the_native_module_is_thin(self):
        self.assertLessEqual(self.native.count("\n"), MOST_LINES)

    def test_all_of_the_c_abi_is_within_reach(self):
        header = (ROOT / "include/fenglu/fenglu.h").read_text(encoding="utf-8")
        functions = set(re.findall(r"^FENGLU_EXPORT [\w* ]*?\**(fenglu_\w+)\(", header, re.MULTILINE))
        self.assertGreater(len(functions), 20)
        self.assertEqual({name for name in functions if not re.search(rf"\b{name}\b", self.native)}, NOT_CALLED)

    def test_the_options_of_the_c_abi_are_within_reach(self):
        """A member added to an option must be passed on, or be left out here by name."""
        header = (ROOT / "include/fenglu/fenglu.h").read_text(encoding="utf-8")
        for name in ("load", "show", "plan", "roster", "export", "explain"):
            body = re.search(rf"typedef struct fenglu_{name}_options {{(.*?)}} fenglu_{name}_options;", header, re.DOTALL).group(1)
            body = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
            members = set(re.findall(r"(\w+);", body)) - {"struct_size", "reserved"}
            self.assertGreaterEqual(len(members), 2, name)
            for member in members:
                self.assertIn(f"options.{member} = ", self.native, f"fenglu_{name}_options")

    def test_every_argument_of_policy_run_is_one_of_its_parts(self):
        tree = ast.parse((PACKAGE / "src/fenglu/_policy.py").read_text(encoding="utf-8"))
        methods = {(kind.name, f.name): {a.arg for a in f.args.args + f.args.kwonlyargs} - {"self"}
                   for kind in tree.body if isinstance(kind, ast.ClassDef) for f in kind.body if isinstance(f, ast.FunctionDef)}
        parts = methods["Policy", "compile"] | methods["Plan", "run"]
        self.assertEqual(methods["Policy", "run"], parts)
        self.assertEqual(methods["Plan", "roster"] - methods["Plan", "run"], set())


if __name__ == "__main__":
    unittest.main()
