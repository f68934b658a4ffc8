"""Pay for a table in memory from Python: an Arrow table in, one out. docs/embedding.md walks through it."""

import datetime
import decimal
import sys

import fenglu
import pyarrow

wages = [decimal.Decimal("8123.45"), decimal.Decimal("10220.00")]
people = pyarrow.table({
    "staff_id": ["SH1", "SH2"],
    "post": ["service", "civilian"],
    "grade": ["grade1", "chief3"],
    "hired_on": [datetime.date(2019, 7, 1), datetime.date(2012, 3, 15)],
    "si.declared_wage": wages,
    "hf.declared_wage": wages,
})

policy = fenglu.Policy(sys.argv[1] if len(sys.argv) > 1 else "shanghai")
pay = policy.run(people, month="2025-01", items=["wage.gross", "pay.net"])

for person in pyarrow.table(pay).to_pylist():
    print(f"{person['staff_id']}  gross {person['wage.gross']}  net {person['pay.net']}")
print(pay.explain("SH1", "pension.employee"), end="")
