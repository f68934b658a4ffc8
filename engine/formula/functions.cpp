// The words of the language, as the reference, completion and messages show them.
#include <array>

#include "engine/formula/check.hpp"

namespace fenglu::formula {

namespace {

struct Word {
  std::string_view name;
  std::string_view signature;
  const char* zh;
  const char* en;
};
constexpr std::array words{
    Word{"if", "if(c, a, b)", "条件 c 成立取 a，否则取 b；只看所取的一边",
         "a where the condition c holds, else b; only that side is looked at"},
    Word{"min", "min(a, b, ...)", "最小的一个", "the least of them"},
    Word{"max", "max(a, b, ...)", "最大的一个", "the greatest of them"},
    Word{"clamp", "clamp(x, lo, hi)", "x 限于 lo 与 hi 之间；两者交叉时以 hi 为准",
         "x held between lo and hi; hi wins where they cross"},
    Word{"known", "known(fact)", "可缺失的事实是否有值", "whether an optional fact is given"},
    Word{"round", "round(x, unit)", "四舍五入到单位的倍数，负数也远离零；单位可为舍入规则参数",
         "to the nearest multiple of the unit, half away from zero; the unit may be a rounding parameter"},
    Word{"round_up", "round_up(x, unit)", "向远离零的方向进到单位的倍数", "away from zero to a multiple of the unit"},
    Word{"round_down", "round_down(x, unit)", "向零的方向舍去到单位的倍数", "towards zero to a multiple of the unit"},
    Word{"progressive", "progressive(x, brackets)", "按 x 所在级的比率乘 x 减速算扣除数；x 不大于 0 时为 0",
         "x times the rate of its bracket, less the quick deduction; 0 where x isn't above 0"},
    Word{"bracket_rate", "bracket_rate(x, brackets)", "x 所在级的比率", "the rate of the bracket that x is in"},
    Word{"bracket_quick", "bracket_quick(x, brackets)", "x 所在级的速算扣除数",
         "the quick deduction of the bracket that x is in"},
    Word{"years_between", "years_between(a, b)", "从 a 到 b 的整年数", "completed years from a to b"},
    Word{"months_between", "months_between(a, b)", "从 a 到 b 的整月数", "completed months from a to b"},
    Word{"days_between", "days_between(a, b)", "从 a 到 b 的天数，即 b 减 a", "days from a to b: b less a"},
    Word{"weekdays", "weekdays(a, b)", "从 a 到 b（含两端）的周一至周五天数",
         "Mondays to Fridays from a to b, both included"},
    Word{"days_in", "days_in(m)", "月份（或日期所在月）的天数", "days of a month, or of the month that a date is in"},
    Word{"year", "year(d)", "日期或月份的年", "the year of a date or a month"},
    Word{"month", "month(d)", "日期或月份的月，1 至 12", "the month of a date or a month, 1 to 12"},
    Word{"add_months", "add_months(d, n)", "日期或月份后移 n 个月；当月没有的日取月末",
         "n months on, of a date or a month; a day that the month lacks is its last"},
    Word{"at", "at(parameter, date[, known])", "参数在另一日的值；还可限于某日所知",
         "the parameter as in force on another day, and as known on a day"},
    Word{"previous", "previous()", "参数的前一个值（表为同一格）",
         "the parameter's value before this one; of a table, the same cell"},
    Word{"year_before", "year_before(parameter)", "参数一年前的值", "the parameter's value a year before"},
    Word{"year_to_date", "year_to_date(item)", "项目在本纳税年度各前月之和",
         "the sum of the item over the earlier months of the tax year"},
    Word{"last_month", "last_month(item)", "项目上一月的值", "the item one month before"},
    Word{"split", "split(total, i, w1, w2, ...)", "按权重分拆的第 i 份，最大余数法，相同时先者优先",
         "the i-th share of the total by weight, largest remainder, ties to the earlier"},
    Word{"sum_of", "sum_of(x), sum_of(x by category)", "全册（或同类别）之和",
         "the sum over the roster, or over the rows of the same category"},
    Word{"mean_of", "mean_of(x), mean_of(x by category)", "全册（或同类别）的平均，只在舍入之内读取",
         "the exact mean over the roster, or over the same category; read inside a round"},
    Word{"count_of", "count_of(flag), count_of(flag by category)", "全册（或同类别）中条件成立的行数",
         "the rows of the roster, or of the same category, where the flag holds"},
    Word{"apportion", "apportion(total, weight)", "总额按权重分摊到全册，最大余数法，相同时按主键",
         "the row's share of a total over the whole roster by weight, largest remainder, ties by the key"},
};

std::vector<Function> all_functions() {
  std::vector<Function> all;
  for (const Word& word : words) all.push_back({word.name, word.signature, {word.zh, word.en}});
  return all;
}

}  // namespace

const std::vector<Function>& functions() {
  static const std::vector<Function> all = all_functions();
  return all;
}

}  // namespace fenglu::formula
