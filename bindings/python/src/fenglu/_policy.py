"""Policies, plans, rosters and results: what is comfortable around the native module."""

from __future__ import annotations

import datetime
import json
import os
import pathlib
from typing import Any, Dict, Iterable, List, Optional, Protocol, Sequence, Union

from . import _native

FORMATS = {"text": 0, "json": 1, "html": 2}
LANGUAGES = {"en": 0, "zh": 1}
UNITS = {"yuan": False, "fen": True}
PACKAGED_TABLES = pathlib.Path(__file__).resolve().parent / "tables"


class ArrowTable(Protocol):
    """A table of pyarrow, Polars, DuckDB, pandas, or of anything else that gives out Arrow streams."""

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


Day = Union[str, datetime.date]
Path = Union[str, "os.PathLike[str]"]


def chosen(table: Dict[str, Any], word: str, argument: str) -> Any:
    if word not in table:
        raise ValueError(f"{argument} is {word!r}; expected one of {', '.join(map(repr, table))}")
    return table[word]


def texts(words: Iterable[str], argument: str) -> List[str]:
    if isinstance(words, str):
        raise TypeError(f"{argument} is a str; expected a list of them: [{words!r}]")
    return list(words)


def day_text(day: Optional[Day]) -> Optional[str]:
    return day.isoformat() if isinstance(day, datetime.date) else day


def month_text(month: Day) -> str:
    return month.strftime("%Y-%m") if isinstance(month, datetime.date) else month


def stream_of(table: ArrowTable, argument: str) -> object:
    give = getattr(table, "__arrow_c_stream__", None)
    if give is None:
        raise TypeError(f"{argument} is a {type(table).__name__}, which gives out no Arrow stream (__arrow_c_stream__); "
                        "expected a table of pyarrow, Polars, DuckDB or pandas: pyarrow.table(...) makes one of lists")
    return give()


def tree_of(text: str) -> Dict[str, Any]:
    tree: Dict[str, Any] = json.loads(text)
    return tree


def table_folders(given: Iterable[Path]) -> List[str]:
    """The caller's, those of FENGLU_TABLES, and the ones in the package, in this order."""
    listed = [folder for folder in os.environ.get("FENGLU_TABLES", "").split(os.pathsep) if folder]
    return [os.fspath(folder) for folder in given] + listed + [str(PACKAGED_TABLES)]


class Result:
    """What a run paid: an Arrow table, the key and then a column an item, a row for each of the roster.

    Hand it to whatever takes Arrow: ``pyarrow.table(result)``, ``polars.DataFrame(result)``,
    ``duckdb.from_arrow(pyarrow.table(result))``, ``pyarrow.table(result).to_pandas()``. Money is decimal128(18, 2) in
    yuan, or int64 in fen where the run was asked for it. It never changes; any thread may read it.
    """

    def __init__(self, native: _native.Results, plan: "Plan", roster: "Roster", fen: bool) -> None:
        self._native = native
        self._fen = fen
        self.plan = plan
        """What was run."""
        self.roster = roster
        """What it was run on."""

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        """One batch. Another schema can't be asked for; fen come without a copy."""
        return self._native.stream(self._fen, 0)

    def __len__(self) -> int:
        return self._native.rows()

    def __repr__(self) -> str:
        return f"<fenglu.Result of {len(self)} rows>"

    def explain(self, key: str, *items: str, format: str = "text") -> Any:
        """The way to a person's figures, as `Plan.explain` gives it."""
        return self.plan.explain(self.roster, key, *items, format=format)


class Roster:
    """A table of facts that was read for a plan, every cell held against it. `Plan.roster` makes one."""

    def __init__(self, native: _native.Roster) -> None:
        self._native = native

    def __len__(self) -> int:
        return self._native.rows()

    def __repr__(self) -> str:
        return f"<fenglu.Roster of {len(self)} rows>"

    def find(self, key: str) -> int:
        """The row, from 0, that has a key; KeyError where none has."""
        row = self._native.find(key)
        if row < 0:
            raise KeyError(key)
        return row

    @property
    def borrowed_columns(self) -> int:
        """How many of the table's columns are read where they lie, without a copy: int64 fen in one chunk, no null."""
        return self._native.borrowed_columns()


