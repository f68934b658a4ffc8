// What is wrong with a roster, word for word in both languages, with the mend.
#include <gtest/gtest.h>

#include "engine/roster/cell.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

struct Words {
  std::string zh, en;
};

std::string whole(const Diagnostic& diagnostic, Language language) {
  return message(diagnostic, language) + " | " + mend(diagnostic, language);
}

void expect_words(const Diagnostic& diagnostic, const Words& words) {
  EXPECT_EQ(whole(diagnostic, Language::en), words.en);
  EXPECT_EQ(whole(diagnostic, Language::zh), words.zh);
}

struct CellWords {
  std::string_view column, cell;
  Words words;
};

TEST(Wording, OfCells) {
  const std::vector<CellWords> table = {
      {"wage",
       "1,23",
       {"“1,23” 无法读取：千位分隔符的位置不对 | 应填金额 0.00 至 9,999,999.99，最多 2 位小数",
        "'1,23' can't be read: its thousands separators are out of place | expected an amount of 0.00 to "
        "9,999,999.99 with at most 2 decimals"}},
      {"wage",
       "+5",
       {"“+5” 无法读取：开头多了加号 | 应填金额 0.00 至 9,999,999.99，最多 2 位小数",
        "'+5' can't be read: it begins with a plus sign | expected an amount of 0.00 to 9,999,999.99 with at most 2 "
        "decimals"}},
      {"wage",
       "￥5",
       {"“￥5” 无法读取：除数字外还有别的字符 | 应填金额 0.00 至 9,999,999.99，最多 2 位小数",
        "'￥5' can't be read: there is something beside the digits | expected an amount of 0.00 to 9,999,999.99 "
        "with at most 2 decimals"}},
      {"wage",
       "1.2.3",
       {"“1.2.3” 无法读取：这不是普通的小数 | 应填金额 0.00 至 9,999,999.99，最多 2 位小数",
        "'1.2.3' can't be read: it isn't a plain decimal | expected an amount of 0.00 to 9,999,999.99 with at most "
        "2 decimals"}},
      {"wage",
       "1.005",
       {"“1.005” 的小数多于 2 位 | 应填金额 0.00 至 9,999,999.99，最多 2 位小数；不会替您舍入",
        "'1.005' has more than 2 decimals | expected an amount of 0.00 to 9,999,999.99 with at most 2 decimals; "
        "nothing is rounded away"}},
      {"wage",
       "10000000",
       {"“10000000” 超出范围 0.00 至 9,999,999.99 | 核对数值；范围由政策的 range 声明",
        "'10000000' is outside 0.00 to 9,999,999.99 | check the value; the range is what the policy states"}},
      {"wage",
       "#REF!",
       {"“#REF!” 是电子表格的错误值 | 改正该单元格的公式，或加宽列后重新导出",
        "'#REF!' is an error of the spreadsheet | mend the cell's formula, or widen the column, and export again"}},
      {"hf.rate", "7", {"“7” 作为比例大于 1 | 写作 7% 或 0.07", "'7' is over 1, as a rate | write 7% or 0.07"}},
      {"hf.rate",
       "12.5",
       {"“12.5” 作为比例大于 1 | 写作 12.5% 或 0.125", "'12.5' is over 1, as a rate | write 12.5% or 0.125"}},
      {"hf.rate",
       "%",
       {"“%” 无法读取：百分号前没有数字 | 应填比例，如 7% 或 0.07",
        "'%' can't be read: there is no number before the percent sign | expected a rate such as 7% or 0.07"}},
      {"overtime",
       "1e2",
       {"“1e2” 无法读取：这是科学计数法 | 应填数字 0.00 至 744.00，最多 2 位小数",
        "'1e2' can't be read: it is in scientific notation | expected a number of 0.00 to 744.00 with at most 2 "
        "decimals"}},
      {"veteran",
       "x",
       {"“x” 无法读取：这不是是或否 | 应填是或否", "'x' can't be read: it is neither yes nor no | expected yes or no"}},
      {"hired_on",
       "2023-02-29",
       {"日历上没有 “2023-02-29” 这一天 | 核对年、月、日",
        "the calendar has no day '2023-02-29' | check year, month and day"}},
      {"hired_on",
       "2024/7/1 0:00",
       {"“2024/7/1 0:00” 无法读取：日期后还带有时刻 | 应填日期，如 2024-07-01 或 2024年7月1日",
        "'2024/7/1 0:00' can't be read: there is a time of day behind it | expected a day such as 2024-07-01 or "
        "2024/7/1"}},
      {"hired_on",
       "1.7.24",
       {"“1.7.24” 无法读取：这不是日期 | 应填日期，如 2024-07-01 或 2024年7月1日",
        "'1.7.24' can't be read: it isn't a day | expected a day such as 2024-07-01 or 2024/7/1"}},
      {"hired_on",
       "1890-01-01",
       {"“1890-01-01” 超出范围 1900-01-01 至 2099-12-31 | 核对数值；范围由政策的 range 声明",
        "'1890-01-01' is outside 1900-01-01 to 2099-12-31 | check the value; the range is what the policy "
        "states"}},
      {"post",
       "servise",
       {"“servise” 不是岗位的成员 | 最接近的：service；可填：文职、勤务",
        "'servise' isn't a member of post | nearest: service; expected one of: civilian, service"}},
      {"post",
       "杂项",
       {"“杂项” 不是岗位的成员 | 最接近的：（没有相近的）；可填：文职、勤务",
        "'杂项' isn't a member of post | nearest: none is near; expected one of: civilian, service"}},
      {"id_card",
       "3.1E+17",
       {"“3.1E+17” 是科学计数法：电子表格毁坏了这个号码，末尾的数字已丢失 | 把该列设为文本格式，从原件重新录入",
        "'3.1E+17' is in scientific notation: a spreadsheet has destroyed this number, its last digits are gone | "
        "format the column "
        "as text and enter it again from the original"}},
  };
  for (const CellWords& line : table) {
    const policy::Fact& fact = sample_sheet().facts[static_cast<std::size_t>(sample_sheet().find_fact(line.column))];
    const CellGrammar grammar = grammar_of(sample_policy(), fact);
    std::int64_t lane = 0;
    std::string_view text;
    const bool is_text = fact.type.unit == policy::Unit::text;
    const auto problem = is_text ? parse_text(line.cell, grammar, text) : parse_cell(line.cell, grammar, lane);
    ASSERT_TRUE(problem) << line.cell;
    expect_words({problem->code, {}, problem->arguments}, line.words);
  }
}

