// The functions of the language, and what holds for each call: the function exists, may be used here, and has its
// number of arguments.
#include <algorithm>
#include <array>

#include "engine/diagnostic/code.hpp"
#include "engine/formula/call.hpp"
#include "engine/formula/token.hpp"

namespace fenglu::formula {

namespace {

constexpr std::array calls{
    Call{"if", Kind::choose, 3, 3, true, true, check_choose},
    Call{"min", Kind::minimum, 2, any_number, true, true, check_extreme},
    Call{"max", Kind::maximum, 2, any_number, true, true, check_extreme},
    Call{"clamp", Kind::clamp, 3, 3, true, true, check_extreme},
    Call{"known", Kind::known, 1, 1, false, true, check_known},
    Call{"round", Kind::round, 2, 2, true, true, check_round},
    Call{"round_up", Kind::round, 2, 2, true, true, check_round},
    Call{"round_down", Kind::round, 2, 2, true, true, check_round},
    Call{"progressive", Kind::progressive, 2, 2, true, true, check_schedule},
    Call{"bracket_rate", Kind::bracket_rate, 2, 2, true, true, check_schedule},
    Call{"bracket_quick", Kind::bracket_quick, 2, 2, true, true, check_schedule},
    Call{"years_between", Kind::years_between, 2, 2, true, true, check_between},
    Call{"months_between", Kind::months_between, 2, 2, true, true, check_between},
    Call{"days_between", Kind::days_between, 2, 2, true, true, check_between},
    Call{"weekdays", Kind::weekdays, 2, 2, true, true, check_between},
    Call{"days_in", Kind::days_in, 1, 1, true, true, check_part_of_date},
    Call{"year", Kind::year_of, 1, 1, true, true, check_part_of_date},
    Call{"month", Kind::month_of, 1, 1, true, true, check_part_of_date},
    Call{"add_months", Kind::add_months, 2, 2, true, true, check_add_months},
    Call{"at", Kind::at, 2, 3, true, true, check_at},
    Call{"previous", Kind::previous, 0, 0, true, false, check_previous},
    Call{"year_before", Kind::year_before, 1, 1, true, false, check_year_before},
    Call{"year_to_date", Kind::year_to_date, 1, 1, false, false, check_earlier},
    Call{"last_month", Kind::last_month, 1, 1, false, false, check_earlier},
    Call{"split", Kind::split, 3, any_number, false, true, check_split},
    Call{"sum_of", Kind::sum_of, 1, 1, false, false, check_aggregate},
    Call{"mean_of", Kind::mean_of, 1, 1, false, false, check_aggregate},
    Call{"count_of", Kind::count_of, 1, 1, false, false, check_aggregate},
    Call{"apportion", Kind::apportion, 2, 2, false, false, check_apportion},
};

// Functions of a spreadsheet, in lower case, and what is written here.
struct Brought {
  std::string_view word;
  std::string_view ours;
};
constexpr std::array brought{
    Brought{"sum", "a + b, sum_of"},
    Brought{"sumif", "sum_of(x by category)"},
    Brought{"average", "mean_of"},
    Brought{"averageif", "mean_of(x by category)"},
    Brought{"count", "count_of"},
    Brought{"countif", "count_of(flag by category)"},
    Brought{"ifs", "if(c, a, if(d, b, e))"},
    Brought{"switch", "table[category]"},
    Brought{"vlookup", "table[category]"},
    Brought{"hlookup", "table[category]"},
    Brought{"xlookup", "table[category]"},
    Brought{"lookup", "table[category]"},
    Brought{"index", "table[category]"},
    Brought{"isblank", "not known(fact)"},
    Brought{"iferror", "if(c, a, b)"},
    Brought{"and", "a and b"},
    Brought{"or", "a or b"},
    Brought{"not", "not a"},
    Brought{"abs", "max(x, -x)"},
    Brought{"int", "round_down(x, 1)"},
    Brought{"trunc", "round_down(x, 1)"},
    Brought{"floor", "round_down"},
    Brought{"rounddown", "round_down"},
    Brought{"ceiling", "round_up"},
    Brought{"roundup", "round_up"},
    Brought{"mround", "round"},
    Brought{"median", "clamp(x, lo, hi)"},
    Brought{"datedif", "years_between, months_between, days_between"},
    Brought{"edate", "add_months"},
    Brought{"eomonth", "month.last"},
    Brought{"networkdays", "weekdays"},
    Brought{"days", "days_between"},
    Brought{"today", "month.first, month.last"},
    Brought{"now", "month.first, month.last"},
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

Text nearest_function(std::string_view name) {
  const std::string lower = lower_case(name);
  if (find_call(lower)) return Text(lower);
  for (const Brought& each : brought)
    if (each.word == lower) return Text(each.ours);
  std::vector<std::string> candidates;
  for (const Call& each : calls) candidates.emplace_back(each.name);
  const std::string near = nearest_name(lower, candidates);
  return near.empty() ? Text("没有相近的", "none is near") : Text(near);
}

// "2", "2 or 3", "at least 2".
Text count_words(const Call& call) {
  const std::string least = std::to_string(call.least);
  if (call.most == call.least) return Text(least);
  if (call.most == any_number) return {"至少 " + least, "at least " + least};
  const std::string most = std::to_string(call.most);
  return {least + " 或 " + most, least + " or " + most};
}

std::optional<Text> home_that_lacks(const Call& call, Home home) {
  switch (home) {
    case Home::item:
      if (call.kind == Kind::previous || call.kind == Kind::year_before) return Text("项目的公式", "an item's formula");
      break;
    case Home::parameter:
      if (!call.in_parameter) return Text("参数的公式", "a parameter's formula");
      break;
    case Home::row_rule:
      if (!call.in_row_rule) return Text("默认值或行规则", "a default or a rule of the row");
      break;
  }
  return {};
}

Text mend_of_home(Home home) {
  switch (home) {
    case Home::item: return {"写进参数的公式", "use it in the formula of a parameter"};
    case Home::parameter: return {"参数的公式只读参数", "a parameter's formula reads parameters only"};
    case Home::row_rule: return {"此处只读本行的事实与参数", "only the row's own facts and parameters are read here"};
  }
  return {};
}

}  // namespace

const Call* find_call(std::string_view name) {
  const auto* found = std::find_if(calls.begin(), calls.end(), [&](const Call& each) { return each.name == name; });
  return found == calls.end() ? nullptr : found;
}

const Function* find_function(std::string_view name) {
  for (const Function& each : functions())
    if (each.name == name) return &each;
  return nullptr;
}

Maybe Checker::call(const Syntax& syntax, Hint hint) {
  const Span name{syntax.span.begin, syntax.span.begin + static_cast<std::uint32_t>(syntax.text.size())};
  const Call* call = find_call(syntax.text);
  if (!call) return refuse(Code::unknown_name, name, {Text(syntax.text), nearest_function(syntax.text)});
  if (const std::optional<Text> place = home_that_lacks(*call, home_))
    return refuse(Code::not_here, name, {Text(syntax.text), *place, mend_of_home(home_)});
  const std::size_t found = syntax.children.size();
  if (found < call->least || found > call->most)
    return refuse(Code::argument_count, syntax.span,
                  {Text(syntax.text), count_words(*call), Text(std::to_string(found)),
                   Text(find_function(syntax.text)->signature)});
  return call->check(*this, *call, syntax, hint);
}

}  // namespace fenglu::formula