class Plan:
    """A sheet compiled for a month: run it as often as you like, from any thread. `Policy.compile` makes one."""

    def __init__(self, native: _native.Plan) -> None:
        self._native = native

    def describe(self) -> Dict[str, Any]:
        """What it reads and rests on: {"policy", "sheet", "month", "as_of", "key", "items", "facts", "year_to_date",
        "last_month", "needs_opening", "set_by_hand", "cross_row", "rests": [{"parameter", "from", "status", "stale",
        "carried"}]}. Tell those who are paid where it rests on "assumed" or "illustrative" values."""
        return tree_of(self._native.describe())

    def roster(self, table: ArrowTable, *, opening: Union[ArrowTable, str, None] = None, money_in: str = "yuan",
               allow_unknown: bool = False) -> Roster:
        """Reads a table of facts; `run` does so itself.

        table          columns named by facts: id, title or alias; "set.ITEM", "ytd.ITEM", "last.ITEM" too
        opening        the tax year's earlier months, a table by key, or "zero": nothing was paid so far. January needs none
        money_in       "fen": integer columns of money are fen. Else ("yuan") they are refused, and decimals are due
        allow_unknown  no warning of columns that the sheet doesn't know

        Raises Error with every bad cell: no value is rounded, clipped or guessed, and a float is never money.
        """
        zero = isinstance(opening, str)
        if zero and opening != "zero":
            raise ValueError(f"opening is {opening!r}; expected \"zero\" or a table")
        earlier = None if opening is None or isinstance(opening, str) else stream_of(opening, "opening")
        return Roster(self._native.roster(stream_of(table, "table"), earlier, zero, chosen(UNITS, money_in, "money_in"),
                                          allow_unknown))

    def run(self, table: Union[ArrowTable, Roster], *, opening: Union[ArrowTable, str, None] = None,
            money_in: str = "yuan", money_out: str = "yuan", allow_unknown: bool = False, threads: int = 0) -> Result:
        """Pays everybody in a table, or in a roster that was read before.

        money_out  "yuan": decimal128(18, 2), "fen": int64
        threads    0: as many as there are cores. The same bits for any number
        The rest is told at `roster`. The lock of the interpreter is let go meanwhile.
        """
        fen = chosen(UNITS, money_out, "money_out")
        if threads < 0:
            raise ValueError(f"threads is {threads}; expected 0 or more")
        read = table if isinstance(table, Roster) else self.roster(
            table, opening=opening, money_in=money_in, allow_unknown=allow_unknown)
        return Result(self._native.run(read._native, threads), self, read, fen)

    def explain(self, roster: Roster, key: Union[str, int], *items: str, format: str = "text") -> Any:
        """The way to a person's figures, worked out anew by exact fractions: what `fenglu explain` prints.

        key     the person's key, or a row from 0
        items   none: the totals
        format  "text", "html", or "json": a tree of dicts, decimals as strings
        """
        row = key if isinstance(key, int) else roster.find(key)
        text = self._native.explain(roster._native, row, list(items) or None, chosen(FORMATS, format, "format"))
        return tree_of(text) if format == "json" else text


