#!/usr/bin/env python3
"""Runs clang-tidy over the project's sources, on all cores.

    python3 tests/lint.py BUILD_FOLDER [PATH...]

A file that was clean, with the headers that it includes and the checks unchanged, isn't looked at again. BUILD_FOLDER
holds compile_commands.json; PATHs limit the run to files that begin with one of them.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
FOLDERS = ("engine", "app", "tests", "bench")


def included(path, seen):
    """The project's own files that a source is made of."""
    if path in seen or not path.is_file():
        return seen
    seen.add(path)
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        for base in (ROOT, ROOT / "include", path.parent):
            if (base / name).is_file():
                included((base / name).resolve(), seen)
                break
    return seen


def fingerprint(path, command):
    digest = hashlib.sha256(command.encode())
    for file in sorted({*included(path, set()), ROOT / ".clang-tidy"}):
        digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def wanted(build, paths):
    """(source, its command), each source once."""
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    out = {}
    for entry in commands:
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in FOLDERS:
            name = path.relative_to(ROOT).as_posix()
            if not paths or name.startswith(tuple(paths)):
                out.setdefault(path, entry["command"])
    return out


def check(build, path):
    """What clang-tidy has to say of a file; nothing where it is clean."""
    run = subprocess.run(["clang-tidy-14", "-p", str(build), "--quiet", str(path)], capture_output=True, text=True,
                         stdin=subprocess.DEVNULL, check=False)
    return run.stdout + run.stderr if run.returncode else ""


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    clean = build / "clean"
    clean.mkdir(parents=True, exist_ok=True)
    stamps = {path: clean / fingerprint(path, command) for path, command in wanted(build, sys.argv[2:]).items()}
    todo = [path for path, stamp in stamps.items() if not stamp.exists()]
    faults = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, said in zip(todo, pool.map(lambda path: check(build, path), todo)):
            if said:
                faults += 1
                print(said)
            else:
                stamps[path].touch()
    print(f"clang-tidy: {len(stamps)} sources, {len(todo)} looked at, {faults} with faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
