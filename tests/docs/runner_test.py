#!/usr/bin/env python3
"""That the runner of pages finds what it must find: each rule of docs/writing.md broken on purpose.

    runner_test.py FENGLU
"""

import argparse
import pathlib
import sys
import tempfile
import unittest

import run_pages

FENGLU = ""


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def trial(self, text, update=False, name="page.md"):
        page = self.folder / name
        page.write_text(text, encoding="utf-8")
        mistakes, _, _ = run_pages.try_page(page, argparse.Namespace(fenglu=FENGLU, update=update, strict=False))
        return mistakes, page.read_text(encoding="utf-8")

    def mistakes(self, text, **named):
        return self.trial(text, **named)[0]

    def assert_mistake(self, text, *words, **named):
        found = "\n".join(self.mistakes(text, **named))
        for word in words:
            self.assertIn(word, found)

    def test_output_is_compared(self):
        self.assertEqual(self.mistakes("```console\n$ printf 'a\\nb\\n'\na\nb\n```\n"), [])
        self.assert_mistake("```console\n$ printf 'a\\nb\\n'\na\nc\n```\n", "page.md:2:", "says something else", "+b", "-c")
        self.assert_mistake("```console\n$ echo a\n```\n", "+a")
        self.assert_mistake("```console\n$ true\na\n```\n", "-a")

    def test_ellipses(self):
        self.assertEqual(self.mistakes("```console\n$ seq 9\n1\n...\n8\n9\n```\n"), [])
        self.assertEqual(self.mistakes("```console\n$ echo it took 12 s\nit took ... s\n```\n"), [])
        self.assertTrue(self.mistakes("```console\n$ seq 9\n1\n...\n8\n```\n"))
        self.assertTrue(self.mistakes("```console\n$ echo it took 12 s\nit took ... m\n```\n"))

    def test_exit_codes(self):
        self.assert_mistake("```console\n$ exit 1\n```\n", "ended with 1, the page says 0")
        self.assertEqual(self.mistakes("<!-- exit: 1 -->\n```console\n$ exit 1\n```\n"), [])
        self.assert_mistake("<!-- exit: 1 -->\n```console\n$ true\n```\n", "ended with 0, the page says 1")

    def test_a_command_may_go_on_in_the_next_line(self):
        self.assertEqual(self.mistakes("```console\n$ echo a \\\n    b\na b\n```\n"), [])

    def test_the_page_s_language(self):
        command = "<!-- exit: 2 -->\n```console\n$ fenglu check\n{}\n...\n```\n"
        self.assertEqual(self.mistakes(command.format("error[missing-flag]: ...")), [])
        self.assertEqual(self.mistakes(command.format("error[missing-flag]: 缺少..."), name="page.zh.md"), [])

    def test_files_and_members(self):
        page = "<!-- file: a/b.csv -->\n```csv\nx,y\n```\n\n```console\n$ cat a/b.csv\nx,y\n```\n"
        self.assertEqual(self.mistakes(page), [])
        page = ('<!-- members: a.json -->\n```json\n{"one": 1}\n```\n<!-- members: a.json deep -->\n```json\n"two": 2\n```\n'
                "```console\n$ python3 -c 'import json; print(json.load(open(\"a.json\")))'\n{'one': 1, 'deep': {'two': 2}}\n```\n")
        self.assertEqual(self.mistakes(page), [])

    def test_json_is_parsed(self):
        self.assert_mistake('```json\n{"a": }\n```\n', "page.md:2: this isn't JSON")

    def test_quotes_stand_in_the_project(self):
        self.assertEqual(self.mistakes("<!-- from: tests/docs/runner_test.py -->\n```python\nimport run_pages\n\nFENGLU = \"\"\n```\n"), [])
        self.assert_mistake("<!-- from: dev -->\n```bash\nrm everything\n```\n", "doesn't stand in dev")

    def test_code_compiles(self):
        self.assertEqual(self.mistakes("<!-- compile -->\n```cpp\nint main() {}\n```\n"), [])
        self.assert_mistake("<!-- compile -->\n```c\nint main(void) { return x; }\n```\n", "doesn't compile")

    def test_what_isnt_tried_says_why(self):
        self.assert_mistake("```cpp\nint main() {}\n```\n", "say in a comment before the fence")
        self.assert_mistake("<!-- not run -->\n```cpp\n```\n", "says why")
        self.assertEqual(self.mistakes("<!-- not run: it can't be -->\n```cpp\n```\n"), [])

    def test_what_is_malformed(self):
        self.assert_mistake("```console\n$ true\n", "isn't closed")
        self.assert_mistake("<!-- exit: 1 -->\ntext\n", "no fence follows")
        self.assert_mistake("```console\nfenglu check x\n```\n", "begins with `$ command`")
        self.assert_mistake("    fenglu check tables/shanghai\n", "stands in a ```console fence")
        self.assert_mistake("```console\n$ ./dev no-such-verb\n```\n", "no verb no-such-verb")

    def test_needs(self):
        self.assertEqual(self.mistakes("<!-- needs: false -->\n```console\n$ echo a\n```\n"), [])

    def test_updating(self):
        mistakes, page = self.trial("```console\n$ seq 9\n2\n...\n5\n```\n\n<!-- exit: 3 -->\n```console\n$ echo b; exit 3\n```\n", update=True)
        self.assertEqual(mistakes, [])
        self.assertEqual(page, "```console\n$ seq 9\n1\n...\n9\n```\n\n<!-- exit: 3 -->\n```console\n$ echo b; exit 3\nb\n```\n")


if __name__ == "__main__":
    FENGLU = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
