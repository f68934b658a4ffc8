#include "tests/differential/random_policy.hpp"

#include <fstream>

namespace fenglu::test {

namespace {

const char* const header =
    R"({"id": "random", "title": {"zh": "随机", "en": "random"}, "language": 1, "currency": "CNY",
  "sources": {"here": {"title": {"zh": "本测试", "en": "this test"}, "seen": "none"}},
  "categories": {
    "grade": {"title": {"zh": "层级", "en": "grade"}, "members": [
      {"id": "high", "title": {"zh": "高", "en": "High"}}, {"id": "middle", "title": {"zh": "中", "en": "Middle"}},
      {"id": "low", "title": {"zh": "低", "en": "Low"}}]},
    "post": {"title": {"zh": "岗位", "en": "post"}, "members": [
      {"id": "desk", "title": {"zh": "内勤", "en": "Desk"}}, {"id": "street", "title": {"zh": "外勤", "en": "Street"}}]}}})";

std::string titled(const std::string& id) { return R"("title": {"zh": ")" + id + R"(", "en": ")" + id + R"("})"; }

std::string cents(std::int64_t fen) {
  const std::string sign = fen < 0 ? "-" : "";
  const std::int64_t size = fen < 0 ? -fen : fen;
  const std::string rest = std::to_string(size % 100);
  return sign + std::to_string(size / 100) + '.' + (rest.size() < 2 ? "0" + rest : rest);
}

void add(std::string& list, const std::string& entry) { list += (list.empty() ? "\n  " : ",\n  ") + entry; }

}  // namespace

void RandomPolicy::write(const std::filesystem::path& folder) const {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "policy.json") << header;
  std::ofstream(folder / "parameters.json") << '{' << parameters_ << "\n}";
  std::ofstream(folder / "sheet.json")
      << R"({"sheet": "pay", "title": {"zh": "表", "en": "sheet"}, "read_on": "month.first",
 "facts": {)"
      << facts_ << "},\n \"items\": {" << items_ << "\n}}";
}

void RandomPolicy::make() {
  make_parameters();
  make_facts();
  make_items();
}

std::string RandomPolicy::series(const std::string& id, const std::string& unit, const Names& values) {
  std::string rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string year = std::to_string(2019 + 2 * i);
    add(rows, R"({"from": ")" + year + R"(-07-01", "announced": ")" + year + R"(-09-10", )" + values[i] +
                  R"(, "source": "here#1", "status": "illustrative"})");
  }
  return '"' + id + "\": {" + titled(id) + ", \"unit\": " + unit + ", \"values\": [" + rows + "]}";
}

void RandomPolicy::make_parameters() {
  const auto value = [](const std::string& text) { return R"("value": ")" + text + '"'; };
  Names moneys, rates, numbers, tables, bands, schedules, rules, words, word_tables;
  for (int i = 0; i < 3; ++i) {
    moneys.push_back(value(cents(random_.between(100, 4'000'000))));
    rates.push_back(value("0." + std::to_string(random_.between(1000, 9999))));
    numbers.push_back(value(std::to_string(random_.between(2, 40)) + (random_.chance(50) ? ".75" : "")));
    const auto cell = [&] { return '"' + cents(random_.between(0, 900'000)) + '"'; };
    tables.push_back(R"("rows": [["high", "*", )" + cell() + R"(], [["middle", "low"], "desk", )" + cell() +
                     R"(], ["middle", "street", )" + cell() + R"(], ["low", "street", )" + cell() + "]]");
    const auto word = [&] { return '"' + of_texts_.pick(texts_) + '"'; };
    words.push_back(R"("value": )" + word());
    word_tables.push_back(R"("rows": [["high", )" + word() + R"(], ["middle", )" + word() + R"(], ["low", )" + word() +
                          "]]");
    const std::int64_t end = random_.between(1, 30);
    bands.push_back(R"("rows": [["-1000000", )" + cell() + R"(], [")" + std::to_string(end) + "\", " + cell() +
                    R"(], [")" + std::to_string(end + random_.between(1, 30)) + "\", " + cell() + "]]");
    const std::int64_t first = random_.between(1, 40) * 1000;
    schedules.push_back(R"("brackets": [{"up_to": ")" + std::to_string(first) +
                        R"(", "rate": "0.03", "quick": "0"}, {"up_to": ")" + std::to_string(first * 4) +
                        R"(", "rate": "0.1", "quick": ")" + std::to_string(first * 7 / 100) +
                        R"("}, {"rate": "0.2", "quick": ")" + std::to_string(first * 47 / 100) + R"("}])");
    rules.push_back(R"("value": {"unit": ")" + random_.pick(Names{"fen", "jiao", "yuan"}) + R"(", "mode": ")" +
                    random_.pick(Names{"half", "up", "down"}) + R"("})");
  }
  add(parameters_, series("a.money", "\"money\"", moneys));
  add(parameters_, series("a.rate", "\"rate\"", rates));
  add(parameters_, series("a.number", "\"number\"", numbers));
  add(parameters_, series("a.table", R"("money", "axes": ["grade", "post"])", tables));
  add(parameters_, series("a.bands", R"("money", "axes": [{"bands": "number"}])", bands));
  add(parameters_, series("a.brackets", "\"brackets\"", schedules));
  add(parameters_, series("a.rule", "\"rounding\"", rules));
  add(parameters_, series("a.word", "\"text\"", words));
  add(parameters_, series("a.words", R"("text", "axes": ["grade"])", word_tables));
}