class Policy:
    """A place's dated, cited tables, loaded and checked.

    name      one that ships ("shanghai", "hebei/xingtai"), or the folder of a policy.json
    tables    folders where policies are looked for by name, before those of FENGLU_TABLES and the ones in the package
    what_if   suppositions such as "grade.wage*=1.06" or "hf.rate@2025-07-01=0.06", as the command line's --set; without a
              day `=` takes the place of the whole history. What rests on them is illustrative
    language  "en" or "zh": of messages and explanations

        pay = fenglu.Policy("shanghai").run(table, month="2025-01")

    Raises Error with every mistake in the tables. It never changes; any thread may use it.
    """

    def __init__(self, name: Path, *, tables: Iterable[Path] = (), what_if: Iterable[str] = (),
                 language: str = "en") -> None:
        self._native = _native.load(os.fspath(name), table_folders(tables), texts(what_if, "what_if"),
                                    chosen(LANGUAGES, language, "language"))

    def compile(self, month: Day, *, sheet: Optional[str] = None, as_of: Optional[Day] = None,
                items: Optional[Sequence[str]] = None, set_by_hand: Iterable[str] = (), carry: bool = False) -> Plan:
        """A sheet for a month, to run more than once.

        month        "2025-10", or a date in it
        sheet        None: "payroll", or the only one
        as_of        the day up to which announcements are known; None: all
        items        the columns that come out, in order; None: all
        set_by_hand  items that the table may set by a column "set.ITEM"
        carry        let values that have ended go on, as "assumed"
        """
        return Plan(self._native.compile(month_text(month), sheet, day_text(as_of),
                                         None if items is None else texts(items, "items"),
                                         texts(set_by_hand, "set_by_hand"), carry))

    def run(self, table: ArrowTable, *, month: Day, sheet: Optional[str] = None, as_of: Optional[Day] = None,
            items: Optional[Sequence[str]] = None, set_by_hand: Iterable[str] = (), carry: bool = False,
            opening: Union[ArrowTable, str, None] = None, money_in: str = "yuan", money_out: str = "yuan",
            allow_unknown: bool = False, threads: int = 0) -> Result:
        """Pays everybody in a table: `compile` and `Plan.run`, which tell the arguments, in one."""
        plan = self.compile(month, sheet=sheet, as_of=as_of, items=items, set_by_hand=set_by_hand, carry=carry)
        return plan.run(table, opening=opening, money_in=money_in, money_out=money_out, allow_unknown=allow_unknown,
                        threads=threads)

    def explain(self, table: ArrowTable, key: Union[str, int], *items: str, month: Day, sheet: Optional[str] = None,
                as_of: Optional[Day] = None, set_by_hand: Iterable[str] = (), carry: bool = False,
                opening: Union[ArrowTable, str, None] = None, money_in: str = "yuan", allow_unknown: bool = False,
                format: str = "text") -> Any:
        """The way to a person's figures in a table: `compile`, `Plan.roster` and `Plan.explain` in one."""
        plan = self.compile(month, sheet=sheet, as_of=as_of, set_by_hand=set_by_hand, carry=carry)
        roster = plan.roster(table, opening=opening, money_in=money_in, allow_unknown=allow_unknown)
        return plan.explain(roster, key, *items, format=format)

    def show(self, *names: str, month: Day, as_of: Optional[Day] = None, carry: bool = False,
             format: str = "json") -> Any:
        """The parameters in force, with their sources; names or patterns with '*', none for all. As a dict, decimals as
        strings, or with format="text" as `fenglu show` prints them."""
        text = self._native.show(month_text(month), day_text(as_of), list(names) or None, carry,
                                 chosen({"text": 0, "json": 1}, format, "format"))
        return tree_of(text) if format == "json" else text

    def check(self, month: Day) -> Dict[str, Any]:
        """What the tables hold and how sure they are: {"policy", "title", "sheets", "values", "stale", "abstract",
        "diagnostics"}. Compiles every distinct set of values: a second or two. `month` is when staleness is judged:
        it is never judged by the clock."""
        return tree_of(self._native.check(month_text(month)))

    def schema(self, sheet: Optional[str] = None) -> Dict[str, Any]:
        """Facts, items and categories of a sheet: what `fenglu schema` prints."""
        return tree_of(self._native.schema(sheet))
