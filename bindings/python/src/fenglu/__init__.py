"""Payroll and social insurance, exact to the fen: an Arrow table of people in, a table of their pay out.

    import fenglu, pyarrow
    pay = fenglu.Policy("shanghai").run(people, month="2025-01")
    pyarrow.table(pay)

`people` and the result are anything that speaks Arrow's PyCapsule interface: pyarrow, Polars, DuckDB, pandas. Nothing is
printed and nothing global is kept. The same bits come out as of the command line `fenglu`.
"""

from . import _native
from ._errors import Error, Fault, FengluWarning, Misuse, Mistake
from ._policy import Plan, Policy, Result, Roster

__version__: str = _native.version
language_level: int = _native.language_level
"""The level of the policy language that the tables may use."""

__all__ = ["Error", "Fault", "FengluWarning", "Misuse", "Mistake", "Plan", "Policy", "Result", "Roster", "language_level"]
