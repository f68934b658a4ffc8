#!/usr/bin/env python3
"""The figures that docs/performance.md promises: measured, kept in bench/results/targets.json, and written into the page.

    bench/targets.py --measure     measures all of them (some minutes; on a machine that does nothing else)
    bench/targets.py --write       writes the table between its marks in docs/performance*.md
    bench/targets.py               says whether the pages agree with the results, exit 1 if not

In process by Google Benchmark, whose programs hold the answer against the exact evaluator before the clock starts; whole
processes by the system's own account, after one thread's bytes were held against two's. Ratios are of one run.
"""
import argparse
import filecmp
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench/results/targets.json"
BUILD = ROOT / "build/release"
FENGLU = BUILD / "fenglu"
BEGIN, END = "<!-- targets: begin -->\n", "<!-- targets: end -->\n"
PAGES = {"docs/performance.md": 0, "docs/performance.zh.md": 1}
HEADS = [("what", "wanted", "measured, median (least - most)"), ("项目", "要求", "实测中位数（最小 - 最大）")]


class Figure:
    """A row of the table: its words in both languages, what is wanted, the unit and the figures."""

    def __init__(self, name, en, zh, wanted, unit, digits=1):
        self.name, self.words, self.wanted, self.unit, self.digits = name, (en, zh), wanted, unit, digits

    def shown(self, values):
        middle, least, most = (f"{value:,.{self.digits}f}" for value in (statistics.median(values), min(values), max(values)))
        return f"{middle} ({least} - {most}) {self.unit}".rstrip()


FIGURES = [
    Figure("ratio", "workload, 1 M rows, all outputs to memory, 1 thread: time / memcpy of 252 B a row", "工作量，100万行，全部输出写入内存，单线程：用时 ÷ 每行252字节的memcpy",
           "<= 1.0", "", 2),
    Figure("typed", "the same, a staff-month", "同上，每人月", "<= 13 ns", "ns"),
    Figure("totals", "twelve totals only, a staff-month", "只要十二项合计，每人月", "<= 9 ns", "ns"),
    Figure("totals_all", "totals of all 45 items, a staff-month", "45个项目全部合计，每人月", "", "ns"),
    Figure("in_cache", "in cache, all outputs, a staff-month", "缓存内，全部输出，每人月", "<= 7.5 ns", "ns"),
    Figure("shanghai", "`tables/shanghai`, 1 M rows, all outputs, a staff-month", "`tables/shanghai`，100万行，全部输出，每人月", "", "ns"),
    Figure("shanghai_ratio", "the same / memcpy of the bytes it moves", "同上 ÷ 同样字节数的memcpy", "", "", 2),
    Figure("file", "workload, CSV to CSV, 1 M rows, 2 threads, to a new file", "工作量，CSV到CSV，100万行，双线程，写入新文件", "<= 260 ms", "ms", 0),
    Figure("pipe", "the same to a pipe", "同上，写入管道", "<= 180 ms", "ms", 0),
    Figure("threads", "the same to a file, 2 threads / 1", "同上写入文件，双线程 ÷ 单线程", "<= 0.6", "", 2),
    Figure("staff", "`tables/shanghai`, CSV to CSV, 50,000 people with their opening, 2 threads, whole process",
           "`tables/shanghai`，CSV到CSV，5万人连同期初，双线程，整个进程", "<= 50 ms", "ms", 0),
    Figure("dozen", "a dozen people, whole process", "十二人，整个进程", "<= 25 ms", "ms"),
    Figure("warm", "load and compile `tables/shanghai` for a month, in process", "加载并编译 `tables/shanghai` 的一个月，进程内", "<= 10 ms", "ms"),
    Figure("parse", "parse plain numeric columns", "读取普通数字列", ">= 1.1 GB/s", "GB/s", 2),
    Figure("format", "format money", "写出金额", ">= 1.1 GB/s", "GB/s", 2),
    Figure("person", "one person by a session of the library", "库的会话计算一人", "<= 2 µs", "µs", 2),
]


def benchmark(program, pattern, processes=7):
    """By name: a reading of each process. Where memory comes to lie is another for each, and some of it is slower."""
    found = {}
    for _ in range(processes):
        out = subprocess.run([BUILD / "bench" / program, f"--benchmark_filter={pattern}", "--benchmark_format=json",
                              "--benchmark_min_time=0.3"], capture_output=True, text=True, check=True)
        for one in json.loads(out.stdout)["benchmarks"]:
            found.setdefault(one["run_name"], []).append(one)
    return found


def ns(readings):
    return [one["ns_a_row"] for one in readings]  # seconds for a thousand million of them


def in_process():
    workload = benchmark("bench_workload", "AllOutputs/rows:1000000/threads:1/typed:1|Copy252/rows:1000000|Totals/.*threads:1|InCache")
    of = {name.split("/real_time")[0]: ns(readings) for name, readings in workload.items()}
    typed, copy = of["AllOutputs/rows:1000000/threads:1/typed:1"], of["Copy252/rows:1000000"]
    made = {"typed": typed, "ratio": [one / other for one, other in zip(typed, copy)], "in_cache": of["InCache/rows:16384"],
            "totals": of["Totals/rows:1000000/threads:1/items:12"], "totals_all": of["Totals/rows:1000000/threads:1/items:45"]}
    month = benchmark("bench_staff_month", "IntoColumns/rows:1000000|CopyOfAsMuch|LoadTables|CompileMonth")
    into, copy = ns(month["IntoColumns/rows:1000000/real_time"]), ns(month["CopyOfAsMuch/rows:1000000/real_time"])
    made["shanghai"], made["shanghai_ratio"] = into, [one / other for one, other in zip(into, copy)]
    made["warm"] = [a["real_time"] + b["real_time"] for a, b in zip(month["LoadTables"], month["CompileMonth"])]
    text = benchmark("bench_text", "")
    best = max((name for name in text if name.startswith("Parse/v")), key=lambda name: name[-1])
    made["parse"] = [one["bytes_per_second"] / 1e9 for one in text[best]]
    made["format"] = [one["bytes_per_second"] / 1e9 for one in text["Format"]]
    made["person"] = [one["real_time"] / 1000 for one in benchmark("bench_library", "OnePersonBySession")["OnePersonBySession"]]
    return made


