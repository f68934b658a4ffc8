#!/usr/bin/env python3
"""An invented roster of Shanghai's auxiliary police: 12,300 people, 5,400 civilian and 6,900 service, of average age 32.

    generate.py --out roster.csv --opening opening.csv          October 2025, as ./dev run computes it
    generate.py --rows 1000000 --month 2026-07 --headers id

Nobody in it exists. What is drawn from what is written down in README.md beside this file. The same arguments give the same
bytes on every machine: whole-number arithmetic only, a generator of its own, nothing from the clock.
"""
import argparse
import signal
import sys
from calendar import monthrange
from datetime import date

MASK = (1 << 64) - 1
SEED = 20220801  # the day on which Shanghai's regulations came into force

DISTRICTS = [("浦东", 22), ("闵行", 11), ("宝山", 9), ("松江", 8), ("嘉定", 7), ("杨浦", 5), ("普陀", 5), ("徐汇", 5),
             ("青浦", 5), ("奉贤", 5), ("静安", 4), ("虹口", 3), ("长宁", 3), ("黄浦", 3), ("金山", 3), ("崇明", 2)]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
GIVEN_MALE = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林"
GIVEN_FEMALE = "芳娜敏静丽艳娟霞燕玲婷慧莹雪颖倩洁琳丹萍欣悦佳怡岚蕾晶洋宁林"

GRADES = [("grade4", "四级辅警"), ("grade3", "三级辅警"), ("grade2", "二级辅警"), ("grade1", "一级辅警"),
          ("chief3", "三级辅警长"), ("chief2", "二级辅警长"), ("chief1", "一级辅警长")]
YEARS_TO_RISE = [0, 2, 5, 9, 13, 17, 21]  # completed years of service at which a grade is reached
EDUCATION = [("secondary", "高中及中专"), ("college", "大专"), ("bachelor", "本科"), ("master", "硕士及以上")]
ASSESSMENT = [("competent", "称职"), ("excellent", "优秀"), ("basic", "基本称职"), ("incompetent", "不称职")]
AWARD = [("none", "无"), ("commendation", "嘉奖"), ("merit3", "三等功"), ("merit2", "二等功")]
POST = [("civilian", "文职"), ("service", "勤务")]
EMPLOYMENT = [("direct", "直接聘用"), ("agency", "劳务派遣")]
ACCOUNT = [("transferred", "转入"), ("first", "首次开户")]
SEX = [("male", "男"), ("female", "女")]
PENSION_AGE = [("m60", "男六十周岁"), ("f55", "女五十五周岁"), ("f50", "女五十周岁")]

# Yuan a month, about the wages of the year before, from which people declare theirs: invented like the tables' own.
BASE = [3200, 3400]
POST_ALLOWANCE = [500, 850]
PERFORMANCE = [1000, 1250]
GRADE_WAGE = [[600, 860, 1180, 1540, 1960, 2480, 3100], [720, 1020, 1380, 1800, 2280, 2880, 3600]]
EDUCATION_ALLOWANCE = [0, 100, 200, 400]
SENIORITY_STEP = 50

TAX = [(3_600_000, 3, 0), (14_400_000, 10, 252_000), (30_000_000, 20, 1_692_000)]  # fen, %, fen: enough for the opening
ALLOWANCE = 500_000  # fen a month

COLUMNS = [  # id, Chinese header
    ("staff_id", "工号"), ("name", "姓名"), ("unit", "单位"), ("sex", "性别"), ("born_on", "出生日期"), ("post", "辅警类别"),
    ("grade", "层级"), ("grade_since", "任现层级日期"), ("hired_on", "入职日期"), ("left_on", "离职日期"), ("education", "学历"),
    ("employment", "用工形式"), ("assessment", "考核结果"), ("award", "表彰奖励"), ("si.declared_wage", "社保申报工资"),
    ("hf.declared_wage", "公积金申报工资"), ("hf.supplementary_rate", "补充公积金缴存比例"), ("fund.account", "公积金账户"),
    ("leave.personal_days", "事假天数"), ("leave.sick_days", "病假天数"), ("leave.sick_since", "连续病假起始日"),
    ("overtime.workday_hours", "工作日加班小时"), ("overtime.restday_hours", "休息日加班小时"),
    ("overtime.holiday_hours", "法定节假日加班小时"), ("tax.additional_deduction", "本月专项附加扣除"), ("tax.first_job", "本年首次就业"),
    ("other.earning", "其他应发"), ("other.deduction", "其他扣款"), ("pension_age_class", "退休年龄类别"), ("veteran", "退役军人")]
OPENING_COLUMNS = [("staff_id", "工号"), ("tax.income", "本期收入"), ("tax.special", "本期专项扣除"),
                   ("tax.additional", "本期专项附加扣除"), ("tax.withheld", "代扣个人所得税")]


