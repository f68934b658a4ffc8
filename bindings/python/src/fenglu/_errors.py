"""What was wrong, as exceptions and warnings. The native module calls `refusal` and `warn`."""

from __future__ import annotations

import json
import sys
import warnings
from dataclasses import dataclass
from typing import List, Optional, Type


@dataclass(frozen=True)
class Mistake:
    """One mistake or warning: where, what, and how to mend it. `docs/diagnostics.md` lists the codes."""

    severity: str
    """"error" or "warning"."""
    code: str
    """Such as "cell-range"; a code never changes its meaning."""
    message: str
    """What was found and what was expected, in the policy's language."""
    mend: str
    """How to mend it; may be empty."""
    row: Optional[int] = None
    """Index of the table's row, from 0."""
    column: str = ""
    """Name of the table's column, or ""."""
    file: str = ""
    """File of the policy's tables, or ""; with `file_line` and `file_column`, from 1."""
    file_line: int = 0
    file_column: int = 0

    def __str__(self) -> str:
        places = [f"{self.file}:{self.file_line}:{self.file_column}"] if self.file else []
        places += [f"row {self.row}"] if self.row is not None else []
        places += [self.column] if self.column else []
        return f"{', '.join(places)}{': ' if places else ''}[{self.code}] {self.message}" + (f"; {self.mend}" if self.mend else "")


class Error(Exception):
    """Something was refused; nothing was computed. Members tell the first mistake, `all` has every one of them."""

    def __init__(self, message: str, *, code: str = "", row: Optional[int] = None, column: str = "",
                 all: Optional[List[Mistake]] = None, count: int = 1) -> None:
        super().__init__(message)
        self.message = message
        """The first mistake in words."""
        self.code = code
        """Its code, such as "cell-range"."""
        self.row = row
        """The row of the table, from 0, or None."""
        self.column = column
        """The column's name, or ""."""
        self.all = all or []
        """Every mistake, and the warnings found on the way; a hundred in full."""
        self.count = count
        """How many errors there are, the ones that `all` leaves out too."""


class Misuse(Error, ValueError):
    """The call was wrong: a month that is none, an unknown format."""


class Fault(Error, RuntimeError):
    """A fault of fenglu's own, or memory ran out."""


class FengluWarning(UserWarning):
    """Something is computed, but isn't as one would wish. `mistake` has the place."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


KINDS: List[Type[Error]] = [Error, Error, Misuse, Fault]  # by fenglu_status


def mistake(line: str) -> Mistake:
    told = json.loads(line)
    return Mistake(told["severity"], told["code"], told["message"], told["mend"], told["row"], told["cell"],
                   told["file"], told["line"], told["column"])


def refusal(status: int, code: str, row: int, column: str, errors: int, lines: str) -> Error:
    found = [mistake(line) for line in lines.splitlines()]
    first = next((str(m) for m in found if m.severity == "error"), f"status {status}")
    also = f"\n({errors - 1} more in Error.all)" if errors > 1 else ""
    return KINDS[status](first + also, code=code, row=None if row < 0 else row, column=column, all=found,
                         count=max(errors, 1))


def warn(lines: str) -> None:
    """Shown at the caller's line, not at one of ours."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("fenglu."):
        level, frame = level + 1, frame.f_back
    for line in lines.splitlines():
        warnings.warn(FengluWarning(mistake(line)), stacklevel=level)
