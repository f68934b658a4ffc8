#!/usr/bin/env python3
"""Runs clang-tidy over the project's sources, on all cores.

    python3 tests/lint.py BUILD_FOLDER [PATH...]

A file that was clean, with the headers that it includes and the checks unchanged, isn't looked at again. BUILD_FOLDER
holds compile_commands.json; PATHs limit the run to files that begin with one of them.

Most of clang-tidy's time goes into the libraries' headers, so sources read with the same flags are looked at as one,
unless two of them define a name of their own that is spelt the same. What is overlooked there shows as an error of the
compiler; then those sources are looked at by halves.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
FOLDERS = ("engine", "app", "tests", "bench")
TOGETHER = 16
DEFINED = re.compile(r"(?:struct|class|union|enum(?: class)?|using) +(\w+)|[^(={;\[]*?\b(\w+) *[({=\[;]")
SHARED = re.compile(r"^(?:struct|class|union|enum|using|const|constexpr|static|inline) ")
SHORT_NAME = re.compile(r"using +[\w:]+;|(?:using|namespace) +\w+ =|namespace ")
KEPT_FLAGS = ("-I", "-D", "-std", "-isystem")
NO_BATCH = "clang-diagnostic-error"


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
    for file in sorted({*included(path, set()), ROOT / "engine/.clang-tidy"}):
        digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def flags_of(command):
    """What of a compiler's command decides how a source is read."""
    words = shlex.split(command)
    out = []
    for word, following in zip(words, [*words[1:], ""]):
        if word.startswith(KEPT_FLAGS):
            out += [word, following] if word in ("-I", "-D", "-isystem") else [word]
    return out


def wanted(build, paths):
    """Source: the flags it is read with."""
    out = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in FOLDERS:
            name = path.relative_to(ROOT).as_posix()
            if not paths or name.startswith(tuple(paths)):
                out.setdefault(path, flags_of(entry["command"]))
    return out


def defined(path):
    """Names that a source keeps to itself. What a namespace holds stands at the left margin."""
    names, unnamed = set(), False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == "namespace {":
            unnamed = True
        elif line.startswith("}  // namespace"):
            unnamed = False
        elif line[:1].isalpha() and (unnamed or SHARED.match(line)) and not SHORT_NAME.match(line):
            match = DEFINED.match(line)
            names |= {match[1] or match[2]} if match else set()
    return {name for name in names if not name.isupper()}  # macros


def batches(flags):
    """[(sources, flags)]: some at a time, none of a batch keeping a name that another of it keeps.

    One source's macros mean nothing to another that doesn't name them; where they differ in value, sources are kept apart.
    """
    out = []
    for path in sorted(flags):
        names = defined(path) | {flag.partition("=")[0] for flag in flags[path] if flag.startswith("-DFENGLU_LEVEL")}
        for batch, taken, joint in out:
            if len(batch) < TOGETHER and not names & taken:
                batch.append(path)
                taken |= names
                joint += [flag for flag in flags[path] if flag not in joint]
                break
        else:
            out.append(([path], names, list(flags[path])))
    return [(batch, joint) for batch, _, joint in out]


def look_at(build, paths, flags):
    """What clang-tidy has to say of sources read as one; nothing where they are clean."""
    name = hashlib.sha256("\n".join(map(str, paths)).encode()).hexdigest()[:16]
    together = build / "together" / f"{name}.cpp"
    together.write_text("".join(f'#include "{path}"\n' for path in paths), encoding="utf-8")
    source = together if len(paths) > 1 else paths[0]
    run = subprocess.run(["clang-tidy-14", "--quiet", f"--config-file={ROOT / 'engine/.clang-tidy'}",
                          "--checks=-bugprone-suspicious-include", str(source), "--", *flags],
                         capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return run.stdout + run.stderr if run.returncode else ""


def check(build, paths, flags):
    """[(source, what is wrong)], the sources that are clean with nothing."""
    said = look_at(build, paths, flags)
    if not said or len(paths) == 1:
        return [(path, said) for path in paths]
    if NO_BATCH not in said:
        blamed = [path for path in paths if str(path) in said] or paths
        return [(path, said if path == blamed[0] else "" if path not in blamed else " ") for path in paths]
    half = len(paths) // 2
    return check(build, paths[:half], flags) + check(build, paths[half:], flags)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    for folder in ("clean", "together"):
        (build / folder).mkdir(parents=True, exist_ok=True)
    flags = wanted(build, sys.argv[2:])
    stamps = {path: build / "clean" / fingerprint(path, " ".join(words)) for path, words in flags.items()}
    todo = {path: flags[path] for path, stamp in stamps.items() if not stamp.exists()}
    faults = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(check, build, batch, joint) for batch, joint in batches(todo)]
        for job in concurrent.futures.as_completed(jobs):
            for path, said in job.result():
                faults += bool(said)
                print(said, end="", flush=True)
                if not said:
                    stamps[path].touch()
    print(f"clang-tidy: {len(stamps)} sources, {len(todo)} looked at, {faults} with faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
