"""The command line is in FENGLU, or on the path; the project is where these tests lie."""

import datetime
import decimal
import os
import pathlib
import shutil
import subprocess
import sys

import fenglu
import pyarrow
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def command():
    found = os.environ.get("FENGLU") or shutil.which("fenglu")
    assert found, "the command line is missing: set FENGLU to it"

    def run(*arguments):
        done = subprocess.run([found, *map(str, arguments)], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()
    return run


@pytest.fixture(scope="session")
def shanghai():
    return fenglu.Policy("shanghai")


@pytest.fixture(scope="session")
def january(shanghai):
    return shanghai.compile("2025-01")


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """A folder with the example's roster and opening: 12,300 people in October 2025."""
    folder = tmp_path_factory.mktemp("invented")
    subprocess.run([sys.executable, ROOT / "examples/shanghai/generate.py", "--headers", "id", "--out", folder / "staff.csv",
                    "--opening", folder / "opening.csv"], check=True)
    return folder


@pytest.fixture
def people():
    """Two people, and the wages that their table rests on, to be changed by tests."""
    wages = [decimal.Decimal("8123.45"), decimal.Decimal("10220.00")]
    return {"staff_id": ["SH1", "SH2"], "post": ["service", "civilian"], "grade": ["grade1", "chief3"],
            "hired_on": [datetime.date(2019, 7, 1), datetime.date(2012, 3, 15)],
            "si.declared_wage": pyarrow.array(wages), "hf.declared_wage": pyarrow.array(wages)}