void RandomPolicy::make_facts() {
  const auto fact = [&](const std::string& id, const std::string& rest) {
    add(facts_, '"' + id + "\": {" + titled(id) + ", " + rest + '}');
  };
  fact("id", R"("type": "text", "key": true)");
  fact("unit", R"("type": "text", "default": "")");
  fact("team", R"("type": "text", "default": "north")");
  fact("pay", R"("type": "money", "range": ["0", "9999999.99"])");
  fact("owed", R"("type": "money", "range": ["-50000", "50000"])");
  fact("extra", R"("type": "money", "range": ["1", "20000"], "optional": true)");
  fact("days", R"("type": "number", "decimals": 2, "range": ["0", "31"])");
  fact("score", R"("type": "number", "decimals": 1, "range": ["-5", "5"], "default": "0.5")");
  fact("share", R"("type": "rate", "decimals": 4, "range": ["0", "1"])");
  fact("yes", R"("type": "flag")");
  fact("hired", R"("type": "date", "range": ["1980-01-01", "2026-12-31"])");
  fact("left", R"("type": "date", "range": ["1980-01-01", "2030-12-31"], "optional": true)");
  fact("since", R"("type": "date", "default": {"formula": "hired"})");
  fact("grade", R"("type": {"category": "grade"})");
  fact("post", R"("type": {"category": "post"}, "default": "desk")");
  money_names_ = {"pay", "owed", "a.money"};
  number_names_ = {"days", "score", "a.number"};
  flag_names_ = {"yes"};
  date_names_ = {"hired", "since", "month.first", "month.last"};
}

void RandomPolicy::make_items() {
  across_ = random_.chance(25);
  for (int i = 0; i < 6; ++i) {
    const std::string id = "item" + std::to_string(i);
    const std::string formula =
        across_ && i == 2
            ? cross_row()
            : call(random_.pick(Names{"round", "round", "round_up", "round_down"}), {money(4), rounding()});
    add(items_, '"' + id + "\": {" + titled(id) + R"(, "kind": "base", "formula": ")" + formula + "\"}");
    money_names_.push_back(id);
  }
  add(items_, R"("part": {)" + titled("part") + R"(, "working": true, "formula": ")" + money(3) + "\"}");
  add(items_, R"("flagged": {)" + titled("flagged") + R"(, "kind": "base", "formula": ")" + flag(3) + "\"}");
  add(items_, R"("whole": {)" + titled("whole") + R"(, "kind": "base", "decimals": 1, "formula": "round(days + )" +
                  number(3) + ", 0.5)\"}");
  use("year_to_date");
  use("last_month");
  add(items_,
      R"("again": {)" + titled("again") +
          R"x(, "kind": "base", "formula": "round(part / 3, jiao) + year_to_date(item0) - last_month(item1)"})x");
}

std::string RandomPolicy::call(const std::string& word, const Names& arguments) {
  std::string text = use(word) + '(';
  for (std::size_t i = 0; i < arguments.size(); ++i) text += (i > 0 ? ", " : "") + arguments[i];
  return text + ')';
}

std::string RandomPolicy::rounding() { return random_.pick(Names{"fen", "fen", "jiao", "yuan", "10 yuan"}); }

std::string RandomPolicy::rate() { return random_.chance(50) ? "share" : "a.rate"; }

std::string RandomPolicy::category() {
  return random_.chance(50) ? "grade" : random_.pick(Names{"high", "middle", "low"});
}

std::string RandomPolicy::money_leaf() {
  switch (random_.below(8)) {
    case 0: use("[]"); return "a.table[" + category() + ", " + random_.pick(Names{"post", "desk", "street"}) + "]";
    case 1: use("bands"); return "a.bands[" + number_leaf() + "]";
    case 2: use("known"); return "if(known(extra), extra, " + random_.pick(money_names_) + ")";
    case 3:
      return call("at", {"a.money", random_.pick(Names{"month.first", "since", "hired"})})
                 .insert(0, "if(since >= \\\"2019-07-01\\\" and hired >= \\\"2019-07-01\\\", ") +
             ", 0)";
    case 4: return random_.pick(Names{"1200 yuan", "35 fen"});
    default: return random_.pick(money_names_);
  }
}

