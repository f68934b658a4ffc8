"""The same bits as the command line, on the same rosters."""

import json

import pyarrow
import pytest

import fenglu
from conftest import ROOT
from rosters import as_file, fact_types, table

# The folder in examples/, the policy, and the month that its telling people are paid for.
TELLING = [("shanghai", "shanghai", "2025-10"), ("ningbo", "ningbo", "2026-09"), ("beijing", "beijing", "2026-07"),
           ("xingtai", "hebei/xingtai", "2026-03")]


def paid_by_command(command, folder, policy, staff, month, opening):
    out = folder / "pay.csv"
    command("run", ROOT / "tables" / policy, "--staff", staff, "--month", month, "--opening", opening, "--out", out)
    return out.read_bytes()


def opening_types(policy):
    """The sums of an opening are money, whatever they are titled."""
    items = policy.schema()["items"]
    return {word: "money" for name, item in items.items() for word in [name, *item["title"].values()]}


def paid_here(name, staff, month, opening, **how):
    policy = fenglu.Policy(name)
    people = table(staff, fact_types(policy.schema()))
    return policy.run(people, month=month, opening=table(opening, opening_types(policy)), **how)


@pytest.mark.filterwarnings("ignore::fenglu.FengluWarning")
@pytest.mark.parametrize("example, policy, month", TELLING)
def test_telling_people(command, tmp_path, example, policy, month):
    folder = ROOT / "examples" / example
    staff, opening = folder / "telling.csv", folder / "telling-opening.csv"
    expected = paid_by_command(command, tmp_path, policy, staff, month, opening)
    assert as_file(paid_here(policy, staff, month, opening)) == expected
    assert expected.count(b"\n") > 10


@pytest.mark.parametrize("threads", [1, 3])
def test_all_of_the_example(command, invented, tmp_path, threads):
    staff, opening = invented / "staff.csv", invented / "opening.csv"
    expected = paid_by_command(command, tmp_path, "shanghai", staff, "2025-10", opening)
    assert as_file(paid_here("shanghai", staff, "2025-10", opening, threads=threads)) == expected


def test_fen_are_the_same_amounts(invented):
    staff, opening = invented / "staff.csv", invented / "opening.csv"
    yuan = pyarrow.table(paid_here("shanghai", staff, "2025-10", opening, items=["pay.net"]))
    fen = pyarrow.table(paid_here("shanghai", staff, "2025-10", opening, items=["pay.net"], money_out="fen"))
    assert yuan.schema.field("pay.net").type == pyarrow.decimal128(18, 2)
    assert fen.schema.field("pay.net").type == pyarrow.int64()
    assert [int(y * 100) for y in yuan["pay.net"].to_pylist()] == fen["pay.net"].to_pylist()
    # What came out in fen says so, and so goes in again.
    assert fen.schema.field("pay.net").metadata[b"fenglu.unit"] == b"fen"


@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_explain(command, invented, shanghai, format):
    staff, opening = invented / "staff.csv", invented / "opening.csv"
    told = command("explain", ROOT / "tables/shanghai", "--staff", staff, "--month", "2025-10", "--opening", opening,
                   "--id", "SH000007", "--item", "pay.net", "--format", format, "--lang", "en")
    pay = paid_here("shanghai", staff, "2025-10", opening)
    found = pay.explain("SH000007", "pay.net", format=format)
    assert found == (json.loads(told) if format == "json" else told)


def test_show_schema_and_check(command, shanghai):
    tables = ROOT / "tables/shanghai"
    assert shanghai.schema() == json.loads(command("schema", tables))
    assert shanghai.schema("injury") == json.loads(command("schema", tables, "--sheet", "injury"))
    shown = command("show", tables, "--month", "2025-10", "--as-of", "2025-09-18", "--format", "json", "pension.*")
    assert shanghai.show("pension.*", month="2025-10", as_of="2025-09-18") == json.loads(shown)
    text = command("show", tables, "--month", "2025-10", "--lang", "en", "average_wage")
    assert shanghai.show("average_wage", month="2025-10", format="text") == text
    found = shanghai.check("2025-10")
    assert found["policy"] == "shanghai" and found["values"]["verified"] > 0
    assert not [told for told in found["diagnostics"] if told["severity"] == "error"]
