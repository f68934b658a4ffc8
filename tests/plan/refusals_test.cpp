// What a plan refuses, word for word, in both languages: what depends on a month's parameters and on ranges.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/plan/plan.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::plan {
namespace {

namespace fs = std::filesystem;

const char* const header = R"({"id": "small", "title": {"zh": "小", "en": "small"}, "language": 1,
  "sources": {"here": {"title": {"zh": "此处", "en": "here"}, "seen": "none"}},
  "categories": {"post": {"title": {"zh": "岗位", "en": "post"}, "members": [{"id": "desk", "title": {"zh": "内", "en": "Desk"}}]}}})";

const char* const parameters = R"({
  "a.low": {"title": {"zh": "下限", "en": "low"}, "unit": "money", "values": [
    {"from": "2020-01-01", "to": "2029-12-31", "value": "800", "source": "here", "status": "illustrative"}]},
  "a.high": {"title": {"zh": "上限", "en": "high"}, "unit": "money", "values": [
    {"from": "2020-01-01", "value": "700", "source": "here", "status": "illustrative"}]},
  "a.bands": {"title": {"zh": "档", "en": "bands"}, "unit": "money", "axes": [{"bands": "number"}], "values": [
    {"from": "2020-01-01", "rows": [["1", "5"], ["2", "6"]], "source": "here", "status": "illustrative"}]},
  "a.open": {"title": {"zh": "待填", "en": "open"}, "unit": "money"}
})";

std::string sheet(const std::string& item) {
  return R"({"sheet": "pay", "title": {"zh": "表", "en": "sheet"}, "read_on": "month.first", "facts": {
  "id": {"title": {"zh": "号", "en": "id"}, "type": "text", "key": true},
  "pay": {"title": {"zh": "薪", "en": "pay"}, "type": "money"},
  "days": {"title": {"zh": "天", "en": "days"}, "type": "number", "range": ["0", "31"]},
  "owed": {"title": {"zh": "欠", "en": "owed"}, "type": "money", "range": ["-5", "5"]}}, "items": {
  "x": {"title": {"zh": "项", "en": "x"}, "kind": "base", )" +
         item + "}}}";
}