std::string RandomPolicy::money(int depth) {
  if (depth == 0) return money_leaf();
  const auto m = [&] { return money(depth - 1); };
  switch (random_.below(17)) {
    case 0: use("+"); return "(" + m() + " + " + m() + ")";
    case 1: use("-"); return "(" + m() + " - " + m() + ")";
    case 2: use("*"); return "(" + m() + " * " + rate() + ")";
    case 3: use("*"); return "(" + money(0) + " * " + number(1) + ")";
    case 4: use("/"); return "(" + m() + " / " + random_.pick(Names{"21.75", "a.number", "3", "-7"}) + ")";
    case 5: use("negate"); return "(-" + m() + ")";
    case 6: return call("min", {m(), m()});
    case 7: return call("max", {m(), m(), "0"});
    case 8: return call("clamp", {m(), random_.pick(Names{"0", "100 yuan"}), "30000 yuan"});
    case 9:
    case 10: return call("if", {flag(2), m(), m()});
    case 11: return call("round", {m(), random_.chance(50) ? "a.rule" : rounding()});
    case 12: return call("progressive", {m(), "a.brackets"});
    case 13:
      return "(" + call(random_.pick(Names{"bracket_rate"}), {m(), "a.brackets"}) + " * " + money(0) + " - " +
             call("bracket_quick", {m(), "a.brackets"}) + ")";
    case 14: return call("split", {call("round", {m(), "fen"}), "2", call("max", {number(1), "0"}), "3", "1"});
    case 15: use("/ fact"); return call("round", {money(0) + " / " + call("max", {number(1), "1"}), "fen"});
    default: return "if(days > 0, " + call("round", {m() + " / days", "fen"}) + ", 0)";
  }
}

std::string RandomPolicy::number_leaf() { return random_.pick(number_names_); }

std::string RandomPolicy::number(int depth) {
  if (depth == 0) return number_leaf();
  const auto n = [&] { return number(depth - 1); };
  switch (random_.below(13)) {
    case 0: return "(" + n() + " + " + n() + ")";
    case 1: return "(" + n() + " - " + n() + ")";
    case 2: return "(" + n() + " * " + random_.pick(Names{"2", "0.5", rate()}) + ")";
    case 3: return call("years_between", {date(1), date(1)});
    case 4: return call("months_between", {date(1), date(1)});
    case 5: return call("days_between", {date(1), date(1)});
    case 6: return call("weekdays", {date(1), date(1)});
    case 7: return call("days_in", {random_.chance(50) ? "month" : date(1)});
    case 8: return call(random_.pick(Names{"year", "month"}), {random_.chance(30) ? "month" : date(1)});
    case 9: return call("if", {flag(1), n(), n()});
    case 10: return call("round", {n(), random_.pick(Names{"1", "0.5", "0.01"})});
    case 11: return call(random_.pick(Names{"min", "max"}), {n(), n()});
    default: return "(" + n() + " / 4)";
  }
}

std::string RandomPolicy::date(int depth) {
  if (depth > 0 && random_.chance(30))
    return call("add_months", {date(0), random_.pick(Names{"1", "-2", "12", "month(month)"})});
  if (depth > 0 && random_.chance(25)) return "if(known(left), left, hired)";
  return random_.pick(date_names_);
}

std::string RandomPolicy::flag(int depth) {
  const auto compared = [&] { return use(random_.pick(Names{"=", "<>", "<", "<=", ">", ">="})); };
  const auto f = [&] { return flag(depth - 1); };
  if (depth == 0) return random_.chance(50) ? "yes" : "known(left)";
  switch (random_.below(9)) {
    case 0: use("and"); return "(" + f() + " and " + f() + ")";
    case 1: use("or"); return "(" + f() + " or " + f() + ")";
    case 2: use("not"); return "not " + f();
    case 3: return "grade " + compared() + " " + random_.pick(Names{"high", "middle", "low"});
    case 4: return date(1) + " " + compared() + " " + date(1);
    case 5: return money(1) + " " + compared() + " " + money(1);
    case 6: return text() + (random_.chance(50) ? " = " : " <> ") + text();
    case 7: return "(known(left) and left < month.last)";
    default: return number(1) + " " + compared() + " " + number(1);
  }
}

// Some of them stand in no row.
std::string RandomPolicy::text() {
  switch (of_texts_.below(5)) {
    case 0: return "unit";
    case 1: return "team";
    case 2: return "a.word";
    case 3: return "a.words[" + of_texts_.pick(Names{"grade", "high", "low"}) + "]";
    default: return "\\\"" + of_texts_.pick(texts_) + "\\\"";
  }
}

std::string RandomPolicy::cross_row() {
  const std::string whole = "round(" + money(1) + ", fen)";
  switch (random_.below(6)) {
    case 0: return call("sum_of", {whole});
    case 1: return "round(" + call("mean_of", {whole + " by grade"}) + ", fen)";
    case 2: return "round(100 yuan * " + call("count_of", {flag(1) + " by post"}) + ", fen)";
    case 3: return call("apportion", {"1000 yuan", "max(" + number(1) + ", 0)"});
    case 4: return call("apportion", {"round(" + call("sum_of", {whole}) + " / 10000, fen)", "pay"});
    default:
      return "round(" + call("sum_of", {"round(" + call("mean_of", {whole}) + ", fen) by post"}) + " * a.rate, fen)";
  }
}

}  // namespace fenglu::test