def started(words, output):
    """A process with nothing between it and the system: what Python's own way costs would be counted too."""
    quiet = [(os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)]
    return os.posix_spawn(words[0], words, os.environ, file_actions=[*output, *quiet])


def wall(words, out):
    """Milliseconds from start to end; `out` None: to a pipe that is read to its end."""
    words = [str(word) for word in (*words, "--out", "-" if out is None else out)]
    nowhere = (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)
    if out is None:
        end, begin = os.pipe()
        begun = time.perf_counter()
        reader = started(["/bin/cat"], [(os.POSIX_SPAWN_DUP2, end, 0), (os.POSIX_SPAWN_CLOSE, begin), nowhere])
        process = started(words, [(os.POSIX_SPAWN_DUP2, begin, 1)])
        os.close(end)
        os.close(begin)
        os.waitpid(reader, 0)
    else:
        begun = time.perf_counter()
        process = started(words, [nowhere])
    status = os.waitpid(process, 0)[1]
    took = (time.perf_counter() - begun) * 1000
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{words} ended with {status}")
    return took


def whole(folder, runs):
    run = [FENGLU, "run"]
    subprocess.run([sys.executable, ROOT / "bench/workload/generate.py", "--rows", "1000000", "--out", folder / "workload.csv"], check=True)
    subprocess.run([sys.executable, ROOT / "examples/shanghai/generate.py", "--rows", "50000", "--out", folder / "staff.csv",
                    "--opening", folder / "opening.csv"], check=True)
    with open(folder / "staff.csv", encoding="utf-8") as file:
        (folder / "dozen.csv").write_text("".join(file.readline() for _ in range(13)), encoding="utf-8")
    workload = [*run, ROOT / "bench/workload", "--staff", folder / "workload.csv", "--month", "2025-10"]
    staff = [*run, ROOT / "tables/shanghai", "--staff", folder / "staff.csv", "--opening", folder / "opening.csv", "--month", "2025-10"]
    dozen = [*run, ROOT / "tables/shanghai", "--staff", folder / "dozen.csv", "--opening", "zero", "--month", "2025-10"]
    for words in (workload, staff):
        wall([*words, "--threads", "1"], folder / "one.csv")
        wall([*words, "--threads", "2"], folder / "two.csv")
        if not filecmp.cmp(folder / "one.csv", folder / "two.csv", shallow=False):
            raise SystemExit("one thread and two don't write the same bytes")
    made = {name: [] for name in ("file", "pipe", "threads", "staff", "dozen")}
    # The small ones first, and nothing else on its way to the disk: their results wait for it.
    os.sync()
    # Each to a new file: what it costs to take a large old one off the disk is the file system's.
    for i in range(3 * runs):
        made["staff"].append(wall([*staff, "--threads", "2"], folder / f"staff{i}.csv"))
        made["dozen"].append(wall(dozen, folder / f"dozen{i}.csv"))
    for i in range(runs):
        one, two = (wall([*workload, "--threads", str(threads)], folder / f"{threads}of{i}.csv") for threads in (1, 2))
        made["file"].append(two)
        made["threads"].append(two / one)
    os.sync()
    for _ in range(runs):
        made["pipe"].append(wall([*workload, "--threads", "2"], None))
    return made


def machine():
    lines = open("/proc/cpuinfo", encoding="utf-8").read().splitlines()
    cpu = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]
    return {"cpu": cpu, "cores": os.cpu_count(), "system": platform.machine(), "compiler": compiler, "load": os.getloadavg()[0]}


def commit():
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def measure(folder, runs):
    found = {"machine": machine(), "commit": commit(), "date": time.strftime("%Y-%m-%d")}
    figures = in_process()
    with tempfile.TemporaryDirectory(prefix="fenglu_targets_", dir=folder) as name:
        figures |= whole(pathlib.Path(name), runs)
    found["figures"] = {name: [round(value, 4) for value in values] for name, values in figures.items()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(language):
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    lines = ["| " + " | ".join(HEADS[language]) + " |", "| --- | --- | --- |"]
    lines += [f"| {figure.words[language]} | {figure.wanted} | {figure.shown(found['figures'][figure.name])} |" for figure in FIGURES]
    on = found["machine"]
    words = ("{cpu}, {cores} cores; {compiler}; commit {commit}, {date}; load at the start {load:.1f}.",
             "{cpu}，{cores}核；{compiler}；提交 {commit}，{date}；开始时负载 {load:.1f}。")[language]
    return "\n".join(lines) + "\n\n" + words.format(**on, commit=found["commit"], date=found["date"]) + "\n"


def pages(write):
    bad = 0
    for name, language in PAGES.items():
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        made = before + BEGIN + table(language) + END + rest.split(END)[1]
        if write:
            path.write_text(made, encoding="utf-8")
        elif made != text:
            print(f"{name} differs from bench/results/targets.json: bench/targets.py --write")
            bad = 1
    return bad


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--measure", action="store_true")
    options.add_argument("--write", action="store_true")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--folder", help="where rosters and results go while measuring; else a temporary folder")
    given = options.parse_args()
    if given.measure:
        measure(given.folder, given.runs)
    return pages(given.write or given.measure)


if __name__ == "__main__":
    sys.exit(main())
