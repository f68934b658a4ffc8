#!/usr/bin/env python3
"""What was installed works for others: CMake's find_package, as the installed examples have it, and pkg-config; with
--shared add_subdirectory too, and the shared library shows nothing but its face. Programs are those of examples/embed.

    consumer_test.py BUILD            the static library, as BUILD has it
    consumer_test.py --shared BUILD   builds the shared one in a tree of its own first
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
EMBED = ROOT / "examples/embed"
SHARED = "--shared" in sys.argv
BUILD = pathlib.Path(sys.argv[-1]).resolve()
PAY = (EMBED / "pay.txt").read_text(encoding="utf-8")  # what every one of them prints


def run(*command, **more):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **more)
    if done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Consumers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="fenglu_consumer_"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.prefix = cls.folder / "prefix"
        cls.build = cls.built_as_a_part() if SHARED else BUILD
        run("cmake", "--build", cls.build, "--target", "library")
        run("cmake", "--install", cls.build, "--prefix", cls.prefix, "--component", "library")
        cls.libraries = next(cls.prefix.glob("**/libfenglu.*")).parent
        cls.tables = cls.prefix / "share/fenglu/tables"

    # With nothing but what the core needs: neither CLI11 nor GoogleTest nor Google Benchmark is looked for.
    @classmethod
    def built_as_a_part(cls):
        build = BUILD / "consumer"
        none = [f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON" for name in ("CLI11", "GTest", "benchmark", "Python3")]
        run("cmake", "-S", HERE / "add_subdirectory", "-B", build, "-G", "Ninja", f"-DFENGLU={ROOT}", *none,
            "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=ON", "-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON")
        run("cmake", "--build", build)
        return build

    def check(self, program, *arguments):
        said = run(program, *arguments, env={**os.environ, "LD_LIBRARY_PATH": str(self.libraries)}, cwd=self.folder)
        self.assertEqual(said, PAY)

    def test_find_package(self):
        build, examples = self.folder / "found", self.prefix / "share/doc/fenglu/examples"
        said = run("cmake", "-S", examples, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}")
        self.assertIn(f"tables: {self.tables}\n", said)
        run("cmake", "--build", build)
        for program in ("pay_cpp", "pay_c"):
            self.check(build / program, self.tables / "shanghai")
            if SHARED:  # the library knows where its tables were installed
                self.check(build / program, "shanghai")

    def test_pkg_config(self):
        environment = {**os.environ, "PKG_CONFIG_PATH": str(self.libraries / "pkgconfig")}
        flags = run("pkg-config", "--cflags", "--libs", *([] if SHARED else ["--static"]), "fenglu", env=environment).split()
        tables = run("pkg-config", "--variable=tables", "fenglu", env=environment).strip()
        self.assertTrue(os.path.samefile(tables, self.tables))
        run("c++", "-std=c++20", EMBED / "main.cpp", "-o", self.folder / "cpp", *flags)
        run("cc", "-std=c99", EMBED / "main.c", "-o", self.folder / "c", *flags)
        self.check(self.folder / "cpp", self.tables / "shanghai")
        self.check(self.folder / "c", self.tables / "shanghai")

    def test_the_examples_are_short(self):
        self.assertLessEqual(len((EMBED / "main.cpp").read_text().splitlines()), 40)

    @unittest.skipUnless(SHARED, "of the shared library")
    def test_add_subdirectory(self):
        self.check(self.build / "embed_cpp", "shanghai")
        self.check(self.build / "embed_c", "shanghai")

    @unittest.skipUnless(SHARED, "of the shared library")
    def test_the_shared_library_shows_its_face_alone(self):
        shown = run("nm", "-DC", "--defined-only", self.libraries / "libfenglu.so").splitlines()
        names = [re.sub(r"^[0-9a-f]* \w ", "", line) for line in shown]
        foreign = [name for name in names if not re.match(r"(fenglu_\w+$|(typeinfo.* for |vtable for )?fenglu_v1::)", name)]
        self.assertEqual(foreign, [])
        declared = set(re.findall(r"\b(fenglu_\w+)\(", re.sub(r"/\*.*?\*/", "", (ROOT / "include/fenglu/fenglu.h").read_text(), flags=re.S)))
        self.assertEqual({name for name in names if name.startswith("fenglu_") and "::" not in name}, declared)

    @unittest.skipUnless(SHARED, "of the shared library")
    def test_the_library_neither_prints_nor_exits(self):
        needed = set(re.findall(r" U (\w+)", run("nm", "-D", "--undefined-only", self.libraries / "libfenglu.so")))
        self.assertEqual(needed & {"exit", "_exit", "quick_exit", "printf", "puts", "putchar", "fprintf", "fputs", "system"}, set())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