class Draws:
    """Numbers for one person, from the seed and the person's place alone, so that a row doesn't depend on those before it."""

    def __init__(self, row):
        self.state = ((row + 1) * 0x9E3779B97F4A7C15 + SEED * 0xD1B54A32D192ED03) & MASK
        self.state = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & MASK

    def below(self, n):
        """One of 0 ... n - 1."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return ((self.state >> 33) * n) >> 31

    def within(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, in_thousand):
        return self.below(1000) < in_thousand


def table_of(weights):
    """Index by a draw below the sum of the weights."""
    return [i for i, weight in enumerate(weights) for _ in range(weight)]


DISTRICT_TABLE = table_of([weight for _, weight in DISTRICTS])
EDUCATION_TABLE = [table_of([10, 45, 42, 3]), table_of([40, 45, 15, 0])]
ASSESSMENT_TABLE = table_of([820, 140, 33, 7])
ADDITIONAL_TABLE = table_of([44, 16, 14, 8, 6, 5, 4, 3])
ADDITIONAL = [0, 150_000, 200_000, 100_000, 300_000, 350_000, 500_000, 650_000]


def money(fen):
    return f"{fen // 100}.{fen % 100:02d}"


class Month:
    def __init__(self, text):
        self.year, self.month = map(int, text.split("-"))
        self.first = date(self.year, self.month, 1).toordinal()
        self.days = monthrange(self.year, self.month)[1]
        self.last = self.first + self.days - 1
        week = [(self.first + i - 1) % 7 for i in range(self.days)]  # 0 = Monday
        self.working = [self.first + i for i, day in enumerate(week) if day < 5]
        self.new_year = date(self.year, 1, 1).toordinal()


def iso(ordinal):
    return date.fromordinal(ordinal).isoformat()


def years_later(ordinal, years):
    day = date.fromordinal(ordinal)
    return date(day.year + years, day.month, min(day.day, 28)).toordinal()


def years_of_service(draws):
    """Many have come lately and few stay twenty years: the least of two draws of 0 ... 19, one in nine up to 26."""
    if draws.chance(110):
        return draws.within(8, 26)
    return min(draws.below(20), draws.below(20))


class Person:
    def __init__(self, row, month):
        draws = Draws(row)
        self.post = 0 if row * 18 % 41 < 18 else 1  # 5,400 of 12,300, in any 41 rows
        self.employ(draws, month)
        self.describe(draws, month)
        self.rank(draws, month)
        self.declare(draws)
        self.attend(draws, month)
        self.deduct(draws)
        self.row = row

    def employ(self, draws, month):
        self.joined = draws.chance(7)
        self.left = ""
        if self.joined:
            self.years, self.hired = 0, month.working[draws.below(len(month.working))]
        else:
            self.years = years_of_service(draws)
            self.hired = month.first - 1 - self.years * 365 - self.years // 4 - draws.below(300)
        if not self.joined and draws.chance(5):
            self.left = iso(month.first + draws.below(month.days))
        self.agency = 1 if draws.chance(80) else 0
        self.this_year = self.hired >= month.new_year

    def describe(self, draws, month):
        self.sex = 1 if draws.chance(520 if self.post == 0 else 130) else 0
        age_at_hiring = min(draws.within(19, 36), draws.within(20, 39), draws.within(20, 46))
        self.age = min(age_at_hiring + self.years, (54 if self.post == 0 else 49) if self.sex else 59)
        self.born = month.first - self.age * 365 - self.age // 4 - draws.below(365)
        self.education = EDUCATION_TABLE[self.post][draws.below(100)]
        self.veteran = draws.chance(30 if self.sex else 240 if self.post else 90)
        given = GIVEN_FEMALE if self.sex else GIVEN_MALE
        self.name = SURNAMES[draws.below(len(SURNAMES))] + given[draws.below(len(given))]
        if draws.chance(600):
            self.name += given[draws.below(len(given))]
        self.unit = DISTRICTS[DISTRICT_TABLE[draws.below(len(DISTRICT_TABLE))]][0] + "分局"

    def rank(self, draws, month):
        ahead = 1 if self.education >= 2 else 0  # a degree counts as a year
        shift = (0, 0, 0, 0, 0, 0, -1, -1, 1, 1)[draws.below(10)]
        reached = max(0, self.years + ahead + shift)
        self.grade = sum(1 for years in YEARS_TO_RISE if years <= reached) - 1
        since = self.hired
        if self.grade > 0:
            since = years_later(self.hired, max(0, min(self.years, YEARS_TO_RISE[self.grade] - ahead - shift)))
        self.since = min(max(since, self.hired), month.last)

    def declare(self, draws):
        wage = (BASE[self.post] + POST_ALLOWANCE[self.post] + PERFORMANCE[self.post] + GRADE_WAGE[self.post][self.grade]
                + EDUCATION_ALLOWANCE[self.education] + SENIORITY_STEP * self.years)
        wage = wage * 100
        if self.this_year:
            self.si = self.hf = wage  # the first month's wage
        else:
            self.si = wage * draws.within(1000, 1230) // 1000 + draws.below(100)  # with overtime and awards
            self.hf = self.si
        self.account = 1 if self.this_year and self.age <= 25 and draws.chance(700) else 0
        self.first_job = self.this_year and self.age <= 25 and draws.chance(500)
        self.supplementary = draws.within(1, 5) if self.agency and draws.chance(250) else 0

    def attend(self, draws, month):
        absent = draws.below(1000)
        self.personal, self.sick, self.sick_since = 0, 0, ""  # half days
        if not self.joined and not self.left:
            if absent < 25:
                self.personal = draws.within(1, 6)
            elif absent < 55:
                self.sick = draws.within(1, 10)
            elif absent < 57:
                self.sick = 2 * len(month.working)
                self.sick_since = iso(max(self.hired, month.first - draws.within(20, 400)))
        busy = 650 if self.post else 250
        away = self.sick_since != "" or self.joined
        self.workday = draws.below(37) if not away and draws.chance(busy) else 0  # half hours
        self.restday = 8 * draws.within(1, 4) if not away and draws.chance(busy // 2) else 0
        holiday = 450 if month.month in (1, 2, 4, 5, 6, 9, 10) else 0
        self.holiday = 8 * draws.within(1, 3) if self.post and not away and draws.chance(holiday) else 0
        self.assessment = ASSESSMENT_TABLE[draws.below(1000)]
        lucky = draws.below(10_000)
        self.award = 3 if lucky < 2 else 2 if lucky < 14 else 1 if lucky < 90 else 0

    def deduct(self, draws):
        older = 30 if self.age >= 28 else 0  # families and parents come with age
        self.additional = ADDITIONAL[ADDITIONAL_TABLE[min(99, draws.below(100 - older) + older)]]
        self.earning = 100 * draws.within(100, 600) if draws.chance(15) else 0
        self.deduction = 1_000 if draws.chance(700) else 0

    def cells(self, zh):
        def half(n):
            return f"{n // 2}.5" if n % 2 else str(n // 2)

        label = 1 if zh else 0
        pension = 0 if self.sex == 0 else 1 if self.post == 0 else 2
        return [f"SH{self.row + 1:06d}", self.name, self.unit, SEX[self.sex][label], iso(self.born), POST[self.post][label],
                GRADES[self.grade][label], iso(self.since), iso(self.hired), self.left, EDUCATION[self.education][label],
                EMPLOYMENT[self.agency][label], ASSESSMENT[self.assessment][label], AWARD[self.award][label], money(self.si),
                money(self.hf), f"{self.supplementary}%", ACCOUNT[self.account][label], half(self.personal), half(self.sick),
                self.sick_since, half(self.workday), half(self.restday), half(self.holiday), money(self.additional),
                ("no", "yes", "否", "是")[2 * label + self.first_job], money(self.earning), money(self.deduction),
                PENSION_AGE[pension][label], ("no", "yes", "否", "是")[2 * label + self.veteran]]

    def opening(self, month):
        """Sums of the tax year's earlier months, about what they were: the wage as declared, the usual contributions."""
        months = month.month - (date.fromordinal(self.hired).month if self.this_year else 1)
        counted = month.month - 1 if self.first_job else months
        base = min(max(self.si, 746_000), 3_730_200)
        income = (self.si + self.si // 20) * months
        special = (base * 105 // 1000 + self.hf * 7 // 10_000 * 100) * months
        additional = self.additional * months
        taxable = max(0, income - special - additional - ALLOWANCE * counted)
        tax = next((taxable * rate + 50) // 100 - quick for end, rate, quick in TAX if taxable <= end)
        return [f"SH{self.row + 1:06d}", money(income), money(special), money(additional), money(tax)]


def write(stream, line):
    stream.write(",".join(line) + "\n")


def generate(options, roster, opening):
    month, zh = Month(options.month), options.headers == "zh"
    for stream, columns in ((roster, COLUMNS), (opening, OPENING_COLUMNS)):
        if stream:
            write(stream, [header[1] if zh else header[0] for header in columns])
    for row in range(options.rows):
        person = Person(row, month)
        write(roster, person.cells(zh))
        if opening and not person.joined:
            write(opening, person.opening(month))


def main(description=__doc__, rows=12_300, month="2025-10"):
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("--rows", type=int, default=rows, help=f"people (default {rows})")
    parser.add_argument("--month", default=month, help=f"the month that the roster is for (default {month})")
    parser.add_argument("--out", default="-", help="roster file (default: standard output)")
    parser.add_argument("--opening", help="also write the sums of the tax year's earlier months, to this file")
    parser.add_argument("--headers", choices=["zh", "id"], default="zh", help="headers and labels in Chinese, or ids")
    options = parser.parse_args()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `generate.py | head` ends without a complaint
    roster = sys.stdout if options.out == "-" else open(options.out, "w", encoding="utf-8", newline="")
    opening = open(options.opening, "w", encoding="utf-8", newline="") if options.opening else None
    generate(options, roster, opening)
    for stream in (roster, opening):
        if stream and stream is not sys.stdout:
            stream.close()


if __name__ == "__main__":
    main()
