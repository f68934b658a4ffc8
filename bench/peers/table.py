#!/usr/bin/env python3
"""The table of the peers in docs/performance.md, from bench/results/peers.json.

    bench/peers/table.py --write    writes it between its marks
    bench/peers/table.py            says whether the page still agrees, exit 1 if not
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BEGIN, END = "<!-- peers: begin -->\n", "<!-- peers: end -->\n"
HEADS = {"docs/performance.md": ("who", "rows", "ns a staff-month, median (min - max)", "times fenglu", "rows wrong"),
         "docs/performance.zh.md": ("引擎", "行数", "每人月纳秒，中位数（最小 - 最大）", "与 fenglu 之比", "出错行")}


def table(heads):
    found = json.loads((ROOT / "bench/results/peers.json").read_text(encoding="utf-8"))
    own = next(r for r in found["results"] if r["peer"] == "fenglu")["ns_median"]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for r in sorted(found["results"], key=lambda r: r["ns_median"]):
        version = ", ".join(f"{name} {version}" for name, version in r["versions"].items() if name != "fenglu")
        share = f"{r['wrong_rows'] * 100 / r['rows']:.2f} %" if r["wrong_rows"] else "0"
        lines.append(f"| {r['peer']}{f' ({version})' if version else ''} | {r['rows']:,} | {r['ns_median']:,} ({r['ns_min']:,} - {r['ns_max']:,}) | "
                     f"{r['ns_median'] / own:,.1f} | {share} |")
    machine = found["machine"]
    return "\n".join(lines) + f"\n\n{machine['cpu']}, {machine['cores']} cores; commit {found['commit']}.\n"


def main():
    bad = 0
    for name, heads in HEADS.items():
        path = ROOT / name
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        if BEGIN not in text:
            print(f"{name}: the marks of the table are missing")
            bad = 1
            continue
        before, rest = text.split(BEGIN)
        made = before + BEGIN + table(heads) + END + rest.split(END)[1]
        if "--write" in sys.argv:
            path.write_text(made, encoding="utf-8")
        elif made != text:
            print(f"{name} differs from bench/results/peers.json: bench/peers/table.py --write")
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
