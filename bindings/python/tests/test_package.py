"""What is in the wheel, and that other threads go on while fenglu computes."""

import os
import pathlib
import subprocess
import sys
import threading

import pyarrow
import pytest

import fenglu
from rosters import fact_types, table

HERE = pathlib.Path(fenglu.__file__).parent


def test_the_package_is_whole():
    for name in ["py.typed", "_native.pyi", "LICENSE", "tables/shanghai/policy.json", "tables/national/policy.json"]:
        assert (HERE / name).is_file(), f"{name} isn't in the wheel"
    assert fenglu.__version__ and fenglu.language_level >= 1
    for name in fenglu.__all__:
        assert getattr(fenglu, name) is not None


def test_everything_public_says_what_it_is():
    for kind in (fenglu.Policy, fenglu.Plan, fenglu.Roster, fenglu.Result, fenglu.Error):
        assert kind.__doc__
        for name, member in vars(kind).items():
            assert name.startswith("_") or not callable(member) or member.__doc__, f"{kind.__name__}.{name}"


def test_tables_are_found_in_the_package_alone(tmp_path):
    """In an empty folder, without FENGLU_TABLES, the policies that ship are there."""
    environment = {name: value for name, value in os.environ.items() if name not in ("FENGLU_TABLES", "PYTHONPATH")}
    done = subprocess.run([sys.executable, "-c", "import fenglu; print(fenglu.Policy('shanghai').schema()['policy'])"],
                          capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, "shanghai\n"), done.stderr


def test_the_tables_of_the_caller_come_first(tmp_path):
    (tmp_path / "shanghai").mkdir()
    try:
        fenglu.Policy("shanghai", tables=[tmp_path])
    except fenglu.Error as error:
        assert error.all, "an empty folder holds no policy"
    else:
        raise AssertionError("the folder given was passed over")


def runs_meanwhile(call):
    """Whether another thread, which nobody hands the lock to, gets it during a call."""
    gate, ran = threading.Lock(), []
    gate.acquire()
    other = threading.Thread(target=lambda: (gate.acquire(), ran.append(True)))
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        other.start()
        gate.release()
        assert not ran, "the lock was handed over before the call"
        call()
        return bool(ran)
    finally:
        sys.setswitchinterval(switch)
        other.join()


@pytest.mark.parametrize("work", ["load", "check", "run"])
def test_the_lock_of_the_interpreter_is_let_go(invented, shanghai, work):
    people = table(invented / "staff.csv", fact_types(shanghai.schema()))
    plan = shanghai.compile("2025-10")
    roster = plan.roster(people, opening="zero")
    call = {"load": lambda: fenglu.Policy("shanghai"), "check": lambda: shanghai.check("2025-10"),
            "run": lambda: plan.run(roster, threads=1)}[work]
    # A loaded machine may not wake the other thread in time.
    assert any(runs_meanwhile(call) for _ in range(20))
    assert not runs_meanwhile(lambda: sum(range(3_000_000))), "the lock is let go by what holds it"


def test_one_plan_in_many_threads(january, people):
    people = pyarrow.table(people)
    expected = pyarrow.table(january.run(people))
    found = []
    workers = [threading.Thread(target=lambda: found.append(pyarrow.table(january.run(people)) == expected)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == [True] * 8
