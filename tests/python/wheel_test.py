#!/usr/bin/env python3
"""Builds the Python wheel, installs it into an environment of its own, and tries it: wheel_test.py FENGLU [PYTEST_ARGUMENT...]

build/python/venv    the environment, kept; its tools come from PyPI
build/python/dist    the wheel

FENGLU_CMAKE_DEFINES  further definitions for CMake, with blanks between them: A=ON B=OFF
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "build/python"
PYTHON = HERE / "venv/bin/python"
BUILD_TOOLS = ["scikit-build-core>=0.10", "nanobind>=2.4"]
TEST_TOOLS = ["pytest", "pyarrow", "polars", "pandas", "duckdb", "mypy"]


def run(*command, **how):
    print("+", *command, flush=True)
    return subprocess.run([str(word) for word in command], check=True, **how)


def pip(*arguments):
    run(PYTHON, "-m", "pip", "--disable-pip-version-check", "-q", *arguments)


def make_environment():
    done = HERE / "venv/done"
    wanted = "\n".join(BUILD_TOOLS + TEST_TOOLS)
    if done.is_file() and done.read_text() == wanted:
        return
    run(sys.executable, "-m", "venv", "--clear", HERE / "venv")
    pip("install", *BUILD_TOOLS, *TEST_TOOLS)
    done.write_text(wanted)


def build_wheel():
    """Without isolation, so that what is built stays for the next time."""
    shutil.rmtree(HERE / "dist", ignore_errors=True)
    defines = [f"-Ccmake.define.{word}" for word in os.environ.get("FENGLU_CMAKE_DEFINES", "").split()]
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", HERE / "dist", *defines, ROOT / "bindings/python")
    wheel, = (HERE / "dist").glob("fenglu-*.whl")
    return wheel


def try_example():
    """examples/embed/pay.py, from an empty folder, prints what the programs in C++ and C do."""
    folder = HERE / "empty"
    folder.mkdir(exist_ok=True)
    out = run(PYTHON, ROOT / "examples/embed/pay.py", cwd=folder, capture_output=True, text=True).stdout
    assert out == (ROOT / "examples/embed/pay.txt").read_text(encoding="utf-8"), out


def main():
    HERE.mkdir(parents=True, exist_ok=True)
    fenglu = pathlib.Path(sys.argv[1]).resolve()
    make_environment()
    pip("install", "--force-reinstall", "--no-deps", build_wheel())
    run(PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", ROOT / "bindings/python/tests", *sys.argv[2:],
        env={**os.environ, "FENGLU": str(fenglu), "PYTHONDONTWRITEBYTECODE": "1"})
    try_example()
    run(PYTHON, "-m", "mypy", "--strict", "--cache-dir", HERE / "mypy", "-p", "fenglu", cwd=HERE / "empty")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