// The messages and mends of compiling a sheet whose one item is as given.
std::vector<std::string> refusal(const std::string& item, Month month, Language language) {
  const fs::path folder = fs::temp_directory_path() / ("fenglu-refusals-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "policy.json") << header;
  std::ofstream(folder / "parameters.json") << parameters;
  std::ofstream(folder / "sheet.json") << sheet(item);
  const auto policy = policy::load(folder);
  fs::remove_all(folder);
  std::vector<std::string> lines;
  if (!policy) return {"not loaded: " + render(policy.diagnostics().all()[0], language)};
  Request request;
  request.month = month;
  const auto plan = compile(*policy, request);
  for (const Diagnostic& one : plan.diagnostics().all()) {
    lines.push_back("[" + std::string(wording(one.code).name) + "] at " + std::to_string(one.place.line) + ":" +
                    std::to_string(one.place.column) + ": " + message(one, language) + " / " + mend(one, language));
  }
  return lines;
}

struct Case {
  const char* item;
  const char* en;
  const char* zh;
};

const Case cases[] = {
    {"\"formula\": \"a.open\"",
     "[abstract] at 6:70: a.open has no values in this policy: it is abstract / give it values in this policy or a "
     "layer of it",
     "[abstract] at 6:70: 参数 a.open 在本政策中尚未填写 / 在本政策或其下层填写 values"},
    {"\"formula\": \"round(pay / days, fen)\"",
     "[division-by-zero] at 6:82: the divisor may be 0: its range is 0 ... 31 / rule 0 out with if(...), or narrow the "
     "range of the fact",
     "[division-by-zero] at 6:82: 除数可能为零：取值范围 0 ... 31 / 用 if 排除零，或缩小事实的取值范围"},
    {"\"formula\": \"clamp(pay, a.low, a.high)\"",
     "[floor-above-ceiling] at 6:70: the floor a.low = 800.00 is above the ceiling a.high = 700.00 / check the "
     "published values of both parameters",
     "[floor-above-ceiling] at 6:70: 下限 a.low = 800.00 高于上限 a.high = 700.00 / 核对两个参数的公布值"},
    {"\"formula\": \"a.bands[days]\"",
     "[table-range] at 6:78: table a.bands doesn't cover 0: it is looked up for 0 ... 31 / add a band that begins "
     "lower",
     "[table-range] at 6:78: 表 a.bands 未覆盖 0（所查范围 0 ... 31） / 补上起点更低的一档"},
    {"\"formula\": \"pay - owed\", \"range\": [\"0\", \"100\"]",
     "[range-unfit] at 6:70: x can come to -5.00 ... 10000004.99, outside its stated range 0.00 ... 100.00 / widen the "
     "range, or clamp the formula",
     "[range-unfit] at 6:70: x 的取值范围 -5.00 ... 10000004.99 超出所声明的 0.00 ... 100.00 / 放宽 range，或用 clamp "
     "限定"},
    {"\"formula\": \"pay + year_to_date(x)\"",
     "[range-needed] at 6:76: the range of x depends on its own year to date / state a range in the item",
     "[range-needed] at 6:76: x 的取值范围取决于它自己的累计数 / 在该项目写明 range"},
    {"\"formula\": \"split(pay, 1, owed, 2 yuan)\"",
     "[negative-weight] at 6:84: a weight may be negative: its range is -5.00 ... 5.00 / hold it with max(..., 0)",
     "[negative-weight] at 6:84: 权数可能为负：取值范围 -5.00 ... 5.00 / 用 max(..., 0) 限定"},
};

TEST(Refusals, AreWordedInBothLanguagesAndPointAtTheCause) {
  for (const Case& c : cases) {
    EXPECT_EQ(refusal(c.item, Month::make(2025, 2), Language::en), std::vector<std::string>{c.en});
    EXPECT_EQ(refusal(c.item, Month::make(2025, 2), Language::zh), std::vector<std::string>{c.zh});
  }
}

TEST(Refusals, AMonthBehindTheLastWindowNamesItAndTheMend) {
  EXPECT_EQ(refusal("\"formula\": \"a.low\"", Month::make(2031, 3), Language::en),
            std::vector<std::string>{"[no-value] at 6:70: a.low has no value in force on 2031-03-01 (last window: "
                                     "2020-01-01 ... 2029-12-31) / add a row that "
                                     "holds from that day, or carry the last value on with --carry"});
}

TEST(Refusals, AValueThatA128BitsCannotHoldIsNamed) {
  std::string product = "pay";
  for (int i = 0; i < 4; ++i) product += " * (days * days * days * days * days * days)";
  const auto lines = refusal(R"("formula": "round()" + product + ", fen)\"", Month::make(2025, 2), Language::en);
  ASSERT_FALSE(lines.empty());
  EXPECT_THAT(lines[0], ::testing::HasSubstr("[range-overflow]"));
  EXPECT_THAT(lines[0], ::testing::HasSubstr("a value on the way to x doesn't fit 128 bits"));
  EXPECT_THAT(lines[0], ::testing::HasSubstr("narrow the range of a fact or an item"));
}

TEST(Refusals, AResultThatAColumnCannotHoldIsNamed) {
  const auto lines = refusal(R"("formula": "sum_of(pay) * 5")", Month::make(2025, 2), Language::en);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_THAT(lines[0], ::testing::HasSubstr("[result-overflow]"));
  EXPECT_THAT(lines[0], ::testing::HasSubstr("x itself doesn't fit 64 bits: its range is 0.00 ... "));
  EXPECT_THAT(refusal(R"("formula": "sum_of(pay) * 4")", Month::make(2025, 2), Language::en), ::testing::IsEmpty());
}

TEST(Refusals, ANarrowedDivisorIsProven) {
  for (const char* item : {"\"formula\": \"if(days > 0, round(pay / days, fen), 0)\"",
                           "\"formula\": \"if(days <> 0, round(pay / days, fen), 0)\"",
                           "\"formula\": \"if(days = 0, 0, round(pay / days, fen))\"",
                           "\"formula\": \"if(not (days < 1) and pay > 0, round(pay / days, fen), 0)\""}) {
    EXPECT_EQ(refusal(item, Month::make(2025, 2), Language::en), std::vector<std::string>{}) << item;
  }
}

}  // namespace
}  // namespace fenglu::plan
