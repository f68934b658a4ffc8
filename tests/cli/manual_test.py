#!/usr/bin/env python3
"""The manual page: all that the help says, in both languages, as a formatter takes it."""

import re
import shutil
import subprocess

from fenglu import DONE, Scene, main


def plain(roff):
    """The words of a page, without the marks of roff and the breaks of lines."""
    text = re.sub(r"\\f[BIR]", "", roff).replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")
    return re.sub(r"\s+", "", text)


class Manual(Scene):
    def page(self, lang):
        return self.fenglu("man", code=DONE, lang=lang).out

    def test_it_says_what_the_help_says(self):
        for lang in ("en", "zh"):
            page = plain(self.page(lang))
            verbs = re.findall(r"^  ([a-z]+)  ", self.fenglu("--help", lang=lang).out, re.MULTILINE)
            self.assertIn("run", verbs)
            for verb in verbs:
                for line in self.fenglu(verb, "--help", lang=lang).out.splitlines()[2:]:
                    for part in re.split(r"\s{2,}", line.strip()):
                        with self.subTest(lang=lang, verb=verb, part=part):
                            self.assertIn(re.sub(r"\s+", "", part), page)

    def test_no_part_lacks_a_language(self):
        english = self.page("en")
        self.assertNotRegex(english, r"[\u4e00-\u9fff]")
        chinese = re.findall(r"^\.TP\n.*\n(.*)$", self.page("zh"), re.MULTILINE)
        self.assertGreater(len(chinese), 40)
        self.assertEqual([text for text in chinese if not re.search(r"[\u4e00-\u9fff]", text)], [])

    def test_a_formatter_takes_it(self):
        if not shutil.which("mandoc"):
            self.skipTest("mandoc isn't installed")
        for lang in ("en", "zh"):
            done = subprocess.run(["mandoc", "-T", "lint"], input=self.page(lang), capture_output=True, text=True, check=False)
            # The page has no date of its own: it would differ with each build. Lines are as long as what they say.
            told = [line for line in done.stdout.splitlines() if "STYLE" not in line and "missing date" not in line]
            self.assertEqual(told, [])

    def test_help_is_complete_in_both_languages(self):
        """A text that one language lacks would show as that of the other, or as nothing."""
        verbs = re.findall(r"^  ([a-z]+)  ", self.fenglu("--help").out, re.MULTILINE)
        for verb in verbs:
            english, chinese = (self.fenglu(verb, "--help", lang=lang).out for lang in ("en", "zh"))
            self.assertNotRegex(english, r"[\u4e00-\u9fff]", verb)
            flags = [re.findall(r"^  (--[a-z-]+)", page, re.MULTILINE) for page in (english, chinese)]
            self.assertEqual(flags[0], flags[1])
            for line in re.findall(r"^  \S.*$", chinese, re.MULTILINE):
                self.assertRegex(line, r"[\u4e00-\u9fff]", verb)


if __name__ == "__main__":
    main()
