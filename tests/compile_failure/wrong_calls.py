#!/usr/bin/env python3
"""Every call of wrong_calls.txt is refused by the compiler, of the variable CXX, with the message that stands beside it."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FRAME = """#include <fenglu/fenglu.hpp>
using namespace fenglu;
template <class T>
void use(const T&) {{}}
void call(const Policy& policy, const Plan& plan, Columns& staff, Record& person) {{
  use(policy), use(plan), use(staff), use(person);
  {call}
}}
"""


def cases():
    text = "\n".join(line for line in (HERE / "wrong_calls.txt").read_text().splitlines() if not line.startswith("#"))
    blocks = [block.strip().split("\n---\n") for block in text.strip().split("\n\n")]
    return [(call.strip(), wanted.strip()) for call, wanted in blocks]


def compile_call(call):
    command = [os.environ.get("CXX", "c++"), "-std=c++20", "-Wall", "-Wextra",
               "-Werror", "-fsyntax-only", f"-I{ROOT / 'include'}", "-x", "c++", "-"]
    done = subprocess.run(command, input=FRAME.format(call=call), capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C"})
    return done.returncode, done.stderr


def judge(case):
    call, wanted = case
    code, said = compile_call(call)
    if wanted == "compiles":
        return None if code == 0 else f"must compile: {call}\n{said}"
    if code == 0:
        return f"compiles, and must not: {call}"
    errors = "\n".join(line for line in said.splitlines() if "error:" in line)
    return None if re.search(wanted, errors) else f"{call}\n  expected: {wanted}\n  said: {errors or said}"


def main():
    all_cases = cases()
    assert len(all_cases) >= 16, "fewer than fifteen wrong calls"
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        mistakes = [mistake for mistake in pool.map(judge, all_cases) if mistake]
    print("\n".join(mistakes + [f"{len(all_cases) - 1} wrong calls, {len(mistakes)} mistakes"]))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
