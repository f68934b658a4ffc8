#!/usr/bin/env python3
"""An invented roster of Junan County's 468 patrol members: 156 ex-soldiers, 189 graduates, 120 in the town's brigade, the others by
township.

    generate.py --out roster.csv --opening opening.csv          October 2026
    generate.py --month 2026-01 --headers id

Nobody in it exists. The four numbers are those of the reports of 2018; all else is drawn, with whole numbers alone, from one seed:
the same arguments give the same bytes on every machine.
"""
import argparse
import csv
import datetime
import sys

PEOPLE, VETERANS, GRADUATES, BRIGADE = 468, 156, 189, 120
TOWNSHIPS = ["十字路", "大店", "坊前", "坪上", "相沟", "石莲子", "壮岗", "道口", "文疃", "岭泉", "筵宾", "涝坡", "朱芦", "洙边", "团林", "板泉"]
SURNAMES, GIVEN = "王李张刘陈杨赵孙周吴徐马朱胡郭", "安平强军明华国庆文武立志远新康宁春林海波"
GRADES = [("chief1", "一级辅警长", 20), ("chief2", "二级辅警长", 17), ("chief3", "三级辅警长", 14), ("grade1", "一级辅警", 11),
          ("grade2", "二级辅警", 7), ("grade3", "三级辅警", 3), ("grade4", "四级辅警", 0)]  # by years of service,
PLACES = {"chief1": 2, "chief2": 6, "chief3": 20, "grade1": 60}  # as far as the ladder of tables/shandong/junan has places
COLUMNS = [("staff_id", "工号"), ("name", "姓名"), ("unit", "单位"), ("post", "辅警类别"), ("grade", "层级"), ("grade_since", "任现层级日期"),
           ("hired_on", "入职日期"), ("education", "学历"), ("assessment", "考核结果"), ("si.declared_wage", "社保申报工资"),
           ("hf.declared_wage", "公积金申报工资"), ("overtime.restday_hours", "休息日加班小时"), ("veteran", "退役军人"), ("county", "区县"),
           ("paid_by", "发放单位")]
OPENING = ["工号", "本期收入", "本期专项扣除", "本期专项附加扣除", "代扣个人所得税"]
CODES = {"文职": "civilian", "勤务": "service", "高中及中专": "secondary", "大专": "college", "本科": "bachelor", "优秀": "excellent",
         "称职": "competent", "基本称职": "basic", "莒南县": "junan", "县财政": "county", "是": "yes", "否": "no",
         **{zh: code for code, zh, _ in GRADES}}


class Numbers:
    """A linear congruential generator: the same draws everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def of(self, values):
        return values[self.below(len(values))]


def chosen(numbers, count):
    """That many of the people, each as likely as the other."""
    rows = list(range(PEOPLE))
    for i in range(PEOPLE - 1, 0, -1):
        j = numbers.below(i + 1)
        rows[i], rows[j] = rows[j], rows[i]
    return set(rows[:count])


def person(numbers, row, veteran, graduate, month):
    hired = datetime.date(2006, 1, 4) + datetime.timedelta(days=numbers.below((month - datetime.date(2006, 2, 1)).days))
    years = (month - hired).days // 366
    wage = 2900 + 60 * years + numbers.below(1400)
    cents = numbers.below(100)
    return {
        "staff_id": f"JN{row + 1:04d}", "name": numbers.of(SURNAMES) + numbers.of(GIVEN) + numbers.of(GIVEN),
        "unit": "城区中队" if row < BRIGADE else numbers.of(TOWNSHIPS) + "派出所", "post": "文职" if numbers.below(100) < 18 else "勤务",
        "hired_on": hired.isoformat(), "education": numbers.of(["大专", "大专", "本科"]) if graduate else "高中及中专",
        "assessment": ["优秀", "称职", "称职", "称职", "称职", "称职", "称职", "称职", "称职", "基本称职"][numbers.below(10)],
        "si.declared_wage": f"{wage}.{cents:02d}", "hf.declared_wage": f"{wage}.{cents:02d}",
        "overtime.restday_hours": str(numbers.below(5) * 8), "veteran": "是" if veteran else "否", "county": "莒南县", "paid_by": "县财政"}


def give_grades(people, month):
    """Whoever came first goes first; in the grade since the years of service that it takes were full."""
    left = dict(PLACES)
    for one in sorted(people, key=lambda one: (one["hired_on"], one["staff_id"])):
        hired = datetime.date.fromisoformat(one["hired_on"])
        years = (month - hired).days // 366
        code, one["grade"], least = next(grade for grade in GRADES if years >= grade[2] and left.get(grade[0], 1) > 0)
        if code in left:
            left[code] -= 1
        one["grade_since"] = hired.replace(year=hired.year + least, day=min(hired.day, 28)).isoformat() if least else one["hired_on"]


def opening_of(one, month):
    """Sums of the year's earlier months, about what they were: nobody earned enough to be taxed."""
    first = datetime.date.fromisoformat(one["hired_on"])
    months = month.month - (first.month if first.year == month.year else 1)
    fen = int(one["si.declared_wage"].replace(".", ""))
    special = max(fen, 450_400) * 103 // 1000 * months
    return [one["staff_id"], f"{fen * months // 100}.{fen * months % 100:02d}", f"{special // 100}.{special % 100:02d}", "0.00", "0.00"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--month", default="2026-10", help="the month that the roster is for (default 2026-10)")
    parser.add_argument("--out", default="-", help="roster file (default: standard output)")
    parser.add_argument("--opening", help="also write the sums of the tax year's earlier months, to this file")
    parser.add_argument("--headers", choices=["zh", "id"], default="zh", help="headers and labels in Chinese, or ids")
    options = parser.parse_args()
    month = datetime.date.fromisoformat(options.month + "-01")
    numbers = Numbers(468156189)
    veterans, graduates = chosen(numbers, VETERANS), chosen(numbers, GRADUATES)
    people = [person(numbers, row, row in veterans, row in graduates, month) for row in range(PEOPLE)]
    give_grades(people, month)
    zh = options.headers == "zh"
    out = sys.stdout if options.out == "-" else open(options.out, "w", encoding="utf-8", newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([title if zh else code for code, title in COLUMNS])
    for one in people:
        writer.writerow([one[code] if zh else CODES.get(one[code], one[code]) for code, _ in COLUMNS])
    if out is not sys.stdout:
        out.close()
    if options.opening:
        with open(options.opening, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(OPENING)
            writer.writerows(opening_of(one, month) for one in people)


if __name__ == "__main__":
    main()