// Opens, matches and reads with whatever goes wrong first.
Diagnostics wrong_with(const std::string& bytes) {
  Result<Document> document = Document::open(bytes, "staff.csv");
  if (!document || !document.diagnostics().empty()) return document.diagnostics();
  Result<Layout> layout = match(*document, sample_policy(), sample_sheet());
  if (!layout || !layout.diagnostics().empty()) return layout.diagnostics();
  return read(*document, *layout, sample_plan()).diagnostics();
}

TEST(Wording, OfRosters) {
  const std::string header = "staff_id,post,hired_on,wage";
  const std::string good = "\n1,文职,2020-01-02,5";
  const std::vector<std::pair<std::string, Words>> table = {
      {"PK\x03\x04",
       {"不是文本文件：像是 Excel 工作簿（xlsx） | 在电子表格中另存为“CSV UTF-8”",
        "not a text file: it looks like an Excel workbook (xlsx) | save it from the spreadsheet as CSV UTF-8"}},
      {"x\xFF",
       {"第 2 个字节 0xFF 起不是有效的 UTF-8 | 在电子表格中另存为“CSV UTF-8”，或用 --encoding 指明编码",
        "byte 2, 0xFF, isn't valid UTF-8 | save it from the spreadsheet as CSV UTF-8, or name its encoding with "
        "--encoding"}},
      {"\xC3\xA9\n",
       {"编码无法断定：按 UTF-8 读取，也可能是 GB18030 | 若姓名显示有误，用 --encoding gb18030",
        "the encoding can't be told for sure: read as UTF-8, but it could be GB18030 | if names look wrong, say "
        "--encoding gb18030"}},
      {"",
       {"没有表头：第一行是空的 | 第一行写列名；fenglu schema --template 可生成空表",
        "there is no header: the first row is empty | put the column names in the first row; fenglu schema --template "
        "writes an "
        "empty roster"}},
      {"a,\"b\n",
       {"引号有误：此处的引号没有闭合 | 含引号、分隔符或换行的单元格整个加引号，其中的引号写两遍",
        "a quote is out of place: the one that opens here is never closed | quote the whole of a cell that holds "
        "quotes, "
        "separators or line breaks, and double the quotes in it"}},
      {"a\n\"b\"c\n",
       {"引号有误：闭合的引号之后还有文字 | 含引号、分隔符或换行的单元格整个加引号，其中的引号写两遍",
        "a quote is out of place: there is text behind the closing one | quote the whole of a cell that holds quotes, "
        "separators or line breaks, and double the quotes in it"}},
      {"staff_id,post,wage",
       {"缺少列：hired_on（入职日期） | 补上这些列；表头可写编号、名称或别名",
        "missing columns: hired_on (hired on) | add them; a header may be the id, the title or an alias"}},
      {header + ",工号",
       {"第 1 列和第 5 列都是 staff_id | 只留一列", "columns 1 and 5 both stand for staff_id | keep one of them"}},
      {header + ",overtme",
       {"未知的列 overtme，已跳过 | 最接近的名称：overtime",
        "unknown column overtme, passed over | nearest name: overtime"}},
      {header + ",set.wage.gros",
       {"列 set.wage.gros 所指的项目不存在 | 最接近的名称：wage.gross",
        "column set.wage.gros names no item | nearest name: wage.gross"}},
      {header + ",set.wage.exact",
       {"wage.exact 是中间项，不能手工设定 | 改为设定读取它的项目",
        "wage.exact is a working item: it can't be set by hand | set an item that reads it instead"}},
      {header + ",set.pay.net",
       {"列 set.pay.net 未用到：本次不计算 pay.net | 在 --items 中加上它，或删去该列",
        "column set.pay.net isn't used: this run doesn't work out pay.net | add it to --items, or delete the "
        "column"}},
      {header + "\n1,文职,2020-01-02",
       {"这一行有 3 个单元格，表头有 4 个 | 补齐或删去多余的分隔符；含分隔符的单元格要加引号",
        "the row has 3 cells, the header 4 | add the missing separators or take out the extra ones; a "
        "cell that holds one must be quoted"}},
      {header + "\n" + good, {"中间有空行 | 删去这一行", "an empty row between others | delete the row"}},
      {header + "\n1,文职,2020-01-02,",
       {"单元格是空的 | 应填金额 0.00 至 9,999,999.99，最多 2 位小数",
        "the cell is empty | expected an amount of 0.00 to 9,999,999.99 with at most 2 decimals"}},
      {header + "\n,文职,2020-01-02,5", {"单元格是空的 | 应填文字", "the cell is empty | expected text"}},
      {header + good + good,
       {"“1” 出现两次：第 2 行和第 3 行 | 每个键只留一行",
        "'1' stands twice: in rows 2 and 3 | keep one row for each key"}},
  };
  for (const auto& [bytes, words] : table) {
    const Diagnostics out = wrong_with(bytes);
    ASSERT_EQ(out.all().size(), 1u) << bytes;
    expect_words(out.all().front(), words);
  }
}

TEST(Wording, OfExpectations) {
  const CellGrammar month{.type = {policy::Unit::month, -1}};
  EXPECT_EQ(expected(month).en, "a month such as 2024-07");
  const CellGrammar whole_number{.type = {policy::Unit::number, -1}, .low = -1, .high = 10};
  EXPECT_EQ(expected(whole_number).en, "a number of -1 to 10 without decimals");
  EXPECT_EQ(expected(whole_number).zh, "数字 -1 至 10，不带小数");
  EXPECT_EQ(expected(grammar_of(sample_policy(), sample_sheet().facts[post])).zh, "其中之一：文职、勤务");
  policy::Category counties{.id = "county"};
  for (int i = 0; i < 13; ++i) counties.members.push_back({"c" + std::to_string(i), {}});
  EXPECT_EQ(list_members(counties).en, "c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 ...");
}

}  // namespace
}  // namespace fenglu::roster
