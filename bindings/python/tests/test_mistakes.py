"""What is wrong is told by an exception: code, row, column, words, and all of it."""

import decimal

import pyarrow
import pytest

import fenglu


def refused(call, kind=fenglu.Error):
    with pytest.raises(kind) as caught:
        call()
    return caught.value


def test_a_bad_cell_has_its_row_and_column(january, people):
    people["grade"] = ["grade1", "grade9"]
    error = refused(lambda: january.run(pyarrow.table(people)))
    assert (error.code, error.row, error.column) == ("cell-category", 1, "grade")
    assert "grade9" in str(error) and "row 1, grade" in str(error)
    assert error.all[0].mend


def test_all_bad_cells_are_told_at_once(january, people):
    people["grade"] = ["grade8", "grade9"]
    people["post"] = ["service", "cook"]
    error = refused(lambda: january.run(pyarrow.table(people)))
    assert error.count == 3
    assert {(m.row, m.column) for m in error.all} == {(0, "grade"), (1, "grade"), (1, "post")}
    assert "2 more in Error.all" in str(error)


def test_money_is_never_a_float_nor_rounded(january, people):
    table = pyarrow.table(people)
    floats = table.set_column(4, "si.declared_wage", pyarrow.array([8123.45, 10220.0]))
    assert refused(lambda: january.run(floats)).column == "si.declared_wage"
    third = table.set_column(4, "si.declared_wage", pyarrow.array([decimal.Decimal("8123.455"), None]))
    error = refused(lambda: january.run(third))
    assert (error.row, error.column) == (0, "si.declared_wage") and "8123.455" in error.message


def test_integers_are_money_only_where_it_is_said(january, people):
    people["si.declared_wage"] = people["hf.declared_wage"] = pyarrow.array([812345, 1022000])
    assert refused(lambda: january.run(pyarrow.table(people))).column == "si.declared_wage"
    assert len(january.run(pyarrow.table(people), money_in="fen")) == 2


def test_an_opening_that_is_due(shanghai, people):
    table = pyarrow.table(people)
    error = refused(lambda: shanghai.run(table, month="2025-10"))
    assert error.code == "missing-column" and "ytd.tax.income" in error.message
    assert len(shanghai.run(table, month="2025-10", opening="zero")) == 2


def test_no_such_policy_names_the_ones_there_are():
    error = refused(lambda: fenglu.Policy("shanghia"))
    assert error.code == "no-such-policy" and "shanghai" in str(error)


def test_a_wrong_call(shanghai, january, people):
    table = pyarrow.table(people)
    assert "2025-13" in str(refused(lambda: shanghai.compile("2025-13"), fenglu.Misuse))
    assert isinstance(refused(lambda: shanghai.compile("soon")), ValueError)
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        january.run({"staff_id": ["SH1"]})
    with pytest.raises(TypeError, match="items is a str"):
        shanghai.run(table, month="2025-01", items="pay.net")
    with pytest.raises(ValueError, match="money_in"):
        january.run(table, money_in="cent")
    with pytest.raises(ValueError, match="threads"):
        january.run(table, threads=-1)
    with pytest.raises(KeyError, match="SH9"):
        january.run(table).explain("SH9")
    with pytest.raises(fenglu.Misuse):
        january.run(table).plan.explain(january.roster(table), 2)


def test_a_roster_belongs_to_its_plan(shanghai, january, people):
    roster = january.roster(pyarrow.table(people))
    assert refused(lambda: shanghai.compile("2025-02").run(roster)).code == "other-plan"


def test_a_column_that_nobody_knows_is_warned_of(january, people):
    table = pyarrow.table({**people, "shoe_size": [41, 43]})
    with pytest.warns(fenglu.FengluWarning, match="shoe_size") as told:
        assert len(january.run(table)) == 2
    assert told[0].filename == __file__
    assert len(january.run(table, allow_unknown=True)) == 2


def test_a_warning_may_be_made_an_error(january, people):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(fenglu.FengluWarning):
            january.run(pyarrow.table({**people, "shoe_size": [41, 43]}))


def test_messages_in_chinese(people):
    people["grade"] = ["grade1", "grade9"]
    policy = fenglu.Policy("shanghai", language="zh")
    error = refused(lambda: policy.run(pyarrow.table(people), month="2025-01"))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error.message)


def test_bytes_that_are_no_text_are_told_of(january, people):
    people["grade"] = pyarrow.array([b"grade1", b"gr\xffde"]).view(pyarrow.string())
    error = refused(lambda: january.run(pyarrow.table(people)))
    assert (error.row, error.column) == (1, "grade") and error.message


def test_an_unknown_item_names_those_there_are(january, people):
    pay = january.run(pyarrow.table(people))
    error = refused(lambda: pay.explain("SH1", "pension.employe"))
    assert error.code == "flag-name" and "'pension.employe'" in error.message


def test_what_if(shanghai, people):
    table = pyarrow.table(people)
    raised = fenglu.Policy("shanghai", what_if=["grade.wage*=1.06"])
    ours, theirs = (pyarrow.table(p.run(table, month="2025-01"))["wage.grade"].to_pylist() for p in (shanghai, raised))
    assert all(more == round(less * decimal.Decimal("1.06"), 2) for less, more in zip(ours, theirs))
    rests = {rest["parameter"]: rest["status"] for rest in raised.compile("2025-01").describe()["rests"]}
    assert rests["grade.wage"] == "illustrative"
