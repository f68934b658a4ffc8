"""bench/workload once more, for other engines: its figures from the tables, its items in an algebra that each peer has its own of.

An algebra works on columns (numpy arrays, data frame expressions, pieces of SQL). Amounts are in its own unit of money
(fen where it is integers, yuan where it is not): `algebra.yuan` is one yuan.
"""
import fractions
import json
import pathlib

WORKLOAD = pathlib.Path(__file__).resolve().parent.parent / "workload"
TABLES = json.loads((WORKLOAD / "tables.json").read_text(encoding="utf-8"))
MEMBERS = {
    name: [member["id"] for member in category["members"]]
    for name, category in json.loads((WORKLOAD / "policy.json").read_text(encoding="utf-8"))["categories"].items()
}


def figure(name):
    return fractions.Fraction(TABLES[name]["values"][0]["value"])


def table(name):
    """The cells of a table by member, in the order of its categories."""
    axes = TABLES[name]["axes"]
    rows = {tuple(row[:-1]): fractions.Fraction(row[-1]) for row in TABLES[name]["values"][0]["rows"]}
    if len(axes) == 1:
        return [rows[(member,)] for member in MEMBERS[axes[0]]]
    return [[rows[(a, b)] for b in MEMBERS[axes[1]]] for a in MEMBERS[axes[0]]]


def brackets():
    """(up_to or None, rate, quick deduction), ascending."""
    return [(fractions.Fraction(b["up_to"]) if "up_to" in b else None, fractions.Fraction(b["rate"]), fractions.Fraction(b["quick"]))
            for b in TABLES["tax.brackets"]["values"][0]["brackets"]]


def overtime(kind):
    return lambda a, of: a.round_product([of("wage.fixed"), a.hours("overtime." + kind + "_hours"), figure("overtime." + kind)],
                                         [figure("month.days"), figure("day.hours")], "fen")


def share(base, rate, unit="fen"):
    return lambda a, of: a.round_product([of(base), figure(rate)], [], unit)


def total(*names):
    return lambda a, of: a.add(*[of(name) for name in names])


def less(first, *names):
    return lambda a, of: a.subtract(of(first), *[of(name) for name in names])


def kept(low, high, fact):
    def clamp(a, of):
        x = a.money_fact(fact)
        x = a.at_least(x, figure(low)) if low else x
        return a.at_most(x, figure(high)) if high else x
    return clamp


# The items in an order in which each reads only earlier ones.
ITEMS = {
    "wage.base": lambda a, of: a.cell(table("wage.base_rate"), "post"),
    "wage.grade": lambda a, of: a.cell2(table("grade.wage"), "grade", "post"),
    "wage.seniority": lambda a, of: a.round_product([a.number_fact("service_years"), a.amount(figure("seniority.year"))], [], "yuan"),
    "wage.education": lambda a, of: a.cell(table("education.wage"), "education"),
    "wage.post": lambda a, of: a.cell(table("post.allowance"), "post"),
    "wage.fixed": total("wage.base", "wage.grade", "wage.seniority", "wage.education", "wage.post"),
    "wage.performance": lambda a, of: a.round_product([of("wage.fixed"), a.rate_cell(table("performance.share"), "assessment")], [], "fen"),
    "overtime.pay_workday": overtime("workday"),
    "overtime.pay_restday": overtime("restday"),
    "overtime.pay_holiday": overtime("holiday"),
    "wage.overtime": total("overtime.pay_workday", "overtime.pay_restday", "overtime.pay_holiday"),
    "leave.personal": lambda a, of: a.round_product([of("wage.fixed"), a.hours("leave.personal_days")], [figure("month.days")], "fen"),
    "leave.sick": lambda a, of: a.round_product([of("wage.fixed"), a.hours("leave.sick_days"), figure("sick.share")], [figure("month.days")], "fen"),
    "wage.leave_deduction": total("leave.personal", "leave.sick"),
    "wage.other": lambda a, of: a.money_fact("other.earning"),
    "wage.gross": lambda a, of: a.subtract(
        a.add(*[of(n) for n in ("wage.base", "wage.grade", "wage.seniority", "wage.education", "wage.post", "wage.performance",
                                "overtime.pay_workday", "overtime.pay_restday", "overtime.pay_holiday", "wage.other")]),
        of("leave.personal"), of("leave.sick")),
    "pension.base": kept("social.lower", "social.upper", "si.declared_wage"),
    "unemployment.base": kept("social.lower", "social.upper", "si.declared_wage"),
    "fund.base": kept("fund.lower", "fund.upper", "hf.declared_wage"),
    "medical.base": kept("social.lower", None, "si.declared_wage"),
    "injury.base": kept(None, "social.upper", "si.declared_wage"),
    "pension.employee": share("pension.base", "pension.employee_rate"),
    "medical.employee": share("medical.base", "medical.employee_rate"),
    "unemployment.employee": share("unemployment.base", "unemployment.employee_rate"),
    "fund.employee": share("fund.base", "fund.rate", "yuan"),
    "pension.employer": share("pension.base", "pension.employer_rate"),
    "medical.employer": share("medical.base", "medical.employer_rate"),
    "unemployment.employer": share("unemployment.base", "unemployment.employer_rate"),
    "injury.employer": share("injury.base", "injury.employer_rate"),
    "maternity.employer": share("pension.base", "maternity.employer_rate"),
    "fund.employer": share("fund.base", "fund.rate", "yuan"),
    "union.employer": lambda a, of: a.round_product([a.at_least(of("wage.gross"), 0), figure("union.rate")], [], "fen"),
    "insurance.employee": total("pension.employee", "medical.employee", "unemployment.employee"),
    "insurance.employer": total("pension.employer", "medical.employer", "unemployment.employer", "injury.employer", "maternity.employer"),
    "tax.special": total("insurance.employee", "fund.employee"),
    "tax.income_ytd": lambda a, of: a.add(a.money_fact("income.earlier"), of("wage.gross")),
    "tax.deductions_ytd": lambda a, of: a.add(a.amount(figure("tax.allowance_ytd")), a.money_fact("special.earlier"), of("tax.special"),
                                              a.money_fact("tax.additional_ytd")),
    "tax.taxable_ytd": lambda a, of: a.at_least(a.subtract(of("tax.income_ytd"), of("tax.deductions_ytd")), 0),
    "tax.rate": lambda a, of: a.bracket_rate(of("tax.taxable_ytd"), brackets()),
    "tax.quick": lambda a, of: a.bracket_quick(of("tax.taxable_ytd"), brackets()),
    "tax.due_ytd": lambda a, of: a.tax_due(of("tax.taxable_ytd"), of("tax.rate"), of("tax.quick")),
    "tax.withheld": lambda a, of: a.at_least(a.subtract(of("tax.due_ytd"), a.money_fact("withheld.earlier")), 0),
    "deduction.other": lambda a, of: a.money_fact("other.deduction"),
    "pay.net": lambda a, of: a.subtract(of("wage.gross"), of("pension.employee"), of("medical.employee"), of("unemployment.employee"),
                                        of("fund.employee"), of("deduction.other"), of("tax.withheld")),
    "cost.employer": lambda a, of: a.add(*[of(n) for n in ("wage.gross", "pension.employer", "medical.employer", "unemployment.employer",
                                                           "injury.employer", "maternity.employer", "fund.employer", "union.employer")]),
}


def compute(algebra):
    """Every item, by name, as the algebra's columns."""
    made = {}
    for name, formula in ITEMS.items():
        made[name] = formula(algebra, made.__getitem__)
    return made
